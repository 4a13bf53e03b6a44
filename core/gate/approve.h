#pragma once
#include <cstdint>
#include <string>

#include "core/guard/verdict.h"
#include "core/record/output.h"
#include "core/record/record.h"
#include "core/record/review_store.h"

namespace mien {

/// What it takes to approve an output: the policy in force says how many reviewers, and the rules that stopped it may
/// ask for more or allow nobody to.
struct ApprovalNeeds {
  int approvals = 1;      ///< different reviewers
  bool allowed = true;    ///< false: a rule blocks that nobody may override
  bool recorded = false;  ///< true: there is a verdict to decide on
  bool reason = false;    ///< it was blocked or recalled, so a reason must be given
};

/// What `policy` and the rules that stop `verdict` ask for.
ApprovalNeeds needsOf(const Policy& policy, const Verdict& verdict);

/// Errors: Blocked (no policy in force), Input (a verdict that can't be read). Thread: the record's.
Result<ApprovalNeeds> approvalNeeds(const Record& record, const Output& output);

/// Approves as approvalNeeds() says; the one way for window and command line. The state that the output has then, see
/// ReviewStore::approve. Errors: also Blocked where nobody may override.
Result<OutputState> approveOutput(const Record& record, std::int64_t output, const UnlockedReviewer& reviewer,
                                  const std::string& reason);

}  // namespace mien
