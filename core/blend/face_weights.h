#pragma once
#include <array>
#include <vector>

#include "core/blend/recipe.h"

namespace mien {

/// What each face has in a mix, in the order of Recipe::faces: 0..1, together 1.
using FaceWeights = std::vector<double>;

/// By latent group, with the balance in them.
struct MixWeights {
  FaceWeights structure, colour, features;
};
MixWeights mixWeights(const Recipe& recipe);

/// In each region, in the order of Region, with the balance in them; as the whole where a region follows. `part`: shape
/// or texture. With Surroundings::Auto the texture of the surroundings that follow is all of the face with the largest
/// share, half way between two of one of them; to the other it passes within 6 hundredths of the slider.
using RegionWeights = std::array<FaceWeights, kRegionCount>;
RegionWeights regionWeights(const Recipe& recipe, std::optional<double> RegionMix::*part);

/// Whether the surroundings are one face's by themselves: Surroundings::Auto, and no share of their own.
bool surroundingsAreAutomatic(const Recipe& recipe);

/// What the sliders say each face has in the whole, without the balance: what people read.
FaceWeights overallWeights(const Recipe& recipe);

/// Shares that say this, see FaceShare: of B in A and B, of C in A to C, and so on; one fewer than there are weights.
/// Where nothing is left to divide, the shares are equal. `weights` ≥ 0; they need not sum to 1.
std::vector<double> sharesFrom(const FaceWeights& weights);

}  // namespace mien
