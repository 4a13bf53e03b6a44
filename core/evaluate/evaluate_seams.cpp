#include <random>

#include "core/evaluate/run.h"
#include "core/evaluate/seam.h"

namespace mien {
namespace {

Result<double> seamOf(EvaluationRun& run, const Recipe& recipe, const std::vector<FacePtr>& parents, Region region) {
  const auto frame = run.render(recipe, parents);
  if (!frame) return tl::unexpected(frame.error());
  return seamRatio(frame->pixels, frame->facts.landmarks, region);
}

}  // namespace

/// Mixes in which one region has a share of its own: how much its edge shows.
Result<void> evaluateSeams(EvaluationRun& run) {
  const std::size_t count = std::min(run.pairs.size(), static_cast<std::size_t>(run.out.options.seams));
  for (std::size_t i = 0; i < count; ++i) {
    if (auto ok = run.step("seams", i, count); !ok) return ok;
    const auto parents = run.parentsOf(run.pairs[i]);
    if (!parents) continue;
    std::mt19937_64 random(i);
    const auto share = [&] { return static_cast<double>(random() % 1001) / 1000; };
    const std::size_t region = random() % kRegionCount;
    Recipe recipe = run.recipeFor(*parents);
    recipe.structure = recipe.features = recipe.colour = share();
    const auto plain = seamOf(run, recipe, *parents, static_cast<Region>(region));
    if (!plain) return tl::unexpected(plain.error());
    recipe.regions[region].texture = share();
    if (hasShape(static_cast<Region>(region))) recipe.regions[region].shape = recipe.regions[region].texture;
    const auto seam = seamOf(run, recipe, *parents, static_cast<Region>(region));
    if (!seam) return tl::unexpected(seam.error());
    run.out.figures.add({kEveryone}, "seam.plain", *plain);
    run.out.figures.add({kEveryone}, "seam.region", *seam);
    run.out.figures.add({kEveryone}, "seam.regionToPlain", *seam / *plain);
  }
  return {};
}

}  // namespace mien
