#pragma once
#include <filesystem>

#include "core/model/judging_modules.h"

namespace mien::training {

struct JudgeOptions {
  std::filesystem::path cache;
  std::filesystem::path portrait;  ///< pack that decodes mixes and extreme codes
  std::filesystem::path run;       ///< checkpoint and log; a run that is there is resumed
  std::filesystem::path from;      ///< pack that a new run starts from; empty: random weights
  double minutes = 25;             ///< of this call
  int64_t totalSteps = 1500;       ///< over which the learning rate falls
  int batch = 64;
  torch::Device device = torch::kCPU;
};

/// Face or not, and apparent age. Faces are photographs, landmark morphs and decoded codes; the rest is made bad on
/// purpose (see JudgeKind). Ages are the age teacher's estimates of the photographs.
void trainJudge(const JudgeOptions& options);

}  // namespace mien::training
