#pragma once
#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "core/base/result.h"
#include "core/blend/face_weights.h"

namespace mien {

/// What the networks know of a face: its code under the pack's unit Gaussian prior, by group.
struct Latent {
  std::string packHash;  ///< whose latent it is, see Pack::latentsHash(); a foreign one means nothing
  std::vector<float> structure, colour, features;
  friend bool operator==(const Latent&, const Latent&) = default;
};

/// Root mean square of the numbers in a photograph's code, for Path::Typical: half way between photographs of `val`,
/// with their lengths mixed, it was 0.946.
inline constexpr double kTypicalLength = 0.95;

/// Mixes the latents of one pack, as many as there are weights. Structure is mixed straight, as shapes are; the texture
/// groups along `path`: independent codes' straight mean would be √2 too short for the prior (of two; √n of n), a bland
/// face. Exact where one face has all. Errors: Model when the latents belong to different packs.
Result<Latent> mixLatents(std::span<const Latent* const> latents, const MixWeights& weights,
                          Path path = Path::Spherical);

/// How often each face's features are in those of mixLatents(), which are their sum.
FaceWeights featureFactors(std::span<const Latent* const> latents, const FaceWeights& weights, Path path);

/// √(1 − amount²) of the code and, group by group, `amount` of one drawn anew with the same length: a code is left as
/// far from the mean as it was. The same number gives the same one everywhere. With amount 0 the very same code.
Latent varied(const Latent& latent, const Variation& variation);

/// Standard normal numbers that are the same everywhere.
std::vector<float> normals(std::uint64_t seed, std::size_t count);

}  // namespace mien
