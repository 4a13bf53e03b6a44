#pragma once
#include <SQLiteCpp/Database.h>
#include <SQLiteCpp/Transaction.h>

#include <cstdint>
#include <memory>
#include <nlohmann/json_fwd.hpp>
#include <string>

#include "core/record/history_files.h"
#include "core/record/log.h"
#include "core/record/record.h"
#include "core/record/sqlite_error.h"

namespace mien {

/// One transaction of the record together with its entries in the history. Throws what SQLite throws.
class Change {
 public:
  /// Takes the record's write lock. Errors: Input when the key or the anchor is missing or does not fit the log: what
  /// is added then could hide what was cut off before. Disk.
  static Result<std::unique_ptr<Change>> start(const Record& record);

  SQLite::Database& db() { return db_; }
  /// One moment for all that belongs to the change.
  std::int64_t now() const { return now_; }
  const SigningKey& key() const { return key_; }

  /// Something happened that is no row; returns the entry's seq.
  std::int64_t log(const std::string& kind, const nlohmann::json& said);
  /// A bound row (see bound_rows.h) is new, changed or gone. Call it after all changes to the row.
  void logRow(const std::string& kind, const std::string& table, std::int64_t id);
  /// As logRow(), for a row that was emptied or deleted: what earlier entries said of it is erased.
  void eraseRow(const std::string& table, std::int64_t id);

  void commit();

 private:
  Change(const Record& record, SigningKey key);
  Result<void> checkAnchor();
  std::int64_t append(const std::string& kind, const std::string& subject, const nlohmann::json& said);

  SQLite::Database& db_;
  HistoryFiles files_;
  SigningKey key_;
  std::int64_t now_;
  SQLite::Transaction transaction_;
  LogHead head_;
};

/// Runs `work(Change&)`, which returns a Result; nothing is kept when it fails.
template <class Work>
auto changeRecord(const Record& record, Work work) -> decltype(work(std::declval<Change&>())) {
  return guarded(record.file(), [&]() -> decltype(work(std::declval<Change&>())) {
    auto change = Change::start(record);
    if (!change) return tl::unexpected(change.error());
    auto done = work(**change);
    if (done) (*change)->commit();
    return done;
  });
}

}  // namespace mien
