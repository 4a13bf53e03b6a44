#pragma once
#include <cstdint>
#include <filesystem>
#include <span>
#include <vector>

#include "core/base/result.h"

namespace mien {

/// What becomes of something that lies at the name by the time the new file is ready.
enum class Existing {
  Replace,
  Keep  ///< the writing fails with Usage, and nothing changes
};
constexpr Existing existingWhen(bool overwrite) {
  return overwrite ? Existing::Replace : Existing::Keep;
}

/// Writes beside, syncs file and folder, renames: `file` holds either its old bytes or all the new ones. Whom the old
/// file let in the new one lets in; where a link lies, what it leads to is replaced, and the link stays.
/// Errors: Disk (full, no permission, write-protected, no such folder), with the path and what to do; the old file
/// stays intact. Usage as Existing says.
Result<void> writeFileAtomically(const std::filesystem::path& file, std::span<const std::uint8_t> bytes,
                                 Existing existing = Existing::Replace);

/// The same, readable and writable by its owner alone from the first byte on (0600).
Result<void> writePrivateFileAtomically(const std::filesystem::path& file, std::span<const std::uint8_t> bytes);

/// Where a link leads, for what it leads to is what its user sees change; `file` itself where it is no link, or one to
/// nothing.
std::filesystem::path behindLinks(const std::filesystem::path& file);

/// Errors: Disk where a file lies that is write-protected.
Result<void> checkReplaceable(const std::filesystem::path& file);

/// Whom one file lets in the other lets in. Nothing where there is none, or on a file system without modes.
void passModeOn(const std::filesystem::path& from, const std::filesystem::path& to);

/// Removes what killed processes have left of their writes in a folder, of this program and of libraries in it, once
/// nothing has been written to it for an hour.
void removeLeftOvers(const std::filesystem::path& folder);

/// For what a library writes by itself: a hidden name in `file`'s folder (a rename works within one file system only),
/// unlikely to be taken. The first time for each folder, what was left over there goes.
std::filesystem::path nameBeside(const std::filesystem::path& file);

/// Makes an empty file, or empties one, without syncing. Errors: as above.
Result<void> makeEmptyFile(const std::filesystem::path& file);

/// For what other programs write: a hidden, new, empty file in the folder of `file`, to be filled and then moved into
/// place. Errors: as above.
Result<std::filesystem::path> makePartBeside(const std::filesystem::path& file);

/// Syncs `part` and its folder and renames it to `file`, which lies in the same folder. Removes `part` when that fails.
/// Errors: as above.
Result<void> movePartIntoPlace(const std::filesystem::path& part, const std::filesystem::path& file,
                               Existing existing = Existing::Replace);

/// The same of what a user has named, as writeFileAtomically() does it: `part` lies beside behindLinks(file).
Result<void> moveOutputIntoPlace(const std::filesystem::path& part, const std::filesystem::path& file,
                                 Existing existing);

/// Makes the names in a folder survive a power cut. Some file systems can't, which is no error.
void syncFolder(const std::filesystem::path& folder);

/// The whole file. Errors: Input when there is none; Disk, also when it is larger than `maxBytes`.
Result<std::vector<std::uint8_t>> readFile(const std::filesystem::path& file, std::int64_t maxBytes = 1LL << 30);

}  // namespace mien
