#include "core/film/join_work.h"

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cstdlib>
#include <string>

#include "core/film/film_parts.h"

namespace mien {
namespace {

namespace fs = std::filesystem;

constexpr const char* kPrefix = "mien-join-";

int opened(const fs::path& folder) {
  return ::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
}

/// Whether the folder still has its name.
bool isAt(int folder, const fs::path& name) {
  struct stat opened {};
  struct stat named {};
  return ::fstat(folder, &opened) == 0 && ::lstat(name.c_str(), &named) == 0 && opened.st_dev == named.st_dev &&
         opened.st_ino == named.st_ino;
}

/// Temporary files are everybody's: another user's folder names what it likes.
bool isOurs(int folder) {
  struct stat info {};
  return ::fstat(folder, &info) == 0 && info.st_uid == ::geteuid();
}

void removeAll(const fs::path& folder) {
  removeNotedParts(folder);
  std::error_code none;
  fs::remove_all(folder, none);
}

void removeDead(const fs::path& among) {
  std::error_code failed;
  for (auto at = fs::directory_iterator(among, failed); !failed && at != fs::directory_iterator();
       at.increment(failed)) {
    const fs::path& folder = at->path();
    if (!folder.filename().string().starts_with(kPrefix)) continue;
    const int lock = opened(folder);
    if (lock < 0) continue;
    if (isOurs(lock) && ::flock(lock, LOCK_EX | LOCK_NB) == 0) removeAll(folder);
    ::close(lock);
  }
}

}  // namespace

Result<std::unique_ptr<JoinWork>> JoinWork::make() {
  std::error_code none;
  const fs::path among = fs::temp_directory_path(none);
  removeDead(among);
  for (;;) {
    std::string name = (among / kPrefix).string() + "XXXXXX";
    const bool made = !none && ::mkdtemp(name.data()) != nullptr;
    const int lock = made ? opened(name) : -1;
    if (made && lock < 0) fs::remove(name, none);
    if (lock < 0)
      return fail(ErrorKind::Disk, "No folder can be made in " + among.string() +
                                       ": free some space there, or name another with TMPDIR.");
    // A file system that can't lock leaves what is there alone.
    static_cast<void>(::flock(lock, LOCK_EX));
    if (isAt(lock, name)) return std::unique_ptr<JoinWork>(new JoinWork(name, lock));
    ::close(lock);  // another program took it for a dead one's in the moment before it was locked
  }
}

JoinWork::~JoinWork() {
  removeAll(folder_);
  ::close(lock_);
}

}  // namespace mien
