#pragma once
#include <array>
#include <functional>
#include <vector>

#include "core/base/geometry.h"

namespace mien {

/// How outlines move when a head turns or its expression changes, found in the shape code itself: the strongest
/// asymmetric change of a face is its yaw (faces are symmetric but for it), and how far each point goes sideways then
/// is its depth, which also says how far it goes up and down as the head nods. For mixes that keep one face's pose or
/// expression. Any thread.
class ShapeChanges {
 public:
  /// `decode`: landmarks of a shape code of `size` numbers, linear in it.
  ShapeChanges(const std::function<Landmarks(const std::vector<float>&)>& decode, int size);

  /// `mix` turned as `keeper` is. The share of their difference that turning explains, by least squares.
  Landmarks withPose(const Landmarks& mix, const Landmarks& keeper) const;
  /// `mix` with eyes and mouth as far open as the keeper's, and its smile.
  static Landmarks withExpression(const Landmarks& mix, const Landmarks& keeper);

 private:
  std::array<Landmarks, 2> pose_{};  ///< yaw, pitch: where each point goes
};

}  // namespace mien
