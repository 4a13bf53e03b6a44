#pragma once
#include <torch/types.h>

namespace mien::training {

/// Distances of all pairs of rows of N×K embeddings, each pair once.
torch::Tensor distancesOfPairs(const torch::Tensor& embeddings);

/// Pearson's, of two lists of one length.
double correlation(const torch::Tensor& a, const torch::Tensor& b);

double shareBelow(const torch::Tensor& distances, double threshold);

/// Below it lies this share of the distances, which are those of different people: where that share is taken for one.
double falseMatchThreshold(const torch::Tensor& distances, double share);

/// Of telling pairs of one person from pairs of two by a threshold; balanced: the mean of both kinds' shares.
double verificationAccuracy(const torch::Tensor& same, const torch::Tensor& different, double threshold);

/// The threshold at which that is best.
double bestThreshold(const torch::Tensor& same, const torch::Tensor& different);

}  // namespace mien::training
