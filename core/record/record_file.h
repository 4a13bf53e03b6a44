#pragma once
#include <filesystem>

#include "core/base/result.h"

namespace mien {

/// Makes `file` empty and readable by its owner alone (0600), and the folders above it (0700), where they are missing.
/// Errors: Disk.
Result<void> makePrivateFile(const std::filesystem::path& file);

}  // namespace mien
