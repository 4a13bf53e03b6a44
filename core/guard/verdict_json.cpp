#include <nlohmann/json.hpp>

#include "core/base/json_field.h"
#include "core/base/strict_json.h"
#include "core/guard/scores_json.h"
#include "core/guard/verdict.h"

namespace mien {
namespace {

using nlohmann::json;

constexpr std::uint64_t kMaxFrame = (1ULL << 53) - 1;
constexpr double kLargest = 1e6;
constexpr JsonLimits kLimits{.maxBytes = 256 << 10, .maxDepth = 8};

json toField(const RuleFinding& f) {
  json field{{"rule", f.rule},
             {"subject", f.subject},
             {"action", toString(f.action)},
             {"score", f.score + 0.0},
             {"threshold", f.threshold + 0.0},
             {"margin", f.margin + 0.0},
             {"words", f.words},
             {"appeal", f.appeal},
             {"override", toString(f.override)},
             {"network", findRule(f.rule) ? findRule(f.rule)->network : ""}};
  if (f.frame) field["frame"] = *f.frame;
  return field;
}

template <class Value, std::size_t N>
Value choiceFrom(const JsonField& field, const std::array<Value, N>& values) {
  const std::string text = field.text();
  for (const Value value : values) {
    if (text == toString(value)) return value;
  }
  field.refuse("has a value that this version does not know");
}

RuleFinding findingFrom(const JsonField& field) {
  field.expectObject(
      {"rule", "subject", "action", "score", "threshold", "margin", "words", "appeal", "override", "network"},
      {"frame"});
  RuleFinding f;
  f.rule = field["rule"].identifier();
  f.subject = field["subject"].identifier();
  f.action = choiceFrom(field["action"], std::array{Action::Note, Action::Review, Action::Block});
  f.score = field["score"].number(-kLargest, kLargest);
  f.threshold = field["threshold"].number(-kLargest, kLargest);
  f.margin = field["margin"].number(0, 2 * kLargest);
  f.words = field["words"].text();
  f.appeal = field["appeal"].text();
  f.override = choiceFrom(field["override"], std::array{Override::Nobody, Override::Reviewer, Override::TwoReviewers});
  if (field.has("frame")) f.frame = static_cast<std::int64_t>(field["frame"].whole(kMaxFrame));
  return f;
}

Verdict verdictFrom(const JsonField& root) {
  if (root.has("schema") && root["schema"].whole(1'000'000) != Verdict::kSchema)
    root["schema"].refuse("is not 1, the only one known here");
  root.expectObject({"schema", "outcome", "findings", "policy", "networks", "measured"});
  Verdict verdict;
  verdict.outcome =
      choiceFrom(root["outcome"], std::array{Outcome::Pass, Outcome::Note, Outcome::Review, Outcome::Block});
  const JsonField findings = root["findings"];
  for (std::size_t i = 0, n = findings.expectArray(); i < n; ++i)
    verdict.findings.push_back(findingFrom(findings.at(i)));
  const JsonField policy = root["policy"];
  policy.expectObject({"name", "hash"});
  verdict.policyName = policy["name"].text();
  verdict.policyHash = policy["hash"].digest();
  verdict.networksHash = root["networks"].text();
  const JsonField measured = root["measured"];
  for (std::size_t i = 0, n = measured.expectArray(); i < n; ++i) {
    const JsonField one = measured.at(i);
    one.expectObject({"subject", "scores"});
    verdict.measured.push_back({one["subject"].identifier(), scoresFromField(one["scores"])});
  }
  return verdict;
}

}  // namespace

std::string toJson(const Verdict& verdict) {
  json findings = json::array();
  for (const RuleFinding& finding : verdict.findings) findings.push_back(toField(finding));
  json measured = json::array();
  for (const SubjectScores& subject : verdict.measured)
    measured.push_back({{"subject", subject.subject}, {"scores", scoresToField(subject.scores)}});
  const json root{{"schema", Verdict::kSchema},
                  {"outcome", toString(verdict.outcome)},
                  {"findings", findings},
                  {"policy", {{"name", verdict.policyName}, {"hash", verdict.policyHash}}},
                  {"networks", verdict.networksHash},
                  {"measured", measured}};
  return root.dump(-1, ' ', false, json::error_handler_t::replace);
}

Result<Verdict> verdictFromJson(std::string_view text) {
  try {
    const auto document = parseStrictJson(text, kLimits);
    if (!document) throw JsonRefused(document.error());
    return verdictFrom(JsonField(*document));
  } catch (const JsonRefused& refused) {
    return fail(ErrorKind::Input, "The verdict can't be read: " + std::string(refused.what()) +
                                      "; it was changed, or a newer version of Mien wrote it.");
  }
}

}  // namespace mien
