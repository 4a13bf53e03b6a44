#include "tests/training/small_teacher.h"

#include <torch/types.h>

#include <cmath>
#include <stdexcept>

#include "core/model/safetensors.h"

namespace mien::training {
namespace {

/// Tensors by name, kept until they are written.
class TeacherFile {
 public:
  void add(const std::string& name, const torch::Tensor& t) {
    kept_.push_back(t.contiguous());
    views_.push_back({name,
                      DType::F32,
                      kept_.back().sizes().vec(),
                      {static_cast<const std::byte*>(kept_.back().data_ptr()), kept_.back().nbytes()}});
  }
  void write(const std::filesystem::path& file) {
    std::filesystem::create_directories(file.parent_path());
    const auto written = writeSafeTensors(file, std::move(views_));
    if (!written) throw std::runtime_error(written.error().message);
  }

 private:
  std::vector<torch::Tensor> kept_;
  std::vector<TensorView> views_;
};

}  // namespace

void writeSmallTeacher(const std::filesystem::path& folder) {
  torch::manual_seed(5);
  TeacherFile file;
  const auto addConvolution = [&](const std::string& name, int in, int out, int side) {
    file.add(name + ".conv.filters", torch::randn({out, in, side, side}) * std::sqrt(1.0 / (in * side * side)));
    file.add(name + ".conv.bias", torch::zeros({out}));
    file.add(name + ".scale.weights", torch::ones({out}));
    file.add(name + ".scale.biases", torch::zeros({out}));
  };
  const auto addBlock = [&](const std::string& name, int in, int out) {
    addConvolution(name + ".conv1", in, out, 3);
    addConvolution(name + ".conv2", out, out, 3);
  };
  addConvolution("conv32_down", 3, 32, 7);
  for (const char* name : {"conv32_1", "conv32_2", "conv32_3"}) addBlock(name, 32, 32);
  addBlock("conv64_down", 32, 64);
  for (const char* name : {"conv64_1", "conv64_2", "conv64_3"}) addBlock(name, 64, 64);
  addBlock("conv128_down", 64, 128);
  for (const char* name : {"conv128_1", "conv128_2"}) addBlock(name, 128, 128);
  addBlock("conv256_down", 128, 256);
  for (const char* name : {"conv256_1", "conv256_2", "conv256_down_out"}) addBlock(name, 256, 256);
  file.add("fc", torch::randn({256, 128}) / 16);
  file.write(folder / "identity-dlib-resnet.safetensors");
}

void writeSmallPerceptualTeacher(const std::filesystem::path& folder) {
  torch::manual_seed(5);
  TeacherFile file;
  const auto addConvolution = [&](const std::string& name, int in, int out, int side) {
    file.add(name + ".weight", torch::randn({out, in, side, side}) * std::sqrt(2.0 / (in * side * side)));
    file.add(name + ".bias", torch::zeros({out}));
  };
  addConvolution("conv1", 3, 16, 3);
  for (const char* fire : {"fire2", "fire3", "fire4", "fire5", "fire6", "fire7"}) {
    addConvolution(std::string(fire) + ".squeeze1x1", 16, 4, 1);
    addConvolution(std::string(fire) + ".expand1x1", 4, 8, 1);
    addConvolution(std::string(fire) + ".expand3x3", 4, 8, 3);
  }
  file.write(folder / "squeezenet11.safetensors");
}

}  // namespace mien::training
