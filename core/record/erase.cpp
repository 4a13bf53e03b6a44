#include "core/record/erase.h"

#include <chrono>
#include <map>
#include <set>
#include <thread>

#include "core/base/atomic_file.h"
#include "core/record/change.h"
#include "core/record/face_key.h"
#include "core/record/hex.h"
#include "core/record/job.h"
#include "core/record/output.h"
#include "core/record/patient_database.h"
#include "core/record/recalled_mix.h"
#include "core/record/sql.h"

namespace mien {
namespace {

using Ids = std::vector<std::int64_t>;

Ids idsOf(SQLite::Statement rows) {
  Ids ids;
  while (rows.executeStep()) ids.push_back(rows.getColumn(0).getInt64());
  return ids;
}

/// Works through everything that one person's keys lead to, within one change.
class Eraser {
 public:
  Eraser(Change& change, const std::vector<std::string>& keys) : change_(change), db_(change.db()) {
    keys_.insert(keys.begin(), keys.end());
    for (const std::string& key : keys) {
      SQLite::Statement rows = sql::query(db_, "SELECT id, face, photo FROM inputs WHERE face = ?1 OR photo = ?1", key);
      while (rows.executeStep()) {
        inputs_.insert(rows.getColumn(0).getInt64());
        keys_.insert(rows.getColumn(1).getString());
        photos_.insert(rows.getColumn(2).getString());
      }
      photos_.insert(key);  // films still in the queue may know a photograph that no output does yet
    }
  }

  Result<ErasureReport> run() {
    if (auto done = eraseJobs(); !done) return tl::unexpected(done.error());
    std::set<std::int64_t> outputs;  // more than one may be of one mix: look at all before any is emptied
    for (const std::int64_t input : inputs_) {
      for (const std::int64_t id : idsOf(sql::query(db_, "SELECT output FROM output_faces WHERE input = ?", input)))
        outputs.insert(id);
    }
    for (const std::int64_t input : inputs_) {
      sql::run(db_, "DELETE FROM output_faces WHERE input = ?", input);
      sql::run(db_, "DELETE FROM inputs WHERE id = ?", input);
      change_.eraseRow("input", input);
    }
    dropPhotographs();
    std::map<std::int64_t, std::string> kept;
    for (const std::int64_t id : outputs) kept[id] = holdOfRecall(id);
    for (const std::int64_t id : outputs) eraseOutput(id, kept[id]);
    eraseConsents();
    // The index keeps deleted words in its pieces until they are merged.
    db_.exec("INSERT INTO output_words (output_words) VALUES ('rebuild')");
    report_.outputs = static_cast<std::int64_t>(outputs.size());
    report_.faces = static_cast<std::int64_t>(inputs_.size());
    report_.names.insert(report_.names.end(), keys_.begin(), keys_.end());
    return std::move(report_);
  }

 private:
  Result<void> eraseJobs() {
    for (const std::string& photo : photos_) {
      SQLite::Statement rows = sql::query(db_, "SELECT id, state FROM jobs WHERE instr(spec, ?) > 0", photo);
      Ids finished;
      while (rows.executeStep()) {
        const std::string id = rows.getColumn(0).getString();
        if (!isFinished(jobStateFrom(rows.getColumn(1).getString()).value()))
          return fail(ErrorKind::Usage, "Job " + id + " still needs a photograph of this person: cancel it first.");
        finished.push_back(rows.getColumn(0).getInt64());
      }
      for (const std::int64_t id : finished) sql::run(db_, "DELETE FROM jobs WHERE id = ?", id);
      report_.jobs += static_cast<std::int64_t>(finished.size());
    }
    return {};
  }

  /// A photograph of which no face is left in any output is one of this person's alone.
  void dropPhotographs() {
    for (const std::string& photo : photos_) {
      if (sql::query(db_, "SELECT 1 FROM inputs WHERE photo = ?", photo).executeStep()) continue;
      keys_.insert(photo);
      report_.photographs.push_back(photo);
    }
  }

  /// What keeps a recall in force when the recipe is gone; nothing where none is. Of what was erased before, what it
  /// has.
  std::string holdOfRecall(std::int64_t id) {
    SQLite::Statement row = sql::query(
        db_, "SELECT state, erased, recipe_digest, recipe FROM outputs JOIN output_details ON output = id WHERE id = ?",
        id);
    if (!row.executeStep() || row.getColumn(0).getString() != nameOf(OutputState::Recalled)) return {};
    if (row.getColumn(1).getInt() != 0) return row.getColumn(2).getString();
    const std::string recipe = row.getColumn(3).getString();
    const auto recalled = findRecalledMix(db_, change_.key(), recipe);
    return recalled && !*recalled ? std::string() : keptDigest(change_.key(), recipe);  // in doubt it stays in force
  }

  void eraseOutput(std::int64_t id, const std::string& holdOfRecall) {
    eraseExports(id);
    SQLite::Statement known = sql::query(db_, "SELECT recipe_digest FROM outputs WHERE id = ? AND erased = 0", id);
    if (known.executeStep()) report_.names.push_back(known.getColumn(0).getString());
    known.reset();
    for (const std::int64_t decision : idsOf(sql::query(db_, "SELECT id FROM decisions WHERE output = ?", id))) {
      sql::run(db_, "UPDATE decisions SET reason = '', reason_salt = NULL WHERE id = ?", decision);
      change_.eraseRow("decision", decision);
    }
    sql::run(db_, "UPDATE outputs SET recipe_digest = ?, pixels_digest = '', project = '', erased = 1 WHERE id = ?",
             holdOfRecall, id);
    sql::run(db_, "UPDATE output_details SET recipe = '', verdict = '', thumbnail = x'' WHERE output = ?", id);
    sql::run(db_, "DELETE FROM output_words WHERE rowid = ?", id);
    change_.eraseRow("output", id);
  }

  void eraseExports(std::int64_t output) {
    SQLite::Statement rows = sql::query(db_, "SELECT id, file FROM exports WHERE output = ?", output);
    Ids ids;
    while (rows.executeStep()) {
      ids.push_back(rows.getColumn(0).getInt64());
      const std::filesystem::path file = rows.getColumn(1).getString();
      std::error_code none;
      if (std::filesystem::exists(std::filesystem::symlink_status(file, none))) report_.files.push_back(file);
    }
    for (const std::int64_t id : ids) {
      sql::run(db_, "UPDATE exports SET file = '', digest = '' WHERE id = ?", id);
      change_.eraseRow("export", id);
    }
  }

  void eraseConsents() {
    for (const std::string& key : keys_) {
      for (const std::int64_t id : idsOf(sql::query(db_, "SELECT id FROM consents WHERE key = ?", key))) {
        sql::run(db_, "DELETE FROM consents WHERE id = ?", id);
        change_.eraseRow("consent", id);
        ++report_.consents;
      }
    }
  }

  Change& change_;
  SQLite::Database& db_;
  ErasureReport report_;
  std::set<std::string> keys_;    ///< of faces and photographs
  std::set<std::string> photos_;  ///< digests that a job's spec may name
  std::set<std::int64_t> inputs_;
};

/// Moves the log into the database and empties it; waits for others as every call does.
Result<void> emptyLog(SQLite::Database& db) {
  using namespace std::chrono_literals;
  const auto deadline = std::chrono::steady_clock::now() + kBusyTimeout;
  for (;;) {
    SQLite::Statement checkpoint(db, "PRAGMA wal_checkpoint(TRUNCATE)");
    if (checkpoint.executeStep() && checkpoint.getColumn(0).getInt() == 0) return {};
    if (std::chrono::steady_clock::now() > deadline)
      return fail(
          ErrorKind::Disk,
          "Old pages of the record may still hold what was erased, because another program keeps them in use: close "
          "it, then erase again.");
    std::this_thread::sleep_for(20ms);
  }
}

/// What was deleted is overwritten already (secure_delete); this leaves no old copy of a page either.
Result<void> scrub(SQLite::Database& db) {
  db.exec("PRAGMA temp_store = MEMORY");  // no copy of the record in a temporary file
  db.exec("VACUUM");
  return emptyLog(db);
}

/// Lies beside the record from before an erasing counts until its old pages are scrubbed: the next call then knows of
/// one that was killed or had to give up in between.
std::filesystem::path markOf(const Record& record) {
  return std::filesystem::path(record.file()).replace_extension(".unscrubbed");
}

Result<ErasureReport> eraseAndMark(const Record& record, const std::vector<std::string>& keys) {
  return changeRecord(record, [&](Change& change) -> Result<ErasureReport> {
    auto erased = Eraser(change, keys).run();
    if (!erased) return erased;
    if (auto marked = writePrivateFileAtomically(markOf(record), {}); !marked) return tl::unexpected(marked.error());
    return erased;
  });
}

}  // namespace

Result<ErasureReport> erasePerson(const Record& record, const std::vector<std::string>& keys) {
  constexpr std::size_t kDigestBytes = 32;
  if (keys.empty()) return fail(ErrorKind::Usage, "Nothing says whom to erase: give a photograph or a face.");
  for (const std::string& key : keys) {
    if (!fromHex(key, kDigestBytes))
      return fail(ErrorKind::Usage,
                  "\"" + key + "\" names no person: give the digest of a photograph or a face's key.");
  }
  std::error_code none;
  const bool leftOver = std::filesystem::exists(markOf(record), none);
  auto report = eraseAndMark(record, keys);
  if (!report) return report;
  if (auto scrubbed = guarded(record.file(), [&] { return scrub(record.database()); }); !scrubbed) {
    report->unscrubbed = scrubbed.error();
    return report;
  }
  report->earlierScrubbed = leftOver;
  std::filesystem::remove(markOf(record), none);  // one that stays only has the next call say that it scrubbed
  return report;
}

}  // namespace mien
