#pragma once
#include "core/base/geometry.h"
#include "core/base/image.h"

namespace mien {

/// A part of a photo's plane, turned upright and scaled.
struct Crop {
  Image8 pixels;  ///< RGB; beyond the photo its edge repeats
  Image8 known;   ///< 1 channel: 255 where the photo reaches, 0 beyond
};

/// `toCrop` maps px of the photo to the crop's unit square; the result covers `window` of that plane with `size`²
/// pixels. Shrinks by area first, so that nothing aliases.
Crop cropPhoto(const Image8& photo, const Similarity& toCrop, Window window, int size);

/// The pixels with what lies beyond the photo softened, the more the farther from its edge: repeated, it shows as
/// streaks, whose sharpness comes and goes when they are bent.
Image8 withSoftBeyond(Crop crop);

/// `image` at another size: by area when it shrinks, bicubic when it grows.
Image8 resized(const Image8& image, int width, int height);

}  // namespace mien
