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
  return falseMatchesOf(embeddings(net, cache, cache.val(), plainViews));
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
  const FalseMatches own = falseMatchesOf(plain);
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
    all["second"]["teacher"] = secondFigures(cache.identity().index_select(0, studio), pairs, falseMatchesOf(taught));
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
