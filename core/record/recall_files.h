#pragma once
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "core/record/recall.h"

namespace mien {

/// A recall, and where its report lies.
struct RecallFiles {
  RecallReport report;
  std::filesystem::path file;      ///< without .json and .html; empty: it could be written nowhere
  std::optional<Error> elsewhere;  ///< why it does not lie where it was wanted
};

/// Recalls, and writes the report to `file` with .json and .html; empty: beside the record. One that can't be written
/// where it was wanted goes beside the record. Errors: as recall().
Result<RecallFiles> recallAndReport(const Record& record, const RecallChoice& choice, const std::string& reason,
                                    const std::filesystem::path& file, const UnlockedReviewer* by = nullptr);

/// The same for the report of an earlier recall, as of a program that was killed before it wrote it. Errors: as
/// recallReportAgain().
Result<RecallFiles> reportAgain(const Record& record, std::int64_t entry, const std::filesystem::path& file);

/// Deletes the reports beside the record in which one of these words stands; how many. Errors: Disk (one can't be
/// deleted; the others are).
Result<int> eraseReports(const Record& record, const std::vector<std::string>& words);

}  // namespace mien
