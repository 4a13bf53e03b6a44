#pragma once
#include <torch/types.h>

#include <string>
#include <vector>

#include "models/training/cache.h"

namespace mien::training {

/// Draws faces that are alike in much of what is no identity: of one set of photographs, one race and one gender, where
/// the set labels them. To tell such faces apart a network has to look at the person (hard negatives, Schroff et al.
/// 2015).
class AlikeBatches {
 public:
  /// `sources`: the set of each of the cache's rows (sourcesOf()). Draws from `rows`, each as often as the cache's
  /// balance says.
  AlikeBatches(const FaceCache& cache, const std::vector<std::string>& sources, const torch::Tensor& rows);
  /// Row numbers of different photographs, `count` of them or as many as are alike.
  torch::Tensor draw(int64_t count) const;

 private:
  struct Kind {
    torch::Tensor rows, odds;
  };
  std::vector<Kind> kinds_;
  torch::Tensor odds_;  ///< of each kind
};

}  // namespace mien::training
