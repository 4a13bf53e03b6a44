#pragma once
#include <torch/types.h>

namespace mien::training {

/// The linear algebra of directions; rows are faces or axes. Nothing here knows what is measured.

/// Mean and standard deviation by column, each face counting by its weight (N, about 1).
struct Spread {
  torch::Tensor mean, deviation;  ///< K
  torch::Tensor standardised(const torch::Tensor& x) const { return (x - mean) / deviation; }
};
Spread spreadOf(const torch::Tensor& x, const torch::Tensor& weights);

/// Rows (of N×K, in order) that have no value further than `most` robust standard deviations (1.48 × the median
/// distance to the median) from its column's median: a face whose landmarks went astray has measures of nothing.
torch::Tensor soundRows(const torch::Tensor& x, double most);

/// Leading `count` principal components of faces' embeddings (N×E), from which `named` (N×K, standardised) was taken
/// out by regression: what else tells people apart. `scores` of other faces are in standard deviations of these.
struct Covariates {
  torch::Tensor mean;    ///< E
  torch::Tensor byName;  ///< K×E
  torch::Tensor basis;   ///< E×count, ÷ standard deviation
  torch::Tensor scores(const torch::Tensor& embeddings, const torch::Tensor& named) const;
};
Covariates fitCovariates(const torch::Tensor& embeddings, const torch::Tensor& named, const torch::Tensor& weights,
                         int64_t count);

/// Multiple ridge regression of codes (N×D) on standardised columns (N×K) jointly: row k of the answer (K×D) is how the
/// code changes, on average, with one standard deviation more of column k while the other columns stay. With one column
/// at a time, or with a classifier's normal (InterFaceGAN, Shen et al. 2020, which then projects one normal off the
/// others), what usually comes together in photographs (age and glasses, beard and gender) would come together here.
torch::Tensor jointAxes(const torch::Tensor& codes, const torch::Tensor& columns, const torch::Tensor& weights,
                        double ridge = 1e-3);

/// Mixes the axes (K×D) so that their measured effects (K×K: row axis, column measure, standard deviations for a step
/// of one) become the identity matrix, as far as that takes no more than 1 ÷ `least` of any combination of axes:
/// smaller singular values are held there, for they are noise.
torch::Tensor corrected(const torch::Tensor& axes, const torch::Tensor& effects, double least = 0.35);

/// The `count` directions along which codes of this covariance (D×D) change pictures most, strongest first, as one
/// standard deviation each (dᵀC⁻¹d = 1): principal components (GANSpace, Härkönen et al. 2020) in the metric of pixels
/// (D×D: JᵀJ, mean over faces), for a code under a unit Gaussian prior has none of its own. None changes pictures as a
/// row of `named` does (dᵀGn = 0). Signs are fixed: the largest element is positive.
torch::Tensor principalAxes(const torch::Tensor& covariance, const torch::Tensor& metric, const torch::Tensor& named,
                            int64_t count);

}  // namespace mien::training
