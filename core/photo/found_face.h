#pragma once
#include "core/base/geometry.h"

namespace mien {

/// A face that the finder proposes in a photo.
struct FoundFace {
  float score = 0;  ///< 0..1
  Box box;          ///< px of the upright photo: brows to chin, jaw to jaw
  Landmarks landmarks{};
};

}  // namespace mien
