#include "models/training/pack_directions.h"

#include <torch/serialize.h>

#include <algorithm>
#include <array>
#include <fstream>
#include <nlohmann/json.hpp>
#include <stdexcept>

#include "core/blend/direction.h"
#include "core/model/pack.h"
#include "models/training/make_pack.h"

namespace mien::training {
namespace {

using Json = nlohmann::json;

struct Range {
  const char* id;
  double low, high;
};

/// As far as the contact sheet looked well; it reaches to ±3.
constexpr double kSeen = 3;
constexpr std::array kUgly{
    Range{"gender", -2, 3},        // a blot for a moustache
    Range{"smile", -1.5, 2},       // cheeks cave in; the chin gets a second line
    Range{"mouth-open", -0.5, 2},  // lips that are closed already turn inside out
    Range{"eyes-open", -2, 2},     // shut eyes blur; staring
    Range{"skin-tone", -1.5, 1.5}  // black and burnt out
};

double within(double measured, const char* id, double Range::*end) {
  const auto ugly =
      std::find_if(kUgly.begin(), kUgly.end(), [&](const Range& r) { return std::string_view(r.id) == id; });
  const double least = ugly == kUgly.end() ? -kSeen : ugly->low;
  const double most = ugly == kUgly.end() ? kSeen : ugly->high;
  return end == &Range::low ? std::max(measured, least) : std::min(measured, most);
}

std::span<const std::byte> bytesOf(const torch::Tensor& t) {
  return {static_cast<const std::byte*>(t.const_data_ptr()), t.nbytes()};
}

Json reportIn(const std::filesystem::path& run) {
  std::ifstream in(run / "report.json");
  const Json report = Json::parse(in, nullptr, false);
  if (report.is_discarded() || !report.contains("directions"))
    throw std::runtime_error("There is no report of directions in " + run.string() +
                             ": run `mien-train directions` to its end first.");
  return report.at("directions");
}

template <class T>
T orThrow(Result<T> done) {
  if (!done) throw std::runtime_error(done.error().message);
  if constexpr (!std::is_void_v<T>) return std::move(*done);
}

}  // namespace

void packDirections(const std::filesystem::path& run, const std::filesystem::path& models, const std::string& version) {
  const Json report = reportIn(run);
  torch::Tensor axes;
  torch::load(axes, (run / "directions.pt").string());
  const auto fitted = axes.size(0);
  const PackManifest portrait = orThrow(Pack::load(models / "portrait")).manifest();
  const std::string hash = orThrow(Pack::load(models / "portrait")).latentsHash();
  if (!portrait.latent || fitted != static_cast<int64_t>(report.size()))
    throw std::runtime_error("The directions in " + run.string() +
                             " do not fit their report: run `mien-train directions` to its end again.");
  Json list = Json::array();
  std::vector<torch::Tensor> kept;
  for (int64_t i = 0; i < fitted; ++i) {
    const Json& one = report.at(static_cast<std::size_t>(i));
    const Direction* direction = findDirection(one.at("id").get<std::string>());
    if (direction == nullptr) continue;
    kept.push_back(axes[i]);
    list.push_back({{"id", direction->id},
                    {"low", within(one.at("low"), direction->id, &Range::low)},
                    {"high", within(one.at("high"), direction->id, &Range::high)},
                    {"purity", one.at("purity")}});
  }
  const auto count = static_cast<int64_t>(kept.size());
  const LatentGroups& lengths = *portrait.latent;
  const auto parts = torch::stack(kept).split_with_sizes({lengths.structure, lengths.colour, lengths.features}, 1);
  const torch::Tensor structure = parts[0].contiguous();
  const torch::Tensor colour = parts[1].contiguous();
  const torch::Tensor features = parts[2].contiguous();
  const std::filesystem::path folder = models / "directions";
  std::filesystem::create_directories(folder);
  orThrow(writeSafeTensors(folder / "directions.safetensors",
                           {{"structure", DType::F32, {count, lengths.structure}, bytesOf(structure)},
                            {"colour", DType::F32, {count, lengths.colour}, bytesOf(colour)},
                            {"features", DType::F32, {count, lengths.features}, bytesOf(features)}}));
  PackManifest manifest;
  manifest.id = "directions";
  manifest.version = version;
  manifest.title = "Directions";
  manifest.licence = "Apache-2.0";
  manifest.kind = PackKind::Directions;
  manifest.latent = lengths;
  manifest.data = trainingData();
  manifest.settings = Json{{"portrait", hash}, {"directions", list}}.dump();
  manifest.weights = {{"directions.safetensors", {}, {}}};
  orThrow(writePackManifest(folder, std::move(manifest)));
  orThrow(openDirections(folder, hash));
}

}  // namespace mien::training
