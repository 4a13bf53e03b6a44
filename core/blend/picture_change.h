#pragma once
#include <vector>

#include "core/base/image.h"

namespace mien {

/// What of a picture decides how different it looks from the next frame of a film. Small, for comparing many.
struct PictureFeatures {
  std::vector<float> values;
};

/// Of an RGB or RGBA picture (transparent parts count as grey) of 128 × 128 pixels at least. How strong edges are at
/// each place, on a logarithmic scale: a perceptual network too sees that something is there rather than how bright it
/// is, and a fringe of hair most as the last of it fades; contrasts against what lies around; the colours of large
/// areas.
PictureFeatures pictureFeaturesOf(const Image8& picture);

/// How much two frames of one size differ, ≥ 0: the Euclidean distance of their features, so that small steps along a
/// path add up to its length.
double changeBetween(const PictureFeatures& a, const PictureFeatures& b);

}  // namespace mien
