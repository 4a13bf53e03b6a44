#include "core/blend/skin_around.h"

#include <opencv2/imgproc.hpp>

#include "core/blend/mat_view.h"
#include "core/blend/spread.h"

namespace mien {
namespace {

constexpr int kCell = 2;  // of the pixels that are looked at
constexpr double kFar = 0.03;
constexpr double kEdge = 0.25;  // of sigma, in those pixels: beside a rim lies its shade

}  // namespace

SkinAround::SkinAround(const cv::Mat& bare, double sigma)
    : size_(bare.size()),
      half_((bare.cols + 1) / 2, (bare.rows + 1) / 2),
      cells_((half_.width + kCell - 1) / kCell, (half_.height + kCell - 1) / kCell),
      sigma_(sigma / (2 * kCell)) {
  const int edge = 2 * cvRound(kEdge * sigma) + 1;
  bare_ = cv::max(2 * everySecond(bare) - 1, 0);  // what is half covered does not show what skin is like
  cv::erode(bare_, bare_, cv::getStructuringElement(cv::MORPH_RECT, {edge, edge}));
  share_ = blurred(bare_) + kFar;
}

cv::Mat SkinAround::everySecond(const cv::Mat& of) const {
  cv::Mat out;
  cv::resize(of, out, half_, 0, 0, cv::INTER_NEAREST);
  return out;
}

cv::Scalar SkinAround::mean(const cv::Mat& small, const cv::Scalar& otherwise) const {
  constexpr double kLittle = 4;  // px of it count as much as `otherwise`
  return (cv::sum(small.mul(threefold(bare_))) + otherwise * kLittle) / (cv::sum(bare_)[0] + kLittle);
}

ImageF SkinAround::operator()(const cv::Mat& small, const cv::Scalar& far) const {
  cv::Mat colour = blurred(small.mul(threefold(bare_)));
  colour += kFar * far;
  colour /= threefold(share_);
  ImageF out(size_.width, size_.height, 3);
  cv::Mat all = view(out);
  cv::resize(colour, all, size_, 0, 0, cv::INTER_LINEAR);
  return out;
}

cv::Mat SkinAround::blurred(const cv::Mat& of) const {
  cv::Mat out;
  cv::resize(of, out, cells_, 0, 0, cv::INTER_AREA);
  cv::GaussianBlur(out, out, {}, sigma_, 0, cv::BORDER_REPLICATE);
  return out;
}

}  // namespace mien
