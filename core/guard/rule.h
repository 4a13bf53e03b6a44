#pragma once
#include <span>
#include <string>
#include <string_view>

namespace mien {

/// What a rule that speaks leads to, mildest first.
enum class Action { Note, Review, Block };

/// What a rule looks at: a face that goes in, or the picture that comes out.
enum class RuleSide { Input, Output };

/// Whether small or large scores make a rule speak.
enum class Speaks { Below, Above };

/// One thing that the guard measures and judges. Policy file, verdicts, command line, policy page and docs read
/// rules(); what is added there appears everywhere. Which score leads to what stands in the policy.
struct Rule {
  const char* id;     ///< in policies, verdicts and the record
  const char* name;   ///< for people
  const char* score;  ///< what its score is, without a full stop
  const char* unit;
  RuleSide side;
  Speaks speaks;
  double minimum, maximum;  ///< of scores and thresholds
  const char* network;      ///< whose measure it is: a pack's id, or "" for none
  const char* onlyWith;     ///< the rule that must have spoken for this one to speak, or ""
  const char* words;        ///< what it says to the user, one sentence
  const char* appeal;       ///< what the user can do, one sentence
};

/// In the order in which verdicts list them.
std::span<const Rule> rules();
/// Null when there is none of this id.
const Rule* findRule(std::string_view id);

/// Whether `score` is beyond `threshold`, in the sense of the rule.
bool isBeyond(const Rule& rule, double score, double threshold);
/// The one of two scores that speaks louder.
double worse(const Rule& rule, double a, double b);

/// What the user can do where `rule` stops something, one sentence: of a face that was `drawn` nobody can prove
/// anything, and where two reviewers must agree it asks for two.
std::string appealOf(const Rule& rule, bool drawn, bool twoReviewers);

/// note, review, block
std::string_view toString(Action action);

}  // namespace mien
