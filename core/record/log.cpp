#include "core/record/log.h"

#include <nlohmann/json.hpp>

#include "core/record/as_it_lies.h"
#include "core/record/bound_rows.h"
#include "core/record/canonical.h"
#include "core/record/hex.h"
#include "core/record/sql.h"

namespace mien {
namespace {

constexpr const char* kSelect = "SELECT seq, time, kind, subject, payload_digest, previous, signature, hash FROM log ";

LogRow rowOf(const SQLite::Statement& select) {
  return {select.getColumn(0).getInt64(),  select.getColumn(1).getInt64(),  select.getColumn(2).getString(),
          select.getColumn(3).getString(), select.getColumn(4).getString(), select.getColumn(5).getString(),
          select.getColumn(6).getString(), select.getColumn(7).getString()};
}

/// Whether the chain is whole from an entry to a later one that speaks of a new key and is signed with this one: its
/// signature speaks for all before it.
bool isVouchedFor(SQLite::Database& db, std::int64_t seq, const std::string& publicKey) {
  SQLite::Statement select = sql::query(db, std::string(kSelect) + "WHERE seq >= ? ORDER BY seq", seq);
  LogRow before;
  while (select.executeStep()) {
    LogRow row = rowOf(select);
    if (row.hash != hashOf(row)) return false;
    if (before.seq != 0 && (row.seq != before.seq + 1 || row.previous != before.hash)) return false;
    if ((row.kind == "restore" || row.kind == "accept") && verifySignature(publicKey, signedText(row), row.signature))
      return true;
    before = std::move(row);
  }
  return false;
}

/// The number of a row's last entry; 0: none.
std::int64_t lastEntryOf(SQLite::Database& db, const BoundTable& table, std::int64_t id) {
  SQLite::Statement last = sql::query(db, "SELECT max(seq) FROM log WHERE subject = ?", subjectOf(table, id));
  return last.executeStep() ? last.getColumn(0).getInt64() : 0;
}

}  // namespace

std::string signedText(const LogRow& row) {
  return canonical({"mien-entry-1", std::to_string(row.seq), std::to_string(row.time), row.kind, row.subject,
                    row.payloadDigest, row.previous});
}

std::string hashOf(const LogRow& row) {
  return sha256HexOf(signedText(row) + canonical({row.signature}));
}

std::string payloadDigest(std::string_view salt, std::string_view text) {
  return sha256HexOf(canonical({salt, text}));
}

void appendLog(SQLite::Database& db, LogHead& head, const SigningKey& key, const std::string& kind,
               const std::string& subject, const std::string& text, std::int64_t time) {
  constexpr std::size_t kSaltBytes = 16;
  const std::string salt = randomHex(kSaltBytes);
  LogRow row{head.seq + 1, time, kind, subject, payloadDigest(salt, text), head.hash, {}, {}};
  row.signature = key.sign(signedText(row));
  row.hash = hashOf(row);
  sql::run(db, "INSERT INTO log VALUES (?, ?, ?, ?, ?, ?, ?, ?)", row.seq, row.time, row.kind, row.subject,
           row.payloadDigest, row.previous, row.signature, row.hash);
  sql::run(db, "INSERT INTO payloads VALUES (?, ?, ?)", row.seq, salt, text);
  head = {row.seq, row.hash, row.time};
}

LogHead readHead(SQLite::Database& db) {
  SQLite::Statement select(db, "SELECT seq, hash, time FROM log ORDER BY seq DESC LIMIT 1");
  if (!select.executeStep()) return {};
  return {select.getColumn(0).getInt64(), select.getColumn(1).getString(), select.getColumn(2).getInt64()};
}

std::optional<LogRow> readLogRow(SQLite::Database& db, std::int64_t seq) {
  SQLite::Statement select = sql::query(db, std::string(kSelect) + "WHERE seq = ?", seq);
  if (!select.executeStep()) return std::nullopt;
  return rowOf(select);
}

std::vector<LogRow> readLog(SQLite::Database& db) {
  SQLite::Statement select(db, std::string(kSelect) + "ORDER BY seq");
  std::vector<LogRow> rows;
  while (select.executeStep()) rows.push_back(rowOf(select));
  return rows;
}

bool isSigned(SQLite::Database& db, std::int64_t seq, const std::string& publicKey) {
  const auto row = readLogRow(db, seq);
  return row && (verifySignature(publicKey, signedText(*row), row->signature) || isVouchedFor(db, seq, publicKey));
}

bool hasItsText(SQLite::Database& db, const LogRow& row) {
  SQLite::Statement entry = sql::query(db, "SELECT salt, text FROM payloads WHERE seq = ?", row.seq);
  return entry.executeStep() &&
         payloadDigest(entry.getColumn(0).getString(), entry.getColumn(1).getString()) == row.payloadDigest;
}

bool isGenuine(SQLite::Database& db, std::int64_t seq, const std::string& publicKey) {
  const auto row = readLogRow(db, seq);
  return row && hasItsText(db, *row) && isSigned(db, seq, publicKey);
}

bool isWhatTheLogSays(SQLite::Database& db, const std::string& table, std::int64_t id) {
  const BoundTable& bound = boundTable(table);
  const auto entry = readLogRow(db, lastEntryOf(db, bound, id));
  if (!entry || entry->hash != hashOf(*entry) || !hasItsText(db, *entry)) return false;
  SQLite::Statement text = sql::query(db, "SELECT text FROM payloads WHERE seq = ?", entry->seq);
  if (!text.executeStep()) return false;
  const auto said = nlohmann::json::parse(text.getColumn(0).getString(), nullptr, false);
  return said.is_object() && said.value("row", nlohmann::json()) == readRow(db, bound, id);
}

bool isGenuineRow(SQLite::Database& db, const std::string& table, std::int64_t id, const std::string& publicKey) {
  return isWhatTheLogSays(db, table, id) && mayCount(db, lastEntryOf(db, boundTable(table), id), publicKey);
}

bool indexesFit(SQLite::Database& db, const std::string& table) {
  constexpr int kMostTold = 100;  // by SQLite: what comes behind them is not known
  const std::string before = db.execAndGet("PRAGMA ignore_check_constraints").getString();
  db.exec("PRAGMA ignore_check_constraints = ON");
  SQLite::Statement told(db, "PRAGMA integrity_check(" + table + ")");
  int count = 0;
  bool fit = true;
  for (; told.executeStep(); ++count) fit = fit && told.getColumn(0).getString().find(" index ") == std::string::npos;
  db.exec("PRAGMA ignore_check_constraints = " + before);
  return fit && count < kMostTold;
}

bool continues(SQLite::Database& db, const LogHead& anchor) {
  if (const auto row = readLogRow(db, anchor.seq); row && row->hash == anchor.hash) return true;
  SQLite::Statement select(db,
                           "SELECT seq, text FROM log JOIN payloads USING (seq) WHERE kind IN ('restore', 'accept') "
                           "ORDER BY seq DESC");
  while (select.executeStep()) {
    const auto row = readLogRow(db, select.getColumn(0).getInt64());
    if (!row || row->hash != hashOf(*row) || !hasItsText(db, *row)) continue;
    const auto said = nlohmann::json::parse(select.getColumn(1).getString(), nullptr, false);
    const auto replaced = said.is_object() ? said.value("replaced", nlohmann::json()) : nlohmann::json();
    if (replaced == nlohmann::json{{"seq", anchor.seq}, {"hash", anchor.hash}}) return true;
  }
  return false;
}

std::optional<std::int64_t> brokenAfter(SQLite::Database& db, const LogHead& head) {
  SQLite::Statement select = sql::query(db, std::string(kSelect) + "WHERE seq > ? ORDER BY seq", head.seq);
  std::int64_t next = head.seq + 1;
  for (std::string before = head.hash; select.executeStep(); ++next) {
    const LogRow row = rowOf(select);
    if (row.seq != next || row.previous != before || row.hash != hashOf(row)) return next;
    before = row.hash;
  }
  return std::nullopt;
}

bool chainedSince(SQLite::Database& db, const LogHead& anchor, const std::string& publicKey) {
  if (brokenAfter(db, anchor)) return false;
  const auto last = readLogRow(db, readHead(db).seq);
  return !last || verifySignature(publicKey, signedText(*last), last->signature);
}

}  // namespace mien
