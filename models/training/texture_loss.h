#pragma once
#include <string>
#include <vector>

#include "core/model/networks.h"
#include "models/training/cache.h"
#include "models/training/teachers.h"

namespace mien::training {

/// One batch of canonical textures on the training device.
struct TextureBatch {
  torch::Tensor x;         ///< N×3×256×256
  torch::Tensor known;     ///< N×1×256×256
  torch::Tensor identity;  ///< N×128, of the photograph
  torch::Tensor grid;      ///< N×26×26×2, for textures that are not mirrored
  torch::Tensor weight;    ///< N, how much a row's likeness counts; about 1
  bool mirrored = false;   ///< all of x and known
};

/// The rows in `index`; with `augment` half of the batches are mirrored, colours vary, and some faces have a part of
/// another's.
TextureBatch loadBatch(const FaceCache& cache, const torch::Tensor& index, torch::Device device, bool augment);

struct TextureLoss {
  torch::Tensor total;
  /// Each a number on the training device.
  torch::Tensor pixel, woven, perceptual, identity, mixIdentity, detailIdentity, kl;
  torch::Tensor decoded, decodedKnown;  ///< of draws and of mixes, without and with detail: for a discriminator
  torch::Tensor likeness;               ///< squared identity distances of the reconstructions of rows `likenessFrom`…
  int64_t likenessFrom = 0;
};

/// Reconstructions of the batch, and mixes of its first half's faces at random shares: by the network alone, and with
/// both parents' detail.
TextureLoss textureLoss(nets::TextureVae& vae, const TextureBatch& batch, const IdentityTeacher& identity,
                        const PerceptualTeacher& perceptual);

/// As mixLatents() in core/blend: the length of each group is mixed too, not only the direction: the mean of two
/// independent codes would be √2 too short for the prior. `t` N×1; the first `colour` numbers are the one group.
torch::Tensor mixGroups(const torch::Tensor& a, const torch::Tensor& b, const torch::Tensor& t, int64_t colour);

/// The val faces in `index`, judged by the teacher: reconstructions to their photographs, and halves of each with the
/// next to the worse-served parent, by the network alone and with both parents' detail.
struct TextureCheck {
  double alone = 0, mixes = 0, detail = 0;  ///< median; shares below 0.6
};
TextureCheck checkTexture(nets::TextureVae& vae, const FaceCache& cache, const torch::Tensor& index,
                          const IdentityTeacher& identity, torch::Device device);

}  // namespace mien::training
