#pragma once
#include "core/model/networks.h"
#include "models/training/cache.h"
#include "models/training/teachers.h"

namespace mien::training {

/// One batch of canonical textures on the training device.
struct TextureBatch {
  torch::Tensor x;         ///< N×3×256×256
  torch::Tensor known;     ///< N×1×256×256
  torch::Tensor identity;  ///< N×128
  torch::Tensor grid;      ///< N×26×26×2, for textures that are not mirrored
  bool mirrored = false;   ///< all of x and known
};

/// The rows in `index`; with `augment` half of the batches are mirrored, and colours vary.
TextureBatch loadBatch(const FaceCache& cache, const torch::Tensor& index, torch::Device device, bool augment);

struct TextureLoss {
  torch::Tensor total;
  double pixel = 0, perceptual = 0, identity = 0, mixIdentity = 0, kl = 0;
};

/// Reconstructions of the batch and 50 % mixes of its halves.
TextureLoss textureLoss(nets::TextureVae& vae, const TextureBatch& batch, const IdentityTeacher& identity,
                        const PerceptualTeacher& perceptual);

/// Mixes codes so that the length is mixed too, not only the direction: the mean of two independent codes would be
/// √2 too short for the prior. t N×1 or a number.
torch::Tensor mixCodes(const torch::Tensor& a, const torch::Tensor& b, double t);

}  // namespace mien::training
