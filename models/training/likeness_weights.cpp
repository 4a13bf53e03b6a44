#include "models/training/likeness_weights.h"

#include <map>

namespace mien::training {
namespace {

constexpr double kPower = 2;  ///< of a group's mean ÷ the mean of all
constexpr double kLeast = 0.4, kMost = 2.5;
constexpr double kNew = 0.02;  ///< share of a batch's rows in the running mean

}  // namespace

LikenessWeights::LikenessWeights(const std::vector<std::string>& groups, torch::Device device) {
  std::map<std::string, int64_t> ids{{",", 0}};
  std::vector<int64_t> rows;
  for (const std::string& group : groups)
    rows.push_back(ids.emplace(group, static_cast<int64_t>(ids.size())).first->second);
  group_ = torch::tensor(rows, torch::kLong).to(device);
  mean_ = torch::ones({static_cast<int64_t>(ids.size())}, torch::device(device));
}

torch::Tensor LikenessWeights::of(const torch::Tensor& rows) const {
  const torch::Tensor group = group_.index_select(0, rows.to(group_.device()));
  const torch::Tensor labelled =
      mean_.narrow(0, std::min<int64_t>(1, mean_.size(0) - 1), std::max<int64_t>(1, mean_.size(0) - 1));
  torch::Tensor weights = (mean_ / labelled.mean()).pow(kPower).clamp(kLeast, kMost);
  weights[0] = 1;
  return weights.index_select(0, group);
}

void LikenessWeights::learn(const torch::Tensor& rows, const torch::Tensor& squaredDistances) {
  const torch::Tensor group = group_.index_select(0, rows.to(group_.device()));
  const torch::Tensor count = torch::zeros_like(mean_).index_add_(0, group, torch::ones_like(squaredDistances));
  const torch::Tensor sum = torch::zeros_like(mean_).index_add_(0, group, squaredDistances);
  const torch::Tensor moved = mean_ + (1 - torch::pow(1 - kNew, count)) * (sum / count.clamp_min(1) - mean_);
  mean_ = torch::where(count > 0, moved, mean_);
}

double LikenessWeights::spread() const {
  if (mean_.size(0) < 3) return 1;
  const torch::Tensor labelled = mean_.narrow(0, 1, mean_.size(0) - 1);
  return (labelled.max() / labelled.min()).sqrt().item<double>();
}

}  // namespace mien::training
