#include "core/blend/rim.h"

#include <algorithm>
#include <opencv2/imgproc.hpp>

#include "core/blend/each_row.h"
#include "core/blend/mat_view.h"

namespace mien {
namespace {

/// Distances from the edge, shares of the side: to `none` reach two thirds of the train photographs, to `all` nearly
/// all.
struct Band {
  float none, all;
};
constexpr Band kTop{0.09F, 0.15F};
constexpr Band kSides{0.01F, 0.05F};
constexpr int kCoarse = 4;     ///< px a cell: what is continued is a blur
constexpr double kNear = 2.5;  ///< its width in cells where it begins
constexpr double kFar = 10;    ///< and at the top

/// 0 at `band.none` from the edge, 1 at `band.all`.
float shareAt(float fromEdge, Band band) {
  const float t = std::clamp((fromEdge - band.none) / (band.all - band.none), 0.0F, 1.0F);
  return t * t * (3 - 2 * t);
}

/// The rows and columns within the rim, repeated over it and blurred the more the further up: 1/4 of the size.
cv::Mat continued(const cv::Mat& picture, int top, int beside) {
  const cv::Mat within = picture(cv::Rect(beside, top, picture.cols - 2 * beside, picture.rows - top));
  cv::Mat repeated, small, far;
  cv::copyMakeBorder(within, repeated, top, 0, beside, beside, cv::BORDER_REPLICATE | cv::BORDER_ISOLATED);
  cv::resize(repeated, small, picture.size() / kCoarse, 0, 0, cv::INTER_AREA);
  cv::GaussianBlur(small, far, {}, kFar, kNear, cv::BORDER_REPLICATE);
  cv::GaussianBlur(small, small, {}, kNear, kNear, cv::BORDER_REPLICATE);
  for (int y = 0; y * kCoarse < top; ++y) {
    const double near = static_cast<double>(y * kCoarse) / top;
    cv::Mat row = small.row(y);
    cv::addWeighted(row, near, far.row(y), 1 - near, 0, row);
  }
  return small;
}

}  // namespace

void softenRim(ImageF& texture) {
  cv::Mat picture = view(texture);
  const int side = picture.cols;
  const auto px = [&](float share) { return static_cast<int>(share * static_cast<float>(side)) + 1; };
  const int beside = px(kSides.all);
  cv::Mat beyond;
  cv::resize(continued(picture, px(kTop.all), beside), beyond, picture.size(), 0, 0, cv::INTER_LINEAR);
  const float perPixel = 1 / static_cast<float>(side);
  eachRow(side, picture.rows, [&](int y) {
    const float vertical = shareAt((static_cast<float>(y) + 0.5F) * perPixel, kTop);
    float* own = picture.ptr<float>(y);
    const float* other = beyond.ptr<float>(y);
    for (int x = 0; x < side; ++x) {
      if (vertical == 1 && x == beside) x = side - beside;  // nothing changes between
      const float fromSide = (static_cast<float>(std::min(x, side - 1 - x)) + 0.5F) * perPixel;
      const float keeps = vertical * shareAt(fromSide, kSides);
      for (int c = 3 * x; c < 3 * x + 3; ++c) own[c] = other[c] + keeps * (own[c] - other[c]);
    }
  });
}

}  // namespace mien
