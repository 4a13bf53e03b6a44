#include "core/record/as_it_lies.h"

#include <SQLiteCpp/Database.h>

#include <nlohmann/json.hpp>

#include "core/record/canonical.h"
#include "core/record/hex.h"
#include "core/record/log.h"
#include "core/record/sql.h"

namespace mien {
namespace {

constexpr const char* kField = "as_it_lies";

std::string digestUntil(SQLite::Database& db, std::int64_t until) {
  SQLite::Statement rows = sql::query(
      db,
      "SELECT seq, time, kind, subject, payload_digest, previous, signature, hash FROM log WHERE seq <= ? ORDER BY seq",
      until);
  std::string digest;
  while (rows.executeStep()) {
    std::string row;
    for (int column = 0; column < rows.getColumnCount(); ++column)
      row += canonical({rows.getColumn(column).getString()});
    digest = sha256HexOf(digest + row);
  }
  return digest;
}

}  // namespace

AsItLies entriesAsTheyLie(SQLite::Database& db) {
  AsItLies all;
  all.until = readHead(db).seq;
  all.digest = digestUntil(db, all.until);
  SQLite::Statement texts(db, "SELECT seq, payload_digest, salt, text FROM log LEFT JOIN payloads USING (seq)");
  while (texts.executeStep()) {
    const bool missing = texts.getColumn(2).isNull();
    const std::string lies =
        missing ? std::string() : payloadDigest(texts.getColumn(2).getString(), texts.getColumn(3).getString());
    if (lies != texts.getColumn(1).getString()) all.texts[texts.getColumn(0).getInt64()] = lies;
  }
  return all;
}

nlohmann::json toJson(const AsItLies& accepted) {
  nlohmann::json texts = nlohmann::json::object();
  for (const auto& [seq, digest] : accepted.texts) texts[std::to_string(seq)] = digest;
  return {{kField, {{"until", accepted.until}, {"digest", accepted.digest}, {"texts", texts}}}};
}

std::optional<AsItLies> asItLiesFrom(const nlohmann::json& said) {
  if (!said.is_object() || !said.contains(kField)) return std::nullopt;
  try {
    const nlohmann::json& field = said.at(kField);
    AsItLies accepted{field.at("until").get<std::int64_t>(), field.at("digest").get<std::string>(), {}};
    for (const auto& [seq, digest] : field.at("texts").items())
      accepted.texts[std::stoll(seq)] = digest.get<std::string>();
    return accepted;
  } catch (const std::exception&) {
    return std::nullopt;  // accepts nothing
  }
}

bool stillLies(SQLite::Database& db, const AsItLies& accepted) {
  return digestUntil(db, accepted.until) == accepted.digest;
}

bool stillSays(SQLite::Database& db, const AsItLies& accepted, std::int64_t seq) {
  const auto known = accepted.texts.find(seq);
  if (known == accepted.texts.end()) return false;
  SQLite::Statement text = sql::query(db, "SELECT salt, text FROM payloads WHERE seq = ?", seq);
  if (!text.executeStep()) return known->second.empty();
  return payloadDigest(text.getColumn(0).getString(), text.getColumn(1).getString()) == known->second;
}

std::optional<AsItLies> acceptedAsItLies(SQLite::Database& db, const std::string& publicKey) {
  SQLite::Statement entries(db,
                            "SELECT seq, text FROM log JOIN payloads USING (seq) WHERE kind = 'accept' "
                            "ORDER BY seq DESC");
  while (entries.executeStep()) {
    auto accepted = asItLiesFrom(nlohmann::json::parse(entries.getColumn(1).getString(), nullptr, false));
    if (accepted && isGenuine(db, entries.getColumn(0).getInt64(), publicKey)) return accepted;
  }
  return std::nullopt;
}

std::optional<LogHead> beginOfChain(SQLite::Database& db, const std::string& publicKey) {
  const auto accepted = acceptedAsItLies(db, publicKey);
  if (!accepted) return LogHead{};
  if (!stillLies(db, *accepted)) return std::nullopt;
  const auto row = readLogRow(db, accepted->until);
  return LogHead{accepted->until, row ? row->hash : std::string(), 0};
}

namespace {

/// What was accepted, if it covers this entry and still lies as it lay.
std::optional<AsItLies> covering(SQLite::Database& db, std::int64_t seq, const std::string& publicKey) {
  auto accepted = acceptedAsItLies(db, publicKey);
  if (!accepted || seq > accepted->until || !stillLies(db, *accepted)) return std::nullopt;
  return accepted;
}

}  // namespace

bool mayCount(SQLite::Database& db, std::int64_t seq, const std::string& publicKey) {
  return isSigned(db, seq, publicKey) || covering(db, seq, publicKey);
}

bool isBelieved(SQLite::Database& db, std::int64_t seq, const std::string& publicKey) {
  const auto row = readLogRow(db, seq);
  if (row && hasItsText(db, *row)) return mayCount(db, seq, publicKey);
  const auto accepted = covering(db, seq, publicKey);
  return accepted && stillSays(db, *accepted, seq);
}

}  // namespace mien
