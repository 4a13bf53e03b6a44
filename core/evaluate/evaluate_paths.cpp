#include "core/evaluate/run.h"
#include "core/gate/facts.h"
#include "core/guard/meaning.h"

namespace mien {
namespace {

Result<void> blendsOf(EvaluationRun& run, const EvaluationRun::Pair& pair, const std::vector<FacePtr>& parents) {
  const std::vector identities{lookOf(run.guard, *parents[0]).identity, lookOf(run.guard, *parents[1]).identity};
  for (const Path path : {Path::Spherical, Path::Straight, Path::Typical})
    for (const double detail : {0.0, 1.0}) {
      Recipe recipe = run.recipeFor(parents);
      recipe.path = path;
      recipe.detail = detail;
      const auto frame = run.render(recipe, parents);
      if (!frame) return tl::unexpected(frame.error());
      const std::string name = "path." + std::string(toString(path)) + (detail == 0 ? ".detail0" : ".detail1");
      run.addBlend(name, pair, frame->pixels, run.pointsAt(pair, recipe.balance));
      const Meaning meaning = meaningOf(factsOf(run.guard, *frame, identities), frame->facts.landmarks);
      run.out.figures.add({kEveryone}, name + ".meaning.score", meaning.value);
      run.out.figures.add({kEveryone}, name + ".codeLength", frame->facts.codeLength);
    }
  return {};
}

}  // namespace

/// Half way along each of the paths that a mix can take.
Result<void> evaluatePaths(EvaluationRun& run) {
  const std::size_t count = std::min(run.pairs.size(), static_cast<std::size_t>(run.out.options.pathPairs));
  for (std::size_t i = 0; i < count; ++i) {
    if (auto ok = run.step("paths", i, count); !ok) return ok;
    const auto parents = run.parentsOf(run.pairs[i]);
    if (!parents) continue;
    if (auto ok = blendsOf(run, run.pairs[i], *parents); !ok) return ok;
  }
  return {};
}

}  // namespace mien
