#include "models/training/distances.h"

#include <algorithm>

namespace mien::training {

torch::Tensor distancesOfPairs(const torch::Tensor& embeddings) {
  const torch::Tensor d = torch::cdist(embeddings, embeddings);
  return d.masked_select(torch::ones_like(d, torch::kBool).triu(1));
}

double correlation(const torch::Tensor& a, const torch::Tensor& b) {
  const torch::Tensor x = a.to(torch::kDouble) - a.mean().item<double>();
  const torch::Tensor y = b.to(torch::kDouble) - b.mean().item<double>();
  return ((x * y).sum() / (x.pow(2).sum() * y.pow(2).sum()).sqrt()).item<double>();
}

double shareBelow(const torch::Tensor& distances, double threshold) {
  return (distances < threshold).to(torch::kDouble).mean().item<double>();
}

double falseMatchThreshold(const torch::Tensor& distances, double share) {
  const torch::Tensor sorted = std::get<0>(distances.sort());
  return sorted[static_cast<int64_t>(share * static_cast<double>(sorted.size(0)))].item<double>();
}

double verificationAccuracy(const torch::Tensor& same, const torch::Tensor& different, double threshold) {
  return (shareBelow(same, threshold) + 1 - shareBelow(different, threshold)) / 2;
}

double bestThreshold(const torch::Tensor& same, const torch::Tensor& different) {
  double best = 0;
  double most = 0;
  for (double t = 0.2; t < 1.6; t += 0.005) {
    const double right = verificationAccuracy(same, different, t);
    if (right <= most) continue;
    most = right;
    best = t;
  }
  return best;
}

}  // namespace mien::training
