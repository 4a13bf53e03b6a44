#pragma once
#include <filesystem>

#include "core/base/result.h"

namespace mien {

/// A frame's picture in a folder: frame-000000.png, frame-000001.png, … Frames are written with writePicture()
/// (core/photo/write.h), which puts XMP into each and never leaves half a file, so that one that exists is whole.
std::filesystem::path frameFile(const std::filesystem::path& folder, int index);

/// Puts the frames 0..count-1, made in a work folder, under their final name, whole or not at all: the folder is
/// renamed or, from another disk, its frames are copied beside and that copy is renamed. `target` must not exist or be
/// an empty folder. Errors: Input for a missing frame, Disk.
Result<void> moveFramesIntoPlace(const std::filesystem::path& folder, int count, const std::filesystem::path& target);

}  // namespace mien
