#pragma once
#include "core/base/image.h"

namespace mien {

/// Where light and shade lie on a face: the luminance of its texture (RGB in the mean face's plane), far blurred,
/// divided by its mean. 1 channel. What lies outside of `face` (1 channel, 0..1) does not count.
ImageF lightOf(const ImageF& texture, const ImageF& face);

/// By what to multiply a texture lit as `from` so that it is lit as `to`: 1 outside of the face, 0.5..2 within.
ImageF relighting(const ImageF& from, const ImageF& to, const ImageF& face);

}  // namespace mien
