#include "models/training/measure_identity.h"

#include <algorithm>
#include <fstream>
#include <nlohmann/json.hpp>
#include <stdexcept>

#include "models/training/distances.h"
#include "models/training/fixed_draws.h"
#include "models/training/from_pack.h"
#include "models/training/judging_pictures.h"
#include "models/training/network_speed.h"
#include "models/training/second_photographs.h"

namespace mien::training {
namespace {

using Net = nets::IdentityImpl;
using Json = nlohmann::json;

constexpr double kCustomary = 0.6;
constexpr std::array kKinds{"clean", "recropped", "blurred", "compressed", "relit"};

/// What a photograph of the same face may have gone through.
torch::Tensor changed(const torch::Tensor& wide, std::size_t kind) {
  const torch::Tensor middle = middleOf(wide, Net::kSide);
  switch (kind) {
    case 1:
      return recropped(wide, Net::kSide, 1);
    case 2:
      return softened(middle, 60);
    case 3:
      return jpegLike(middle, 25);
    case 4:
      return relit(middle, 1);
    default:
      return middle;
  }
}

/// Embeddings of the same faces by kind of change: kinds × N×128.
struct Embeddings {
  std::vector<torch::Tensor> own, teacher;
};

Embeddings embeddings(nets::Identity& net, const IdentityTeacher& teacher, const FaceCache& cache, int64_t faces) {
  const torch::InferenceMode guard;
  const FixedDraws fixed;
  const auto device = net->embedding->weight.device();
  const int64_t count = std::min(faces, cache.val().size(0));
  std::vector<std::vector<torch::Tensor>> own(kKinds.size());
  std::vector<std::vector<torch::Tensor>> taught(kKinds.size());
  for (int64_t i = 0; i < count; i += 32) {
    const torch::Tensor index = cache.val().narrow(0, i, std::min<int64_t>(32, count - i));
    const torch::Tensor wide = wideCrops(cache, index, Net::kEyeDistance, Net::kEyeLine, Net::kSide);
    for (std::size_t k = 0; k < kKinds.size(); ++k) {
      const torch::Tensor x = changed(wide, k).to(device);
      own[k].push_back(net(x).to(torch::kCPU));
      taught[k].push_back(teacher.embed(x).to(torch::kCPU));
    }
  }
  Embeddings all;
  for (std::size_t k = 0; k < kKinds.size(); ++k) {
    all.own.push_back(torch::cat(own[k]));
    all.teacher.push_back(torch::cat(taught[k]));
  }
  return all;
}

struct Clean {
  torch::Tensor own, teacher;
};

Clean cleanEmbeddings(nets::Identity& net, const IdentityTeacher& teacher, const FaceCache& cache,
                      const torch::Tensor& rows) {
  const torch::InferenceMode guard;
  std::vector<torch::Tensor> own;
  std::vector<torch::Tensor> taught;
  for (const torch::Tensor& index : rows.split(32)) {
    const torch::Tensor x = middleOf(wideCrops(cache, index, Net::kEyeDistance, Net::kEyeLine, Net::kSide), Net::kSide)
                                .to(net->embedding->weight.device());
    own.push_back(net(x).to(torch::kCPU));
    taught.push_back(teacher.embed(x).to(torch::kCPU));
  }
  return {torch::cat(own), torch::cat(taught)};
}

/// Distances of pairs: each face and its changed copies; each face and the clean or changed face of someone else.
struct Pairs {
  torch::Tensor same, different;
};

Pairs pairsOf(const std::vector<torch::Tensor>& e) {
  const FixedDraws fixed;
  const int64_t n = e[0].size(0);
  std::vector<torch::Tensor> same;
  std::vector<torch::Tensor> different;
  for (std::size_t k = 0; k < e.size(); ++k) {
    if (k > 0) same.push_back((e[0] - e[k]).norm(2, 1));
    const torch::Tensor other = (torch::arange(n) + torch::randint(1, n, {n})) % n;
    different.push_back((e[0] - e[k].index_select(0, other)).norm(2, 1));
  }
  return {torch::cat(same), torch::cat(different)};
}

Json verification(const std::vector<torch::Tensor>& e) {
  const Pairs pairs = pairsOf(e);
  const auto accuracy = [&](double t) { return verificationAccuracy(pairs.same, pairs.different, t); };
  const double best = bestThreshold(pairs.same, pairs.different);
  Json at = {{"accuracyAtCustomary", accuracy(kCustomary)},
             {"falseMatchAtCustomary", shareBelow(pairs.different, kCustomary)},
             {"best", {{"threshold", best}, {"accuracy", accuracy(best)}}},
             {"different", {{"median", pairs.different.median().item<double>()}}}};
  for (std::size_t k = 1; k < e.size(); ++k) {
    const torch::Tensor d = (e[0] - e[k]).norm(2, 1);
    at["same"][kKinds[k]] = {{"median", d.median().item<double>()}, {"shareBelowCustomary", shareBelow(d, kCustomary)}};
  }
  const torch::Tensor others = distancesOfPairs(e[0]);
  for (const auto& [name, share] : {std::pair("falseMatch1", 0.01), std::pair("falseMatch01", 0.001)}) {
    const double t = falseMatchThreshold(others, share);
    at[name] = {{"threshold", t}, {"sameAccepted", shareBelow(pairs.same, t)}};
  }
  at["pairs"] = pairs.same.size(0) + pairs.different.size(0);
  at["differentPairs"] = others.size(0);
  return at;
}

IdentityAgreement agreementOf(const Embeddings& e) {
  const Pairs own = pairsOf(e.own);
  const Pairs teacher = pairsOf(e.teacher);
  return {(e.own[0] - e.teacher[0]).norm(2, 1).mean().item<double>(),
          correlation(torch::cat({own.same, own.different}), torch::cat({teacher.same, teacher.different}))};
}

}  // namespace

IdentityAgreement identityAgreement(nets::Identity& net, const IdentityTeacher& teacher, const FaceCache& cache,
                                    int64_t faces) {
  return agreementOf(embeddings(net, teacher, cache, faces));
}

double missingScale(nets::Identity& net, const IdentityTeacher& teacher, const FaceCache& cache) {
  constexpr int64_t kFaces = 384;
  constexpr double kShare = 0.03;
  const torch::InferenceMode guard;
  const int64_t count = std::min(kFaces, cache.train().size(0));
  if (count < 2) return 1;
  const auto [own, taught] = cleanEmbeddings(net, teacher, cache, cache.train().narrow(0, 0, count));
  const auto nearest = [&](const torch::Tensor& e) {
    return torch::quantile(distancesOfPairs(e), kShare).item<double>();
  };
  return nearest(taught) / nearest(own);
}

void measureIdentity(const std::filesystem::path& models, const std::filesystem::path& cachePath,
                     const std::filesystem::path& faces, const std::filesystem::path& teachers,
                     const std::filesystem::path& report) {
  const FaceCache cache(cachePath);
  const IdentityTeacher teacher(teachers, torch::kCPU);
  nets::Identity net;
  startFrom(*net, models / "identity" / "weights.safetensors");
  const Embeddings e = embeddings(net, teacher, cache, cache.val().size(0));
  const IdentityAgreement agreement = agreementOf(e);
  Json all = verification(e.own);
  all["teacher"] = verification(e.teacher);
  all["error"] = agreement.error;
  all["correlation"] = agreement.correlation;
  all["correlationOfDifferent"] = correlation(distancesOfPairs(e.own[0]), distancesOfPairs(e.teacher[0]));
  all["millisecondsAFace"] = millisecondsAPicture(net, Net::kSide);
  const torch::Tensor studio = studioRows(faces);
  const torch::Tensor pairs = secondPhotographs(cache, studio);
  if (pairs.size(0) > 0) {
    const auto [own, taught] = cleanEmbeddings(net, teacher, cache, studio);
    all["second"] = secondFigures(own, pairs, falseMatchesOf(e.own[0]));
    all["second"]["teacher"] = secondFigures(taught, pairs, falseMatchesOf(e.teacher[0]));
  }
  std::ofstream out(report);
  out << Json{{"all", all},
              {"counts", {{"photographs", cache.val().size(0)}, {"judged", all["pairs"]}, {"unit", "pairs"}}}}
             .dump(1)
      << '\n';
  if (!out) throw std::runtime_error("The report " + report.string() + " could not be written: choose another place.");
}

}  // namespace mien::training
