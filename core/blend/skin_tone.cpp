#include "core/blend/skin_tone.h"

#include <algorithm>
#include <cmath>
#include <opencv2/imgproc.hpp>

#include "core/blend/mat_view.h"

namespace mien {
namespace {

constexpr int kCoarse = 64;  // tones are smooth: a small picture holds them

/// Luma and two colour differences, as one sees them: shade changes the first far more than the others.
cv::Mat tonesOf(const cv::Mat& rgb) {
  cv::Mat tones;
  cv::cvtColor(rgb, tones, cv::COLOR_RGB2YCrCb);
  return tones;
}

struct Skin {
  cv::Vec3f mean, deviation;
};

/// Of where the face is, without what is not its skin: eyes, brows, lips and beards are told by their colour.
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

/// 1 channel, 0..1: how much each pixel is of the skin's colour. Ears and necks lie in the shade.
cv::Mat likeness(const cv::Mat& tones, const Skin& skin) {
  constexpr float kShade = 4;
  constexpr float kHue = 2;
  cv::Mat out(tones.size(), CV_32F);
  for (int y = 0; y < tones.rows; ++y)
    for (int x = 0; x < tones.cols; ++x) {
      const auto& t = tones.at<cv::Vec3f>(y, x);
      float far = 0;
      for (int c = 0; c < 3; ++c) {
        const float d = (t[c] - skin.mean[c]) / (skin.deviation[c] * (c == 0 ? kShade : kHue));
        far += d * d;
      }
      out.at<float>(y, x) = std::exp(-far / 2);
    }
  return out;
}

cv::Mat threefold(const cv::Mat& mask) {
  cv::Mat out;
  cv::merge(std::vector<cv::Mat>{mask, mask, mask}, out);
  return out;
}

cv::Mat coarse(const cv::Mat& picture) {
  cv::Mat small;
  cv::resize(picture, small, {kCoarse, kCoarse}, 0, 0, cv::INTER_AREA);
  return small;
}

}  // namespace

void carryTone(ImageF& ground, const ImageF& mixed, const ImageF& inside) {
  cv::Mat to = view(ground);
  const cv::Mat small = coarse(to);
  const cv::Mat face = coarse(view(inside));
  const cv::Mat tones = tonesOf(small);
  const Skin skin = skinOf(tones, face);
  // What the mixed face differs by where it is skin, and that carried outwards: a mean about each place.
  cv::Mat weight = threefold(likeness(tones, skin).mul(face));
  cv::Mat change = (coarse(view(mixed)) - small).mul(weight);
  constexpr double kReach = 0.11 * kCoarse;
  constexpr double kFading = 0.01;  // far from the face nothing is known of it
  cv::GaussianBlur(change, change, {}, kReach);
  cv::GaussianBlur(weight, weight, {}, kReach);
  change /= weight + kFading;
  constexpr double kMost = 0.35;
  change = cv::max(cv::min(change, kMost), -kMost);
  cv::resize(change, change, to.size(), 0, 0, cv::INTER_CUBIC);
  cv::Mat isSkin = likeness(tonesOf(to), skin);
  cv::GaussianBlur(isSkin, isSkin, {}, 0.004 * to.cols);
  to += change.mul(threefold(isSkin));
}

}  // namespace mien
