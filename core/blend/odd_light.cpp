#include "core/blend/odd_light.h"

#include <array>
#include <opencv2/imgproc.hpp>

#include "core/blend/mat_view.h"

namespace mien {
namespace {

// Of the side.
constexpr double kReach = 0.016;  // a patch, no wrinkle
constexpr double kEdge = 0.012;   // beyond what is plainly odd it fades
constexpr double kSoft = 0.008;
// Of white. What the network can't say of plain skin is 0.03.
constexpr double kFaint = 0.07;
constexpr double kPlain = 0.14;
constexpr double kColour = 1.3;      // a tint shows more than light does
constexpr double kNothing = 0.0015;  // of the plane

/// Their mean around each place, of what is skin.
cv::Mat around(const cv::Mat& of, const cv::Mat& skin, const cv::Mat& share, double sigma) {
  cv::Mat out;
  cv::GaussianBlur(of.mul(skin), out, {}, sigma, 0, cv::BORDER_REPLICATE);
  return out / share;
}

}  // namespace

ImageF oddLight(const ImageF& photo, const ImageF& drawn, const ImageF& skin) {
  const int side = skin.width();
  const double sigma = kReach * side;
  const cv::Mat place = view(skin);
  cv::Mat share;
  cv::GaussianBlur(place, share, {}, sigma, 0, cv::BORDER_REPLICATE);
  share = cv::max(share, 1e-3);
  std::array<cv::Mat, 3> more;
  cv::split(view(photo) - view(drawn), more.data());
  for (cv::Mat& channel : more) channel = around(channel, place, share, sigma);
  const cv::Mat light = (more[0] + more[1] + more[2]) / 3;
  cv::Mat odd = light.clone();
  for (const cv::Mat& channel : more) odd = cv::max(odd, kColour * cv::abs(channel - light));

  ImageF out(side, side, 1);
  cv::Mat to = view(out);
  cv::Mat(cv::min(cv::max((odd - kFaint) / (kPlain - kFaint), 0), 1)).copyTo(to);
  to = to.mul(place);
  if (cv::mean(to)[0] < kNothing) return {};
  const int edge = 2 * cvRound(kEdge * side) + 1;
  cv::dilate(to, to, cv::getStructuringElement(cv::MORPH_ELLIPSE, {edge, edge}));
  cv::GaussianBlur(to, to, {}, kSoft * side);
  to = to.mul(place);
  return out;
}

}  // namespace mien
