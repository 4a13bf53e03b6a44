#pragma once
#include <string>
#include <vector>

#include "core/blend/timeline.h"

namespace mien {

// One mix, or one film, is the same thing at whatever size, in whatever place and before whatever ground it is made.

/// The canonical JSON of each: the same texts in the same order, whichever of them is given.
std::vector<std::string> variantsOf(Recipe mix);
std::vector<std::string> variantsOf(Timeline film);
/// Of the JSON of either; another text has no variant but itself.
std::vector<std::string> variantsOf(const std::string& json);

}  // namespace mien
