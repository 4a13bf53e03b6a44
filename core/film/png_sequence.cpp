#include "core/film/png_sequence.h"

#include <fcntl.h>

#include <cerrno>
#include <cstdio>
#include <cstring>
#include <string>

#include "core/base/atomic_file.h"
#include "core/film/film_parts.h"

namespace mien {
namespace {

namespace fs = std::filesystem;

Result<void> copyFrames(const fs::path& from, int count, const fs::path& to, const std::stop_token& stop) {
  for (int i = 0; i < count; ++i) {
    if (stop.stop_requested()) return fail(ErrorKind::Cancelled, "The export was stopped.");
    auto copied = readFile(frameFile(from, i)).and_then([&](const auto& bytes) {
      return writeFileAtomically(frameFile(to, i), bytes);
    });
    if (!copied) return copied;
  }
  return {};
}

/// Where the old folder lies while neither has the name, on a file system that can't exchange two.
fs::path asideOf(const FramesPlace& place) {
  return place.beside.string() + ".old";
}

/// 0, or errno's value. What was replaced is gone then.
int placed(const fs::path& folder, const FramesPlace& place) {
  std::error_code none;
  if (place.existing == Existing::Keep || !fs::exists(fs::symlink_status(place.target, none)))
    return ::rename(folder.c_str(), place.target.c_str()) == 0 ? 0 : errno;
  fs::path old = folder;
  if (::renameat2(AT_FDCWD, folder.c_str(), AT_FDCWD, place.target.c_str(), RENAME_EXCHANGE) != 0) {
    if (errno != EINVAL && errno != ENOSYS) return errno;
    old = asideOf(place);
    if (::rename(place.target.c_str(), old.c_str()) != 0) return errno;
    if (::rename(folder.c_str(), place.target.c_str()) != 0) {
      const int code = errno;
      fs::rename(old, place.target, none);
      return code;
    }
  }
  syncFolder(place.target.parent_path());
  fs::remove_all(old, none);
  return 0;
}

tl::unexpected<Error> unplaceable(const fs::path& target, int code) {
  const bool taken = code == ENOTEMPTY || code == EEXIST || code == ENOTDIR;
  return fail(ErrorKind::Disk, target.string() + (taken ? " exists already" : " can't be written") + " (" +
                                   std::strerror(code) + "): choose another name or folder.");
}

}  // namespace

fs::path frameFile(const fs::path& folder, int index) {
  char name[32];
  std::snprintf(name, sizeof name, "frame-%06d.png", index);
  return folder / name;
}

Result<void> moveFramesIntoPlace(const fs::path& folder, int count, const FramesPlace& named,
                                 const std::stop_token& stop) {
  for (int i = 0; i < count; ++i) {
    if (std::error_code none; fs::exists(frameFile(folder, i), none)) continue;
    return fail(ErrorKind::Input, frameFile(folder, i).string() + " is missing: start the export again.");
  }
  std::error_code error;
  const FramesPlace place{fs::absolute(named.target, error), fs::absolute(named.beside, error), named.existing};
  const int code = placed(folder, place);
  if (code == 0) syncFolder(place.target.parent_path());
  if (code == 0) return {};
  if (code != EXDEV) return unplaceable(named.target, code);

  // From another disk.
  if (!fs::create_directory(place.beside, error)) return unplaceable(named.target, error ? error.value() : EEXIST);
  auto moved = copyFrames(folder, count, place.beside, stop).map_error([&](const Error& fault) {
    return speakingOf(named.target, place.beside, fault);
  });
  if (moved) {
    if (const int fault = placed(place.beside, place); fault != 0) moved = unplaceable(named.target, fault);
  }
  if (!moved) fs::remove_all(place.beside, error);
  syncFolder(place.target.parent_path());
  return moved;
}

void removeLeftovers(const FramesPlace& place) {
  std::error_code none;
  if (!fs::exists(fs::symlink_status(place.target, none))) fs::rename(asideOf(place), place.target, none);
  for (const fs::path& left : {place.beside, asideOf(place)}) fs::remove_all(left, none);
}

}  // namespace mien
