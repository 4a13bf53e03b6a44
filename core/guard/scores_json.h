#pragma once
#include <nlohmann/json.hpp>

#include "core/base/json_field.h"
#include "core/guard/scores.h"

namespace mien {

/// Scores within a larger document. Throws JsonRefused; for use inside core alone.
nlohmann::json scoresToField(const Scores& scores);
Scores scoresFromField(const JsonField& field);

}  // namespace mien
