#pragma once
#include <torch/types.h>

#include <filesystem>

namespace mien::training {

struct TextureOptions {
  std::filesystem::path cache, teachers;
  std::filesystem::path run;   ///< checkpoint, log, contact sheets; a run that is there is resumed
  std::filesystem::path from;  ///< pack that a new run starts from, its linear part alone if its widths differ;
                               ///< empty: a new linear start
  double minutes = 60;         ///< of this call; the learning rate falls over `totalImages`
  int64_t totalImages = 60'000;
  int batch = 12;
  double learningRate = 4e-4;
  bool decoderOnly = false;  ///< the encoder stays as it is, and with it every face's code
  double adversarial = 0;    ///< weight of a discriminator's opinion; kept in `run`/patches.pt
  torch::Device device = torch::kCPU;
};

/// Trains shape code and texture VAE (see docs/training.md): linear start, then the convolutional corrections under
/// masked L1, perceptual and identity losses and KL with free bits, on reconstructions and on decoded 50 % mixes.
/// Writes `run`/checkpoint.pt every few minutes and the weights (exponential mean) at the end.
void trainTexture(const TextureOptions& options);

}  // namespace mien::training
