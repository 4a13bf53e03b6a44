#pragma once
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

/// How far a tone is from those that the skin has in any light: what is left of its two colour differences. The more
/// light, the more colour; in the shade less, and gloss has the light's own: up to `paler` (0..1) of the way to grey.
std::array<float, 2> offHue(const cv::Vec3f& tone, const Skin& skin, float paler);

}  // namespace mien
