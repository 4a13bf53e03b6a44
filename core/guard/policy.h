#pragma once
#include <array>
#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "core/base/result.h"
#include "core/guard/rule.h"

namespace mien {

/// Who may let an output pass that a rule has stopped.
enum class Override { Nobody, Reviewer, TwoReviewers };

/// What the policy says of one rule: which scores lead to what. A threshold that is not there leads nowhere.
struct RuleSetting {
  std::array<std::optional<double>, 3> thresholds;  ///< by Action
  Override override = Override::Reviewer;
  std::string comment;  ///< why it is set so, for whoever reads the policy
  const std::optional<double>& threshold(Action action) const { return thresholds[static_cast<std::size_t>(action)]; }
  friend bool operator==(const RuleSetting&, const RuleSetting&) = default;
};

/// What a house allows: one file, which names every rule. Value; any thread.
struct Policy {
  static constexpr int kSchema = 1;

  std::string name, comment;
  int approvals = 1;  ///< different reviewers that must approve what needs review: 1 or 2
  std::map<std::string, RuleSetting, std::less<>> rules;  ///< by id; all of rules()
  std::string hash;                                       ///< SHA-256 of the file's bytes, 64 hex digits

  friend bool operator==(const Policy&, const Policy&) = default;
};

/// Strict parser: an unknown field or rule, a rule that is missing, a threshold out of its rule's range, and a milder
/// action with a stricter threshold are refused with their path. `hash` is taken of `json`. Errors: Input.
Result<Policy> policyFromJson(std::string_view json);

/// Indented for people; `hash` is left out, and is that of this text once it is parsed.
std::string toJson(const Policy& policy);

/// Errors: Disk, Input, with the file's name.
Result<Policy> readPolicy(const std::filesystem::path& file);

/// A milder action of the rule and a harder one that would speak sooner, which no policy can have; or none.
std::optional<std::pair<Action, Action>> outOfOrder(const Rule& rule, const RuleSetting& setting);

std::string_view toString(Override value);  ///< nobody, reviewer, two-reviewers

/// One sentence for each action that a rule can lead to: "Apparent age of the face: below 16 years it is blocked; …".
std::string inWords(const Rule& rule, const RuleSetting& setting);
/// A score or threshold with its unit: "16 years", "42 %".
std::string withUnit(const Rule& rule, double value);

}  // namespace mien
