#pragma once
#include <vector>

#include "core/blend/parameters.h"
#include "core/blend/timeline.h"

namespace mien {

/// Adds one for each of directions(); for parameters().
void addDirectionParameters(std::vector<Parameter>& list);

/// Recipe::directionsHash stays only where a direction is used, so that the bytes of what does without stay.
void settleDirections(Recipe& recipe);
void settleDirections(Timeline& timeline);

}  // namespace mien
