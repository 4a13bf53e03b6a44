#pragma once
#include <filesystem>
#include <stop_token>

#include "core/base/atomic_file.h"

namespace mien {

/// A frame's picture in a folder: frame-000000.png, frame-000001.png, … Frames are written with writePicture()
/// (core/photo/write.h), which puts XMP into each and never leaves half a file, so that one that exists is whole.
std::filesystem::path frameFile(const std::filesystem::path& folder, int index);

/// Where a folder of frames goes.
struct FramesPlace {
  std::filesystem::path target;
  /// A name in the target's folder that nothing has, for a copy until it is whole and for a folder until it is deleted.
  std::filesystem::path beside;
  Existing existing = Existing::Keep;  ///< Keep: the target must not exist, or be an empty folder
};

/// Puts the frames 0..count-1, made in a work folder, under their final name, whole or not at all: the folder is
/// renamed or, from another disk, its frames are copied beside and that copy is renamed. A folder that is replaced
/// changes places with the new one, so that one of them lies there at any moment, and is deleted then. `stop` ends the
/// copying, which leaves no copy. Errors: Input for a missing frame, Disk, Cancelled.
Result<void> moveFramesIntoPlace(const std::filesystem::path& folder, int count, const FramesPlace& place,
                                 const std::stop_token& stop = {});

/// Where a killed moveFramesIntoPlace() may have left a copy or an old folder: puts the old one back when nothing lies
/// at the target, and removes the rest.
void removeLeftovers(const FramesPlace& place);

}  // namespace mien
