#pragma once
#include <filesystem>
#include <memory>

#include "core/film/arguments.h"
#include "core/film/process.h"

namespace mien::film {

/// Where a segment grows. The work folder has one writer, so that the name is fixed and what a broken-off run left is
/// overwritten.
std::filesystem::path partOfSegment(const std::filesystem::path& segment);

/// Checks the settings and starts ffmpeg, which takes frames and writes partOfSegment(). Errors: Usage, Input, Disk.
Result<std::unique_ptr<Process>> startSegment(const Ffmpeg& ffmpeg, const FilmSettings& settings, FrameSource source,
                                              const std::filesystem::path& segment);

}  // namespace mien::film
