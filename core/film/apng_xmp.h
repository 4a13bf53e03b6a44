#pragma once
#include <filesystem>
#include <string>

#include "core/base/result.h"

namespace mien::film {

/// Puts a packet into an animated PNG, at its end. (exempi puts it first, and then ffmpeg and others, which look at a
/// file's start only, take the film for a still picture.) Errors: Disk.
Result<void> embedApngXmp(const std::filesystem::path& file, const std::string& packet);

}  // namespace mien::film
