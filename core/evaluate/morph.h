#pragma once
#include <vector>

#include "core/base/image.h"
#include "core/blend/mesh.h"
#include "core/studio/engine.h"

namespace mien {

/// The yardstick that a model must beat: both crops warped to their mean landmarks and averaged, no network.
class LandmarkMorph {
 public:
  /// `mean`: landmarks of the average face in its crop's unit square.
  explicit LandmarkMorph(const Landmarks& mean) : triangles_(triangulate(meshFor(mean))) {}
  /// The 50 % morph, `size`².
  Image8 operator()(const Face& a, const Face& b, int size) const;

 private:
  std::vector<Triangle> triangles_;
};

/// A square RGB picture at another size: averaged when it shrinks, bilinear when it grows.
Image8 resized(const Image8& picture, int size);

}  // namespace mien
