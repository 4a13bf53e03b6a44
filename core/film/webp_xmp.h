#pragma once
#include <filesystem>
#include <string>

#include "core/base/result.h"

namespace mien::film {

/// The first bytes of a file, at most `count`. Errors: Disk.
Result<std::string> readStart(const std::filesystem::path& file, std::size_t count);

bool isWebp(const std::filesystem::path& file);

/// Puts a packet into an animation (exempi's WebP files can't be read), at its end and in place, for it may be too long
/// to be held in memory. Errors: Disk.
Result<void> embedWebpXmp(const std::filesystem::path& file, const std::string& packet);

/// Empty when there is none.
std::string readWebpXmp(const std::filesystem::path& file);

}  // namespace mien::film
