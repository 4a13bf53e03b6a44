#include "models/training/second_photographs.h"

#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "models/training/distances.h"
#include "models/training/sources.h"

namespace mien::training {
namespace {

constexpr double kOnePerson = 0.4;

torch::Tensor distancesBetween(const torch::Tensor& e, const torch::Tensor& pairs) {
  return (e.index_select(0, pairs.select(1, 0)) - e.index_select(0, pairs.select(1, 1))).norm(2, 1);
}

/// Distances of different people among them.
torch::Tensor strangers(const torch::Tensor& e, const torch::Tensor& pairs) {
  torch::Tensor other = torch::ones({e.size(0), e.size(0)}, torch::kBool);
  other.index_put_({pairs.select(1, 0), pairs.select(1, 1)}, torch::zeros({pairs.size(0)}, torch::kBool));
  return torch::cdist(e, e).masked_select(other.triu(1));
}

}  // namespace

torch::Tensor studioRows(const std::filesystem::path& faces) {
  const std::vector<std::string> sources = sourcesOf(faces);
  std::vector<int64_t> rows;
  for (std::size_t row = 0; row < sources.size(); ++row)
    if (sources[row] == "webmorph") rows.push_back(static_cast<int64_t>(row));
  return torch::tensor(rows, torch::kInt64);
}

torch::Tensor secondPhotographs(const FaceCache& cache, const torch::Tensor& rows) {
  const torch::Tensor e = cache.identity().index_select(0, rows);
  const torch::Tensor near = torch::cdist(e, e) < kOnePerson;
  return torch::nonzero(near.triu(1));
}

double nearestShare(const torch::Tensor& e, const torch::Tensor& pairs) {
  const torch::Tensor d = torch::cdist(e, e) + 10 * torch::eye(e.size(0));
  const torch::Tensor nearest = d.argmin(1);
  const auto a = pairs.select(1, 0);
  const auto b = pairs.select(1, 1);
  return torch::cat({nearest.index_select(0, a) == b, nearest.index_select(0, b) == a})
      .to(torch::kDouble)
      .mean()
      .item<double>();
}

FalseMatches falseMatchesOf(const torch::Tensor& embeddings) {
  const torch::Tensor different = distancesOfPairs(embeddings);
  return {falseMatchThreshold(different, 0.01), falseMatchThreshold(different, 0.001)};
}

nlohmann::json secondFigures(const torch::Tensor& e, const torch::Tensor& pairs, const FalseMatches& at) {
  const torch::Tensor same = distancesBetween(e, pairs);
  const torch::Tensor different = strangers(e, pairs);
  const double best = bestThreshold(same, different);
  return {{"median", same.median().item<double>()},
          {"differentMedian", different.median().item<double>()},
          {"accuracy", verificationAccuracy(same, different, best)},
          {"pairs", pairs.size(0)},
          {"acceptedAt1", shareBelow(same, at.at1)},
          {"acceptedAt01", shareBelow(same, at.at01)},
          {"falseMatchAt1", shareBelow(different, at.at1)},
          {"nearest", nearestShare(e, pairs)}};
}

}  // namespace mien::training
