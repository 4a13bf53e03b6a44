#pragma once
#include <array>

#include "core/blend/balance.h"
#include "core/blend/recipe.h"

namespace mien {

/// Share of B that is mixed in each region, in the order of Region, with the balance in it; `whole` (which has it
/// already) where a region follows. `part`: shape or texture.
inline std::array<double, kRegionCount> regionShares(const Recipe& recipe, std::optional<double> RegionMix::*part,
                                                     double whole) {
  std::array<double, kRegionCount> out{};
  out.fill(whole);
  for (std::size_t i = 0; i < kRegionCount; ++i)
    if (const auto& own = recipe.regions[i].*part) out[i] = balancedShare(*own, recipe.balance);
  return out;
}

}  // namespace mien
