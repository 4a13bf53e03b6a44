#include "core/gate/approve.h"

#include <algorithm>

#include "core/gate/policy_in_force.h"
#include "core/guard/verdict.h"
#include "core/record/output_store.h"

namespace mien {

ApprovalNeeds needsOf(const Policy& policy, const Verdict& verdict) {
  ApprovalNeeds needs{.approvals = policy.approvals, .recorded = true};
  for (const RuleFinding& finding : verdict.findings) {
    if (finding.action == Action::Note) continue;
    if (finding.override == Override::TwoReviewers) needs.approvals = std::max(needs.approvals, 2);
    if (finding.override == Override::Nobody && finding.action == Action::Block) needs.allowed = false;
  }
  return needs;
}

Result<ApprovalNeeds> approvalNeeds(const Record& record, const Output& output) {
  const auto policy = policyInForce(record);
  if (!policy) return tl::unexpected(policy.error());
  ApprovalNeeds needs{.approvals = policy->approvals};
  if (!output.erased && !output.verdict.empty()) {
    const auto verdict = verdictFromJson(output.verdict);
    if (!verdict) return tl::unexpected(verdict.error());
    needs = needsOf(*policy, *verdict);
  }
  needs.reason = output.outcome == RecordedOutcome::Block || output.state == OutputState::Recalled;
  return needs;
}

Result<OutputState> approveOutput(const Record& record, std::int64_t id, const UnlockedReviewer& reviewer,
                                  const std::string& reason) {
  const auto output = OutputStore(record).get(id);
  if (!output) return tl::unexpected(output.error());
  const auto needs = approvalNeeds(record, *output);
  if (!needs) return tl::unexpected(needs.error());
  if (!needs->recorded)
    return fail(ErrorKind::Usage, "Output " + std::to_string(id) +
                                      " has no verdict any more, a person was erased: there is nothing to approve.");
  if (!needs->allowed)
    return fail(ErrorKind::Blocked, "Output " + std::to_string(id) +
                                        " is blocked by a rule that nobody may override: change the mix instead.");
  return ReviewStore(record, {needs->approvals}).approve(id, reviewer, reason);
}

}  // namespace mien
