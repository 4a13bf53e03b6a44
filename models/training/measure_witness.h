#pragma once
#include <filesystem>

#include "core/model/witness_module.h"
#include "models/training/cache.h"
#include "models/training/second_photographs.h"

namespace mien::training {

/// How well the witness tells faces of `val`, of whose photographs no training step saw any.
struct WitnessQuality {
  double accepted = 0;  ///< share of varied views nearer to their photograph than 1 % of the pairs of different people
  double correlation = 0;    ///< of its distances with the identity teacher's, pairs of different people
  double secondNearest = 0;  ///< share of second photographs that are the nearest of all studio portraits
};
WitnessQuality witnessQuality(nets::Witness& net, const FaceCache& cache, const torch::Tensor& studio, int64_t faces);

/// On clean photographs of `val`.
FalseMatches falseMatches(nets::Witness& net, const FaceCache& cache);

/// Measures the pack `witness` of `models` on all faces of `val`, and on the studio portraits of `faces`, and writes
/// the report that writeCard reads. Throws std::runtime_error with one sentence.
void measureWitness(const std::filesystem::path& models, const std::filesystem::path& cache,
                    const std::filesystem::path& faces, const std::filesystem::path& report);

}  // namespace mien::training
