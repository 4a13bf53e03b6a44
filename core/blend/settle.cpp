#include "core/blend/settle.h"

#include <algorithm>

#include "core/blend/parameters.h"

namespace mien {
namespace {

void settleDirections(Recipe& recipe) {
  if (recipe.directions.empty()) recipe.directionsHash.clear();
}

void settleVariation(Recipe& recipe) {
  if (recipe.variation.amount == 0) recipe.variation = {};
}

}  // namespace

void settle(Recipe& recipe) {
  settleDirections(recipe);
  settleVariation(recipe);
}

void settle(Timeline& timeline) {
  const bool moves = std::any_of(timeline.tracks.begin(), timeline.tracks.end(),
                                 [](const Track& track) { return findParameter(track.parameter)->direction; });
  if (!moves) settleDirections(timeline.base);
  if (findTrack(timeline, "variation") == nullptr) settleVariation(timeline.base);
}

}  // namespace mien
