#include "core/base/atomic_file.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <chrono>
#include <cstring>
#include <mutex>
#include <random>
#include <set>
#include <string>

namespace mien {
namespace {

namespace fs = std::filesystem;

// What is being written is called .mien-….part, with what libraries add behind it.
constexpr const char* kPart = ".mien-";
constexpr const char* kPartEnd = ".part";
constexpr mode_t kOpenMode = 0666;  ///< less the umask

/// Closes on every way out; close() by hand where its result counts.
class Descriptor {
 public:
  explicit Descriptor(int fd) : fd_(fd) {}
  Descriptor(const Descriptor&) = delete;
  Descriptor& operator=(const Descriptor&) = delete;
  ~Descriptor() { close(); }
  int get() const { return fd_; }
  bool ok() const { return fd_ >= 0; }
  bool close() {
    if (fd_ < 0) return true;
    const bool closed = ::close(fd_) == 0;
    fd_ = -1;
    return closed;
  }

 private:
  int fd_;
};

tl::unexpected<Error> unwritable(const fs::path& file, int code) {
  if (code == EEXIST)
    return fail(ErrorKind::Usage,
                file.string() + " is there already: choose another name, or agree to replace it (--overwrite).");
  std::string todo = "choose another folder";
  if (code == ENOSPC || code == EDQUOT || code == EFBIG) todo = "free some space or choose another disk";
  if (code == ENAMETOOLONG) todo = "choose a shorter name";
  if (code == ENOENT || code == ENOTDIR) todo = "the folder does not exist, make it or choose another";
  if (code == EACCES || code == EPERM || code == EROFS) todo = "you may not write there, choose another folder";
  return fail(ErrorKind::Disk, file.string() + " can't be written (" + std::strerror(code) + "): " + todo + ".");
}

tl::unexpected<Error> unreadable(const fs::path& file, int code) {
  if (code == ENOENT || code == ENOTDIR)
    return fail(ErrorKind::Input, (file.empty() ? "A file without a name" : file.string()) +
                                      " does not exist: check its name and its folder.");
  if (code == EISDIR) return fail(ErrorKind::Input, file.string() + " is a folder: name a file.");
  return fail(ErrorKind::Disk,
              file.string() + " can't be read (" + std::strerror(code) + "): check that you may read it.");
}

bool writeAll(int fd, std::span<const std::uint8_t> bytes) {
  while (!bytes.empty()) {
    const ssize_t count = ::write(fd, bytes.data(), bytes.size());
    if (count < 0 && errno == EINTR) continue;
    if (count <= 0) return false;
    bytes = bytes.subspan(static_cast<std::size_t>(count));
  }
  return true;
}

fs::path folderOf(const fs::path& file) {
  return file.has_parent_path() ? file.parent_path() : fs::path(".");
}

}  // namespace

fs::path behindLinks(const fs::path& file) {
  std::error_code none;
  const fs::path target = fs::is_symlink(file, none) ? fs::canonical(file, none) : file;
  return target.empty() ? file : target;
}

Result<void> checkReplaceable(const fs::path& file) {
  struct stat old {};
  if (::stat(file.c_str(), &old) != 0 || !S_ISREG(old.st_mode)) return {};
  // Renaming asks the folder alone. By the bits: to root everything is writable.
  if ((old.st_mode & 0222) != 0 && ::access(file.c_str(), W_OK) == 0) return {};
  return fail(ErrorKind::Disk,
              file.string() + " is write-protected: make it writable, or choose another name or folder.");
}

void passModeOn(const fs::path& from, const fs::path& to) {
  struct stat old {};
  if (::stat(from.c_str(), &old) == 0 && S_ISREG(old.st_mode))
    static_cast<void>(::chmod(to.c_str(), old.st_mode & 0777));
}

void removeLeftOvers(const fs::path& folder) {
  const auto isLeftOver = [](const fs::directory_entry& entry) {
    std::error_code none;
    const std::string name = entry.path().filename().string();
    return name.starts_with(kPart) && name.find(kPartEnd) != std::string::npos && entry.is_regular_file(none) &&
           entry.last_write_time(none) < fs::file_time_type::clock::now() - std::chrono::hours(1) && !none;
  };
  std::error_code none;
  for (fs::directory_iterator it(folder, none), end; !none && it != end; it.increment(none)) {
    std::error_code kept;
    if (isLeftOver(*it)) fs::remove(it->path(), kept);
  }
}

fs::path nameBeside(const fs::path& file) {
  static std::mutex mutex;
  static std::set<fs::path> cleared;
  const fs::path folder = folderOf(file);
  if (const std::lock_guard lock(mutex); cleared.insert(folder).second) removeLeftOvers(folder);
  static constexpr std::string_view kLetters = "abcdefghijklmnopqrstuvwxyz0123456789";
  std::random_device random;
  std::string suffix;
  for (int i = 0; i < 10; ++i) suffix += kLetters[random() % kLetters.size()];
  // The name may be as long as the file system allows already, so only the suffix names the temporary file.
  return file.parent_path() / (kPart + suffix + kPartEnd);
}

namespace {

/// 0, or errno's value; EEXIST where something lies at `file` that is to be kept.
int moved(const fs::path& part, const fs::path& file, Existing existing) {
  if (existing == Existing::Replace) return ::rename(part.c_str(), file.c_str()) == 0 ? 0 : errno;
  if (::renameat2(AT_FDCWD, part.c_str(), AT_FDCWD, file.c_str(), RENAME_NOREPLACE) == 0) return 0;
  if (errno != EINVAL && errno != ENOSYS) return errno;
  // A file system that can't: what appears within this moment is replaced.
  struct stat info {};
  if (::lstat(file.c_str(), &info) == 0) return EEXIST;
  return ::rename(part.c_str(), file.c_str()) == 0 ? 0 : errno;
}

Result<void> writeWithMode(const fs::path& named, std::span<const std::uint8_t> bytes, mode_t mode, Existing existing) {
  const fs::path file = existing == Existing::Replace ? behindLinks(named) : named;
  if (existing == Existing::Replace)
    if (auto may = checkReplaceable(named); !may) return may;
  const fs::path part = nameBeside(file);
  Descriptor out(::open(part.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, mode));
  if (!out.ok()) return unwritable(file, errno);
  if (mode == kOpenMode) passModeOn(file, part);
  const bool whole = writeAll(out.get(), bytes) && ::fsync(out.get()) == 0 && out.close();
  if (const int code = whole ? moved(part, file, existing) : errno; code != 0) {
    ::unlink(part.c_str());
    return unwritable(file, code);
  }
  syncFolder(folderOf(file));
  return {};
}

}  // namespace

Result<void> writeFileAtomically(const fs::path& file, std::span<const std::uint8_t> bytes, Existing existing) {
  return writeWithMode(file, bytes, kOpenMode, existing);
}

Result<void> writePrivateFileAtomically(const fs::path& file, std::span<const std::uint8_t> bytes) {
  return writeWithMode(file, bytes, 0600, Existing::Replace);
}

Result<void> makeEmptyFile(const fs::path& file) {
  const Descriptor out(::open(file.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0666));
  if (!out.ok()) return unwritable(file, errno);
  return {};
}

Result<fs::path> makePartBeside(const fs::path& file) {
  fs::path part = nameBeside(file);
  const Descriptor out(::open(part.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0666));
  if (!out.ok()) return unwritable(file, errno);
  return part;
}

Result<void> movePartIntoPlace(const fs::path& part, const fs::path& file, Existing existing) {
  Descriptor out(::open(part.c_str(), O_WRONLY | O_CLOEXEC));
  const bool whole = out.ok() && ::fsync(out.get()) == 0 && out.close();
  if (const int code = whole ? moved(part, file, existing) : errno; code != 0) {
    ::unlink(part.c_str());
    return unwritable(file, code);
  }
  syncFolder(folderOf(file));
  return {};
}

Result<void> moveOutputIntoPlace(const fs::path& part, const fs::path& file, Existing existing) {
  if (existing == Existing::Keep) return movePartIntoPlace(part, file, existing);
  if (auto may = checkReplaceable(file); !may) {
    ::unlink(part.c_str());
    return may;
  }
  const fs::path target = behindLinks(file);
  passModeOn(target, part);
  return movePartIntoPlace(part, target, existing);
}

void syncFolder(const fs::path& folder) {
  const Descriptor directory(::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
  if (directory.ok()) ::fsync(directory.get());
}

Result<std::vector<std::uint8_t>> readFile(const fs::path& file, std::int64_t maxBytes) {
  const Descriptor in(::open(file.c_str(), O_RDONLY | O_CLOEXEC));
  if (!in.ok()) return unreadable(file, errno);
  struct stat info {};
  if (::fstat(in.get(), &info) != 0) return unreadable(file, errno);
  if (S_ISDIR(info.st_mode)) return unreadable(file, EISDIR);

  const auto tooLarge = [&] {
    return fail(ErrorKind::Input,
                file.string() + " is larger than " + std::to_string(maxBytes) + " bytes: choose a smaller file.");
  };
  if (info.st_size > maxBytes) return tooLarge();
  // A growing file, or a pipe that states no size, is read to its end, but never past the limit.
  std::vector<std::uint8_t> bytes;
  bytes.reserve(static_cast<std::size_t>(info.st_size));
  std::array<std::uint8_t, 1 << 16> piece;
  for (;;) {
    const ssize_t count = ::read(in.get(), piece.data(), piece.size());
    if (count < 0 && errno == EINTR) continue;
    if (count < 0) return unreadable(file, errno);
    if (count == 0) return bytes;
    bytes.insert(bytes.end(), piece.begin(), piece.begin() + count);
    if (static_cast<std::int64_t>(bytes.size()) > maxBytes) return tooLarge();
  }
}

}  // namespace mien
