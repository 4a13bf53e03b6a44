#pragma once
#include "core/blend/recipe.h"

namespace mien {

/// That all values of a recipe can stand in JSON, which knows neither NaN nor infinity. Errors: Usage.
Result<void> checkNumbers(const Recipe& recipe);

}  // namespace mien
