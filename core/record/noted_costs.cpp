#include "core/record/noted_costs.h"

#include <SQLiteCpp/Transaction.h>

#include <nlohmann/json.hpp>

#include "core/record/as_it_lies.h"
#include "core/record/log.h"
#include "core/record/sql.h"
#include "core/record/sqlite_error.h"

namespace mien {
namespace {

tl::unexpected<Error> altered(const std::string& what) {
  return fail(ErrorKind::Input,
              "What was spent can't be told, so the budget stops exports: " + what +
                  "; look with mien history verify, then restore a backup or go on with mien history accept.");
}

/// The entry before the first one from `ms` on: the chain is followed from there.
LogHead headBefore(SQLite::Database& db, std::int64_t ms) {
  SQLite::Statement first = sql::query(db, "SELECT min(seq) FROM log WHERE time >= ?", ms);
  if (!first.executeStep() || first.getColumn(0).isNull()) return readHead(db);
  const std::int64_t seq = first.getColumn(0).getInt64() - 1;
  const auto row = readLogRow(db, seq);
  return {seq, row ? row->hash : std::string(), row ? row->time : 0};
}

/// Adds up what the entries after `head` say, whose chain was checked: their order is signed, and goes on where the
/// clock was set back.
Result<void> addCosts(SQLite::Database& db, const LogHead& head, const std::string& publicKey, Money& money) {
  SQLite::Statement entries =
      sql::query(db,
                 "SELECT seq, payload_digest, salt, text FROM log LEFT JOIN payloads USING (seq) "
                 "WHERE seq > ? AND kind = 'cost'",
                 head.seq);
  while (entries.executeStep()) {
    const std::string text = entries.getColumn(3).getString();
    const auto said = nlohmann::json::parse(text, nullptr, false);
    const bool isWhatWasSigned =
        payloadDigest(entries.getColumn(2).getString(), text) == entries.getColumn(1).getString();
    if (!isWhatWasSigned && !isBelieved(db, entries.getColumn(0).getInt64(), publicKey))
      return altered("entry " + entries.getColumn(0).getString() + " of the history was altered");
    if (!said.is_object() || !said.value("row", nlohmann::json()).is_object()) continue;  // accepted, and says nothing
    const auto& row = said["row"];
    const auto amount = row.find("money");
    const auto currency = row.find("currency");
    if (amount != row.end() && amount->is_number() && currency != row.end() && currency->is_string())
      money[currency->get<std::string>()] += amount->get<double>();
  }
  return {};
}

}  // namespace

Result<Money> NotedCosts::since(const Record& record, std::int64_t ms) {
  const std::lock_guard lock(mutex_);
  if (auto whole = chain_->follow(record); !whole) return tl::unexpected(whole.error());
  return guarded(record.file(), [&]() -> Result<Money> {
    SQLite::Database& db = record.database();
    const SQLite::Transaction oneMoment(db);
    const auto known = readLogRow(db, read_.seq);
    const LogHead end = readHead(db);
    if (from_ == ms && known && known->hash == read_.hash) {
      if (end.seq == read_.seq) return money_;
    } else {  // another month, or a backup was restored
      from_ = ms;
      read_ = headBefore(db, ms);
      money_.clear();
    }
    const auto key = HistoryFiles(record.file()).readKey();
    if (!key) return tl::unexpected(key.error());
    Money money = money_;
    if (auto added = addCosts(db, read_, key->publicKey(), money); !added) return tl::unexpected(added.error());
    read_ = end;
    money_ = money;
    return money;
  });
}

}  // namespace mien
