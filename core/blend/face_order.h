#pragma once
#include "core/blend/recipe.h"

namespace mien {

/// An order of the faces' own, by what they are and not by their place in a recipe. Of equal ones neither comes first.
bool comesBefore(const FaceRef& a, const FaceRef& b);

}  // namespace mien
