#pragma once
#include <array>

#include "core/base/geometry.h"
#include "core/base/image.h"

namespace mien {

/// Where a fringe, a hat's brim or a scarf covers the forehead of a face.
struct Forehead {
  ImageF bare;  ///< 0 there, 1 on bare skin and everywhere else, soft between; 1 channel over kPaddedWindow
  std::array<float, 3> skin{};  ///< the colour of nose and cheeks, RGB 0..1
};

/// Told by colours unlike those of nose and cheeks. Gloss counts as skin, and so may a white hat. `bare` is empty where
/// the whole forehead is. `padded`: the face, RGB 0..1 over kPaddedWindow; `shape`: its landmarks, unit square of the
/// crop.
Forehead foreheadOf(const ImageF& padded, const Landmarks& shape);

}  // namespace mien
