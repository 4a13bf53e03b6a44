#pragma once
#include <torch/types.h>

#include <filesystem>

#include "core/model/networks.h"

namespace mien::training {

/// The draft's decoder: 0.36 GMAC a picture with its linear part (the portrait's: 0.92).
nets::TextureVaeImpl::Widths draftWidths();

struct DraftOptions {
  std::filesystem::path cache, teachers;
  std::filesystem::path run;   ///< checkpoint, log, contact sheets; a run that is there is resumed
  std::filesystem::path from;  ///< the portrait pack that it learns from, when a run is resumed too
  double minutes = 45;         ///< of this call; the learning rate falls over `totalImages`
  int64_t totalImages = 100'000;
  int batch = 16;
  double learningRate = 1e-3;
  torch::Device device = torch::kCPU;
};

/// Trains a small decoder for the very codes of a portrait pack: linear part and encoder are that pack's and stay as
/// they are; the decoder's convolutions learn what the portrait's make of the train faces' codes, of mixes of two and
/// of draws from the prior. Writes into `run` as trainTexture() does. Throws std::runtime_error with one sentence.
void trainDraft(const DraftOptions& options);

/// A portrait pack's network, which learns no more. Throws std::runtime_error.
nets::TextureVae portraitIn(const std::filesystem::path& pack);

/// Throws std::runtime_error unless linear part and encoder of both are the same to the last bit.
void refuseOtherEncoder(const nets::TextureVae& draft, const nets::TextureVae& portrait);

/// Whether a parameter or buffer of that name makes a face's code: linear part and encoder.
bool makesCodes(const std::string& name);

/// Makes them the same.
void shareEncoder(const nets::TextureVae& draft, const nets::TextureVae& portrait);

}  // namespace mien::training
