#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "core/record/output.h"
#include "core/record/record.h"
#include "core/record/reviewer.h"

namespace mien {

enum class ReviewAction { Flag, Approve, Reject, Comment, Recall };

/// One step of a review. Times are UTC in ms since 1970.
struct Decision {
  std::int64_t id = 0;
  std::int64_t output = 0;
  ReviewAction action = ReviewAction::Comment;
  OutputState from = OutputState::Draft;
  OutputState to = OutputState::Draft;
  std::string reviewer;  ///< name; empty where none is needed
  std::string reason;    ///< note, reason or comment
  std::int64_t time = 0;
  std::string signature;  ///< of the reviewer, 128 hex digits; empty without one
  std::string user;       ///< of a recall without a reviewer: whose session of this machine it was; may be empty
};

/// By which output a mix is held.
struct HeldMix {
  std::int64_t output = 0;
  OutputState state = OutputState::Flagged;  ///< or Rejected
};

/// When an output of this mix or film (`recipe` is its JSON), at whatever size, in whatever place and before whatever
/// ground, was flagged or rejected by somebody and none of it has been approved since: it must not leave in another
/// guise. (What the policy alone has flagged is judged anew each time.) Errors: as Record. Thread: the record's.
Result<std::optional<HeldMix>> heldMix(const Record& record, const std::string& recipe);
/// Whether anything was ever flagged, rejected or recalled: else nothing is held. One lookup.
Result<bool> isAnythingHeld(const Record& record);

/// What the policy says of approvals.
struct ReviewPolicy {
  int approvalsNeeded = 1;  ///< 1 or 2 different reviewers
};

/// States of outputs and who moved them:
///   draft, approved, rejected → flagged             flag, by anybody
///   flagged → approved, rejected; recalled → approved      by a reviewer
///   any → recalled                                   recall (recall.h)
/// Each step is one transaction with its entries in the history. Errors of all calls: Usage for an unknown output and
/// for a step that its state does not allow, with nothing changed; Disk and Input as Record. Thread: that of its
/// Record.
class ReviewStore {
 public:
  explicit ReviewStore(Record record, ReviewPolicy policy = {});

  Result<void> flag(std::int64_t output, const std::string& note);
  /// A reason is needed where the verdict blocks and where the output was recalled. The state that it has now: Flagged
  /// (or Recalled) while another reviewer's approval is still missing. Errors: Usage too when the reviewer has approved
  /// already.
  Result<OutputState> approve(std::int64_t output, const UnlockedReviewer& reviewer, const std::string& reason = {});
  Result<void> reject(std::int64_t output, const UnlockedReviewer& reviewer, const std::string& reason = {});
  /// In any state; changes none.
  Result<void> comment(std::int64_t output, const UnlockedReviewer& reviewer, const std::string& text);
  /// Oldest first.
  Result<std::vector<Decision>> decisions(std::int64_t output) const;

  /// How many different reviewers have approved it since it last came before them.
  Result<int> approvals(std::int64_t output) const;

  /// Whether an output may be written to a file: one of pass or note that is a draft, or any that is approved. Errors:
  /// Blocked (the verdict blocks and nobody has overridden it; rejected; recalled), NeedsReview (flagged), Input (its
  /// row is not what the history says).
  Result<void> mayExport(std::int64_t output) const;

 private:
  Record record_;
  ReviewPolicy policy_;
};

std::string_view nameOf(ReviewAction action);
std::optional<ReviewAction> reviewActionFrom(std::string_view name);

}  // namespace mien
