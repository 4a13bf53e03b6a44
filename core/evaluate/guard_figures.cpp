#include <algorithm>

#include "core/evaluate/run.h"
#include "core/gate/facts.h"
#include "core/guard/verdict.h"

namespace mien {

Result<void> addGuardFigures(EvaluationRun& run, const Groups& groups, const std::string& name, const Frame& frame,
                             const std::vector<Embedding>& identities) {
  const auto verdict =
      decide(run.policy, {{"output", scoresOf(factsOf(run.guard, frame, identities))}}, run.guard.hash());
  if (!verdict) return tl::unexpected(verdict.error());
  Figures& figures = run.out.figures;
  figures.add(groups, name + ".guard.blocked", verdict->outcome == Outcome::Block ? 1 : 0);
  figures.add(groups, name + ".guard.toReview", verdict->outcome == Outcome::Review ? 1 : 0);
  for (const Rule& rule : rules()) {
    const Score* score = rule.side == RuleSide::Output ? verdict->scoreOf("output", rule.id) : nullptr;
    if (score == nullptr || !score->value) continue;
    const std::string figure = name + ".guard." + rule.id;
    figures.add({kEveryone}, figure + ".score", *score->value);
    for (const Action action : {Action::Note, Action::Review, Action::Block}) {
      const bool spoke = std::any_of(verdict->findings.begin(), verdict->findings.end(),
                                     [&](const RuleFinding& f) { return f.rule == rule.id && f.action == action; });
      figures.add(groups, figure + "." + std::string(toString(action)), spoke ? 1 : 0);
    }
  }
  return {};
}

}  // namespace mien
