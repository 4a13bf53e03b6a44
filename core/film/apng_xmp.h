#pragma once
#include <filesystem>
#include <string>

#include "core/base/result.h"

namespace mien::film {

/// Puts a packet into an animated PNG, behind the chunk that says it is animated. (exempi puts it before, and then
/// ffmpeg and others, which look at a file's start only, take the film for a still picture.) Errors: Disk.
Result<void> embedApngXmp(const std::filesystem::path& file, const std::string& packet);

}  // namespace mien::film
