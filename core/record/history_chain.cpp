#include "core/record/history_chain.h"

#include <SQLiteCpp/Transaction.h>

#include "core/record/as_it_lies.h"
#include "core/record/authority.h"
#include "core/record/log.h"
#include "core/record/sql.h"
#include "core/record/sqlite_error.h"

namespace mien {
namespace {

tl::unexpected<Error> broken(const std::string& what) {
  return fail(ErrorKind::Input, "The record's history is damaged (" + what +
                                    "), so nothing is exported: look with mien history verify, then restore a backup "
                                    "or go on with mien history accept.");
}

Result<void> checkHeldSince(SQLite::Database& db, std::int64_t seq) {
  SQLite::Statement held = sql::query(db,
                                      "SELECT DISTINCT CAST(substr(subject, 8) AS INTEGER) FROM log WHERE kind IN "
                                      "('flagged', 'rejected', 'recalled') AND seq > ?",
                                      seq);
  while (held.executeStep()) {
    const std::int64_t output = held.getColumn(0).getInt64();
    if (!isWhatTheLogSays(db, "output", output)) {
      const std::string name = std::to_string(output);
      return broken("output " + name + ", which was flagged, rejected or recalled, is not what the history says of it");
    }
  }
  return {};
}

}  // namespace

Result<void> HistoryChain::follow(const Record& record) {
  const std::lock_guard lock(mutex_);
  return guarded(record.file(), [&]() -> Result<void> {
    const HistoryFiles files(record.file());
    const auto key = files.readKey();
    if (!key) return tl::unexpected(key.error());
    // Before the database: what others write meanwhile is never behind it.
    const auto anchor = files.readAnchor(key->publicKey());
    if (!anchor) return tl::unexpected(anchor.error());
    SQLite::Database& db = record.database();
    const SQLite::Transaction oneMoment(db);
    const LogHead end = readHead(db);
    const auto known = readLogRow(db, read_.seq);
    const bool goesOn = known && known->hash == read_.hash;  // else it is the first time, or a backup was restored
    if (goesOn && end.seq == read_.seq) return {};
    if (!continues(db, *anchor)) return broken("its end is not the one that " + files.anchorFile().string() + " knows");
    for (const char* table : {"log", "outputs"})
      if (!goesOn && !indexesFit(db, table))
        return broken(std::string("an index of the table ") + table + " does not fit it");
    const auto from = goesOn ? read_ : beginOfChain(db, key->publicKey());
    if (!from) return broken("entries were altered after they had been accepted as they lay");
    if (const auto at = brokenAfter(db, *from)) return broken("at entry " + std::to_string(*at));
    if (!isSigned(db, end.seq, key->publicKey())) return broken("its last entry is not signed with the record's key");
    if (auto held = checkHeldSince(db, goesOn ? read_.seq : 0); !held) return held;
    if (const auto reviewer = alteredReviewer(db))
      return broken("what the record holds of reviewer " + std::to_string(*reviewer) + " is not what it says");
    read_ = end;
    return {};
  });
}

}  // namespace mien
