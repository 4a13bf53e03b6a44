#pragma once
#include <torch/types.h>

#include <string>
#include <vector>

namespace mien::training {

/// Weights by race and gender: groups whose likeness falls behind count more, so that none is much worse off than
/// another at the end (after group-wise robust optimisation, Sagawa et al. 2020, but gentler). Rows without a label
/// count 1.
class LikenessWeights {
 public:
  /// `groups` as FaceCache has them.
  LikenessWeights(const std::vector<std::string>& groups, torch::Device device);
  /// Of these rows, N.
  torch::Tensor of(const torch::Tensor& rows) const;
  /// Their squared identity distances, N: a running mean by group.
  void learn(const torch::Tensor& rows, const torch::Tensor& squaredDistances);
  /// Square root of the mean squared distance of the worst group ÷ that of the best one.
  double spread() const;

 private:
  torch::Tensor group_;  ///< of each row, 0: without a label
  torch::Tensor mean_;   ///< squared distance of each group
};

}  // namespace mien::training
