#include "models/training/fit_directions.h"

namespace mien::training {
namespace {

torch::Tensor solve(const torch::Tensor& a, const torch::Tensor& b) {
  return torch::linalg_solve(a, b, true);
}

/// Weighted least squares with a ridge: columns N×K onto targets N×D → K×D.
torch::Tensor regression(const torch::Tensor& columns, const torch::Tensor& targets, const torch::Tensor& weights,
                         double ridge) {
  const torch::Tensor weighted = columns * weights.unsqueeze(1);
  const auto total = weights.sum().item<double>();
  const torch::Tensor gram =
      columns.t().matmul(weighted) / total + ridge * torch::eye(columns.size(1), columns.options());
  return solve(gram, weighted.t().matmul(targets) / total);
}

struct Eigen {
  torch::Tensor values, vectors;  ///< largest first; vectors in columns
};

Eigen eigen(const torch::Tensor& symmetric) {
  const auto [values, vectors] = torch::linalg_eigh((symmetric + symmetric.t()) / 2);
  return {values.flip(0), vectors.flip(1)};
}

}  // namespace

Spread spreadOf(const torch::Tensor& x, const torch::Tensor& weights) {
  const torch::Tensor w = (weights / weights.sum()).unsqueeze(1);
  const torch::Tensor mean = (x * w).sum(0);
  return {mean, ((x - mean).pow(2) * w).sum(0).sqrt().clamp_min(1e-9)};
}

torch::Tensor soundRows(const torch::Tensor& x, double most) {
  const torch::Tensor off = (x - std::get<0>(x.median(0, true))).abs();
  const torch::Tensor deviation = (1.48 * std::get<0>(off.median(0, true))).clamp_min(1e-9);
  return torch::nonzero((off / deviation).amax(1) <= most).flatten();
}

torch::Tensor Covariates::scores(const torch::Tensor& embeddings, const torch::Tensor& named) const {
  return (embeddings - mean - named.matmul(byName)).matmul(basis);
}

Covariates fitCovariates(const torch::Tensor& embeddings, const torch::Tensor& named, const torch::Tensor& weights,
                         int64_t count) {
  const Spread spread = spreadOf(embeddings, weights);
  const torch::Tensor centred = embeddings - spread.mean;
  const torch::Tensor byName = regression(named, centred, weights, 1e-6);
  const torch::Tensor rest = centred - named.matmul(byName);
  const Eigen parts = eigen(rest.t().matmul(rest * weights.unsqueeze(1)) / weights.sum());
  const torch::Tensor top = parts.values.narrow(0, 0, count).clamp_min(1e-9);
  return {spread.mean, byName, parts.vectors.narrow(1, 0, count) / top.sqrt()};
}

torch::Tensor jointAxes(const torch::Tensor& codes, const torch::Tensor& columns, const torch::Tensor& weights,
                        double ridge) {
  return regression(columns, codes - spreadOf(codes, weights).mean, weights, ridge);
}

torch::Tensor corrected(const torch::Tensor& axes, const torch::Tensor& effects, double least) {
  const auto [u, s, vh] = torch::linalg_svd(effects, false, std::nullopt);
  return vh.t().matmul(torch::diag(1 / s.clamp_min(least))).matmul(u.t()).matmul(axes);
}

torch::Tensor principalAxes(const torch::Tensor& covariance, const torch::Tensor& metric, const torch::Tensor& named,
                            int64_t count) {
  const Eigen own = eigen(covariance);
  const torch::Tensor root = own.vectors.matmul(torch::diag(own.values.clamp_min(1e-6).sqrt())).matmul(own.vectors.t());
  // Directions u in the whitened space that are not orthogonal to `taken` would change pictures as a named one does.
  const torch::Tensor taken = std::get<0>(torch::linalg_qr(root.matmul(metric).matmul(named.t())));
  const torch::Tensor rest = torch::eye(root.size(0), root.options()) - taken.matmul(taken.t());
  const Eigen parts = eigen(rest.matmul(root).matmul(metric).matmul(root).matmul(rest));
  torch::Tensor axes = root.matmul(parts.vectors.narrow(1, 0, count)).t().contiguous();
  const torch::Tensor largest = axes.gather(1, axes.abs().argmax(1, true));
  return axes * largest.sign();
}

}  // namespace mien::training
