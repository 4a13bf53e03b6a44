#include "core/blend/provenance.h"

namespace mien {

Provenance provenanceOf(const Recipe& recipe) {
  return {.photographs = usesPhotographs(recipe.faces),
          .modelId = recipe.modelId,
          .modelHash = recipe.modelHash,
          .recipeJson = toJson(recipe)};
}

Provenance provenanceOf(Timeline timeline) {
  timeline.markers.clear();
  return {.photographs = usesPhotographs(timeline.base.faces),
          .modelId = timeline.base.modelId,
          .modelHash = timeline.base.modelHash,
          .timelineJson = toJson(timeline)};
}

}  // namespace mien
