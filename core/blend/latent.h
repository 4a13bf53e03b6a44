#pragma once
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

/// Mixes the latents of one pack, as many as there are weights. Structure is mixed straight, as shapes are. In the
/// texture groups direction and length are mixed separately: independent codes' straight mean would be √2 too short for
/// the prior (of two; √n of n), a bland face. Exact where one face has all. Errors: Model when the latents belong to
/// different packs.
Result<Latent> mixLatents(std::span<const Latent* const> latents, const MixWeights& weights);

}  // namespace mien
