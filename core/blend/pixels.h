#pragma once
#include "core/base/image.h"

namespace mien {

// Arithmetic on pictures of one size: RGB, with masks and weights of 1 channel.

ImageF toFloat(const Image8& image);  ///< 0..255 → 0..1
Image8 toBytes(const ImageF& image);

void addTimes(ImageF& to, const ImageF& from, const ImageF& weight);  ///< to += weight·from

void multiplyBy(ImageF& picture, const ImageF& by);

/// matte·face + (1 − matte)·ground, in place.
void layOver(ImageF& face, const ImageF& ground, const ImageF& matte);

ImageF withAlpha(const ImageF& rgb, const ImageF& matte);

}  // namespace mien
