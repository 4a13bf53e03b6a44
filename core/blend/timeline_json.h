#pragma once
#include "core/blend/recipe_json.h"
#include "core/blend/timeline.h"

namespace mien {

/// A timeline within a larger document. Throws JsonRefused; for use inside core alone.
Timeline timelineFromField(const JsonField& field);
nlohmann::json timelineToField(const Timeline& timeline);

}  // namespace mien
