#pragma once
#include <filesystem>

#include "core/base/result.h"
#include "core/blend/saved_face.h"

namespace mien {

/// The face that a project keeps of `ref`, whose photograph need not be there. Errors: Usage when `ref` has no digest,
/// for nothing says which of the project's faces is meant; Input when the project keeps no such face, and as
/// readProject().
Result<SavedFace> savedFaceIn(const std::filesystem::path& project, const PhotoFaceRef& ref);

}  // namespace mien
