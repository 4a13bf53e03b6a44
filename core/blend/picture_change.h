#pragma once
#include <vector>

#include "core/base/image.h"

namespace mien {

/// What of a picture decides how different it looks from the next frame of a film. Small, for comparing many.
struct PictureFeatures {
  std::vector<float> values;
};

/// Of an RGB or RGBA picture (transparent parts count as grey) of 16 × 16 pixels at least. Gradients, each divided by
/// the strength of those around it: a perceptual network too sees edges rather than brightness, faint ones as well as
/// strong.
PictureFeatures pictureFeaturesOf(const Image8& picture);

/// How much two frames of one size differ, ≥ 0: the Euclidean distance of their features, so that small steps along a
/// path add up to its length.
double changeBetween(const PictureFeatures& a, const PictureFeatures& b);

}  // namespace mien
