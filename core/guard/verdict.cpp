#include "core/guard/verdict.h"

#include <algorithm>
#include <cmath>

namespace mien {
namespace {

constexpr std::string_view kLikenessRule = "likeness";

Outcome outcomeOf(Action action) {
  return static_cast<Outcome>(static_cast<int>(action) + 1);
}

std::optional<RuleFinding> findingOf(const Rule& rule, const RuleSetting& setting, const std::string& subject,
                                     const Score& score) {
  if (!score.value) return std::nullopt;
  for (const Action action : {Action::Block, Action::Review, Action::Note}) {
    const auto& threshold = setting.threshold(action);
    if (!threshold || !isBeyond(rule, *score.value, *threshold)) continue;
    RuleFinding finding;
    finding.rule = rule.id;
    finding.subject = subject;
    finding.action = action;
    finding.score = *score.value;
    finding.threshold = *threshold;
    finding.margin = std::abs(*score.value - *threshold);
    finding.frame = score.frame;
    finding.words = std::string(rule.words) + (score.detail.empty() ? "" : " " + score.detail);
    finding.override = setting.override;
    return finding;
  }
  return std::nullopt;
}

/// A note stops nothing, so there is nothing to appeal.
std::string appealIn(const Policy& policy, const Rule& rule, const RuleFinding& finding, bool drawn) {
  if (finding.action == Action::Note) return {};
  if (finding.action == Action::Block && finding.override == Override::Nobody)
    return "The policy lets nobody override this.";
  return appealOf(rule, drawn, policy.approvals > 1 || finding.override == Override::TwoReviewers);
}

/// Of all faces only one that was drawn has no consent to speak of.
bool isDrawn(const SubjectScores& subject) {
  const auto consent = subject.scores.find("consent");
  return consent != subject.scores.end() && !consent->second.value;
}

/// Within the rule's range; what is no number can't be compared, so it counts as the worst.
void bound(const Rule& rule, Score& score) {
  if (!score.value) return;
  const double worst = rule.speaks == Speaks::Below ? rule.minimum : rule.maximum;
  score.value = std::isnan(*score.value) ? worst : std::clamp(*score.value, rule.minimum, rule.maximum);
}

/// Of equally hard findings the one that is about somebody who asked not to be shown is the gravest.
bool isGraver(const RuleFinding& a, const RuleFinding& b) {
  if (a.action != b.action) return a.action > b.action;
  return a.rule == kLikenessRule && b.rule != kLikenessRule;
}

bool hasSpoken(const std::vector<RuleFinding>& findings, std::string_view rule) {
  return std::any_of(findings.begin(), findings.end(), [&](const RuleFinding& f) { return f.rule == rule; });
}

}  // namespace

const Score* Verdict::scoreOf(std::string_view subject, std::string_view id) const {
  for (const SubjectScores& one : measured) {
    if (one.subject != subject) continue;
    const auto score = one.scores.find(id);
    return score != one.scores.end() ? &score->second : nullptr;
  }
  return nullptr;
}

Result<Verdict> decide(const Policy& policy, std::vector<SubjectScores> measured, std::string networksHash) {
  Verdict verdict;
  verdict.policyName = policy.name;
  verdict.policyHash = policy.hash;
  verdict.networksHash = std::move(networksHash);
  for (SubjectScores& subject : measured) {
    const RuleSide side = subject.subject == "output" ? RuleSide::Output : RuleSide::Input;
    for (const Rule& rule : rules()) {
      if (rule.side != side) continue;
      const auto setting = policy.rules.find(rule.id);
      const auto score = subject.scores.find(rule.id);
      if (setting == policy.rules.end() || score == subject.scores.end()) {
        return fail(ErrorKind::Internal, "The rule \"" + std::string(rule.id) + "\" was not measured or not set for " +
                                             subject.subject + ", so nothing is exported: please report this.");
      }
      bound(rule, score->second);
      if (*rule.onlyWith != '\0' && !hasSpoken(verdict.findings, rule.onlyWith)) continue;
      if (auto finding = findingOf(rule, setting->second, subject.subject, score->second)) {
        finding->appeal = appealIn(policy, rule, *finding, isDrawn(subject));
        verdict.findings.push_back(std::move(*finding));
      }
    }
  }
  for (const RuleFinding& finding : verdict.findings)
    verdict.outcome = std::max(verdict.outcome, outcomeOf(finding.action));
  std::stable_sort(verdict.findings.begin(), verdict.findings.end(), isGraver);
  verdict.measured = std::move(measured);
  return verdict;
}

Result<void> admission(const Verdict& verdict) {
  if (verdict.outcome < Outcome::Review) return {};
  const RuleFinding& first = verdict.findings.front();
  const auto as = std::count_if(verdict.findings.begin(), verdict.findings.end(),
                                [&](const RuleFinding& f) { return f.action == first.action; });
  std::string text = verdict.outcome == Outcome::Block ? "Blocked by the policy" : "Needs review before it can be used";
  if (first.subject != "output") text += " (face " + faceLetter(first.subject) + ")";
  if (first.frame) text += " (frame " + std::to_string(*first.frame) + ")";
  text += ": " + first.words;
  if (as > 1) text += " (And " + std::to_string(as - 1) + " more.)";
  text += " " + first.appeal;
  return fail(verdict.outcome == Outcome::Block ? ErrorKind::Blocked : ErrorKind::NeedsReview, text);
}

std::string_view toString(Outcome outcome) {
  constexpr std::array kNames{"pass", "note", "review", "block"};
  return kNames.at(static_cast<std::size_t>(outcome));
}

}  // namespace mien
