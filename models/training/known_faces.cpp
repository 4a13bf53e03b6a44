#include "models/training/known_faces.h"

#include <c10/core/InferenceMode.h>

#include <algorithm>
#include <cstdio>
#include <nlohmann/json.hpp>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

#include "core/guard/known_sources.h"
#include "core/model/judging_modules.h"
#include "core/model/pack.h"
#include "models/training/cache.h"
#include "models/training/directions_effects.h"
#include "models/training/drawn_faces.h"
#include "models/training/fixed_draws.h"
#include "models/training/from_pack.h"
#include "models/training/judging_pictures.h"
#include "models/training/sources.h"

namespace mien::training {
namespace {

using Net = nets::IdentityImpl;

/// `make` of rows, some at a time.
template <class Make>
torch::Tensor inBatches(const torch::Tensor& rows, Make make) {
  constexpr int64_t kBatch = 32;
  std::vector<torch::Tensor> all;
  for (const torch::Tensor& index : rows.split(kBatch)) all.push_back(make(index));
  return torch::cat(all).contiguous();
}

torch::Tensor embeddingsOf(nets::Identity& net, const FaceCache& cache, const torch::Tensor& rows) {
  return inBatches(rows, [&](const torch::Tensor& index) {
    const torch::Tensor wide = wideCrops(cache, index, Net::kEyeDistance, Net::kEyeLine, Net::kSide);
    return net(middleOf(wide, Net::kSide));
  });
}

/// Rows of numbers in 8 bits.
struct Small {
  torch::Tensor numbers, scale;  ///< numbers · scale are what was given
};

Small smallOf(const torch::Tensor& rows) {
  const torch::Tensor scale = (rows.abs().amax() / 127).reshape({1}).contiguous();
  return {(rows / scale).round().to(torch::kInt8).contiguous(), scale};
}

/// Codes by what each number does to a picture, and by which they were multiplied.
struct Weighted {
  torch::Tensor codes, weights;
};

/// 1 is the median distance between two photographs.
Weighted codesOf(DrawnFaces& drawn, const FaceCache& cache, const torch::Tensor& rows) {
  constexpr int64_t kLookedAt = 8;
  const torch::Tensor codes = inBatches(rows, [&](const torch::Tensor& index) { return drawn.encode(cache, index); });
  const FixedDraws fixed(7);
  const torch::Tensor shuffled = codes.index_select(0, torch::randperm(codes.size(0)));
  torch::Tensor weights = pixelMetric(drawn, shuffled.narrow(0, 0, kLookedAt)).diagonal().sqrt();
  const int64_t half = codes.size(0) / 2;
  const torch::Tensor apart = (shuffled.narrow(0, 0, half) - shuffled.narrow(0, half, half)) * weights;
  weights = weights / apart.pow(2).sum(1).sqrt().median();
  return {codes * weights, weights};
}

/// Where the pack's data names the set.
std::uint8_t placeOf(const std::string& source, const std::vector<PackData>& data) {
  const auto place = std::find_if(data.begin(), data.end(), [&](const PackData& d) { return isNamed(source, d.name); });
  if (place == data.end())
    throw std::runtime_error("The pack's data names no set for the source \"" + source + "\": make the pack anew.");
  return static_cast<std::uint8_t>(place - data.begin());
}

/// Of each of `rows` its set's place in the pack's data. The pack says how many photographs each set gave, so that
/// another manifest than the cache's is found out.
torch::Tensor placesOf(const std::filesystem::path& faces, const FaceCache& cache, const torch::Tensor& rows,
                       const std::vector<PackData>& data) {
  const std::vector<std::string> sources = sourcesOf(faces);
  if (static_cast<int64_t>(sources.size()) != cache.size())
    throw std::runtime_error("The manifest in " + faces.string() + " is not of this cache: build the cache anew.");
  torch::Tensor places = torch::empty({rows.size(0)}, torch::kUInt8);
  std::vector<std::uint64_t> counts(data.size());
  for (int64_t i = 0; i < rows.size(0); ++i) {
    const std::uint8_t place = placeOf(sources[static_cast<std::size_t>(rows[i].item<int64_t>())], data);
    places[i] = place;
    ++counts[place];
  }
  for (std::size_t i = 0; i < data.size(); ++i)
    if (counts[i] != data[i].count)
      throw std::runtime_error("The pack learned from " + std::to_string(data[i].count) + " photographs of " +
                               data[i].name + ", and the cache has " + std::to_string(counts[i]) +
                               ": give the cache that it learned from.");
  return places;
}

/// Distance of every face to the nearest other one, in rising order.
torch::Tensor nearestOthers(const torch::Tensor& e) {
  constexpr int64_t kRows = 1024;
  std::vector<torch::Tensor> nearest;
  for (int64_t i = 0; i < e.size(0); i += kRows) {
    torch::Tensor d = torch::cdist(e.narrow(0, i, std::min(kRows, e.size(0) - i)), e);
    d.diagonal(i).fill_(1e9);
    nearest.push_back(d.amin(1));
  }
  return std::get<0>(torch::cat(nearest).sort());
}

void printNearest(const char* what, const torch::Tensor& rows) {
  const torch::Tensor nearest = nearestOthers(rows);
  const auto share = [&](double s) {
    return nearest[static_cast<int64_t>(s * static_cast<double>(nearest.size(0)))].item<double>();
  };
  std::printf(
      "%ld photographs, by %s; distance to the nearest other one: 0.1 %% below %.3f, 1 %% below %.3f, median %.3f\n",
      static_cast<long>(rows.size(0)), what, share(0.001), share(0.01), share(0.5));
}

std::vector<int64_t> shapeOf(const torch::Tensor& t) {
  return t.sizes().vec();
}

std::span<const std::byte> bytesOf(const torch::Tensor& t) {
  return {static_cast<const std::byte*>(t.const_data_ptr()), t.nbytes()};
}

void orThrow(const Result<void>& done) {
  if (!done) throw std::runtime_error(done.error().message);
}

}  // namespace

void addKnownFaces(const std::filesystem::path& models, const std::filesystem::path& cache,
                   const std::filesystem::path& set) {
  const c10::InferenceMode guard;
  const std::filesystem::path folder = models / "identity";
  const auto pack = Pack::load(folder);
  if (!pack) throw std::runtime_error(pack.error().message);
  nets::Identity net;
  startFrom(*net, folder / "weights.safetensors");
  const FaceCache faces(cache);
  const torch::Tensor source = placesOf(set, faces, faces.train(), pack->manifest().data);
  const torch::Tensor e = embeddingsOf(net, faces, faces.train());
  const Small embeddings = smallOf(e);
  printNearest("who it is", e);
  const auto portrait = Pack::load(models / "portrait");
  if (!portrait) throw std::runtime_error(portrait.error().message);
  DrawnFaces drawn(models / "portrait");
  const Weighted weighted = codesOf(drawn, faces, faces.train());
  const Small codes = smallOf(weighted.codes);
  const torch::Tensor weights = (weighted.weights / codes.scale).contiguous();
  printNearest("how it looks", weighted.codes);
  orThrow(writeSafeTensors(folder / "known-faces.safetensors",
                           {{"embeddings", DType::I8, shapeOf(embeddings.numbers), bytesOf(embeddings.numbers)},
                            {"scale", DType::F32, {1}, bytesOf(embeddings.scale)},
                            {"codes", DType::I8, shapeOf(codes.numbers), bytesOf(codes.numbers)},
                            {"code_scale", DType::F32, {1}, bytesOf(codes.scale)},
                            {"code_weights", DType::F32, shapeOf(weights), bytesOf(weights)},
                            {"source", DType::U8, {source.size(0)}, bytesOf(source)}}));
  PackManifest manifest = pack->manifest();
  std::erase_if(manifest.weights, [](const PackWeights& w) { return w.file == "known-faces.safetensors"; });
  manifest.weights.push_back({"known-faces.safetensors", {}, {}});
  nlohmann::json settings = nlohmann::json::parse(manifest.settings);
  settings["codes_of"] = portrait->latentsHash();
  manifest.settings = settings.dump();
  if (const auto written = writePackManifest(folder, std::move(manifest)); !written)
    throw std::runtime_error(written.error().message);
}

}  // namespace mien::training
