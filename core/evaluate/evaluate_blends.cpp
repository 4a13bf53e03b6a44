#include "core/evaluate/groups.h"
#include "core/evaluate/run.h"
#include "core/gate/facts.h"
#include "core/studio/identity_balance.h"

namespace mien {
namespace {

using Pair = EvaluationRun::Pair;

Result<double> balanceOf(EvaluationRun& run, const std::vector<FacePtr>& parents) {
  const auto start = EvaluateClock::now();
  auto balance = measureBalance(
      run.recipeFor(parents), parents, [&](const Recipe& r) { return run.render(r, parents); },
      [&](const Image8& picture, const FivePoints& at) { return run.guard.embed(picture, at); });
  if (!balance) return balance;
  run.out.figures.add({kEveryone}, "milliseconds.balance", millisecondsSince(start));
  run.out.figures.add({kEveryone}, "balance.shareOfB", *balance);
  return balance;
}

/// The mixes half way, as they are and balanced, by the network alone and with all detail; the plain morph beside them.
Result<void> blendsOf(EvaluationRun& run, const Pair& pair, const std::vector<FacePtr>& parents) {
  const auto balance = balanceOf(run, parents);
  if (!balance) return tl::unexpected(balance.error());
  for (const double detail : {0.0, 1.0})
    for (const bool balanced : {false, true}) {
      Recipe recipe = run.recipeFor(parents);
      recipe.detail = detail;
      if (balanced) recipe.balance = *balance;
      const auto frame = run.render(recipe, parents);
      if (!frame) return tl::unexpected(frame.error());
      const std::string name = std::string(balanced ? "balanced" : "blend") + (detail == 0 ? ".detail0" : ".detail1");
      run.addBlend(name, pair, frame->pixels, run.pointsAt(pair, recipe.balance));
      if (!balanced || detail == 0) continue;
      if (run.out.shown.size() < 3 * static_cast<std::size_t>(run.out.options.shown))
        for (const Image8& picture : {resized(parents[0]->crop(), EvaluateOptions::kSize), frame->pixels,
                                      resized(parents[1]->crop(), EvaluateOptions::kSize)})
          run.out.shown.push_back(picture);
      const std::vector identities{lookOf(run.guard, *parents[0]).identity, lookOf(run.guard, *parents[1]).identity};
      const Groups groups = groupsOf(*run.rows[pair.first], *run.rows[pair.second]);
      if (auto ok = addGuardFigures(run, groups, name, *frame, identities); !ok) return ok;
    }
  run.addBlend("blend.morph", pair, (*run.morph)(*parents[0], *parents[1], EvaluateOptions::kSize),
               run.pointsAt(pair, 0.5));
  return {};
}

}  // namespace

CropPoints EvaluationRun::pointsAt(const Pair& pair, double share) const {
  CropPoints points = prepared[pair.first].points;
  for (std::size_t p = 0; p < points.size(); ++p)
    points[p] = points[p] + (prepared[pair.second].points[p] - points[p]) * static_cast<float>(share);
  return points;
}

void EvaluationRun::addBlend(const std::string& name, const Pair& pair, const Image8& picture,
                             const CropPoints& points) {
  const auto [a, b] = pair;
  const Groups groups = groupsOf(*rows[a], *rows[b]);
  addJudgeFinds(groups, name, picture);
  const auto add = [&](const char* who, const Embedding& blend, const Embedding& parentA, const Embedding& parentB) {
    const double toA = distance(blend, parentA);
    const double toB = distance(blend, parentB);
    out.figures.add(groups, name + "." + who + "ToFurtherParent", std::max(toA, toB));
    out.figures.add(groups, name + "." + who + "Difference", std::abs(toA - toB));
  };
  const FivePoints at = onPicture(points, picture);
  add("identity", judges.identity(picture, at), rows[a]->identity, rows[b]->identity);
  add("witness", witness.embed(picture, at), prepared[a].witnessed, prepared[b].witnessed);
  keep(groups, name, judges.features(picture));
}

Result<void> evaluateBlends(EvaluationRun& run) {
  for (std::size_t i = 0; i < run.pairs.size(); ++i) {
    if (auto ok = run.step("blends", i, run.pairs.size()); !ok) return ok;
    const auto parents = run.parentsOf(run.pairs[i]);
    if (!parents) continue;
    ++run.out.pairsMeasured;
    if (auto ok = blendsOf(run, run.pairs[i], *parents); !ok) return ok;
  }
  return {};
}

}  // namespace mien
