#pragma once
#include <torch/types.h>

#include <array>

#include "models/training/cache.h"

namespace mien::training {

/// Canonical textures with things drawn over the face, and where these are.
struct OccludedPictures {
  torch::Tensor pictures;  ///< N×3×256×256, 0..1
  torch::Tensor covered;   ///< N×1×256×256, 0..1
};

/// What can lie over a face.
enum class Thing { Spectacles, Hand, Cloth, Strands };
inline constexpr std::array kThings{Thing::Spectacles, Thing::Hand, Thing::Cloth, Thing::Strands};
/// For reports: "spectacles".
const char* nameOf(Thing thing);

/// Each picture with one such thing, each its own. No photographs of them are needed: spectacles are drawn, hands and
/// hair are filled with what `others` show. `textures` N×3×256×256; `others` as many, of other faces; `canonical` 68×2,
/// unit square of the texture.
OccludedPictures drawnOver(Thing thing, const torch::Tensor& textures, const torch::Tensor& others,
                           const torch::Tensor& canonical);

/// A batch to learn from: the first 40 % with spectacles, then hands, cloth and strands; the last sixth stays as it is.
OccludedPictures drawnOver(const torch::Tensor& textures, const torch::Tensor& others, const torch::Tensor& canonical);

/// Three tenths of them with a hard shadow, as of a hat or a hand beyond the picture: it is no thing over the face.
torch::Tensor withHardShadows(const torch::Tensor& textures, const torch::Tensor& canonical);

/// A fifth of them as at dusk: dark, and shadows close up.
torch::Tensor atDusk(const torch::Tensor& pictures);

/// Where photographs may have hair of their own along the cheeks, N×1×256×256, 1 there: at the sides, of another colour
/// than nose and cheeks. Nobody has marked which of it is hair and which is shade.
torch::Tensor perhapsHair(const torch::Tensor& textures, const torch::Tensor& canonical);

/// Of the cache: canonical textures N×3×256×256, and what their photographs reach, N×1×256×256; both 0..1.
torch::Tensor texturesOf(const FaceCache& cache, const torch::Tensor& index);
torch::Tensor knownOf(const FaceCache& cache, const torch::Tensor& index);

/// How strongly lines run across the bridge of the nose, N: spectacles' bridges do, bare noses hardly.
torch::Tensor bridgeLines(const torch::Tensor& textures, const torch::Tensor& canonical);

/// 1×1×256×256, 1 where spectacles are.
torch::Tensor eyeBand(const torch::Tensor& canonical);

/// 1×1×256×256, 1 from jaw to a little over the brows, where occlusions are looked for.
torch::Tensor lookedAt(const torch::Tensor& canonical);

}  // namespace mien::training
