#pragma once
#include <torch/types.h>

#include <filesystem>
#include <nlohmann/json_fwd.hpp>

#include "models/training/cache.h"

namespace mien::training {

/// Rows of the studio portraits (source "webmorph" of FOLDER/manifest.csv), in which most people were photographed
/// twice. Who learns to tell photographs apart must not learn from them. Throws std::runtime_error with one sentence.
torch::Tensor studioRows(const std::filesystem::path& faces);

/// Pairs of two photographs of one person among `rows`, as P×2 positions in `rows`. The set does not label them; the
/// identity teacher's distances do: they leave a gap around 0.4, between a smile and another person.
torch::Tensor secondPhotographs(const FaceCache& cache, const torch::Tensor& rows);

/// For P×2 pairs of rows of `e`: how often each of the two is the other's nearest.
double nearestShare(const torch::Tensor& e, const torch::Tensor& pairs);

/// Distances below which 1 % and 0.1 % of all pairs of different people lie.
struct FalseMatches {
  double at1 = 0, at01 = 0;
};
/// `embeddings`: one of each person.
FalseMatches falseMatchesOf(const torch::Tensor& embeddings);

/// What a network makes of second photographs of the same people, by its own thresholds. `e`: its embeddings of the
/// rows that `pairs` names.
nlohmann::json secondFigures(const torch::Tensor& e, const torch::Tensor& pairs, const FalseMatches& at);

}  // namespace mien::training
