#pragma once
#include <torch/nn.h>

#include <filesystem>

#include "models/training/fused_adam.h"

namespace mien::training {

/// Tells canonical textures of photographs from decoded ones, piece by piece (PatchGAN, Isola et al. 2017). It sees
/// pictures where something is known of the photograph alone, and where that is.
struct PatchesImpl : torch::nn::Module {
  PatchesImpl();
  /// x N×3×256×256, known N×1×256×256 → N×1×32×32, above 0: of a photograph.
  torch::Tensor forward(const torch::Tensor& x, const torch::Tensor& known);
  torch::nn::Sequential trunk;
};
TORCH_MODULE(Patches);

/// Reconstructions and mixes are to be as sharp as photographs, and mixes as plausible as reconstructions (after ACAI,
/// Berthelot et al. 2018): a hinge loss, with the real pictures' gradient kept small (R1, Mescheder et al. 2018).
class Discriminator {
 public:
  Discriminator(torch::Device device, double learningRate);
  /// What the decoder is to lower. N pictures and what is to be seen of them.
  torch::Tensor fooled(const torch::Tensor& decoded, const torch::Tensor& known);
  /// One step. Nothing reaches the decoder.
  void learn(const torch::Tensor& real, const torch::Tensor& realKnown, const torch::Tensor& decoded,
             const torch::Tensor& decodedKnown, torch::Device device, double rate);
  /// Share of the pieces that it tells right, a running mean.
  double right() const { return right_; }
  void save(const std::filesystem::path& file);
  void load(const std::filesystem::path& file, torch::Device device);

 private:
  Patches patches_;
  FusedAdam optimiser_;
  int64_t steps_ = 0;
  double right_ = 0.5;
};

}  // namespace mien::training
