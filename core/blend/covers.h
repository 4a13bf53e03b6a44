#pragma once
#include "core/base/image.h"

namespace mien {

/// What lies over the face of whom the surroundings are (a fringe, spectacles), to lie over a mix. All in its plane.
struct Covers {
  ImageF pixels;  ///< of that face's photograph, RGB 0..1
  ImageF share;   ///< how far they lie over the mix: 1 channel, 0..1
  ImageF skin;    ///< where neither they nor surroundings are: 1 channel, 0..1
};

/// Lays them over `picture`, whose light has been matched to theirs. Skin at their edges takes on the picture's tone.
void layCovers(ImageF& picture, Covers covers);

}  // namespace mien
