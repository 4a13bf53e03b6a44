#pragma once
#include <cstdint>
#include <filesystem>
#include <memory>
#include <vector>

#include "core/base/result.h"
#include "core/blend/saved_face.h"
#include "core/project/sealer.h"

namespace mien {

/// By the record of this user.
Sealer ownSealer();

struct FaceInProject {
  SavedFace saved;
  /// The photograph's file, of a face that is not proven, where the project holds it: to be used in its place.
  std::shared_ptr<const std::vector<std::uint8_t>> photo;
};

/// The face that a project keeps of `ref`, whose photograph need not be there. Errors: Usage when `ref` has no digest,
/// for nothing says which of the project's faces is meant; Input when the project keeps no such face, and as
/// readProject().
Result<FaceInProject> savedFaceIn(const std::filesystem::path& project, const PhotoFaceRef& ref);

}  // namespace mien
