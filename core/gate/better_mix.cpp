#include "core/gate/better_mix.h"

#include <algorithm>
#include <cmath>

#include "core/blend/face_weights.h"
#include "core/blend/settle.h"
#include "core/gate/facts.h"

namespace mien {
namespace {

constexpr int kSize = 256;
constexpr double kGain = 0.1;  ///< of meaning, 0..1: less is not worth a change

void scaleDirections(Recipe& recipe, double by) {
  if (by == 0) recipe.directions.clear();
  for (auto& [id, amount] : recipe.directions) amount *= by;
}

void leaveRegions(Recipe& recipe) {
  recipe.regions = {};
  for (FaceShare& share : recipe.further) share.regions = {};
}

/// Towards 0 or 1, as far as it goes.
void moveShares(Recipe& recipe, double by) {
  for (double* share : {&recipe.structure, &recipe.features, &recipe.colour})
    *share = std::clamp(*share + by, 0.0, 1.0);
}

/// Of many faces `face` gets `by` of what it has not; the others keep theirs in proportion.
void favour(Recipe& recipe, std::size_t face, double by) {
  FaceWeights weights = overallWeights(recipe);
  for (std::size_t i = 0; i < weights.size(); ++i) weights[i] = std::lerp(weights[i], i == face ? 1.0 : 0.0, by);
  const std::vector<double> shares = sharesFrom(weights);
  recipe.structure = recipe.features = recipe.colour = shares[0];
  for (std::size_t i = 0; i < recipe.further.size(); ++i) {
    recipe.further[i].structure = recipe.further[i].features = recipe.further[i].colour = std::nullopt;
    recipe.further[i].share = shares[i + 1];
  }
}

std::string percent(double share) {
  return std::to_string(std::lround(100 * share)) + " %";
}

}  // namespace

std::vector<MixChange> changesToward(const Recipe& recipe) {
  std::vector<MixChange> changes;
  const auto add = [&](const std::string& words, auto change) {
    Recipe changed = recipe;
    change(changed);
    settle(changed);
    if (changed != recipe) changes.push_back({std::move(changed), words});
  };
  for (const Path path : {Path::Typical, Path::Straight, Path::Spherical})
    add("the path " + std::string(toString(path)), [path](Recipe& r) { r.path = path; });
  for (const double share : {0.5, 0.0}) {
    const std::string left = share == 0 ? "no " : "half of the ";
    add(left + "variation", [share](Recipe& r) { r.variation.amount *= share; });
    add(left + "directions", [share](Recipe& r) { scaleDirections(r, share); });
  }
  add("all regions as the whole face", leaveRegions);
  for (const double detail : {0.5, 0.0})
    if (detail < recipe.detail) add("detail " + percent(detail), [detail](Recipe& r) { r.detail = detail; });
  if (recipe.faces.size() > 2) {
    const FaceWeights weights = overallWeights(recipe);
    for (const double by : {0.3, 0.6})
      for (std::size_t i = 0; i < weights.size(); ++i)
        if (weights[i] > 0)  // one that is muted stays so
          add(percent(std::lerp(weights[i], 1.0, by)) + " of " + capitalOf(i), [&](Recipe& r) { favour(r, i, by); });
    return changes;
  }
  // Here, too, one that is muted stays so.
  const auto [least, most] = std::minmax({recipe.structure, recipe.features, recipe.colour});
  for (const double by : {0.15, 0.3, 0.45})
    for (const double sign : {-1.0, 1.0}) {
      if (sign < 0 ? least >= 1 : most <= 0) continue;
      add(percent(std::clamp(recipe.structure + sign * by, 0.0, 1.0)) + " of B",
          [&](Recipe& r) { moveShares(r, sign * by); });
    }
  return changes;
}

Result<std::optional<BetterMix>> betterMix(const Recipe& recipe, const Meaning& before, Judge& judge,
                                           const std::vector<Embedding>& faces, const RenderMix& render,
                                           const std::stop_token& stop) {
  std::optional<BetterMix> best;
  for (MixChange& change : changesToward(recipe)) {
    if (stop.stop_requested()) return fail(ErrorKind::Cancelled, "The search for a better mix was stopped.");
    Recipe small = change.recipe;
    small.size = kSize;
    small.placement = Placement::Crop;
    const auto frame = render(small);
    if (!frame) return tl::unexpected(frame.error());
    const Meaning meaning = meaningOf(factsOf(judge, *frame, faces), frame->facts.landmarks);
    if (meaning.value < before.value + kGain || (best && meaning.value <= best->meaning.value)) continue;
    best = BetterMix{std::move(change.recipe), meaning, std::move(change.words)};
    if (meaning.value >= kLowMeaning) break;
  }
  return best;
}

}  // namespace mien
