#include "core/blend/same_mix.h"

namespace mien {
namespace {

/// `recipe` is `document` or a part of it.
template <class Document>
std::vector<std::string> all(const Document& document, Recipe& recipe) {
  std::vector<Placement> places{Placement::Crop, Placement::PhotoA, Placement::PhotoB};
  std::vector<Surroundings> grounds{Surroundings::Auto, Surroundings::A, Surroundings::B, Surroundings::Blend,
                                    Surroundings::None};
  for (std::size_t face = 2; face < recipe.faces.size(); ++face) {
    places.push_back(static_cast<Placement>(face + 1));
    grounds.push_back(static_cast<Surroundings>(face + 2));
  }
  std::vector<std::string> texts;
  for (const int size : {256, 512, 1024}) {
    for (const Placement placement : places) {
      for (const Surroundings ground : grounds) {
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
