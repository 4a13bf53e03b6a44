#include "models/training/measure_occlusion.h"

#include <algorithm>
#include <fstream>
#include <nlohmann/json.hpp>
#include <stdexcept>

#include "core/model/occlusion_module.h"
#include "models/training/cache.h"
#include "models/training/fixed_draws.h"
#include "models/training/from_pack.h"
#include "models/training/occlusion_pictures.h"

namespace mien::training {
namespace {

using Json = nlohmann::json;

constexpr int64_t kBatch = 40;
constexpr std::uint64_t kSeed = 77;

/// Pixels of the face: drawn and found, drawn, found.
struct Counts {
  double both = 0, drawn = 0, found = 0;
  int64_t pictures = 0;

  void add(const torch::Tensor& found_, const torch::Tensor& drawn_) {
    both += (found_ * drawn_).sum().item<double>();
    drawn += drawn_.sum().item<double>();
    found += found_.sum().item<double>();
    pictures += found_.size(0);
  }
  Json json() const {
    return {{"pictures", pictures},
            {"recall", both / std::max(1.0, drawn)},
            {"precision", both / std::max(1.0, found)},
            {"dice", 2 * both / std::max(1.0, drawn + found)}};
  }
};

}  // namespace

void measureOcclusion(const std::filesystem::path& models, const std::filesystem::path& cachePath,
                      const std::filesystem::path& report) {
  const torch::NoGradGuard guard;
  const FixedDraws seeds(kSeed);
  const FaceCache cache(cachePath);
  nets::Occlusion net;
  startFrom(*net, models / "portrait" / kOcclusionFile);
  net->eval();
  const torch::Tensor place = lookedAt(cache.canonical());
  const auto foundIn = [&](const torch::Tensor& pictures, const torch::Tensor& known) {
    return (torch::sigmoid(net(pictures, known)) > 0.5).to(torch::kFloat) * place * known;
  };
  std::array<Counts, kThings.size()> counts;
  int64_t some = 0;
  const torch::Tensor val = cache.val();
  for (int64_t at = 0; at < val.size(0); at += kBatch) {
    const torch::Tensor index = val.narrow(0, at, std::min(kBatch, val.size(0) - at));
    const torch::Tensor textures = texturesOf(cache, index);
    const torch::Tensor known = knownOf(cache, index);
    const double face = place.sum().item<double>();
    some += (foundIn(textures, known).sum({1, 2, 3}) > 0.01 * face).sum().item<int64_t>();
    const torch::Tensor others = textures.roll(1, 0);
    for (std::size_t i = 0; i < kThings.size(); ++i) {
      const OccludedPictures drawn = drawnOver(kThings[i], textures, others, cache.canonical());
      counts[i].add(foundIn(drawn.pictures, known), (drawn.covered > 0.5).to(torch::kFloat) * place * known);
    }
  }
  Json text{{"photographs", val.size(0)},
            {"photographsWithSome", static_cast<double>(some) / static_cast<double>(val.size(0))}};
  for (std::size_t i = 0; i < kThings.size(); ++i) text["drawn"][nameOf(kThings[i])] = counts[i].json();
  std::ofstream out(report);
  out << text.dump(1) << '\n';
  if (!out) throw std::runtime_error("The report " + report.string() + " could not be written: choose another place.");
}

}  // namespace mien::training
