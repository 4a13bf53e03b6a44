#include "app/document/known_files.h"

#include <sys/stat.h>

#include <utility>

#include "core/base/atomic_file.h"
#include "core/base/digest.h"
#include "core/project/project_file.h"

namespace mien {
namespace {

namespace fs = std::filesystem;

/// Without its digest.
std::optional<FileVersion> look(const fs::path& file) {
  struct stat info {};
  if (::stat(file.c_str(), &info) != 0) return std::nullopt;
  constexpr std::int64_t kSecond = 1'000'000'000;
  return FileVersion{
      info.st_mtim.tv_sec * kSecond + info.st_mtim.tv_nsec, static_cast<std::uint64_t>(info.st_size), {}};
}

}  // namespace

std::optional<std::int64_t> changeTime(const fs::path& file) {
  const auto found = look(file);
  return found ? std::optional(found->changedAt) : std::nullopt;
}

Result<ProjectVersion> readProjectVersion(const fs::path& file) {
  // Before it is read: what is written meanwhile is then told by its digest.
  FileVersion version = look(file).value_or(FileVersion{});
  return readProjectBytes(file).and_then([&](const auto& bytes) {
    version.digest = sha256Hex(bytes);
    return unpackProject(bytes, file.filename().string()).map([&](Project&& project) {
      return ProjectVersion{std::move(project), version};
    });
  });
}

void KnownFiles::know(const fs::path& file, FileVersion version) {
  const std::lock_guard lock(mutex_);
  versions_[file] = std::move(version);
}

bool KnownFiles::changedElsewhere(const fs::path& file) const {
  const auto known = [&]() -> std::optional<FileVersion> {
    const std::lock_guard lock(mutex_);
    const auto found = versions_.find(file);
    return found != versions_.end() ? std::optional(found->second) : std::nullopt;
  }();
  const auto now = look(file);
  if (!known || !now) return false;
  if (known->digest.empty()) return now->changedAt > known->changedAt;
  if (now->changedAt == known->changedAt && now->bytes == known->bytes) return false;
  const auto digest = sha256HexOfFile(file);
  return !digest || *digest != known->digest;
}

Result<void> KnownFiles::write(const fs::path& file, std::span<const std::uint8_t> bytes) {
  if (auto written = writeFileAtomically(file, bytes); !written) return written;
  FileVersion version = look(file).value_or(FileVersion{});
  version.digest = sha256Hex(bytes);
  know(file, std::move(version));
  return {};
}

}  // namespace mien
