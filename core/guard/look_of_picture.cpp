#include "core/guard/look_of_picture.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <opencv2/imgproc.hpp>

#include "core/photo/crop.h"

namespace mien {
namespace {

double dot(Point a, Point b) {
  return static_cast<double>(a.x) * static_cast<double>(b.x) + static_cast<double>(a.y) * static_cast<double>(b.y);
}

/// 1 up to `good`, 0 from `bad` on.
double falling(double value, double good, double bad) {
  return std::clamp((bad - value) / (bad - good), 0.0, 1.0);
}

cv::Mat viewOf(const Image8& image) {
  return {image.height(), image.width(), CV_8UC(image.channels()), const_cast<std::uint8_t*>(image.data())};
}

/// Spread of the colours, in levels, of the two upper corners beside the head, taken together: the ground of a portrait
/// is even within each and the same in both.
double groundSpread(const Image8& crop) {
  const cv::Mat all = viewOf(crop);
  const int width = std::max(1, crop.width() / 8);
  const int height = std::max(1, crop.height() / 4);
  cv::Mat both;
  cv::hconcat(all(cv::Rect(0, 0, width, height)), all(cv::Rect(crop.width() - width, 0, width, height)), both);
  cv::Scalar mean;
  cv::Scalar deviation;
  cv::meanStdDev(both, mean, deviation);
  return std::max({deviation[0], deviation[1], deviation[2]});
}

}  // namespace

double yawOf(const Landmarks& landmarks) {
  const FivePoints five = fivePoints(landmarks);
  const Point axis = five.leftEye - five.rightEye;
  const Point nose = five.nose - (five.leftEye + five.rightEye) * 0.5F;
  return dot(nose, axis) / std::max(1e-12, dot(axis, axis));
}

double mouthGapOf(const Landmarks& landmarks) {
  const FivePoints five = fivePoints(landmarks);
  const Point axis = five.leftEye - five.rightEye;
  const Point down{-axis.y, axis.x};
  return std::max(0.0, dot(landmarks[66] - landmarks[62], down) / std::max(1e-12, dot(axis, axis)));
}

double sharpnessOf(const Image8& crop) {
  const Image8 small = resized(crop, 128, 128);
  cv::Mat grey;
  cv::cvtColor(viewOf(small), grey, small.channels() == 4 ? cv::COLOR_RGBA2GRAY : cv::COLOR_RGB2GRAY);
  cv::Mat edges;
  cv::Laplacian(grey, edges, CV_64F);
  cv::Scalar mean;
  cv::Scalar deviation;
  cv::meanStdDev(edges, mean, deviation);
  return deviation[0] * deviation[0];
}

double documentLook(const Image8& crop, const Landmarks& landmarks) {
  const double frontal = falling(std::abs(yawOf(landmarks)), 0.08, 0.2);
  const double neutral = falling(mouthGapOf(landmarks), 0.06, 0.15);
  // Cut out of its ground, it can be laid on any.
  const double plain = crop.channels() == 4 ? 1 : falling(groundSpread(crop), 12, 30);
  return frontal * neutral * plain;
}

}  // namespace mien
