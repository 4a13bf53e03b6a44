#pragma once
#include <filesystem>
#include <string>

#include "core/base/result.h"

namespace mien::film {

/// Puts a packet at the end of an animated PNG. (exempi puts it at the start, and then ffmpeg and others, which look at
/// the first bytes only, take the film for a still picture.) Errors: Disk.
Result<void> embedApngXmp(const std::filesystem::path& file, const std::string& packet);

}  // namespace mien::film
