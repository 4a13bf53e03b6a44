#pragma once
#include <filesystem>

#include "core/model/networks.h"

namespace mien::training {

/// Options of the two small networks that find faces.
struct FindingOptions {
  std::filesystem::path cache;
  std::filesystem::path run;   ///< checkpoint and log; a run that is there is resumed
  std::filesystem::path from;  ///< pack that a new run starts from; empty: random weights
  double minutes = 15;         ///< of this call
  int64_t totalSteps = 6000;   ///< over which the learning rate falls
  int batch = 48;
  torch::Device device = torch::kCPU;
};

/// Landmarks by distillation: the labels are the landmark teacher's. Half of the crops lie roughly, as after the
/// finder, half nearly right, as in the second pass; a sixth hold no upright face and teach the face logit.
void trainLandmarks(const FindingOptions& options);

/// The finder, on pictures composed of the set's photographs at all sizes; upside-down photographs are the backgrounds.
void trainFinder(const FindingOptions& options);

}  // namespace mien::training
