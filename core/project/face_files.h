#pragma once
#include "core/base/result.h"
#include "core/blend/saved_face.h"
#include "core/project/project.h"
#include "core/project/sealer.h"

namespace mien {

/// A saved face as files: the picture as PNG, the rest as JSON; every float comes back to the last bit. A proven one is
/// sealed; without a sealer none is. Any thread.
Result<FaceFiles> packFace(const SavedFace& face, const Sealer& sealer = {});

/// Strict: sizes, ranges and finite numbers are checked (ErrorKind::Input). Proven is a face whose seal is the
/// sealer's: one of another installation, of an altered face or none at all is no fault, and proves nothing. Any
/// thread.
Result<SavedFace> unpackFace(const FaceFiles& files, const Sealer& sealer = {});

/// Largest files that unpackFace() takes.
inline constexpr std::uint64_t kMaxFaceFacts = 1U << 20U;
inline constexpr std::uint64_t kMaxFacePicture = 32U << 20U;

}  // namespace mien
