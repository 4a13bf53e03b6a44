#pragma once
#include <filesystem>

#include "core/model/witness_module.h"

namespace mien::training {

struct WitnessOptions {
  std::filesystem::path cache;
  std::filesystem::path faces;  ///< the face set, for its manifest: says who was photographed twice
  std::filesystem::path run;    ///< checkpoint and log; a run that is there is resumed
  std::filesystem::path from;   ///< pack that a new run starts from; empty: random weights
  double minutes = 70;          ///< of this call
  int64_t totalSteps = 3000;    ///< over which the learning rate falls
  int batch = 64;               ///< faces; the network sees two views of each
  torch::Device device = torch::kCPU;
};

/// The second identity network, by contrast alone: two strongly varied views of one face are to lie nearer to one
/// another than to all other faces (NT-Xent, Chen et al. 2020), those of the batch and of a queue of the last batches
/// (cross-batch memory, Wang et al. 2020). It learns from nobody's embeddings, and nothing may learn from it: it is the
/// judge that decides. The studio portraits are left out, for most of their people come twice, as two faces.
void trainWitness(const WitnessOptions& options);

}  // namespace mien::training
