#pragma once
#include "core/base/geometry.h"
#include "core/base/image.h"

namespace mien {

/// Where a fringe, a hat's brim or a scarf covers the forehead of a face: 0 there, 1 on bare skin and everywhere else,
/// soft between; 1 channel over kPaddedWindow. Told by colours unlike those of nose and cheeks. Gloss counts as skin,
/// and so may a white hat. Empty where the whole forehead is bare. `padded`: the face, RGB 0..1 over kPaddedWindow;
/// `shape`: its landmarks, unit square of the crop.
ImageF bareForehead(const ImageF& padded, const Landmarks& shape);

}  // namespace mien
