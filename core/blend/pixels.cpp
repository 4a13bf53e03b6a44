#include "core/blend/pixels.h"

#include <algorithm>
#include <vector>

#include "core/blend/each_row.h"
#include "core/blend/mat_view.h"

namespace mien {

ImageF toFloat(const Image8& image) {
  ImageF out(image.width(), image.height(), image.channels());
  const cv::Mat from(image.height(), image.width(), CV_8UC(image.channels()), const_cast<std::uint8_t*>(image.data()));
  cv::Mat to = view(out);
  from.convertTo(to, CV_32F, 1.0 / 255);
  return out;
}

Image8 toBytes(const ImageF& image) {
  Image8 out(image.width(), image.height(), image.channels());
  cv::Mat to(out.height(), out.width(), CV_8UC(out.channels()), out.data());
  view(image).convertTo(to, CV_8U, 255);
  return out;
}

void addTimes(ImageF& to, const ImageF& from, const ImageF& weight) {
  eachRow(to.width(), to.height(), [&](int y) {
    float* out = to.row(y);
    const float* f = from.row(y);
    const float* w = weight.row(y);
    for (int x = 0; x < to.width(); ++x)
      for (int c = 0; c < 3; ++c) out[3 * x + c] += w[x] * f[3 * x + c];
  });
}

void multiplyBy(ImageF& picture, const ImageF& by) {
  for (int y = 0; y < picture.height(); ++y)
    for (int x = 0; x < picture.width(); ++x)
      for (int c = 0; c < 3; ++c) picture.row(y)[3 * x + c] *= by.row(y)[x];
}

void layOver(ImageF& face, const ImageF& ground, const ImageF& matte) {
  eachRow(face.width(), face.height(), [&](int y) {
    float* f = face.row(y);
    const float* g = ground.row(y);
    const float* m = matte.row(y);
    for (int x = 0; x < face.width(); ++x)
      for (int c = 0; c < 3; ++c) f[3 * x + c] = g[3 * x + c] + m[x] * (f[3 * x + c] - g[3 * x + c]);
  });
}

ImageF withAlpha(const ImageF& rgb, const ImageF& matte) {
  ImageF out(rgb.width(), rgb.height(), 4);
  cv::Mat to = view(out);
  cv::merge(std::vector<cv::Mat>{view(rgb), view(matte)}, to);
  return out;
}

}  // namespace mien
