#include "core/blend/film_shows.h"

#include <algorithm>

#include "core/blend/face_weights.h"
#include "core/blend/parameters.h"
#include "core/blend/settle.h"

namespace mien {
namespace {

/// What is one mix is one recipe.
Recipe bare(Recipe recipe) {
  settle(recipe);
  recipe.size = 256;
  recipe.placement = Placement::Crop;
  recipe.surroundings = Surroundings::Blend;
  return recipe;
}

bool isOneFace(const Recipe& recipe) {
  if (!recipe.directions.empty() || recipe.variation.amount > 0) return false;
  const MixWeights whole = mixWeights(recipe);
  const auto face = std::max_element(whole.structure.begin(), whole.structure.end()) - whole.structure.begin();
  const auto alone = [&](const FaceWeights& weights) { return weights[static_cast<std::size_t>(face)] > 0.999; };
  const auto everywhere = [&](const RegionWeights& regions) {
    return std::all_of(regions.begin(), regions.end(), alone);
  };
  return alone(whole.structure) && alone(whole.colour) && alone(whole.features) &&
         everywhere(regionWeights(recipe, &RegionMix::shape)) && everywhere(regionWeights(recipe, &RegionMix::texture));
}

/// What moves may lie anywhere from `a` to `b`; all else is as in `a`.
bool isBetween(const Timeline& film, Recipe a, const Recipe& b, const Recipe& mix) {
  for (const Track& track : film.tracks) {
    const Parameter& parameter = *findParameter(track.parameter);
    const auto [least, most] = std::minmax({parameter.get(a), parameter.get(b)});
    const double value = parameter.get(mix);
    if (value < least || value > most) return false;
    parameter.set(a, value);
  }
  return bare(a) == mix;
}

}  // namespace

bool shows(const Timeline& film, Recipe mix) {
  mix = bare(std::move(mix));
  if (film.base.faces != mix.faces || film.base.modelHash != mix.modelHash || isOneFace(mix)) return false;
  const std::int64_t frames = frameCount(film);
  Recipe before = recipeForFilmFrame(film, 0);
  for (std::int64_t n = 0; n < frames; ++n) {
    Recipe frame = recipeForFilmFrame(film, n);
    if (bare(frame) == mix) return true;
    if (film.evenPace && isBetween(film, before, frame, mix)) return true;
    before = std::move(frame);
  }
  return false;
}

}  // namespace mien
