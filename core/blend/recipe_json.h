#pragma once
#include <nlohmann/json.hpp>

#include "core/base/json_field.h"
#include "core/blend/recipe.h"

namespace mien {

/// A recipe within a larger document. Throws JsonRefused; for use inside core alone.
Recipe recipeFromField(const JsonField& field);
nlohmann::json recipeToField(const Recipe& recipe);

/// The oldest that can say it.
int schemaOf(const Recipe& recipe);

/// The same for one face. `schema`: of the recipe that it would stand in.
FaceRef faceFromField(const JsonField& field, int schema = Recipe::kSchema);
nlohmann::json faceToField(const FaceRef& face);

}  // namespace mien
