#pragma once
#include <cstdint>
#include <filesystem>
#include <span>
#include <vector>

#include "core/base/result.h"

namespace mien {

/// Writes beside, syncs file and folder, renames: `file` holds either its old bytes or all the new ones.
/// Errors: Disk (full, no permission, no such folder), with the path and what to do; the old file stays intact.
Result<void> writeFileAtomically(const std::filesystem::path& file, std::span<const std::uint8_t> bytes);

/// For what a library writes by itself: a hidden name in `file`'s folder, unlikely to be taken.
std::filesystem::path nameBeside(const std::filesystem::path& file);
/// Syncs the finished `part`, a file in the same folder, and renames it to `file`; on failure `part` is removed.
/// Errors: as writeFileAtomically.
Result<void> replaceFile(const std::filesystem::path& part, const std::filesystem::path& file);

/// The whole file. Errors: Disk, also when it is larger than `maxBytes`.
Result<std::vector<std::uint8_t>> readFile(const std::filesystem::path& file, std::int64_t maxBytes = 1LL << 30);

}  // namespace mien
