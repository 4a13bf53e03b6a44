#pragma once
#include <vector>

#include "core/blend/parameters.h"

namespace mien {

/// Adds one for each of directions(); for parameters().
void addDirectionParameters(std::vector<Parameter>& list);

}  // namespace mien
