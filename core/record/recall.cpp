#include "core/record/recall.h"

#include <nlohmann/json.hpp>

#include "core/base/login_name.h"
#include "core/record/as_it_lies.h"
#include "core/record/authority.h"
#include "core/record/change.h"
#include "core/record/decision_rows.h"
#include "core/record/history_files.h"
#include "core/record/output_rows.h"
#include "core/record/output_where.h"
#include "core/record/recall_report.h"
#include "core/record/recalled_mix.h"
#include "core/record/record_time.h"
#include "core/record/sql.h"

namespace mien {
namespace {

Result<Where> whereOf(const RecallChoice& choice) {
  if (choice.face.empty() && choice.model.empty() && choice.networks.empty() && choice.policy.empty() && !choice.from &&
      !choice.until)
    return fail(ErrorKind::Usage,
                "Nothing says what to recall: choose a face, a model, networks, a policy or a range of dates.");
  OutputQuery query;
  query.face = choice.face;
  query.model = choice.model;
  query.networks = choice.networks;
  query.policy = choice.policy;
  query.from = choice.from;
  query.until = choice.until;
  Where where = mien::whereOf(query);
  where.add("state <> 'recalled'", {});
  return where;
}

/// With its files, and whether they are there now.
ConcernedOutput concerned(SQLite::Database& db, OutputSummary output) {
  ConcernedOutput concerned{std::move(output), {}};
  for (Export& written : readExports(db, concerned.output.id)) {
    std::error_code none;
    const bool exists = std::filesystem::exists(std::filesystem::symlink_status(written.file, none));
    concerned.files.push_back({std::move(written), exists});
  }
  return concerned;
}

std::vector<ConcernedOutput> read(SQLite::Database& db, const Where& where) {
  std::vector<ConcernedOutput> all;
  SQLite::Statement rows = where.query(db, kSelectSummary, " ORDER BY id DESC");
  while (rows.executeStep()) all.push_back(concerned(db, summaryOf(rows)));
  return all;
}

/// The recall of this output that was decided then; who and why are kept if they are not known yet.
std::optional<ConcernedOutput> recalledThen(SQLite::Database& db, std::int64_t id, std::int64_t time,
                                            RecallWords& words) {
  Where where;
  where.add("id = ?", {id});
  SQLite::Statement row = where.query(db, kSelectSummary, "");
  if (!row.executeStep()) return std::nullopt;
  ConcernedOutput output = concerned(db, summaryOf(row));
  for (const Decision& decision : readDecisions(db, id)) {
    if (decision.action != ReviewAction::Recall || decision.time != time) continue;
    output.output.state = decision.from;
    if (words.reason.empty()) words.reason = decision.reason;
    if (words.reviewer.empty()) words.reviewer = decision.reviewer;
    if (words.user.empty()) words.user = decision.user;
  }
  return output;
}

struct RecallEntry {
  std::int64_t seq = 0, time = 0;
  std::vector<std::int64_t> outputs;
};

Result<RecallEntry> entryOf(SQLite::Database& db, const SigningKey& key, std::int64_t entry) {
  SQLite::Statement row = sql::query(db,
                                     "SELECT seq, time, coalesce(text, '') FROM log LEFT JOIN payloads USING (seq) "
                                     "WHERE kind = 'recall' AND (?1 = 0 OR seq = ?1) ORDER BY seq DESC LIMIT 1",
                                     entry);
  if (!row.executeStep())
    return fail(ErrorKind::Usage, entry == 0 ? std::string("Nothing was ever recalled: there is no report to make.")
                                             : "Entry " + std::to_string(entry) +
                                                   " of the history is no recall: mien history list --kind recall "
                                                   "names those.");
  RecallEntry found{row.getColumn(0).getInt64(), row.getColumn(1).getInt64(), {}};
  const auto said = nlohmann::json::parse(row.getColumn(2).getString(), nullptr, false);
  if (!isBelieved(db, found.seq, key.publicKey()) || !said.is_object())
    return fail(ErrorKind::Input, "Entry " + std::to_string(found.seq) +
                                      " of the history, which speaks of a recall, was altered: look with mien history "
                                      "verify, then restore a backup.");
  found.outputs = said.value("outputs", std::vector<std::int64_t>());
  return found;
}

}  // namespace

Result<std::vector<ConcernedOutput>> concernedBy(const Record& record, const RecallChoice& choice) {
  return guarded(record.file(), [&]() -> Result<std::vector<ConcernedOutput>> {
    const auto where = whereOf(choice);
    if (!where) return tl::unexpected(where.error());
    SQLite::Transaction oneMoment(record.database());
    return read(record.database(), *where);
  });
}

Result<RecallReport> recall(const Record& record, const RecallChoice& choice, const std::string& reason,
                            const UnlockedReviewer* by) {
  if (reason.empty()) return fail(ErrorKind::Usage, "A recall needs a reason: give one.");
  return changeRecord(record, [&](Change& change) -> Result<RecallReport> {
    const auto where = whereOf(choice);
    if (!where) return tl::unexpected(where.error());
    if (by != nullptr) {
      if (auto active = checkActive(change, *by); !active) return tl::unexpected(active.error());
    }
    RecallReport report;
    report.outputs = read(change.db(), *where);
    if (report.outputs.empty()) return fail(ErrorKind::Usage, "No output that is not recalled already is concerned.");
    for (const ConcernedOutput& concerned : report.outputs)
      decide(change, concerned.output, ReviewAction::Recall, OutputState::Recalled, by, reason);
    const RecallWords words{reason, by != nullptr ? by->reviewer().name : "", by != nullptr ? "" : loginName()};
    writeReport(change, choice, words, report);
    return report;
  });
}

Result<RecallReport> recallReportAgain(const Record& record, std::int64_t entry) {
  return guarded(record.file(), [&]() -> Result<RecallReport> {
    const auto key = HistoryFiles(record.file()).readKey();
    if (!key) return tl::unexpected(key.error());
    SQLite::Database& db = record.database();
    SQLite::Transaction oneMoment(db);
    const auto found = entryOf(db, *key, entry);
    if (!found) return tl::unexpected(found.error());
    RecallReport report;
    RecallWords words;
    for (const std::int64_t id : found->outputs)
      if (auto output = recalledThen(db, id, found->time, words)) report.outputs.push_back(std::move(*output));
    writeReportAgain(found->seq, found->time, recordNow(), words, *key, report);
    return report;
  });
}

Result<std::optional<std::int64_t>> recalledMix(const Record& record, const std::string& recipe) {
  return guarded(record.file(), [&]() -> Result<std::optional<std::int64_t>> {
    const auto key = HistoryFiles(record.file()).readKey();
    if (!key) return tl::unexpected(key.error());
    return findRecalledMix(record.database(), *key, recipe);
  });
}

Result<bool> isRecalled(const Record& record, const std::string& recipe) {
  return recalledMix(record, recipe).map([](const auto& output) { return output.has_value(); });
}

}  // namespace mien
