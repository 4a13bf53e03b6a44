#pragma once
#include "core/blend/recipe.h"
#include "core/photo/xmp.h"

namespace mien {

/// What a picture of this recipe carries.
Provenance provenanceOf(const Recipe& recipe);

}  // namespace mien
