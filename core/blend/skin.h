#pragma once
#include <algorithm>
#include <array>
#include <opencv2/core.hpp>

namespace mien {

// What colour a face's skin has; for .cpp files of core/blend only.

/// Luma and two colour differences, as one sees them: shade changes the first far more than the others.
cv::Mat tonesOf(const cv::Mat& rgb);
std::array<float, 3> rgbOf(const cv::Vec3f& tone);

struct Skin {
  cv::Vec3f mean, deviation;  ///< as tonesOf()
};

/// Of where `inside` (1 channel, 0..1) is near 1, without what is not its skin: eyes, brows, lips and beards are told
/// by their colour.
Skin skinOf(const cv::Mat& tones, const cv::Mat& inside);

/// How far tones are from those that the skin has in any light: what is left of their two colour differences. The more
/// light, the more colour; in the shade less, and gloss has the light's own: up to `paler` (0..1) of the way to grey.
class OffHue {
 public:
  OffHue(const Skin& skin, float paler)
      : mean_(skin.mean),
        toRed_(kNeutral - skin.mean[1]),
        toBlue_(kNeutral - skin.mean[2]),
        perLength_(1 / (toRed_ * toRed_ + toBlue_ * toBlue_ + 1e-6F)),
        perLight_(1 / std::max(skin.mean[0], 0.05F)),
        paler_(paler) {}

  std::array<float, 2> operator()(const cv::Vec3f& tone) const {
    const float less = 1 - tone[0] * perLight_;
    const float red = tone[1] - mean_[1];
    const float blue = tone[2] - mean_[2];
    const float along = (red * toRed_ + blue * toBlue_) * perLength_;
    const float way = std::clamp(along, std::min(less, 0.0F), less > 0 ? std::min(less, paler_) : paler_);
    return {red - way * toRed_, blue - way * toBlue_};
  }

 private:
  static constexpr float kNeutral = 0.5F;  ///< both differences of what has no colour
  cv::Vec3f mean_;
  float toRed_, toBlue_, perLength_, perLight_, paler_;
};

}  // namespace mien
