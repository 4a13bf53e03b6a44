#pragma once
#include <filesystem>
#include <vector>

#include "core/base/result.h"

namespace mien {

/// Where autosaves lie: autosave/ in MIEN_STATE, else in mien/ of XDG_STATE_HOME or of ~/.local/state.
std::filesystem::path autosaveFolder();

/// The file of this process. Its name tells the process apart from any other, before and after a reboot.
std::filesystem::path ownAutosave(const std::filesystem::path& folder);

/// Autosaves whose process has ended, the one written last first. Also removes what a write that was cut off left
/// behind.
std::vector<std::filesystem::path> abandonedAutosaves(const std::filesystem::path& folder);

/// Makes an abandoned autosave this process's own, so that no other window offers it too. Errors: Disk, when another
/// was faster.
Result<void> claimAutosave(const std::filesystem::path& abandoned);

}  // namespace mien
