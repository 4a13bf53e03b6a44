#pragma once
#include <optional>

#include "core/base/image.h"
#include "core/evaluate/dataset.h"
#include "core/guard/known_faces.h"

namespace mien {

/// The photographs that the networks learned from, where somebody has them: they are no part of Mien. Immutable; any
/// thread.
class TrainingPhotographs {
 public:
  /// `folder`: the face set that the trainer was given. Errors: as FaceSet::open().
  static Result<TrainingPhotographs> open(const std::filesystem::path& folder);

  /// The upright face of `side`²; none where the licence that the pack names does not allow that it is shown. Errors:
  /// Input when the pack learned from another face set, and what reading reports.
  Result<std::optional<Image8>> pictureOf(const NearestKnown& known, int side) const;

 private:
  explicit TrainingPhotographs(FaceSet set);
  FaceSet set_;
  std::vector<std::size_t> train_;  ///< rows of the set, in its order
};

/// Whether pictures under this licence may be shown to anybody, with the attribution beside them.
bool mayBeShown(const KnownSource& source);

}  // namespace mien
