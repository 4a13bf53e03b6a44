#pragma once
#include <nlohmann/json.hpp>

#include "core/blend/recipe.h"
#include "core/gate/explain.h"

namespace mien {

/// For people, to stdout: the nearest training photographs, who is where, and what each slider does.
void printExplanation(const Recipe& recipe, const Explanation& explanation);

/// The same as JSON: "recipe", "nearest", "near_copy", "regions", "sliders".
nlohmann::json explanationJson(const Recipe& recipe, const Explanation& explanation);

}  // namespace mien
