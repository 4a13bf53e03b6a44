#pragma once
#include <torch/types.h>

#include <filesystem>

namespace mien::training {

struct PriorOptions {
  std::filesystem::path cache;
  std::filesystem::path run;   ///< codes, checkpoint, log, contact sheet; a run that is there is resumed
  std::filesystem::path from;  ///< the portrait pack whose codes it learns
  int64_t rounds = 60;         ///< through the training faces, at most; it stops where faces held back gain no more
  int batch = 256;
  double learningRate = 5e-4;
};

/// Fits the prior from which new faces are drawn (core/model/prior_flow.h) to the codes of the train faces as they are
/// and mirrored, drawn as often as balances race, gender and age. One face in twenty is held back to say when to stop;
/// the checkpoint is the best. On the CPU, in minutes. Throws std::runtime_error with one sentence.
void trainPrior(const PriorOptions& options);

}  // namespace mien::training
