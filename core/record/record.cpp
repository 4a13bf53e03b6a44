#include "core/record/record.h"

#include <SQLiteCpp/Database.h>
#include <fcntl.h>
#include <sqlite3.h>
#include <unistd.h>

#include <cerrno>
#include <chrono>
#include <thread>
#include <utility>

#include "core/record/anchoring.h"
#include "core/record/patient_database.h"
#include "core/record/record_file.h"
#include "core/record/schema.h"
#include "core/record/sqlite_error.h"

namespace mien {
namespace {

namespace fs = std::filesystem;
using namespace std::chrono_literals;

/// Switching to WAL needs the file alone, and SQLite does not wait for that by itself: two processes that open a new
/// record at once meet here.
void useWriteAheadLog(SQLite::Database& db) {
  const auto deadline = std::chrono::steady_clock::now() + kBusyTimeout;
  for (;;) {
    const int code = db.tryExec("PRAGMA journal_mode = WAL");
    if (code != SQLITE_BUSY || std::chrono::steady_clock::now() > deadline) return db.check(code);
    std::this_thread::sleep_for(1ms);
  }
}

void keepLogOnClose(SQLite::Database& db, bool keep) {
  db.check(sqlite3_db_config(db.getHandle(), SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, keep ? 1 : 0, nullptr));
}

/// A record on a read-only disk, or where somebody else alone may write.
bool isOnlyToBeRead(const fs::path& file) {
  const auto refused = [](const fs::path& path) {
    return ::faccessat(AT_FDCWD, path.c_str(), W_OK, AT_EACCESS) != 0 && (errno == EROFS || errno == EACCES);
  };
  std::error_code none;
  return fs::exists(file, none) && (refused(file) || refused(file.parent_path()));
}

/// For SQLite's URIs (its "URI Filenames"), whose special characters a file's name may have.
std::string uriOf(const fs::path& file, const std::string& query) {
  std::string uri = "file:";
  for (const char c : file.string()) {
    if (c == '%' || c == '?' || c == '#')
      uri += c == '%' ? "%25" : c == '?' ? "%3f" : "%23";
    else
      uri += c;
  }
  return uri + "?" + query;
}

/// As it lies: nothing is brought up to date, begun or anchored.
SQLite::Database openToRead(const fs::path& file) {
  // Without a log, SQLite would make one to read a file of this kind, unless nobody else can be writing.
  const fs::path log = file.string() + "-wal";
  std::error_code none;
  const bool logged = fs::file_size(log, none) > 0 && !none;
  return openPatiently(uriOf(file, logged ? "mode=ro" : "immutable=1"), SQLite::OPEN_READONLY | SQLite::OPEN_URI);
}

}  // namespace

struct Record::Connection {
  fs::path file;
  SQLite::Database db;
};

Record::Record(std::shared_ptr<Connection> connection) : connection_(std::move(connection)) {}

Result<Record> Record::open(const fs::path& name) {
  // A bare name could also be one of SQLite's special ones, such as ":memory:" or "file:…".
  const fs::path file = fs::absolute(name);
  if (isOnlyToBeRead(file)) {
    return guarded(file, [&]() -> Result<Record> {
      SQLite::Database db = openToRead(file);
      if (auto sound = checkRecord(db, file); !sound) return tl::unexpected(sound.error());
      if (!isOfNewestSchema(db))
        return fail(ErrorKind::Disk, "The record " + file.string() +
                                         " is an older Mien's and can't be brought up to date where nothing may be "
                                         "written: copy its folder to where you may write, and set MIEN_DATA to it.");
      db.exec("PRAGMA trusted_schema = OFF");
      return Record(std::make_shared<Connection>(Connection{file, std::move(db)}));
    });
  }
  if (auto made = makePrivateFile(file); !made) return tl::unexpected(made.error());
  return guarded(file, [&]() -> Result<Record> {
    SQLite::Database db = openPatiently(file, SQLite::OPEN_READWRITE);
    if (sqlite3_db_readonly(db.getHandle(), "main") != 0) return fail(ErrorKind::Disk, unwritableText(file));
    // Until we know that it is ours and sound, closing must not move pages from the log into the file.
    keepLogOnClose(db, true);
    if (auto sound = checkRecord(db, file); !sound) return tl::unexpected(sound.error());
    keepLogOnClose(db, false);
    db.exec(
        "PRAGMA foreign_keys = ON; PRAGMA trusted_schema = OFF; PRAGMA synchronous = FULL; PRAGMA secure_delete = ON");
    useWriteAheadLog(db);
    migrate(db);
    if (auto begun = beginHistory(db, HistoryFiles(file)); !begun) return tl::unexpected(begun.error());
    return Record(std::make_shared<Connection>(Connection{file, std::move(db)}));
  });
}

const fs::path& Record::file() const {
  return connection_->file;
}

SQLite::Database& Record::database() const {
  return connection_->db;
}

Result<std::int64_t> Record::dataVersion() const {
  return guarded(file(),
                 [&]() -> Result<std::int64_t> { return database().execAndGet("PRAGMA data_version").getInt64(); });
}

}  // namespace mien
