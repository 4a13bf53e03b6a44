#include "models/training/measure_witness.h"

#include <fstream>
#include <nlohmann/json.hpp>
#include <stdexcept>
#include <vector>

#include "models/training/distances.h"
#include "models/training/fixed_draws.h"
#include "models/training/from_pack.h"
#include "models/training/network_speed.h"
#include "models/training/second_photographs.h"
#include "models/training/witness_pictures.h"

namespace mien::training {
namespace {

using Json = nlohmann::json;
using Views = torch::Tensor (*)(const FaceCache&, const torch::Tensor&);

torch::Tensor embeddings(nets::Witness& net, const FaceCache& cache, const torch::Tensor& rows, Views views) {
  const torch::NoGradGuard guard;
  const FixedDraws fixed(20'026);  // training draws from the generator's default seed
  std::vector<torch::Tensor> all;
  for (const torch::Tensor& index : rows.split(32))
    all.push_back(net(views(cache, index).to(net->embedding->weight.device())).to(torch::kCPU));
  return torch::cat(all);
}

/// For P×2 pairs of rows of `e`: how often each of the two is the other's nearest.
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

torch::Tensor distancesBetween(const torch::Tensor& e, const torch::Tensor& pairs) {
  return (e.index_select(0, pairs.select(1, 0)) - e.index_select(0, pairs.select(1, 1))).norm(2, 1);
}

/// Distances of different people among them.
torch::Tensor strangers(const torch::Tensor& e, const torch::Tensor& pairs) {
  torch::Tensor other = torch::ones({e.size(0), e.size(0)}, torch::kBool);
  other.index_put_({pairs.select(1, 0), pairs.select(1, 1)}, torch::zeros({pairs.size(0)}, torch::kBool));
  return torch::cdist(e, e).masked_select(other.triu(1));
}

FalseMatches falseMatchesOf(const torch::Tensor& different) {
  return {falseMatchThreshold(different, 0.01), falseMatchThreshold(different, 0.001)};
}

/// What one network makes of second photographs of the same people, by its own thresholds.
Json secondFigures(const torch::Tensor& e, const torch::Tensor& pairs, const FalseMatches& at) {
  const torch::Tensor same = distancesBetween(e, pairs);
  const torch::Tensor different = strangers(e, pairs);
  const double best = bestThreshold(same, different);
  return {{"median", same.median().item<double>()},
          {"differentMedian", different.median().item<double>()},
          {"accuracy", verificationAccuracy(same, different, best)},
          {"acceptedAt1", shareBelow(same, at.at1)},
          {"acceptedAt01", shareBelow(same, at.at01)},
          {"falseMatchAt1", shareBelow(different, at.at1)},
          {"nearest", nearestShare(e, pairs)}};
}

}  // namespace

WitnessQuality witnessQuality(nets::Witness& net, const FaceCache& cache, const torch::Tensor& studio, int64_t faces) {
  const torch::Tensor rows = cache.val().narrow(0, 0, std::min(faces, cache.val().size(0)));
  const torch::Tensor plain = embeddings(net, cache, rows, plainViews);
  const torch::Tensor varied = embeddings(net, cache, rows, variedViews);
  const torch::Tensor different = distancesOfPairs(plain);
  WitnessQuality q;
  q.accepted = shareBelow((plain - varied).norm(2, 1), falseMatchThreshold(different, 0.01));
  q.correlation = correlation(different, distancesOfPairs(cache.identity().index_select(0, rows)));
  const torch::Tensor pairs = secondPhotographs(cache, studio);
  if (pairs.size(0) > 0) q.secondNearest = nearestShare(embeddings(net, cache, studio, plainViews), pairs);
  return q;
}

FalseMatches falseMatches(nets::Witness& net, const FaceCache& cache) {
  return falseMatchesOf(distancesOfPairs(embeddings(net, cache, cache.val(), plainViews)));
}

void measureWitness(const std::filesystem::path& models, const std::filesystem::path& cachePath,
                    const std::filesystem::path& faces, const std::filesystem::path& report) {
  const FaceCache cache(cachePath);
  nets::Witness net;
  startFrom(*net, models / "witness" / "weights.safetensors");
  net->eval();
  const torch::Tensor rows = cache.val();
  const torch::Tensor plain = embeddings(net, cache, rows, plainViews);
  const torch::Tensor varied = embeddings(net, cache, rows, variedViews);
  const torch::Tensor same = (plain - varied).norm(2, 1);
  const torch::Tensor different = distancesOfPairs(plain);
  const torch::Tensor others = (plain - varied.roll(1, 0)).norm(2, 1);
  const FalseMatches own = falseMatchesOf(different);
  const torch::Tensor taught = cache.identity().index_select(0, rows);
  const double best = bestThreshold(same, others);
  Json all = {{"same", {{"median", same.median().item<double>()}}},
              {"different", {{"median", different.median().item<double>()}}},
              {"best", {{"threshold", best}, {"accuracy", verificationAccuracy(same, others, best)}}},
              {"falseMatch1", {{"threshold", own.at1}, {"sameAccepted", shareBelow(same, own.at1)}}},
              {"falseMatch01", {{"threshold", own.at01}, {"sameAccepted", shareBelow(same, own.at01)}}},
              {"correlationOfDifferent", correlation(different, distancesOfPairs(taught))},
              {"millisecondsAFace", millisecondsAPicture(net, nets::WitnessImpl::kSide)}};
  const torch::Tensor studio = studioRows(faces);
  const torch::Tensor pairs = secondPhotographs(cache, studio);
  if (pairs.size(0) > 0) {
    all["second"] = secondFigures(embeddings(net, cache, studio, plainViews), pairs, own);
    all["second"]["teacher"] =
        secondFigures(cache.identity().index_select(0, studio), pairs, falseMatchesOf(distancesOfPairs(taught)));
    all["second"]["pairs"] = pairs.size(0);
  }
  std::ofstream out(report);
  out << Json{{"all", all},
              {"counts",
               {{"photographs", rows.size(0)}, {"judged", different.size(0) + same.size(0)}, {"unit", "pairs"}}}}
             .dump(1)
      << '\n';
  if (!out) throw std::runtime_error("The report " + report.string() + " could not be written: choose another place.");
}

}  // namespace mien::training
