#include "core/gate/approval_of.h"

#include <algorithm>

#include "core/base/digest.h"
#include "core/gate/approve.h"
#include "core/record/output_store.h"
#include "core/record/review_store.h"

namespace mien {
namespace {

/// Whether the reviewers had the same before them, or something harder.
bool covers(const Verdict& seen, const RuleFinding& now) {
  return std::any_of(seen.findings.begin(), seen.findings.end(), [&](const RuleFinding& then) {
    return then.rule == now.rule && then.subject == now.subject && then.action >= now.action;
  });
}

bool isPartOfMany(OutputKind kind) {
  return kind == OutputKind::Sheet || kind == OutputKind::Frames;
}

}  // namespace

bool sawAll(const Verdict& seen, const Verdict& now) {
  return std::all_of(now.findings.begin(), now.findings.end(), [&](const RuleFinding& finding) {
    return finding.action == Action::Note || covers(seen, finding);
  });
}

bool stopsAlike(const Verdict& a, const Verdict& b) {
  return sawAll(a, b) && sawAll(b, a);
}

std::vector<std::string> keysOf(const std::vector<InputFace>& faces) {
  std::vector<std::string> keys;
  for (const InputFace& face : faces) keys.push_back(face.key);
  return keys;
}

Result<std::optional<std::int64_t>> approvalOf(const Record& record, const Policy& policy, const Candidate& candidate,
                                               const std::vector<std::string>& faces, const Verdict& verdict) {
  const OutputStore outputs(record);
  const ReviewStore reviews(record);
  OutputQuery query;
  query.recipeDigest =
      sha256Hex({reinterpret_cast<const std::uint8_t*>(candidate.recipe.data()), candidate.recipe.size()});
  query.state = OutputState::Approved;
  const auto page = outputs.search(query);
  if (!page) return tl::unexpected(page.error());
  const ApprovalNeeds needs = needsOf(policy, verdict);
  const bool stops = verdict.outcome >= Outcome::Review;
  if (stops && !needs.allowed) return std::optional<std::int64_t>();
  for (const OutputSummary& summary : page->outputs) {
    if (summary.kind != candidate.kind || summary.erased) continue;
    if (isPartOfMany(summary.kind) && summary.pixelsDigest != candidate.pixelsDigest) continue;
    const auto output = outputs.get(summary.id);
    if (!output) return tl::unexpected(output.error());
    if (keysOf(output->faces) != faces) continue;
    const auto seen = verdictFromJson(output->verdict);
    if (!seen) return tl::unexpected(seen.error());
    const auto approvals = reviews.approvals(summary.id);
    if (!approvals) return tl::unexpected(approvals.error());
    if (stops && (!sawAll(*seen, verdict) || *approvals < needs.approvals)) continue;
    if (auto genuine = reviews.mayExport(summary.id); !genuine) return tl::unexpected(genuine.error());
    return summary.id;
  }
  return std::optional<std::int64_t>();
}

}  // namespace mien
