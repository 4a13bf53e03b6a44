#pragma once
#include "core/blend/recipe.h"

namespace mien {

/// How far from the mean faces lie that are drawn now, unless somebody asks for another. DrawnFaceRef's own default is
/// what a recipe means that doesn't say: faces were drawn nearer to the mean while packs didn't know where in the space
/// of codes faces are.
inline constexpr double kNewTruncation = 0.8;

inline DrawnFaceRef newFace(std::uint64_t seed) {
  return {seed, kNewTruncation};
}

}  // namespace mien
