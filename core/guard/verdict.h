#pragma once
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/result.h"
#include "core/guard/policy.h"
#include "core/guard/scores.h"

namespace mien {

/// What a verdict as a whole says, mildest first.
enum class Outcome { Pass, Note, Review, Block };

/// One rule that spoke.
struct RuleFinding {
  std::string rule, subject;  ///< subject: "a" to "h" or "output"
  Action action = Action::Note;
  double score = 0, threshold = 0;
  double margin = 0;  ///< how far the score is beyond the threshold, in the rule's unit
  std::optional<std::int64_t> frame;
  std::string words;
  std::string appeal;  ///< what the user can do where it stops something; of a note empty
  Override override = Override::Reviewer;
  friend bool operator==(const RuleFinding&, const RuleFinding&) = default;
};

/// What the guard says of one output: a value, the same wherever it is made. Any thread.
struct Verdict {
  static constexpr int kSchema = 1;

  Outcome outcome = Outcome::Pass;
  /// Hardest first, then likeness to a protected person, then in the order of subjects and rules().
  std::vector<RuleFinding> findings;
  std::string policyName, policyHash;
  std::string networksHash;             ///< of the packs that measured
  std::vector<SubjectScores> measured;  ///< all scores, so that another policy can be tried on them
  /// Null where it was not measured.
  const Score* scoreOf(std::string_view subject, std::string_view id) const;
  friend bool operator==(const Verdict&, const Verdict&) = default;
};

/// Judges what was measured. Every rule of a subject's side must have been measured; one that was not is an error, not
/// a pass. Errors: Internal.
Result<Verdict> decide(const Policy& policy, std::vector<SubjectScores> measured, std::string networksHash);

/// Nothing for Pass and Note; else Blocked or NeedsReview with the hardest findings in a sentence or two.
Result<void> admission(const Verdict& verdict);

/// Canonical JSON and its strict parser (ErrorKind::Input).
std::string toJson(const Verdict& verdict);
Result<Verdict> verdictFromJson(std::string_view json);

std::string_view toString(Outcome outcome);  ///< pass, note, review, block

}  // namespace mien
