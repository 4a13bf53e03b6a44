#pragma once
#include <array>
#include <cstddef>
#include <optional>

namespace mien {

/// A part of the face that can be mixed on its own. A person's left and right go together.
enum class Region { Eyes, Brows, Nose, Mouth, Jaw, Skin, Surroundings };

inline constexpr std::size_t kRegionCount = 7;

/// In JSON, on the command line and in parameters(), in the order of Region.
inline constexpr std::array<const char*, kRegionCount> kRegionIds{"eyes", "brows", "nose",        "mouth",
                                                                  "jaw",  "skin",  "surroundings"};

/// Skin is all of the face that no other region has, surroundings all around it: neither has an outline of its own, so
/// no shape either.
constexpr bool hasShape(Region region) {
  return region != Region::Skin && region != Region::Surroundings;
}

/// Share of B in a region, 0..1; none: as the whole has it (Recipe::structure, Recipe::features).
struct RegionMix {
  std::optional<double> shape, texture;
  friend bool operator==(const RegionMix&, const RegionMix&) = default;
};

using RegionMixes = std::array<RegionMix, kRegionCount>;

}  // namespace mien
