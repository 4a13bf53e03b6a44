#include "core/record/schema.h"

#include <SQLiteCpp/Database.h>
#include <SQLiteCpp/Statement.h>
#include <SQLiteCpp/Transaction.h>

#include <array>
#include <map>
#include <string>

#include "core/record/schema_steps.h"
#include "core/record/sqlite_error.h"

namespace mien {
namespace {

/// Tells our files from other programs' databases: "MIEN".
constexpr int kApplicationId = 0x4D49454E;

/// Step N takes schema N to N + 1. A step that has shipped is never changed: add another, and keep a file of the old
/// schema in the tests. (Large columns come last: what stands before them is read without them.)
constexpr std::array kSteps{
    R"(PRAGMA application_id = 0x4D49454E;
CREATE TABLE jobs (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  kind TEXT NOT NULL,
  title TEXT NOT NULL,
  output TEXT NOT NULL,
  state TEXT NOT NULL DEFAULT 'queued'
    CHECK (state IN ('queued', 'running', 'paused', 'done', 'failed', 'cancelled')),
  wanted TEXT NOT NULL DEFAULT 'run' CHECK (wanted IN ('run', 'pause', 'cancel')),
  priority INTEGER NOT NULL,
  frames_done INTEGER NOT NULL DEFAULT 0,
  frames_total INTEGER NOT NULL,
  frames_per_second REAL NOT NULL DEFAULT 0,
  message TEXT NOT NULL DEFAULT '',
  error_kind TEXT NOT NULL DEFAULT '',
  created_ms INTEGER NOT NULL,
  started_ms INTEGER NOT NULL DEFAULT 0,
  finished_ms INTEGER NOT NULL DEFAULT 0,
  owner_pid INTEGER,
  owner_started INTEGER,
  owner_boot TEXT,
  spec TEXT NOT NULL,
  CHECK ((state = 'running') = (owner_pid IS NOT NULL)),
  CHECK (wanted = 'run' OR state = 'running')
) STRICT;
CREATE INDEX jobs_queue ON jobs (state, priority DESC, id);)",
    kHistoryAndOutputs, kPixelsIndex};

constexpr int kNewest = static_cast<int>(kSteps.size());

int number(SQLite::Database& db, const char* query) {
  return db.execAndGet(query).getInt();
}

/// Triggers, indexes and views, each as "trigger x", with what SQLite holds of it. What SQLite makes for a table's own
/// constraints is part of the table.
using Parts = std::map<std::string, std::string>;

Parts partsOf(SQLite::Database& db) {
  Parts parts;
  SQLite::Statement rows(db,
                         "SELECT type || ' ' || name, sql FROM sqlite_schema WHERE type IN ('trigger', 'index', "
                         "'view') AND sql IS NOT NULL");
  while (rows.executeStep()) parts[rows.getColumn(0).getString()] = rows.getColumn(1).getString();
  return parts;
}

/// Those that the steps have made up to the database's schema.
Parts ownPartsFor(SQLite::Database& db) {
  SQLite::Database own(":memory:", SQLite::OPEN_READWRITE | SQLite::OPEN_CREATE);
  const int version = number(db, "PRAGMA user_version");
  for (int step = 0; step < version; ++step) own.exec(kSteps[static_cast<std::size_t>(step)]);
  return partsOf(own);
}

/// Those of which the other has none, or another of that name.
Parts leftOf(const Parts& parts, const Parts& other) {
  Parts left;
  for (const auto& [name, sql] : parts) {
    const auto same = other.find(name);
    if (same == other.end() || same->second != sql) left[name] = sql;
  }
  return left;
}

/// The first trigger or view that no step has made, as "trigger x"; empty: there is none. Such a one changes what is
/// recorded, or what is seen of it.
std::string strangePart(SQLite::Database& db) {
  for (const auto& [name, sql] : leftOf(partsOf(db), ownPartsFor(db)))
    if (!name.starts_with("index ")) return name;
  return {};
}

}  // namespace

Result<void> checkRecord(SQLite::Database& db, const std::filesystem::path& file) {
  SQLite::Transaction oneMoment(db);  // or another process's first migration could come between these looks
  const int version = number(db, "PRAGMA user_version");
  const int application = number(db, "PRAGMA application_id");
  const bool empty = version == 0 && application == 0 && number(db, "SELECT count(*) FROM sqlite_schema") == 0;
  if (!empty && application != kApplicationId)
    return fail(ErrorKind::Input,
                file.string() + " is another program's database, no record of Mien: choose another file.");
  if (version > kNewest)
    return fail(ErrorKind::Input, "The record " + file.string() + " was written by a newer Mien (schema " +
                                      std::to_string(version) + ", this one knows " + std::to_string(kNewest) +
                                      "): update Mien.");
  if (db.execAndGet("PRAGMA quick_check(1)").getString() != "ok") return fail(ErrorKind::Input, damagedText(file));
  if (const std::string strange = strangePart(db); !strange.empty())
    return fail(ErrorKind::Input, file.string() + " has a " + strange +
                                      " that Mien has not made, and may not say what happened: put a backup in its "
                                      "place.");
  return {};
}

std::vector<std::string> missingParts(SQLite::Database& db) {
  std::vector<std::string> names;
  for (const auto& [name, sql] : leftOf(ownPartsFor(db), partsOf(db))) names.push_back(name);
  return names;
}

void putBackMissingParts(SQLite::Database& db) {
  const Parts there = partsOf(db);
  for (const auto& [name, sql] : leftOf(ownPartsFor(db), there)) {
    if (there.contains(name)) db.exec("DROP " + name);
    db.exec(sql);
  }
}

bool isOfNewestSchema(SQLite::Database& db) {
  return number(db, "PRAGMA user_version") == kNewest;
}

void migrate(SQLite::Database& db) {
  while (!isOfNewestSchema(db)) {
    SQLite::Transaction step(db, SQLite::TransactionBehavior::IMMEDIATE);
    const int version = number(db, "PRAGMA user_version");  // again: another process may have been quicker
    if (version < kNewest) {
      db.exec(kSteps[static_cast<std::size_t>(version)]);
      db.exec("PRAGMA user_version = " + std::to_string(version + 1));
    }
    step.commit();
  }
}

}  // namespace mien
