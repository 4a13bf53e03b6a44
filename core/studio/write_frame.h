#pragma once
#include <filesystem>

#include "core/photo/write.h"
#include "core/studio/engine.h"

namespace mien {

/// The format that a file's name asks for, once it can do what `options` and the recipe's placement ask. Call before
/// rendering. Errors: Usage.
Result<PictureFormat> formatFor(const std::filesystem::path& file, const WriteOptions& options, Placement placement);

/// Whether `file` is, by its content, a photograph that went in.
bool isPhotographOf(const Recipe& recipe, const std::filesystem::path& file);

/// Writes a frame with its recipe inside (`options.provenance` is replaced, but for the timeline of the film that a
/// frame is of), in place of what has that name, but never
/// of a photograph that went in: the recipe could not be rendered again. Any thread. Errors: as formatFor and
/// writePicture.
Result<void> writeFrame(const std::filesystem::path& file, const Frame& frame, WriteOptions options);

}  // namespace mien
