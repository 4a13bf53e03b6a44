#pragma once
#include "core/base/image.h"

namespace mien {

/// Where hair and background are one face's and the skin's tone is mixed, ears and neck would be of another tone than
/// the face: what of `ground` (that face's own picture in the mix's plane, RGB 0..1) is of its face's colour takes on
/// what `mixed` differs by near there. `inside`: where the face is, 1 channel, 0..1. Hair and backgrounds stay as they
/// are, unless they are of the skin's colour and beside it.
void carryTone(ImageF& ground, const ImageF& mixed, const ImageF& inside);

}  // namespace mien
