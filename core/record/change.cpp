#include "core/record/change.h"

#include <nlohmann/json.hpp>

#include "core/record/anchoring.h"
#include "core/record/bound_rows.h"
#include "core/record/record_time.h"
#include "core/record/sql.h"

namespace mien {

Change::Change(const Record& record, SigningKey key)
    : db_(record.database()),
      files_(record.file()),
      key_(std::move(key)),
      now_(0),
      transaction_(db_, SQLite::TransactionBehavior::IMMEDIATE) {}

Result<std::unique_ptr<Change>> Change::start(const Record& record) {
  auto key = HistoryFiles(record.file()).readKey();
  if (!key) return tl::unexpected(key.error());
  std::unique_ptr<Change> change(new Change(record, *std::move(key)));
  if (auto anchored = anchorLog(change->db_, change->files_, change->key_); !anchored)
    return tl::unexpected(anchored.error());
  change->now_ = recordNow();  // once the lock is ours, so that times follow the entries' order
  change->head_ = readHead(change->db_);
  if (sql::query(change->db_, "SELECT 1 FROM payloads WHERE seq > ?", change->head_.seq).executeStep())
    return fail(ErrorKind::Input,
                "The history has a text of an entry that is not there, so nothing is added to it: mien "
                "history verify says more, mien record restore or mien history accept goes on.");
  return change;
}

std::int64_t Change::append(const std::string& kind, const std::string& subject, const nlohmann::json& said) {
  // What a user wrote need not be UTF-8, as JSON must.
  const auto replace = nlohmann::json::error_handler_t::replace;
  appendLog(db_, head_, key_, kind, subject, said.dump(-1, ' ', false, replace), now_);
  return head_.seq;
}

std::int64_t Change::log(const std::string& kind, const nlohmann::json& said) {
  return append(kind, "", said);
}

void Change::logRow(const std::string& kind, const std::string& table, std::int64_t id) {
  const BoundTable& bound = boundTable(table);
  append(kind, subjectOf(bound, id), {{"row", readRow(db_, bound, id)}});
}

void Change::eraseRow(const std::string& table, std::int64_t id) {
  const BoundTable& bound = boundTable(table);
  const std::string subject = subjectOf(bound, id);
  nlohmann::json erased = nlohmann::json::array();
  SQLite::Statement earlier = sql::query(
      db_, "DELETE FROM payloads WHERE seq IN (SELECT seq FROM log WHERE subject = ?) RETURNING seq, text", subject);
  while (earlier.executeStep()) {
    erased.push_back(earlier.getColumn(0).getInt64());
    // What an erasure before this one named is named by this one from now on.
    const auto said = nlohmann::json::parse(earlier.getColumn(1).getString(), nullptr, false);
    if (!said.is_object() || !said.contains("erased")) continue;
    for (const nlohmann::json& seq : said["erased"]) erased.push_back(seq);
  }
  append("erasure", subject, {{"erased", erased}, {"row", readRow(db_, bound, id)}});
}

void Change::commit() {
  transaction_.commit();
  // The change is kept whatever becomes of the anchor; the next one, or the next opening, catches up.
  static_cast<void>(anchorLog(db_, files_, key_));
}

}  // namespace mien
