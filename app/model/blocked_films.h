#pragma once
#include <QString>
#include <filesystem>
#include <map>
#include <optional>
#include <utility>

#include "core/record/job.h"
#include "core/record/record.h"

namespace mien {

/// Which exports that were blocked lead to the review: those whose film stands in the record and is stopped there by
/// what a reviewer may decide on. A budget, a missing policy and a rule that nobody may override are no reviewer's to
/// lift. Value; thread: one, that of its record.
class BlockedFilms {
 public:
  explicit BlockedFilms(std::filesystem::path recordFile) : file_(std::move(recordFile)) {}

  /// `made`: digestsOf() its timeline. The record is asked once each time that the job has ended.
  bool leadsToReview(const Job& job, const QString& made);

 private:
  struct Answer {
    std::int64_t finished = 0;
    bool leads = false;
  };
  Result<bool> ask(const QString& made);

  std::filesystem::path file_;
  std::optional<Record> record_;
  std::map<std::int64_t, Answer> answers_;  ///< by job
};

}  // namespace mien
