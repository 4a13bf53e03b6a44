#include "core/blend/light.h"

#include <algorithm>
#include <opencv2/imgproc.hpp>

#include "core/blend/mat_view.h"

namespace mien {
namespace {

constexpr double kLightReach = 0.12;  // of the side: broad shade, no wrinkle

}  // namespace

ImageF lightOf(const ImageF& texture, const ImageF& face) {
  const int size = texture.width();
  ImageF light(size, size, 1);
  cv::Mat to = view(light);
  cv::Mat grey;
  cv::cvtColor(view(texture), grey, cv::COLOR_RGB2GRAY);
  cv::Mat inside;
  cv::multiply(grey, view(face), inside);
  cv::Mat share;
  cv::GaussianBlur(inside, inside, {}, kLightReach * size, 0, cv::BORDER_REPLICATE);
  cv::GaussianBlur(view(face), share, {}, kLightReach * size, 0, cv::BORDER_REPLICATE);
  cv::divide(inside, cv::max(share, 1e-3), to);
  const double mean = cv::sum(to.mul(view(face)))[0] / std::max(1e-6, cv::sum(view(face))[0]);
  to *= 1 / std::max(1e-3, mean);
  return light;
}

ImageF relighting(const ImageF& from, const ImageF& to, const ImageF& face) {
  ImageF out(from.width(), from.height(), 1);
  for (int y = 0; y < out.height(); ++y)
    for (int x = 0; x < out.width(); ++x) {
      const float ratio = std::clamp(to.row(y)[x] / std::max(1e-3F, from.row(y)[x]), 0.5F, 2.0F);
      out.row(y)[x] = 1 + face.row(y)[x] * (ratio - 1);
    }
  return out;
}

}  // namespace mien
