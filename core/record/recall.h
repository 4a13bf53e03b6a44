#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/record/output.h"
#include "core/record/record.h"
#include "core/record/reviewer.h"

namespace mien {

/// Which outputs an incident concerns: those that meet all that is set; at least one must be. Recalled ones are left
/// out.
struct RecallChoice {
  std::string face;                   ///< face key or photo digest
  std::string model;                  ///< a pack that made or judged them: its id, or its hash's first 8 digits or more
  std::string networks;               ///< the judging networks' hash, or a pack of theirs; as `model`
  std::string policy;                 ///< policy hash, or its first 8 digits or more
  std::optional<std::int64_t> from;   ///< ms since 1970, inclusive
  std::optional<std::int64_t> until;  ///< ms since 1970, exclusive
};

struct ConcernedFile {
  Export written;
  bool exists = false;  ///< something still lies there
};

struct ConcernedOutput {
  OutputSummary output;
  std::vector<ConcernedFile> files;
};

/// Newest first. Errors: Usage when nothing is chosen.
Result<std::vector<ConcernedOutput>> concernedBy(const Record& record, const RecallChoice& choice);

/// What was recalled, for people and programs.
struct RecallReport {
  std::vector<ConcernedOutput> outputs;
  std::string json;  ///< signed by the record's key; see verifyReport()
  std::string html;  ///< the same to read
};

/// Recalls everything that `choice` concerns in one transaction: all of it or nothing. Anybody may: a reviewer who is
/// there (`by`) signs for each output, else the history notes the user of this machine. Errors: Usage without a reason
/// or when nothing is concerned; of a reviewer who is none any more Usage and Input.
Result<RecallReport> recall(const Record& record, const RecallChoice& choice, const std::string& reason,
                            const UnlockedReviewer* by = nullptr);

/// The report of an earlier recall (an entry of the history of that kind; 0: the last one), made again from what the
/// record knows and from the files that are there now; what was erased since is missing. Errors: Usage (there is no
/// such entry), Input (it was altered).
Result<RecallReport> recallReportAgain(const Record& record, std::int64_t entry = 0);

/// Whether a report is unaltered since a record signed it; its key (64 hex digits). Errors: Input.
Result<std::string> verifyReport(std::string_view json);

/// The output of this mix or film (`recipe` is its JSON), at whatever size, in whatever place and before whatever
/// ground, that was recalled last while none of it has been approved since: it must not be made again. Also when the
/// output was erased meanwhile, as long as the record keeps its key. One lookup by index. Errors: Input also without
/// the key.
Result<std::optional<std::int64_t>> recalledMix(const Record& record, const std::string& recipe);
/// Whether there is one.
Result<bool> isRecalled(const Record& record, const std::string& recipe);

}  // namespace mien
