#include "core/record/sqlite_error.h"

#include <sqlite3.h>

#include <string_view>

namespace mien {

std::string unwritableText(const std::filesystem::path& file) {
  return "The record " + file.string() +
         " can't be opened or written: check that it exists and that you may write to it and to its folder.";
}

std::string damagedText(const std::filesystem::path& file) {
  return "The record " + file.string() +
         " is damaged and was left as it is: move it, and any -wal and -shm file beside it, elsewhere, then restore a "
         "sound "
         "backup or start anew.";
}

Error errorOf(const std::filesystem::path& file, const SQLite::Exception& exception) {
  const std::string record = "The record " + file.string();
  switch (exception.getErrorCode() & 0xff) {
    case SQLITE_FULL:
      return {ErrorKind::Disk, record + " can't be written because the disk is full: free some space and try again."};
    case SQLITE_IOERR:
      return {ErrorKind::Disk, record + " can't be read or written (" + exception.what() +
                                   "): check the disk and its free space, then try again."};
    case SQLITE_READONLY:
    case SQLITE_PERM:
    case SQLITE_CANTOPEN:
      return {ErrorKind::Disk, unwritableText(file)};
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
    case SQLITE_PROTOCOL:
      return {ErrorKind::Disk, record + " is held by another program: try again in a moment."};
    case SQLITE_CORRUPT:
    case SQLITE_NOTADB:
      return {ErrorKind::Input, damagedText(file)};
    case SQLITE_ERROR:
      // A table that somebody has dropped or renamed.
      if (std::string_view(exception.what()).starts_with("no such")) return {ErrorKind::Input, damagedText(file)};
      [[fallthrough]];
    default:
      return {ErrorKind::Internal,
              record + " failed inside (" + exception.what() + "): please report this with what you did."};
  }
}

}  // namespace mien
