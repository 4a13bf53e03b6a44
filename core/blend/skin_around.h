#pragma once
#include <opencv2/core.hpp>

#include "core/base/image.h"

namespace mien {

/// What pictures' bare skin is like around each place. It is smooth, so every second pixel is looked at. For .cpp files
/// of core/blend only.
class SkinAround {
 public:
  /// `bare`: where skin is seen of all faces, 1 channel, 0..1; `sigma`: how far around, px.
  SkinAround(const cv::Mat& bare, double sigma);

  /// What is looked at of a picture, mask or map that is as large as `bare`.
  cv::Mat everySecond(const cv::Mat& of) const;

  /// Mean of the bare skin that is looked at; without any it is `otherwise`.
  cv::Scalar mean(const cv::Mat& small, const cv::Scalar& otherwise) const;

  /// `small`, RGB as everySecond() gives it: far from any bare skin it is `far`. As large as `bare`.
  ImageF operator()(const cv::Mat& small, const cv::Scalar& far) const;

 private:
  cv::Mat blurred(const cv::Mat& of) const;

  cv::Size size_, half_, cells_;
  double sigma_;
  cv::Mat bare_, share_;
};

}  // namespace mien
