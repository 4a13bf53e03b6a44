#include "core/record/recall.h"

#include "core/record/change.h"
#include "core/record/decision_rows.h"
#include "core/record/history_files.h"
#include "core/record/output_rows.h"
#include "core/record/output_where.h"
#include "core/record/recall_report.h"
#include "core/record/recalled_mix.h"

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

std::vector<ConcernedOutput> read(SQLite::Database& db, const Where& where) {
  std::vector<ConcernedOutput> all;
  SQLite::Statement rows = where.query(db, kSelectSummary, " ORDER BY id DESC");
  while (rows.executeStep()) {
    ConcernedOutput concerned{summaryOf(rows), {}};
    for (Export& written : readExports(db, concerned.output.id)) {
      std::error_code none;
      const bool exists = std::filesystem::exists(std::filesystem::symlink_status(written.file, none));
      concerned.files.push_back({std::move(written), exists});
    }
    all.push_back(std::move(concerned));
  }
  return all;
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

Result<RecallReport> recall(const Record& record, const RecallChoice& choice, const std::string& reason) {
  if (reason.empty()) return fail(ErrorKind::Usage, "A recall needs a reason: give one.");
  return changeRecord(record, [&](Change& change) -> Result<RecallReport> {
    const auto where = whereOf(choice);
    if (!where) return tl::unexpected(where.error());
    RecallReport report;
    report.outputs = read(change.db(), *where);
    if (report.outputs.empty()) return fail(ErrorKind::Usage, "No output that is not recalled already is concerned.");
    for (const ConcernedOutput& concerned : report.outputs)
      decide(change, concerned.output, ReviewAction::Recall, OutputState::Recalled, nullptr, reason);
    writeReport(change, choice, reason, report);
    return report;
  });
}

Result<bool> isRecalled(const Record& record, const std::string& recipe) {
  return guarded(record.file(), [&]() -> Result<bool> {
    const auto key = HistoryFiles(record.file()).readKey();
    if (!key) return tl::unexpected(key.error());
    return isMixRecalled(record.database(), *key, recipe);
  });
}

}  // namespace mien
