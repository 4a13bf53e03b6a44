#pragma once
#include <torch/types.h>

#include <cstdint>
#include <filesystem>

namespace mien::training {

struct OcclusionOptions {
  std::filesystem::path cache;
  std::filesystem::path run;  ///< checkpoint and log; a run that is there is resumed
  std::filesystem::path
      from;  ///< portrait pack whose network a new run starts from, to be named again when it is resumed; empty: none
  double minutes = 60;        ///< of this call
  int64_t totalSteps = 3000;  ///< over which the learning rate falls
  int batch = 16;
  torch::Device device = torch::kCPU;
};

/// The network that sees what lies over a face, from things drawn over canonical textures (after Xie et al. 2022 and
/// others, who train occlusion segmentation on synthetic occluders alone). Photographs that show such things already
/// would teach it that they are none: who seems to wear spectacles by the lines across the nose's bridge is left out,
/// and a third of the way on, or from a pack at once, who seems to by the network itself.
void trainOcclusion(const OcclusionOptions& options);

/// What was drawn and what the network makes of it, then `val` photographs and what it makes of them, as a PPM.
void writeOcclusionSheet(const OcclusionOptions& options, const std::filesystem::path& file);

}  // namespace mien::training
