#include "core/film/png_sequence.h"

#include <cerrno>
#include <cstdio>
#include <cstring>
#include <string>

#include "core/base/atomic_file.h"

namespace mien {
namespace {

namespace fs = std::filesystem;

Result<void> copyFrames(const fs::path& from, int count, const fs::path& to) {
  for (int i = 0; i < count; ++i) {
    auto copied = readFile(frameFile(from, i)).and_then([&](const auto& bytes) {
      return writeFileAtomically(frameFile(to, i), bytes);
    });
    if (!copied) return copied;
  }
  return {};
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

Result<void> moveFramesIntoPlace(const fs::path& folder, int count, const fs::path& target) {
  for (int i = 0; i < count; ++i) {
    if (std::error_code none; fs::exists(frameFile(folder, i), none)) continue;
    return fail(ErrorKind::Input, frameFile(folder, i).string() + " is missing: start the export again.");
  }
  std::error_code ignored;
  const fs::path whole = fs::absolute(target, ignored);
  if (::rename(folder.c_str(), whole.c_str()) == 0) {
    syncFolder(whole.parent_path());
    return {};
  }
  if (errno != EXDEV) return unplaceable(target, errno);

  // From another disk: a file's hidden name is as good for a folder.
  const auto part = makePartBeside(whole);
  if (!part) return tl::unexpected(part.error());
  fs::remove(*part, ignored);
  fs::create_directory(*part, ignored);
  auto moved = copyFrames(folder, count, *part);
  if (moved && ::rename(part->c_str(), whole.c_str()) != 0) moved = unplaceable(target, errno);
  fs::remove_all(*part, ignored);
  syncFolder(whole.parent_path());
  return moved;
}

}  // namespace mien
