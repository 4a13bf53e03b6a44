#include "core/record/authority.h"

#include <algorithm>
#include <array>
#include <nlohmann/json.hpp>

#include "core/record/canonical.h"
#include "core/record/history_files.h"
#include "core/record/log.h"
#include "core/record/signing.h"
#include "core/record/sql.h"

namespace mien {
namespace {

constexpr const char* kTable = "reviewer";
constexpr const char* kRestore = "restore";
constexpr const char* kAccept = "accept";

Result<void> checkRow(SQLite::Database& db, const std::string& publicKey, std::int64_t id) {
  if (isGenuineRow(db, kTable, id, publicKey)) return {};
  return fail(ErrorKind::Input, "What the record holds of reviewer " + std::to_string(id) +
                                    " is not what its history says: look with mien history verify, then restore a "
                                    "backup.");
}

/// As the history knows them, so that a row that was taken out is missed.
std::vector<std::int64_t> reviewersIn(SQLite::Database& db) {
  SQLite::Statement rows(db, "SELECT DISTINCT CAST(substr(subject, 10) AS INTEGER) FROM log WHERE kind = 'reviewer'");
  std::vector<std::int64_t> ids;
  while (rows.executeStep()) ids.push_back(rows.getColumn(0).getInt64());
  return ids;
}

/// What the reviewer signs: all that the entry says but for the signature, and when.
std::string ruleText(const std::string& kind, std::int64_t time, const nlohmann::json& said) {
  return canonical(
      {"mien-rule-1", kind, std::to_string(time), said.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace)});
}

void sign(nlohmann::json& said, const std::string& kind, std::int64_t time, const UnlockedReviewer& by) {
  said["by"]["reviewer"] = by.reviewer().id;
  said["by"]["name"] = by.reviewer().name;
  said["by"]["signature"] = by.sign(ruleText(kind, time, said));
}

std::string publicKeyOf(SQLite::Database& db, std::int64_t reviewer) {
  SQLite::Statement row = sql::query(db, "SELECT public_key FROM reviewers WHERE id = ?", reviewer);
  return row.executeStep() ? row.getColumn(0).getString() : std::string();
}

Result<void> checkActiveIn(SQLite::Database& db, const std::string& publicKey, const UnlockedReviewer& reviewer) {
  const Reviewer& who = reviewer.reviewer();
  SQLite::Statement row = sql::query(
      db, "SELECT 1 FROM reviewers WHERE id = ? AND public_key = ? AND retired_ms IS NULL", who.id, who.publicKey);
  if (!row.executeStep())
    return fail(ErrorKind::Usage, "\"" + who.name + "\" is no active reviewer of this record: choose another.");
  return checkRow(db, publicKey, who.id);
}

tl::unexpected<Error> needsSigner(const std::string& name) {
  return fail(ErrorKind::NeedsReview,
              "This record has reviewers, and what outputs are judged by is theirs to change: a reviewer, such as \"" +
                  name + "\", must sign for it (--as NAME on the command line).");
}

Result<void> checkSigner(SQLite::Database& db, const std::string& publicKey, const UnlockedReviewer* by) {
  if (by) return checkActiveIn(db, publicKey, *by);
  for (const std::int64_t id : reviewersIn(db))
    if (auto genuine = checkRow(db, publicKey, id); !genuine) return genuine;
  SQLite::Statement active(db, "SELECT name, id FROM reviewers WHERE retired_ms IS NULL ORDER BY id LIMIT 1");
  if (!active.executeStep()) return {};
  if (auto genuine = checkRow(db, publicKey, active.getColumn(1).getInt64()); !genuine) return genuine;
  return needsSigner(active.getColumn(0).getString());
}

/// Active ones that the history still vouches for.
std::vector<std::string> soundReviewers(SQLite::Database& db, const std::string& publicKey) {
  SQLite::Statement active(db, "SELECT name, id FROM reviewers WHERE retired_ms IS NULL ORDER BY id");
  std::vector<std::string> names;
  while (active.executeStep())
    if (checkRow(db, publicKey, active.getColumn(1).getInt64())) names.push_back(active.getColumn(0).getString());
  return names;
}

}  // namespace

Result<void> checkActive(Change& change, const UnlockedReviewer& reviewer) {
  return checkActiveIn(change.db(), change.key().publicKey(), reviewer);
}

Result<void> checkMayChangeRules(Change& change, const UnlockedReviewer* by) {
  return checkSigner(change.db(), change.key().publicKey(), by);
}

Result<void> mayChangeRules(const Record& record, const UnlockedReviewer* by) {
  return guarded(record.file(), [&]() -> Result<void> {
    const auto change = Change::start(record);
    if (!change) return tl::unexpected(change.error());
    return checkMayChangeRules(**change, by);
  });
}

Result<bool> signsForMending(const Record& record, const UnlockedReviewer* by) {
  return guarded(record.file(), [&]() -> Result<bool> {
    const auto key = HistoryFiles(record.file()).readKey();
    if (!key) return false;
    const auto sound = soundReviewers(record.database(), key->publicKey());
    if (by == nullptr) return sound.empty() ? Result<bool>(false) : needsSigner(sound.front());
    // One row that is altered says nothing of the others: who was put in signs for none of them.
    const auto known = checkActiveIn(record.database(), key->publicKey(), *by);
    if (known) return true;
    if (!sound.empty()) return needsSigner(sound.front());
    return known.error().kind == ErrorKind::Input ? Result<bool>(false) : tl::unexpected(known.error());
  });
}

bool isRuleChange(std::string_view kind) {
  constexpr std::array<std::string_view, 7> kKinds{"policy",  "networks", "protection", "pack",
                                                   "vouched", "retired",  "spending"};
  return std::find(kKinds.begin(), kKinds.end(), kind) != kKinds.end();
}

void logRuleChange(Change& change, const std::string& kind, nlohmann::json said, const UnlockedReviewer* by) {
  if (by) sign(said, kind, change.now(), *by);
  change.log(kind, said);
}

void signAccept(nlohmann::json& said, std::int64_t time, const UnlockedReviewer& by) {
  sign(said, kAccept, time, by);
}

void signRestore(nlohmann::json& said, std::int64_t time, const UnlockedReviewer& by) {
  said["by"]["public_key"] = by.reviewer().publicKey;
  sign(said, kRestore, time, by);
}

bool ruleSignatureHolds(SQLite::Database& db, const std::string& kind, std::int64_t time, nlohmann::json said) {
  if (!said.contains("by")) return true;
  nlohmann::json& by = said["by"];
  if (!by.is_object()) return false;
  const auto signature = by.value("signature", std::string());
  by.erase("signature");
  const std::string key =
      kind == kRestore ? by.value("public_key", std::string()) : publicKeyOf(db, by.value("reviewer", std::int64_t{0}));
  return verifySignature(key, ruleText(kind, time, said), signature);
}

}  // namespace mien
