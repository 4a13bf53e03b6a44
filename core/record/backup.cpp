#include <SQLiteCpp/Backup.h>
#include <SQLiteCpp/Database.h>
#include <SQLiteCpp/Exception.h>
#include <sqlite3.h>

#include <chrono>
#include <nlohmann/json.hpp>
#include <string>
#include <system_error>
#include <thread>

#include "core/base/atomic_file.h"
#include "core/record/authority.h"
#include "core/record/history_files.h"
#include "core/record/log.h"
#include "core/record/patient_database.h"
#include "core/record/record.h"
#include "core/record/record_file.h"
#include "core/record/record_time.h"
#include "core/record/schema.h"
#include "core/record/sqlite_error.h"
#include "core/record/verify.h"

namespace mien {
namespace {

namespace fs = std::filesystem;
using namespace std::chrono_literals;

/// In one step, so that the copy is of one moment; waits for others as every call does.
void copyAll(SQLite::Database& to, SQLite::Database& from) {
  SQLite::Backup copy(to, from);
  const auto deadline = std::chrono::steady_clock::now() + kBusyTimeout;
  for (;;) {
    const int code = copy.executeStep();
    if (code == SQLITE_DONE) return;
    if (std::chrono::steady_clock::now() > deadline) to.check(code);
    std::this_thread::sleep_for(1ms);
  }
}

/// `file` stands in errors.
Result<void> checkWhole(SQLite::Database& db, const fs::path& file) {
  return guarded(file, [&]() -> Result<void> {
    if (db.execAndGet("PRAGMA integrity_check(1)").getString() == "ok") return {};
    return fail(ErrorKind::Input, damagedText(file));
  });
}

bool belongsTo(const fs::path& record, const fs::path& file) {
  std::error_code none;
  for (const char* part : {"", "-wal", "-shm"}) {
    if (fs::equivalent(record.string() + part, file, none)) return true;
  }
  return false;
}

/// What may be written over: nothing, or a backup.
Result<void> keepOthers(const fs::path& file) {
  std::error_code none;
  if (!fs::is_regular_file(file, none)) return {};  // a folder is refused where it is written
  const auto ours = guarded(file, [&]() -> Result<void> {
    SQLite::Database there = openPatiently(file, SQLite::OPEN_READONLY);
    return checkRecord(there, file);
  });
  if (ours) return {};
  return fail(ErrorKind::Usage, file.string() + " is no backup of Mien and is not written over: choose another name.");
}

Result<void> writeCopy(SQLite::Database& from, const fs::path& record, const fs::path& part) {
  SQLite::Database copy = openPatiently(part, SQLite::OPEN_READWRITE);
  copyAll(copy, from);
  copy.exec("PRAGMA journal_mode = DELETE");  // one file that can also be read where nothing can be written
  return checkWhole(copy, record);            // the copy is as sound as the record was
}

}  // namespace

Result<void> Record::backup(const fs::path& to) const {
  if (belongsTo(file(), to))
    return fail(ErrorKind::Usage, to.string() + " is the record itself: give the backup another name.");
  const fs::path target = fs::absolute(to);
  if (auto free = keepOthers(target); !free) return free;
  std::error_code none;
  if (!fs::is_directory(target.parent_path(), none))
    return fail(ErrorKind::Disk, "The folder of " + target.string() + " does not exist: make it or choose another.");
  const fs::path part = nameBeside(target);
  if (!makePrivateFile(part))
    return fail(ErrorKind::Disk, target.string() +
                                     " can't be written: free some space there, or choose a folder that "
                                     "you may write to.");
  auto written = guarded(target, [&] { return writeCopy(database(), file(), part); });
  if (written) return movePartIntoPlace(part, target);
  fs::remove(part, none);
  fs::remove(part.string() + "-journal", none);
  return written;
}

Result<void> Record::restore(const fs::path& from, const UnlockedReviewer* by) {
  if (belongsTo(file(), from))
    return fail(ErrorKind::Usage, from.string() + " is the record itself: choose one of its backups.");
  const fs::path source = fs::absolute(from);
  // What the record will be is made beside it, so that it takes its place in one step.
  const fs::path part = nameBeside(file());
  auto restored = guarded(source, [&]() -> Result<void> {
    SQLite::Database backup = openPatiently(source, SQLite::OPEN_READONLY);
    if (auto ours = checkRecord(backup, source); !ours) return ours;
    if (backup.execAndGet("PRAGMA user_version").getInt() == 0)
      return fail(ErrorKind::Input, source.string() + " is empty: choose a backup that Mien wrote.");
    if (auto whole = checkWhole(backup, source); !whole) return whole;
    if (auto made = makePrivateFile(part); !made) return made;
    SQLite::Database copy = openPatiently(part, SQLite::OPEN_READWRITE);
    copyAll(copy, backup);
    migrate(copy);
    return replaceBy(copy, source, by);
  });
  std::error_code none;
  fs::remove(part, none);
  fs::remove(part.string() + "-journal", none);
  return restored;
}

Result<void> Record::replaceBy(SQLite::Database& copy, const fs::path& source, const UnlockedReviewer* by) {
  LogHead head = readHead(copy);
  if (head.seq != 0) {
    const Verification history = verifyLog(copy, {});
    if (!history.sound())
      return fail(ErrorKind::Input,
                  source.string() + " was altered (" + history.damages.front().what + "): choose another backup.");
  }
  auto may = mayChangeRules(*this, by);
  if (!may && may.error().kind != ErrorKind::Input) return may;
  const Result<bool> isSigned = may ? by != nullptr : signsForMending(*this, by);
  if (!isSigned) return tl::unexpected(isSigned.error());
  return guarded(file(), [&]() -> Result<void> {
    const HistoryFiles files(file());
    const auto key = files.hasKey() ? files.readKey() : files.makeKey();
    if (!key) return tl::unexpected(key.error());
    nlohmann::json said{{"key", key->publicKey()}};
    // A crash between here and the new anchor must not look like a history that was cut.
    if (const auto anchor = files.readAnchor(key->publicKey()))
      said["replaced"] = {{"seq", anchor->seq}, {"hash", anchor->hash}};
    // Damage must stay mendable, though nobody can tell then whose the record was.
    if (!may && !*isSigned) said["unsigned"] = may.error().message;
    const std::int64_t now = recordNow();
    if (*isSigned) signRestore(said, now, *by);
    const auto replace = nlohmann::json::error_handler_t::replace;
    appendLog(copy, head, *key, "restore", "", said.dump(-1, ' ', false, replace), now);
    copyAll(database(), copy);
    const AnchorLock lock(files);
    return files.writeAnchor(readHead(database()), *key);
  });
}

}  // namespace mien
