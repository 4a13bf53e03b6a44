#include "core/blend/same_mix.h"

namespace mien {
namespace {

/// `recipe` is `document` or a part of it.
template <class Document>
std::vector<std::string> all(const Document& document, Recipe& recipe) {
  std::vector<std::string> texts;
  for (const int size : {256, 512, 1024}) {
    for (const Placement placement : {Placement::Crop, Placement::PhotoA, Placement::PhotoB}) {
      for (const Surroundings ground : {Surroundings::A, Surroundings::B, Surroundings::Blend, Surroundings::None}) {
        recipe.size = size;
        recipe.placement = placement;
        recipe.surroundings = ground;
        texts.push_back(toJson(document));
      }
    }
  }
  return texts;
}

}  // namespace

std::vector<std::string> variantsOf(Recipe mix) {
  return all(mix, mix);
}

std::vector<std::string> variantsOf(Timeline film) {
  return all(film, film.base);
}

std::vector<std::string> variantsOf(const std::string& json) {
  if (auto recipe = recipeFromJson(json)) return variantsOf(*std::move(recipe));
  if (auto timeline = timelineFromJson(json)) return variantsOf(*std::move(timeline));
  return {json};
}

}  // namespace mien
