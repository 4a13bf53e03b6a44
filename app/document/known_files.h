#pragma once
#include <cstdint>
#include <filesystem>
#include <map>
#include <mutex>
#include <optional>
#include <span>
#include <string>

#include "core/project/project.h"

namespace mien {

/// A file as it was once.
struct FileVersion {
  std::int64_t changedAt = 0;  ///< ns since 1970
  std::uint64_t bytes = 0;
  std::string digest;  ///< empty: nothing but the time is known, and any older content is taken for known
};

struct ProjectVersion {
  Project project;
  FileVersion version;
};

/// A project with the version of its file. Not on the window's thread. Errors: as readProject().
Result<ProjectVersion> readProjectVersion(const std::filesystem::path& file);

/// When the file was changed, in ns since 1970; nothing when there is none. Any thread.
std::optional<std::int64_t> changeTime(const std::filesystem::path& file);

/// The project files that this window read or wrote, so that what others write into them is noticed. Any thread.
class KnownFiles {
 public:
  void know(const std::filesystem::path& file, FileVersion version);
  /// Whether it holds another content than the one that is known. Reads it when its time or length is another.
  bool changedElsewhere(const std::filesystem::path& file) const;
  /// Writes the file, which is known then. Errors: as writeFileAtomically().
  Result<void> write(const std::filesystem::path& file, std::span<const std::uint8_t> bytes);

 private:
  mutable std::mutex mutex_;
  std::map<std::filesystem::path, FileVersion> versions_;
};

}  // namespace mien
