#pragma once
#include "core/base/result.h"
#include "core/blend/saved_face.h"
#include "core/project/project.h"

namespace mien {

/// A saved face as files: the picture as PNG, the rest as JSON; every float comes back to the last bit. Any thread.
Result<FaceFiles> packFace(const SavedFace& face);

/// Strict: sizes, ranges and finite numbers are checked (ErrorKind::Input). Any thread.
Result<SavedFace> unpackFace(const FaceFiles& files);

/// Largest files that unpackFace() takes.
inline constexpr std::uint64_t kMaxFaceFacts = 1U << 20U;
inline constexpr std::uint64_t kMaxFacePicture = 32U << 20U;

}  // namespace mien
