#include "core/blend/bare_skin.h"

#include <opencv2/imgproc.hpp>
#include <vector>

#include "core/blend/mat_view.h"

namespace mien {

ImageF belowForehead(const Landmarks& face, int side) {
  constexpr float kOverBrows = 0.12F;  // of the distance between the eyes: large rims reach over them
  constexpr double kSoft = 0.012;      // of the side
  const FivePoints five = fivePoints(face);
  const Point axis = five.leftEye - five.rightEye;
  const Point up{axis.y, -axis.x};
  std::vector<cv::Point> outline;
  const auto add = [&](Point p) {
    p = p * static_cast<float>(side);
    outline.emplace_back(cvRound(p.x), cvRound(p.y));
  };
  for (std::size_t i = 0; i < 17; ++i) add(face[i]);
  for (std::size_t i = 27; i-- > 17;) add(face[i] + up * kOverBrows);
  ImageF place(side, side, 1);
  cv::Mat to = view(place);
  cv::fillPoly(to, std::vector<std::vector<cv::Point>>{outline}, cv::Scalar(1));
  cv::GaussianBlur(to, to, {}, kSoft * side);
  return place;
}

ImageF surelyOccluded(const ImageF& seen) {
  constexpr double kFaint = 0.12, kSure = 0.36;  // what is left of a rim shows more than skin that is another's
  constexpr double kNothing = 0.002;             // of the plane: less than a thin rim
  ImageF occluded(seen.width(), seen.height(), 1);
  cv::Mat to = view(occluded);
  cv::Mat(cv::min(cv::max((view(seen) - kFaint) / (kSure - kFaint), 0), 1)).copyTo(to);
  if (cv::mean(to)[0] < kNothing) return {};
  cv::dilate(to, to, cv::getStructuringElement(cv::MORPH_ELLIPSE, {7, 7}));  // its edge throws a shade, and is soft
  to.row(to.rows - 1) = 0;  // what is sampled beyond the plane is its edge
  return occluded;
}

void cover(ImageF& bare, const ImageF& by) {
  if (bare.empty()) bare = ImageF(by.width(), by.height(), 1, 1);
  cv::Mat to = view(bare);
  to = to.mul(1 - view(by));
}

}  // namespace mien
