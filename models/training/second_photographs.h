#pragma once
#include <torch/types.h>

#include <filesystem>

#include "models/training/cache.h"

namespace mien::training {

/// Rows of the studio portraits (source "webmorph" of FOLDER/manifest.csv), in which most people were photographed
/// twice. Who learns to tell photographs apart must not learn from them. Throws std::runtime_error with one sentence.
torch::Tensor studioRows(const std::filesystem::path& faces);

/// Pairs of two photographs of one person among `rows`, as P×2 positions in `rows`. The set does not label them; the
/// identity teacher's distances do: they leave a gap around 0.4, between a smile and another person.
torch::Tensor secondPhotographs(const FaceCache& cache, const torch::Tensor& rows);

}  // namespace mien::training
