#pragma once
#include <filesystem>

#include "core/model/judging_modules.h"

namespace mien::training {

struct IdentityOptions {
  std::filesystem::path cache, teachers;
  std::filesystem::path run;  ///< checkpoint and log; a run that is there is resumed
  /// Pack that a new run starts from, whose blocks need no lessons of their own. Empty: random weights.
  std::filesystem::path from;
  double minutes = 60;  ///< of this call; the learning rate falls over `totalImages`
  int64_t totalImages = 100'000;
  double blocksShare = 0.4;  ///< of the images: blocks learn one by one; then all together
  double rate = 0;           ///< the top one of the whole network; 0: the usual one
  int batch = 16;
  torch::Device device = torch::kCPU;
};

/// The identity network by distillation from dlib's ResNet-29, from random weights. First each block learns what the
/// teacher's block beside it does with the teacher's own features (block by block: Romero et al. 2015, Li et al. 2020),
/// then the whole network learns the teacher's embedding and the distances within a batch (Park et al. 2019), with the
/// blocks' features as hints. The teacher sees upright clean crops, mirrored or mixed for variety; the student sees a
/// share of them badly cropped, relit, blurred or compressed.
void trainIdentity(const IdentityOptions& options);

}  // namespace mien::training
