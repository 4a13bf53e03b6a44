#pragma once
#include <filesystem>
#include <vector>

#include "core/base/result.h"

namespace mien {

/// Where autosaves lie: autosave/ in MIEN_STATE, else in mien/ of XDG_STATE_HOME or of ~/.local/state.
std::filesystem::path autosaveFolder();

/// The file that this process writes. Its name tells the process apart from any other, before and after a reboot.
std::filesystem::path ownAutosave(const std::filesystem::path& folder);

/// Autosaves whose process has ended, the one written last first. Also removes what a write that was cut off left
/// behind.
std::vector<std::filesystem::path> abandonedAutosaves(const std::filesystem::path& folder);

/// Renames an abandoned autosave so that it belongs to this process, beside the one that this process writes: no other
/// window offers it, unless this one ends too. Errors: Disk, when another was faster.
Result<std::filesystem::path> claimAutosave(const std::filesystem::path& abandoned);

}  // namespace mien
