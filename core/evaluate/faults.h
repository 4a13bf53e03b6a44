#pragma once
#include <random>

#include "core/base/geometry.h"
#include "core/base/image.h"

namespace mien {

// What makes a photograph bad to mix, for trying whether the guard tells. `points` in px of the picture.

/// A patch of one colour over the middle of the face or over one half of it.
Image8 covered(Image8 picture, const FivePoints& points, std::mt19937_64& random);

/// Points of a face where there is none: as large as the real one, turned by 60 to 300 degrees and moved aside.
FivePoints elsewhere(const FivePoints& points, std::mt19937_64& random);

/// A head turned aside, and where its five points are then.
struct TurnedHead {
  Image8 picture;
  FivePoints points;
};
/// Turned by `radians` about its upright axis: a cylinder as wide as a head with a nose on it. What the photograph does
/// not show of its side is what lies at its edge. No face set of ours has profiles to try the guard on.
TurnedHead turnedAside(const Image8& picture, const FivePoints& points, double radians);

}  // namespace mien
