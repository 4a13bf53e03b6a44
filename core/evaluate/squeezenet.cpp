#include "core/evaluate/squeezenet.h"

#include <initializer_list>

namespace mien {
namespace {

/// Appends layers to a net whose last output is what the next layer reads.
class Builder {
 public:
  explicit Builder(const std::function<cv::Mat(const std::string&)>& weight) : weight_(weight) {}

  int convolutionAndRelu(const std::string& name, int from, int stride = 1) {
    cv::dnn::LayerParams p;
    const cv::Mat kernel = weight_(name + ".weight");
    p.blobs = {kernel, weight_(name + ".bias")};
    p.set("num_output", kernel.size[0]);
    p.set("kernel_size", kernel.size[2]);
    p.set("stride", stride);
    p.set("pad", stride == 1 ? kernel.size[2] / 2 : 0);  // only the first layer strides, and it does not pad
    p.set("bias_term", true);
    const int convolution = add(name, "Convolution", p, {from});
    cv::dnn::LayerParams none;
    return add(name + ".relu", "ReLU", none, {convolution});
  }

  int maxPool(const std::string& name, int from) {
    cv::dnn::LayerParams p;
    p.set("pool", "max");
    p.set("kernel_size", 3);
    p.set("stride", 2);
    p.set("ceil_mode", true);
    return add(name, "Pooling", p, {from});
  }

  int fire(const std::string& name, int from) {
    const int squeezed = convolutionAndRelu(name + ".squeeze1x1", from);
    const int one = convolutionAndRelu(name + ".expand1x1", squeezed);
    const int three = convolutionAndRelu(name + ".expand3x3", squeezed);
    cv::dnn::LayerParams p;
    p.set("axis", 1);
    return add(name, "Concat", p, {one, three});
  }

  cv::dnn::Net net;

 private:
  int add(const std::string& name, const std::string& type, cv::dnn::LayerParams& p, std::initializer_list<int> from) {
    const int id = net.addLayer(name, type, p);
    int input = 0;
    for (const int layer : from) net.connect(layer, 0, id, input++);
    return id;
  }

  const std::function<cv::Mat(const std::string&)>& weight_;
};

}  // namespace

cv::dnn::Net squeezeNet(const std::function<cv::Mat(const std::string&)>& weight) {
  Builder b(weight);
  int at = b.convolutionAndRelu("conv1", 0, 2);
  at = b.maxPool("pool1", at);
  at = b.fire("fire3", b.fire("fire2", at));
  at = b.maxPool("pool3", at);
  at = b.fire("fire5", b.fire("fire4", at));
  at = b.maxPool("pool5", at);
  for (const char* name : {"fire6", "fire7", "fire8", "fire9"}) at = b.fire(name, at);
  return b.net;
}

}  // namespace mien
