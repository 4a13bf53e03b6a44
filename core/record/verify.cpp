#include "core/record/verify.h"

#include <SQLiteCpp/Statement.h>
#include <SQLiteCpp/Transaction.h>

#include <algorithm>
#include <nlohmann/json.hpp>
#include <unordered_set>

#include "core/record/as_it_lies.h"
#include "core/record/authority.h"
#include "core/record/log.h"
#include "core/record/schema.h"
#include "core/record/search_words.h"
#include "core/record/sqlite_error.h"
#include "core/record/verify_rows.h"

namespace mien {
namespace {

using Json = nlohmann::json;

std::string entry(std::int64_t seq) {
  return "entry " + std::to_string(seq);
}

/// "Entry 7 was" or "Entries 7 to 9 were".
std::string entriesWere(std::int64_t first, std::int64_t last) {
  if (first == last) return "Entry " + std::to_string(first) + " was";
  return "Entries " + std::to_string(first) + " to " + std::to_string(last) + " were";
}

/// One walk along the log, then a look at its end and at what lies beside it.
class Verifier {
 public:
  Verifier(SQLite::Database& db, const Witnesses& witnesses) : db_(db), witnesses_(witnesses) {}

  Verification run() {
    walk();
    checkErasures();
    dropAccepted();
    checkKey();
    checkSignatures();
    checkAnchor();
    for (const std::string& part : missingParts(db_))
      damage(0, "The " + part + ", which Mien made to guard the record, was taken out or altered.");
    for (const char* table : {"log", "outputs"})
      if (!indexesFit(db_, table))
        damage(0, std::string("An index of the table ") + table + " does not fit it, and hides what is there.");
    verifyRows(db_, std::move(words_), out_.damages);
    verifyDecisions(db_, out_.damages);
    for (Finding& damage : verifyWords(db_)) out_.damages.push_back(std::move(damage));
    return std::move(out_);
  }

 private:
  void damage(std::int64_t seq, const std::string& what) { out_.damages.push_back({seq, {}, what}); }
  void note(std::int64_t seq, const std::string& what) { out_.notes.push_back({seq, {}, what}); }

  void walk() {
    SQLite::Statement rows(db_,
                           "SELECT log.seq, time, kind, subject, payload_digest, previous, signature, hash, salt, text "
                           "FROM log LEFT JOIN payloads ON payloads.seq = log.seq ORDER BY log.seq");
    while (rows.executeStep()) {
      const auto text = [&](int column) { return rows.getColumn(column).getString(); };
      const LogRow row{rows.getColumn(0).getInt64(),
                       rows.getColumn(1).getInt64(),
                       text(2),
                       text(3),
                       text(4),
                       text(5),
                       text(6),
                       text(7)};
      const bool isItself = checkPlace(row);
      const bool full = !rows.getColumn(8).isNull();
      const bool genuine = full && payloadDigest(text(8), text(9)) == row.payloadDigest;
      if (!full) empty_.push_back(row.seq);
      if (full) full_.insert(row.seq);
      if (full && !genuine) ofTexts_.insert(row.seq);
      if (full && !genuine)
        damage(row.seq, "What entry " + std::to_string(row.seq) + " (" + row.kind + ") says was altered.");
      if (!row.subject.empty() && isItself) words_[row.subject] = {row.seq, genuine, text(9)};
      if (genuine) readSafely(row, text(9));
      last_ = row;
      ++out_.entries;
    }
    out_.head = last_.hash;
    SQLite::Statement strays(db_, "SELECT seq FROM payloads WHERE seq NOT IN (SELECT seq FROM log)");
    while (strays.executeStep())
      damage(strays.getColumn(0).getInt64(), "Entry " + strays.getColumn(0).getString() + " has a text but no row.");
  }

  /// Its number, its hash, and that it follows the entry before. Answers whether it is the one that has its hash.
  bool checkPlace(const LogRow& row) {
    if (row.seq > next_) damage(next_, entriesWere(next_, row.seq - 1) + " deleted.");
    if (row.seq < next_) damage(row.seq, "An entry with the number " + std::to_string(row.seq) + " was put in.");
    if (row.seq == next_ && row.previous != last_.hash)
      damage(row.seq, "Entry " + std::to_string(row.seq) + " does not follow the one before: one was replaced.");
    const bool isItself = row.hash == hashOf(row);
    if (!isItself) damage(row.seq, "Entry " + std::to_string(row.seq) + " was altered.");
    if (row.time < last_.time)
      note(row.seq, "The clock was set back before " + entry(row.seq) + "; the order of the entries holds.");
    next_ = std::max(next_, row.seq + 1);
    return isItself;
  }

  /// Nobody has vouched for what it says yet: it may be anything.
  void readSafely(const LogRow& row, const std::string& text) {
    try {
      read(row, text);
    } catch (const Json::exception&) {
      damage(row.seq, "What " + entry(row.seq) + " (" + row.kind + ") says is not what Mien writes.");
    }
  }

  /// What an entry says of the history itself.
  void read(const LogRow& row, const std::string& text) {
    if (isRuleChange(row.kind)) return checkRuleChange(row, text);
    if (row.kind != "begin" && row.kind != "restore" && row.kind != "accept" && row.kind != "erasure") return;
    const Json said = Json::parse(text, nullptr, false);
    if (!said.is_object()) return;
    if (row.kind == "erasure") {
      for (const Json& seq : said.value("erased", Json::array())) {
        if (seq.is_number_integer()) erased_.insert(seq.get<std::int64_t>());
      }
      return;
    }
    if (said.contains("key") && said["key"].is_string()) {
      const std::string key = said["key"].get<std::string>();
      if (!keys_.empty() && keys_.back().second != key)
        note(row.seq, "From " + entry(row.seq) + " on the history is signed with a new key.");
      keys_.emplace_back(row.seq, key);
    }
    if (said.contains("replaced") && said["replaced"].is_object()) replaced_.push_back(said["replaced"]);
    if (row.kind == "restore" || row.kind == "accept") readMending(row, said);
  }

  void readMending(const LogRow& row, const Json& said) {
    if (row.kind == "accept")
      note(row.seq, "Damage was accepted at " + entry(row.seq) + (said.contains("by") ? ": " : ", by no reviewer: ") +
                        said.value("note", std::string()));
    else if (said.contains("unsigned"))
      note(row.seq, "A backup was restored at " + entry(row.seq) +
                        " in place of a damaged record, without asking its reviewers.");
    else
      note(row.seq, "A backup was restored at " + entry(row.seq) + ".");
    if (!ruleSignatureHolds(db_, row.kind, row.time, said))
      damage(row.seq, "The reviewer's signature in " + entry(row.seq) + " is wrong.");
  }

  void checkRuleChange(const LogRow& row, const std::string& text) {
    Json said = Json::parse(text, nullptr, false);
    if (said.is_object() && !ruleSignatureHolds(db_, row.kind, row.time, std::move(said)))
      damage(row.seq, "The reviewer's signature in " + entry(row.seq) + " is wrong.");
  }

  /// An entry may lack its text only where a later one says that it was erased.
  void checkErasures() {
    for (const std::int64_t seq : empty_) {
      if (erased_.contains(seq)) continue;
      ofTexts_.insert(seq);
      damage(seq, "What " + entry(seq) + " said was deleted.");
    }
    for (const std::int64_t seq : erased_) {
      if (!full_.contains(seq)) continue;
      ofTexts_.insert(seq);
      damage(seq, "What " + entry(seq) + " said was erased, but is there again.");
    }
  }

  /// What an entry accepts is no damage any more, as long as it lies as it lay then.
  void dropAccepted() {
    if (out_.damages.empty() || keys_.empty()) return;
    const bool known = witnesses_.key && *witnesses_.key;
    const auto accepted = acceptedAsItLies(db_, known ? (*witnesses_.key)->publicKey() : keys_.back().second);
    if (!accepted || !stillLies(db_, *accepted)) return;
    std::erase_if(out_.damages, [&](const Finding& damage) {
      return damage.seq <= accepted->until &&
             (ofTexts_.contains(damage.seq) ? stillSays(db_, *accepted, damage.seq) : true);
    });
  }

  void checkKey() {
    if (out_.entries == 0) damage(1, "The history is empty: all of it was deleted.");
    if (!witnesses_.key) return;
    const Result<SigningKey>& key = *witnesses_.key;
    if (!key) return damage(0, key.error().message);
    out_.key = key->publicKey();
    if (keys_.empty()) {
      if (out_.entries > 0) damage(1, "The history does not begin with the key that it is signed with.");
      keys_.emplace_back(1, out_.key);
    } else if (keys_.back().second != out_.key) {
      damage(0, "The record's key is not the one that the history is signed with: put the old one back.");
    }
  }

  /// A signature speaks for all entries before its own. When the last one does not hold, the first that does not is
  /// found by halving.
  void checkSignatures() {
    if (out_.entries == 0 || keys_.empty()) return;
    const auto holds = [this](const LogRow& row) {
      const auto later = std::upper_bound(keys_.begin(), keys_.end(), row.seq,
                                          [](std::int64_t seq, const auto& key) { return seq < key.first; });
      const auto& key = later == keys_.begin() ? *later : *std::prev(later);
      return verifySignature(key.second, signedText(row), row.signature);
    };
    if (holds(last_)) return;
    const std::vector<LogRow> rows = readLog(db_);
    const auto first = std::partition_point(rows.begin(), rows.end(), holds);
    if (first == rows.end()) return;
    damage(first->seq, entriesWere(first->seq, last_.seq) + " not signed with the record's key.");
  }

  void checkAnchor() {
    if (!witnesses_.anchor) return;
    const Result<LogHead>& read = *witnesses_.anchor;
    if (!read) return damage(0, read.error().message);
    const LogHead& anchor = *read;
    const Json known{{"seq", anchor.seq}, {"hash", anchor.hash}};
    for (const Json& replaced : replaced_) {
      if (replaced == known) return;
    }
    if (anchor.seq > last_.seq)
      return damage(last_.seq + 1, entriesWere(last_.seq + 1, anchor.seq) + " cut off: the anchor knows them.");
    const auto row = readLogRow(db_, anchor.seq);
    if (!row || row->hash != anchor.hash)
      damage(anchor.seq, "Entry " + std::to_string(anchor.seq) + " is not the one that the anchor knows.");
  }

  SQLite::Database& db_;
  const Witnesses& witnesses_;
  Verification out_;
  LogRow last_;
  std::int64_t next_ = 1;
  LastWords words_;
  std::vector<std::int64_t> empty_;                         ///< entries without a text
  std::unordered_set<std::int64_t> full_, erased_;          ///< with a text; whose text is said to be erased
  std::vector<std::pair<std::int64_t, std::string>> keys_;  ///< from which entry on which key signs
  std::unordered_set<std::int64_t> ofTexts_;                ///< whose text is altered or missing
  std::vector<Json> replaced_;                              ///< anchors whose entries a restore has replaced
};

bool mayBeReadByOthers(const std::filesystem::path& file) {
  using std::filesystem::perms;
  std::error_code none;
  const auto status = std::filesystem::status(file, none);
  return std::filesystem::exists(status) &&
         (status.permissions() & (perms::group_all | perms::others_all)) != perms::none;
}

}  // namespace

Witnesses Witnesses::of(const HistoryFiles& files) {
  auto key = files.readKey();
  std::optional<Result<LogHead>> anchor;  // none: without the key nobody can tell whether it is genuine
  if (key || !files.hasAnchor()) anchor = files.readAnchor(key ? key->publicKey() : std::string());
  return {std::move(key), std::move(anchor)};
}

Verification verifyLog(SQLite::Database& db, const Witnesses& witnesses) {
  return Verifier(db, witnesses).run();
}

Result<Verification> verifyHistory(const Record& record) {
  return guarded(record.file(), [&]() -> Result<Verification> {
    const HistoryFiles files(record.file());
    const Witnesses witnesses = Witnesses::of(files);
    SQLite::Transaction oneMoment(record.database());
    Verification found = verifyLog(record.database(), witnesses);
    if (mayBeReadByOthers(files.keyFile()))
      found.notes.push_back({0,
                             {},
                             files.keyFile().string() +
                                 " may be read by others on this machine, who could sign as this record: take "
                                 "that right away (chmod 600)."});
    return found;
  });
}

}  // namespace mien
