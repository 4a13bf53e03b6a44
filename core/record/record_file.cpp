#include "core/record/record_file.h"

#include <fcntl.h>
#include <pwd.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <string>

#include "core/record/record.h"

namespace mien {
namespace {

namespace fs = std::filesystem;

tl::unexpected<Error> unmakeable(const fs::path& path, int code) {
  return fail(ErrorKind::Disk, path.string() + " can't be made (" + std::strerror(code) +
                                   "): free some space, or set MIEN_DATA to a folder that you may write to.");
}

/// An absolute folder from the environment; the XDG rules say to ignore a relative one.
fs::path folderFrom(const char* variable) {
  const char* value = std::getenv(variable);
  const fs::path folder = value ? value : "";
  return folder.is_absolute() ? folder : fs::path();
}

Result<void> makePrivateFolder(const fs::path& folder) {
  struct stat info {};
  if (::stat(folder.c_str(), &info) == 0) return {};
  if (folder.has_relative_path()) {
    if (auto above = makePrivateFolder(folder.parent_path()); !above) return above;
  }
  if (::mkdir(folder.c_str(), 0700) != 0 && errno != EEXIST) return unmakeable(folder, errno);
  return {};
}

}  // namespace

Result<fs::path> defaultRecordFile() {
  if (const char* data = std::getenv("MIEN_DATA"); data && *data) return fs::absolute(data) / "record.db";
  if (const fs::path data = folderFrom("XDG_DATA_HOME"); !data.empty()) return data / "mien" / "record.db";
  fs::path home = folderFrom("HOME");
  if (home.empty()) {
    if (const passwd* user = ::getpwuid(::getuid())) home = user->pw_dir;
  }
  if (!home.is_absolute())
    return fail(ErrorKind::Disk, "There is no home folder to keep the record in: set MIEN_DATA to a folder.");
  return home / ".local" / "share" / "mien" / "record.db";
}

Result<void> makePrivateFile(const fs::path& file) {
  if (auto made = makePrivateFolder(file.parent_path()); !made) return made;
  // SQLite gives its log and index files the rights of this one.
  const int fd = ::open(file.c_str(), O_RDONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
  if (fd >= 0) {
    ::close(fd);
  } else if (errno != EEXIST) {
    return unmakeable(file, errno);
  }
  return {};
}

}  // namespace mien
