#include "models/training/pack_directions.h"

#include <torch/serialize.h>

#include <fstream>
#include <nlohmann/json.hpp>
#include <stdexcept>

#include "core/blend/direction.h"
#include "core/model/pack.h"
#include "models/training/make_pack.h"

namespace mien::training {
namespace {

using Json = nlohmann::json;

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
  const auto count = axes.size(0);
  const PackManifest portrait = orThrow(Pack::load(models / "portrait")).manifest();
  const std::string hash = orThrow(Pack::load(models / "portrait")).hash();
  if (!portrait.latent || count != static_cast<int64_t>(report.size()))
    throw std::runtime_error("The directions in " + run.string() +
                             " do not fit their report: run `mien-train directions` to its end again.");
  const LatentGroups& lengths = *portrait.latent;
  const auto parts = axes.split_with_sizes({lengths.structure, lengths.colour, lengths.features}, 1);
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
  Json list = Json::array();
  for (const Json& one : report)
    list.push_back(
        {{"id", one.at("id")}, {"low", one.at("low")}, {"high", one.at("high")}, {"purity", one.at("purity")}});
  manifest.settings = Json{{"portrait", hash}, {"directions", list}}.dump();
  manifest.weights = {{"directions.safetensors", {}, {}}};
  orThrow(writePackManifest(folder, std::move(manifest)));
  orThrow(openDirections(folder, hash));
}

}  // namespace mien::training
