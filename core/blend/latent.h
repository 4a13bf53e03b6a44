#pragma once
#include <string>
#include <vector>

#include "core/base/result.h"

namespace mien {

/// What the networks know of a face: its code under the pack's unit Gaussian prior, by group.
struct Latent {
  std::string packHash;  ///< which pack it belongs to; a foreign latent means nothing
  std::vector<float> structure, colour, features;
  friend bool operator==(const Latent&, const Latent&) = default;
};

/// Share of B, 0..1, by group.
struct MixWeights {
  double structure = 0, colour = 0, features = 0;
};

/// Mixes two latents of one pack. Structure is mixed straight, as two shapes are. In the texture groups direction and
/// length are mixed separately: two independent codes' straight mean would be √2 too short for the prior, a bland face.
/// Exact at both ends. Errors: Model when the latents belong to different packs.
Result<Latent> mixLatents(const Latent& a, const Latent& b, const MixWeights& weights);

}  // namespace mien
