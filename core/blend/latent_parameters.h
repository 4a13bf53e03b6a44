#pragma once
#include <vector>

#include "core/blend/parameters.h"

namespace mien {

/// Adds those of the way through the latent space: path and variation; for parameters().
void addLatentParameters(std::vector<Parameter>& list);

}  // namespace mien
