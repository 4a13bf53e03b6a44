#pragma once
#include <opencv2/core.hpp>

namespace mien {

// Smooth shifts of colour, held in a small picture; for .cpp files of core/blend only.

inline constexpr int kCoarse = 64;  ///< px of the small picture's side

/// `picture` at kCoarse².
cv::Mat coarse(const cv::Mat& picture);

/// A mask for three channels.
cv::Mat threefold(const cv::Mat& mask);

/// Σ of `what` (3 channels) ÷ Σ of `weight` (1 channel; kCoarse² both) about each pixel, held within ±`most`, at
/// `size`. Uses up what it is given.
cv::Mat spread(cv::Mat what, cv::Mat weight, double most, cv::Size size);

}  // namespace mien
