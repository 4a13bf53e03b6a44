#pragma once
#include <cstdint>
#include <filesystem>
#include <memory>

#include "core/base/result.h"

namespace SQLite {
class Database;
}

namespace mien {

class UnlockedReviewer;

/// Where the record lies: $MIEN_DATA/record.db, else $XDG_DATA_HOME/mien/record.db, else
/// ~/.local/share/mien/record.db. Errors: Disk (no home folder is known).
Result<std::filesystem::path> defaultRecordFile();

/// A connection to the local record: one SQLite database that outlives the process and that several processes share.
/// What is committed survives a crash and a power cut. Copies share the connection.
/// Thread: use a connection and all its copies on one thread at a time; other threads and forked children open their
/// own. A call waits for another process's write for up to 5 s and syncs the disk: not on the GUI thread.
class Record {
 public:
  /// Opens `file`; makes it (0600), and the folders above it (0700), where they are missing, and brings an older schema
  /// up to date. Where nothing may be written (a read-only disk, somebody else's folder) it is read as it lies, and
  /// whatever would change it fails by Disk. A file that is refused is left as it is.
  /// Errors: Input (damaged, newer, or no record), Disk.
  static Result<Record> open(const std::filesystem::path& file);

  const std::filesystem::path& file() const;

  /// Another number than before when another connection, of this process or another, has committed meanwhile; own
  /// commits don't count. Cheap enough to poll (microseconds). Errors: as any reading.
  Result<std::int64_t> dataVersion() const;

  /// Writes a complete, checked copy while others go on working; `to` holds its old content or the whole copy.
  /// Errors: Usage (`to` is the record itself), Input (the record is damaged), Disk.
  Result<void> backup(const std::filesystem::path& to) const;

  /// Replaces everything by a backup, for all processes that have the record open: all of it or nothing. The backup and
  /// its history are checked first, and it is brought up to date when its schema is older. The history says that it was
  /// restored, and goes on from there. Not while jobs run: the backup knows nothing of them. Where the record that is
  /// replaced has reviewers, one of them signs for it (authority.h); one that is too damaged to say so is restored by
  /// anybody, and the history says that too.
  /// Errors: Usage (`from` is the record itself), Input (damaged, altered, newer, or no record), NeedsReview, Disk.
  Result<void> restore(const std::filesystem::path& from, const UnlockedReviewer* by = nullptr);

  /// For the stores of core/record.
  SQLite::Database& database() const;

 private:
  struct Connection;
  explicit Record(std::shared_ptr<Connection> connection);
  Result<void> replaceBy(SQLite::Database& copy, const std::filesystem::path& source, const UnlockedReviewer* by);

  std::shared_ptr<Connection> connection_;
};

}  // namespace mien
