#pragma once
#include <nlohmann/json.hpp>

#include "core/base/json_field.h"
#include "core/blend/recipe.h"

namespace mien {

/// A recipe within a larger document. Throws JsonRefused; for use inside core alone.
Recipe recipeFromField(const JsonField& field);
nlohmann::json recipeToField(const Recipe& recipe);

/// Whether no older schema can say it.
bool isOfSchema4(const Recipe& recipe);

/// The same for one face.
FaceRef faceFromField(const JsonField& field);
nlohmann::json faceToField(const FaceRef& face);

}  // namespace mien
