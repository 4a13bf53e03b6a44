#pragma once
#include <cstdint>

#include "core/base/geometry.h"
#include "core/base/image.h"

namespace mien {

/// A cartoon face as an RGB crop; same seed, same pixels.
Image8 drawCartoon(std::uint64_t seed, int side);

/// Its 68 landmarks in the crop's unit square.
Landmarks cartoonLandmarks(std::uint64_t seed);

/// Plausible 68 landmarks of a face that fills the crop's unit square.
Landmarks standardLandmarks();

}  // namespace mien
