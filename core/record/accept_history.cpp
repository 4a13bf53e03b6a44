#include <SQLiteCpp/Transaction.h>

#include <algorithm>
#include <nlohmann/json.hpp>
#include <set>
#include <utility>

#include "core/record/anchoring.h"
#include "core/record/as_it_lies.h"
#include "core/record/authority.h"
#include "core/record/bound_rows.h"
#include "core/record/history.h"
#include "core/record/log.h"
#include "core/record/record_time.h"
#include "core/record/schema.h"
#include "core/record/search_words.h"
#include "core/record/sql.h"
#include "core/record/sqlite_error.h"
#include "core/record/verify.h"

namespace mien {
namespace {

using nlohmann::json;

constexpr std::size_t kToldFindings = 100;

using BoundRow = std::pair<const BoundTable*, std::int64_t>;

/// Of a subject such as "output:17".
std::optional<BoundRow> boundRow(const std::string& subject) {
  const std::size_t colon = subject.find(':');
  if (colon == std::string::npos) return std::nullopt;
  for (const BoundTable& table : boundTables())
    if (subject.compare(0, colon, table.name) == 0) return BoundRow{&table, std::atoll(subject.c_str() + colon + 1)};
  return std::nullopt;
}

/// Rows that are not what the history says of them, or of which it can't say it any more.
std::set<BoundRow> alteredRows(SQLite::Database& db, const std::vector<Finding>& damages, const AsItLies& entries) {
  std::set<BoundRow> rows;
  const auto look = [&](const std::string& subject) {
    const auto row = boundRow(subject);
    if (row && !isWhatTheLogSays(db, row->first->name, row->second)) rows.insert(*row);
  };
  const auto lookAtEntry = [&](std::int64_t seq) {
    if (const auto entry = readLogRow(db, seq)) look(entry->subject);
  };
  for (const Finding& damage : damages) {
    look(damage.subject);
    lookAtEntry(damage.seq);
  }
  for (const auto& [seq, text] : entries.texts) lookAtEntry(seq);
  return rows;
}

bool isOfEntries(const Finding& damage) {
  return damage.subject.empty();
}

/// What the entry of an accepted row is called: of an output that is held, by what holds it, as a step of a review
/// would be, or its mix would go free.
std::string kindOf(const BoundRow& row, const json& lies) {
  if (std::string_view(row.first->name) != "output" || !lies.is_object()) return "accepted";
  const std::string state = lies.value("state", std::string());
  const bool held = state == "flagged" || state == "rejected" || state == "recalled";
  return held ? state : "accepted";
}

json told(const std::vector<Finding>& damages) {
  json all = json::array();
  for (const Finding& damage : damages)
    if (all.size() < kToldFindings) all.push_back(damage.what);
  return all;
}

}  // namespace

Result<void> acceptHistory(const Record& record, const std::string& note, const UnlockedReviewer* by) {
  if (note.empty()) return fail(ErrorKind::Usage, "Going on after damage needs a note of what happened: give one.");
  return guarded(record.file(), [&]() -> Result<void> {
    SQLite::Database& db = record.database();
    const HistoryFiles files(record.file());
    SQLite::Transaction transaction(db, SQLite::TransactionBehavior::IMMEDIATE);
    auto key = files.readKey();
    const bool endFits = key && anchorLog(db, files, *key);
    // An index that lies hides what is there.
    const bool indexesDo = indexesFit(db, "log") && indexesFit(db, "outputs");
    const bool wordsDo = verifyWords(db).empty();
    const std::vector<std::string> gone = missingParts(db);
    putBackMissingParts(db);
    db.exec("REINDEX");
    const std::vector<Finding> damages = verifyLog(db, {key, std::nullopt}).damages;
    const bool entriesFit = std::none_of(damages.begin(), damages.end(), isOfEntries);
    const AsItLies entries = entriesAsTheyLie(db);
    const std::set<BoundRow> rows = alteredRows(db, damages, entries);
    if (endFits && entriesFit && rows.empty() && indexesDo && wordsDo && gone.empty())
      return fail(ErrorKind::Usage, "Nothing stands in the way of going on: entries, rows, key and anchor fit.");
    const auto isSigned = signsForMending(record, by);
    if (!isSigned) return tl::unexpected(isSigned.error());
    if (!key) key = files.makeKey();
    if (!key) return tl::unexpected(key.error());

    json said{{"key", key->publicKey()}, {"note", note}, {"findings", told(damages)}};
    if (!indexesDo) said["findings"].push_back("An index did not fit its table, and hid what was there.");
    for (const std::string& part : gone) said["findings"].push_back("The " + part + " was taken out or altered.");
    if (!entriesFit) said.update(toJson(entries));
    if (const auto anchor = files.readAnchor(key->publicKey()))
      said["replaced"] = {{"seq", anchor->seq}, {"hash", anchor->hash}};
    const std::int64_t now = recordNow();
    if (*isSigned) signAccept(said, now, *by);
    LogHead head = readHead(db);
    sql::run(db, "DELETE FROM payloads WHERE seq > ?", head.seq);  // of entries that were cut off
    const auto append = [&](const std::string& kind, const std::string& subject, const json& text) {
      appendLog(db, head, *key, kind, subject, text.dump(-1, ' ', false, json::error_handler_t::replace), now);
    };
    append("accept", "", said);
    for (const BoundRow& row : rows) {
      const json lies = readRow(db, *row.first, row.second);
      append(kindOf(row, lies), subjectOf(*row.first, row.second), {{"row", lies}});
    }
    if (!verifyWords(db).empty()) indexAllWords(db);  // they follow from rows, also from accepted ones
    transaction.commit();
    const AnchorLock lock(files);
    return files.writeAnchor(readHead(db), *key);
  });
}

}  // namespace mien
