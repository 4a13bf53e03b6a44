#pragma once
#include "core/blend/bare_skin.h"

namespace mien {

/// Where a fringe, a hat's brim, a scarf or spectacles' arms cover the forehead and the temples of a face: told by
/// colours unlike those of nose and cheeks. Gloss counts as skin, unless it is a small spot in hair, and so may a white
/// hat. `padded`: the face, RGB 0..1 over kPaddedWindow; `shape`: its landmarks, unit square of the crop.
BareSkin bareByColour(const ImageF& padded, const Landmarks& shape);

}  // namespace mien
