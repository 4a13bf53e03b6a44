#include "core/record/authority.h"

#include <algorithm>
#include <array>
#include <map>
#include <nlohmann/json.hpp>

#include "core/record/as_it_lies.h"
#include "core/record/bound_rows.h"
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
  SQLite::Statement rows(db,
                         "SELECT DISTINCT CAST(substr(subject, 10) AS INTEGER) FROM log WHERE subject >= 'reviewer:' "
                         "AND subject < 'reviewer;'");
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

/// Whether an entry says that the reviewer has, or had, this key, whatever became of the row.
bool hadKey(SQLite::Database& db, std::int64_t reviewer, const std::string& publicKey) {
  SQLite::Statement texts =
      sql::query(db, "SELECT text FROM log JOIN payloads ON payloads.seq = log.seq WHERE subject = ?",
                 subjectOf(boundTable(kTable), reviewer));
  while (texts.executeStep()) {
    const auto said = nlohmann::json::parse(texts.getColumn(0).getString(), nullptr, false);
    const auto row = said.is_object() ? said.value("row", nlohmann::json()) : nlohmann::json();
    if (row.is_object() && row.value("public_key", nlohmann::json()) == nlohmann::json(publicKey)) return true;
  }
  return false;
}

Result<void> checkActiveIn(SQLite::Database& db, const std::string& publicKey, const UnlockedReviewer& reviewer) {
  const Reviewer& who = reviewer.reviewer();
  SQLite::Statement row = sql::query(
      db, "SELECT 1 FROM reviewers WHERE id = ? AND public_key = ? AND retired_ms IS NULL", who.id, who.publicKey);
  if (row.executeStep()) return checkRow(db, publicKey, who.id);
  // Unless her row was altered or taken out.
  for (const std::int64_t id : reviewersIn(db))
    if (id == who.id && !isWhatTheLogSays(db, kTable, id)) return checkRow(db, publicKey, id);
  return fail(ErrorKind::Usage, "\"" + who.name + "\" is no active reviewer of this record: choose another.");
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

/// What an entry says of a reviewer, whoever signed it.
struct ReviewerWord {
  std::int64_t seq = 0;
  std::int64_t reviewer = 0;
  nlohmann::json row;  ///< null: hers is gone
};

bool isActive(const ReviewerWord& word) {
  return word.row.is_object() && word.row.contains("retired_ms") && word.row["retired_ms"].is_null();
}

std::vector<ReviewerWord> reviewerWords(SQLite::Database& db) {
  SQLite::Statement texts(db,
                          "SELECT log.seq, CAST(substr(subject, 10) AS INTEGER), text FROM log JOIN payloads ON "
                          "payloads.seq = log.seq WHERE subject >= 'reviewer:' AND subject < 'reviewer;' "
                          "ORDER BY log.seq");
  std::vector<ReviewerWord> words;
  while (texts.executeStep()) {
    const auto said = nlohmann::json::parse(texts.getColumn(2).getString(), nullptr, false);
    if (!said.is_object() || !said.contains("row")) continue;
    words.push_back({texts.getColumn(0).getInt64(), texts.getColumn(1).getInt64(), said["row"]});
  }
  return words;
}

/// A reviewer who is active by the history's last word, whatever became of her row.
struct KnownReviewer {
  std::string name, publicKey;
  bool hasHerRow = false;
};

KnownReviewer reviewerIn(SQLite::Database& db, const ReviewerWord& word) {
  const auto text = [&](const char* column) {
    return word.row.contains(column) && word.row[column].is_string() ? word.row[column].get<std::string>()
                                                                     : std::string();
  };
  return {text("name"), text("public_key"), word.row == readRow(db, boundTable(kTable), word.reviewer)};
}

/// Who is active by the last word that this key vouches for: what was put in behind it changes nothing.
std::vector<KnownReviewer> knownBy(SQLite::Database& db, const std::vector<ReviewerWord>& words,
                                   const std::string& publicKey) {
  std::map<std::int64_t, const ReviewerWord*> last;
  for (const ReviewerWord& word : words)
    if (isBelieved(db, word.seq, publicKey)) last[word.reviewer] = &word;
  std::vector<KnownReviewer> known;
  for (const auto& [reviewer, word] : last)
    if (isActive(*word)) known.push_back(reviewerIn(db, *word));
  return known;
}

/// The keys that the log says it is signed with, in that order: of the last one the file may be lost.
std::vector<std::string> keysIn(SQLite::Database& db) {
  SQLite::Statement texts(db,
                          "SELECT text FROM log JOIN payloads ON payloads.seq = log.seq WHERE kind IN ('begin', "
                          "'restore', 'accept') ORDER BY log.seq");
  std::vector<std::string> keys;
  while (texts.executeStep()) {
    const auto said = nlohmann::json::parse(texts.getColumn(0).getString(), nullptr, false);
    if (!said.is_object() || !said.contains("key") || !said["key"].is_string()) continue;
    auto one = said["key"].get<std::string>();
    if (std::find(keys.begin(), keys.end(), one) == keys.end()) keys.push_back(std::move(one));
  }
  return keys;
}

/// Whether the log still says all keys that signed it up to this entry, so that what none of them signed was put in.
bool saysItsKeys(SQLite::Database& db, std::int64_t seq) {
  if (const auto broken = brokenAfter(db, LogHead{}); broken && *broken <= seq) return false;
  SQLite::Statement entries =
      sql::query(db, "SELECT seq FROM log WHERE kind IN ('begin', 'restore', 'accept') AND seq <= ?", seq);
  while (entries.executeStep()) {
    const auto row = readLogRow(db, entries.getColumn(0).getInt64());
    if (!row || !hasItsText(db, *row)) return false;
  }
  return true;
}

/// Whether an entry is what its hash says, though nobody knows whether its signature holds.
bool isItself(SQLite::Database& db, std::int64_t seq) {
  const auto row = readLogRow(db, seq);
  return row && row->hash == hashOf(*row) && hasItsText(db, *row);
}

/// All that one key knows, the last that vouches for the first of them: the record's, or one that the log names, where
/// the file was taken away or another's lies in its place. So a key and a reviewer that somebody puts in behind the
/// others sign for nothing. Where the log does not even say its keys any more, it is the first that it names.
std::vector<KnownReviewer> knownReviewers(SQLite::Database& db, const std::string& publicKey) {
  const std::vector<ReviewerWord> words = reviewerWords(db);
  std::vector<std::string> keys = keysIn(db);
  if (!publicKey.empty() && std::find(keys.begin(), keys.end(), publicKey) == keys.end()) keys.push_back(publicKey);
  for (const ReviewerWord& word : words) {
    const auto vouches =
        std::find_if(keys.rbegin(), keys.rend(), [&](const std::string& one) { return isBelieved(db, word.seq, one); });
    if (vouches != keys.rend()) {
      auto known = knownBy(db, words, *vouches);
      if (!known.empty()) return known;
    } else if (isActive(word) && isItself(db, word.seq) && !saysItsKeys(db, word.seq)) {
      return {reviewerIn(db, word)};
    }
  }
  return {};
}

/// Where the record's key vouches for no reviewer's row: whether one must sign all the same whom the history knows, for
/// the rows were altered or taken out, or the key was; and whether `by` is one of these.
Result<bool> signsForLost(SQLite::Database& db, const std::string& publicKey, const UnlockedReviewer* by) {
  const auto known = knownReviewers(db, publicKey);
  if (known.empty()) return false;
  if (by != nullptr && std::any_of(known.begin(), known.end(),
                                   [&](const KnownReviewer& one) { return one.publicKey == by->reviewer().publicKey; }))
    return true;
  const auto there = std::find_if(known.begin(), known.end(), [](const KnownReviewer& one) { return one.hasHerRow; });
  if (there != known.end()) return needsSigner(there->name);
  return fail(ErrorKind::NeedsReview,
              "The history knows reviewers, such as \"" + known.front().name +
                  "\", whose rows were altered or taken out: one of them must sign, with the key that a backup has "
                  "(mien record restore FILE --as NAME); without a backup put the record's files away and begin anew.");
}

}  // namespace

std::optional<std::int64_t> alteredReviewer(SQLite::Database& db) {
  for (const std::int64_t id : reviewersIn(db))
    if (!isWhatTheLogSays(db, kTable, id)) return id;
  return std::nullopt;
}

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

Result<bool> hasLostHerRow(const Record& record, const std::string& name) {
  return guarded(record.file(), [&]() -> Result<bool> {
    const auto key = HistoryFiles(record.file()).readKey();
    const auto known = knownReviewers(record.database(), key ? key->publicKey() : std::string());
    return std::any_of(known.begin(), known.end(),
                       [&](const KnownReviewer& one) { return one.name == name && !one.hasHerRow; });
  });
}

Result<bool> signsForMending(const Record& record, const UnlockedReviewer* by) {
  return guarded(record.file(), [&]() -> Result<bool> {
    SQLite::Database& db = record.database();
    const auto key = HistoryFiles(record.file()).readKey();
    const std::string publicKey = key ? key->publicKey() : std::string();
    const auto sound = key ? soundReviewers(db, publicKey) : std::vector<std::string>();
    // One row that is altered says nothing of the others: who was put in signs for none of them.
    const auto active = key && by != nullptr ? checkActiveIn(db, publicKey, *by) : Result<void>();
    if (key && by != nullptr && active) return true;
    if (!sound.empty()) return needsSigner(sound.front());
    auto isSigned = signsForLost(db, publicKey, by);
    if (!isSigned || *isSigned) return isSigned;
    if (!active && active.error().kind != ErrorKind::Input) return tl::unexpected(active.error());
    return false;
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
  said["by"]["public_key"] = by.reviewer().publicKey;
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
  const auto reviewer = by.value("reviewer", std::int64_t{0});
  std::string key = kind == kRestore ? std::string() : publicKeyOf(db, reviewer);
  if (key.empty() && (kind == kRestore || kind == kAccept)) {
    key = by.value("public_key", std::string());
    // A backup may never have known who restored it; who accepted a record stood in it.
    if (kind == kAccept && !hadKey(db, reviewer, key)) return false;
  }
  return verifySignature(key, ruleText(kind, time, said), signature);
}

}  // namespace mien
