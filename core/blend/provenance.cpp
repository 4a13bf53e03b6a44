#include "core/blend/provenance.h"

namespace mien {

Provenance provenanceOf(const Recipe& recipe) {
  return {.photographs = usesPhotographs(recipe.faces),
          .modelId = recipe.modelId,
          .modelHash = recipe.modelHash,
          .recipeJson = toJson(recipe)};
}

}  // namespace mien
