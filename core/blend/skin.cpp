#include "core/blend/skin.h"

#include <algorithm>
#include <cmath>
#include <opencv2/imgproc.hpp>

namespace mien {

cv::Mat tonesOf(const cv::Mat& rgb) {
  cv::Mat tones;
  cv::cvtColor(rgb, tones, cv::COLOR_RGB2YCrCb);
  return tones;
}

std::array<float, 3> rgbOf(const cv::Vec3f& tone) {
  const cv::Mat one(1, 1, CV_32FC3, cv::Scalar(tone[0], tone[1], tone[2]));
  cv::Mat rgb;
  cv::cvtColor(one, rgb, cv::COLOR_YCrCb2RGB);
  const auto& of = rgb.at<cv::Vec3f>(0, 0);
  return {of[0], of[1], of[2]};
}

Skin skinOf(const cv::Mat& tones, const cv::Mat& inside) {
  Skin skin{{}, {1e3F, 1e3F, 1e3F}};
  for (int pass = 0; pass < 4; ++pass) {
    cv::Vec3d sum, squares;
    double count = 1e-6;
    for (int y = 0; y < tones.rows; ++y)
      for (int x = 0; x < tones.cols; ++x) {
        const auto& t = tones.at<cv::Vec3f>(y, x);
        bool near = inside.at<float>(y, x) > 0.9F;
        for (int c = 0; c < 3; ++c) near = near && std::abs(t[c] - skin.mean[c]) <= 2 * skin.deviation[c];
        if (!near) continue;
        ++count;
        for (int c = 0; c < 3; ++c) {
          sum[c] += t[c];
          squares[c] += static_cast<double>(t[c]) * t[c];
        }
      }
    for (int c = 0; c < 3; ++c) {
      const double mean = sum[c] / count;
      const double least = c == 0 ? 0.06 : 0.015;
      skin.mean[c] = static_cast<float>(mean);
      skin.deviation[c] = static_cast<float>(std::sqrt(std::max(least * least, squares[c] / count - mean * mean)));
    }
  }
  return skin;
}

}  // namespace mien
