#include "core/record/review_store.h"

#include <set>

#include "core/record/authority.h"
#include "core/record/change.h"
#include "core/record/decision_rows.h"
#include "core/record/genuine.h"
#include "core/record/history_files.h"
#include "core/record/names.h"
#include "core/record/output_rows.h"
#include "core/record/recalled_mix.h"
#include "core/record/sql.h"
#include "core/record/who_and_why.h"

namespace mien {
namespace {

// In the order of the enumeration.
constexpr Names<5> kActions{"flag", "approve", "reject", "comment", "recall"};

tl::unexpected<Error> unknown(std::int64_t id) {
  return fail(ErrorKind::Usage, "There is no output " + std::to_string(id) + ": look it up with mien history search.");
}

tl::unexpected<Error> refused(const OutputSummary& output, const char* only) {
  return fail(ErrorKind::Usage, "Output " + std::to_string(output.id) + " is " + std::string(nameOf(output.state)) +
                                    ": only " + only + ".");
}

/// `work(change, output)` as one change of an output that is there.
template <class Work>
auto changeOutput(const Record& record, std::int64_t id, Work work)
    -> decltype(work(std::declval<Change&>(), std::declval<const OutputSummary&>())) {
  using Outcome = decltype(work(std::declval<Change&>(), std::declval<const OutputSummary&>()));
  return changeRecord(record, [&](Change& change) -> Outcome {
    const auto output = readSummary(change.db(), id);
    if (!output) return unknown(id);
    return work(change, *output);
  });
}

/// Who has approved since the output last came before the reviewers, as the history tells it: rows of decisions can be
/// put in and taken out behind its back. Errors: Input (an approval that it does not know).
Result<std::set<std::string>> approvers(const Record& record, std::int64_t output) {
  SQLite::Statement rows = sql::query(
      record.database(),
      "SELECT d.id, coalesce(name, '') FROM decisions d LEFT JOIN reviewers r ON r.id = d.reviewer "
      "WHERE output = ?1 AND action = 'approve' AND coalesce((SELECT min(seq) FROM log WHERE subject = 'decision:' || "
      "d.id), 0) NOT BETWEEN 1 AND coalesce((SELECT max(seq) FROM log WHERE subject = 'output:' || ?1 AND +kind IN "
      "('flagged', 'rejected', 'recalled')), 0)",
      output);
  std::set<std::string> names;
  while (rows.executeStep()) {
    if (auto genuine = checkGenuine(record, "decision", rows.getColumn(0).getInt64()); !genuine)
      return tl::unexpected(genuine.error());
    names.insert(rows.getColumn(1).getString());
  }
  return names;
}

}  // namespace

ReviewStore::ReviewStore(Record record, ReviewPolicy policy) : record_(std::move(record)), policy_(policy) {}

Result<void> ReviewStore::flag(std::int64_t id, const std::string& note) {
  return changeOutput(record_, id, [&](Change& change, const OutputSummary& output) -> Result<void> {
    if (output.state == OutputState::Flagged || output.state == OutputState::Recalled)
      return refused(output, "a draft, or what was approved or rejected, can be flagged");
    decide(change, output, ReviewAction::Flag, OutputState::Flagged, nullptr, note);
    return {};
  });
}

Result<OutputState> ReviewStore::approve(std::int64_t id, const UnlockedReviewer& reviewer, const std::string& reason) {
  return changeOutput(record_, id, [&](Change& change, const OutputSummary& output) -> Result<OutputState> {
    if (output.state != OutputState::Flagged && output.state != OutputState::Recalled)
      return refused(output, "a flagged or recalled output can be approved");
    if (auto active = checkActive(change, reviewer); !active) return tl::unexpected(active.error());
    if (reason.empty() && (output.outcome == RecordedOutcome::Block || output.state == OutputState::Recalled))
      return fail(ErrorKind::Usage, "Output " + std::to_string(id) + " was " +
                                        (output.state == OutputState::Recalled ? "recalled" : "blocked") +
                                        ": to approve it all the same, give a reason.");
    auto names = approvers(record_, id);
    if (!names) return tl::unexpected(names.error());
    if (!names->insert(reviewer.reviewer().name).second)
      return fail(ErrorKind::Usage, "\"" + reviewer.reviewer().name + "\" has approved output " + std::to_string(id) +
                                        " already: another reviewer must too.");
    const bool enough = static_cast<int>(names->size()) >= policy_.approvalsNeeded;
    const OutputState to = enough ? OutputState::Approved : output.state;
    decide(change, output, ReviewAction::Approve, to, &reviewer, reason);
    return to;
  });
}

Result<void> ReviewStore::reject(std::int64_t id, const UnlockedReviewer& reviewer, const std::string& reason) {
  return changeOutput(record_, id, [&](Change& change, const OutputSummary& output) -> Result<void> {
    if (output.state != OutputState::Flagged) return refused(output, "a flagged output can be rejected");
    if (auto active = checkActive(change, reviewer); !active) return active;
    decide(change, output, ReviewAction::Reject, OutputState::Rejected, &reviewer, reason);
    return {};
  });
}

Result<void> ReviewStore::comment(std::int64_t id, const UnlockedReviewer& reviewer, const std::string& text) {
  if (text.empty()) return fail(ErrorKind::Usage, "The comment is empty: write one.");
  return changeOutput(record_, id, [&](Change& change, const OutputSummary& output) -> Result<void> {
    if (auto active = checkActive(change, reviewer); !active) return active;
    decide(change, output, ReviewAction::Comment, output.state, &reviewer, text);
    return {};
  });
}

Result<std::vector<Decision>> ReviewStore::decisions(std::int64_t output) const {
  return guarded(record_.file(), [&]() -> Result<std::vector<Decision>> {
    if (!readSummary(record_.database(), output)) return unknown(output);
    return readDecisions(record_.database(), output);
  });
}

Result<int> ReviewStore::approvals(std::int64_t id) const {
  return guarded(record_.file(), [&] {
    return approvers(record_, id).map([](const auto& names) { return static_cast<int>(names.size()); });
  });
}

Result<void> ReviewStore::mayExport(std::int64_t id) const {
  return guarded(record_.file(), [&]() -> Result<void> {
    const auto output = readSummary(record_.database(), id);
    if (!output) return unknown(id);
    if (auto genuine = checkGenuine(record_, "output", id); !genuine) return genuine;
    const std::string name = "Output " + std::to_string(id);
    const auto why = [&] { return whoAndWhy(record_, id, output->state); };
    switch (output->state) {
      case OutputState::Approved:
        return {};
      case OutputState::Recalled:
        return fail(ErrorKind::Blocked,
                    name + " was recalled" + why() + ": it can't be exported unless a reviewer approves it anew.");
      case OutputState::Rejected:
        return fail(ErrorKind::Blocked, name + " was rejected" + why() + ": it can't be exported.");
      case OutputState::Flagged:
        if (output->outcome == RecordedOutcome::Block)
          return fail(ErrorKind::Blocked,
                      name + " is blocked by the policy: a reviewer may override that with a reason.");
        return fail(ErrorKind::NeedsReview,
                    name + " is flagged" + why() + ": a reviewer must approve it before it is exported.");
      case OutputState::Draft:
        break;
    }
    return {};
  });
}

Result<std::optional<HeldMix>> heldMix(const Record& record, const std::string& recipe) {
  return guarded(record.file(), [&]() -> Result<std::optional<HeldMix>> {
    const auto key = HistoryFiles(record.file()).readKey();
    if (!key) return tl::unexpected(key.error());
    return findHeldMix(record.database(), *key, recipe);
  });
}

Result<bool> isAnythingHeld(const Record& record) {
  return guarded(record.file(), [&]() -> Result<bool> {
    constexpr const char* kAny = "SELECT EXISTS (SELECT 1 FROM log WHERE kind IN ('flagged', 'rejected', 'recalled'))";
    return record.database().execAndGet(kAny).getInt() != 0;
  });
}

std::string_view nameOf(ReviewAction action) {
  return nameIn(kActions, action);
}

std::optional<ReviewAction> reviewActionFrom(std::string_view name) {
  return valueIn<ReviewAction>(kActions, name);
}

}  // namespace mien
