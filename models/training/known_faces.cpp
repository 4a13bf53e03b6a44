#include "models/training/known_faces.h"

#include <c10/core/InferenceMode.h>

#include <algorithm>
#include <array>
#include <cstdio>
#include <stdexcept>
#include <string_view>
#include <utility>

#include "core/guard/known_sources.h"
#include "core/model/judging_modules.h"
#include "core/model/pack.h"
#include "models/training/cache.h"
#include "models/training/from_pack.h"
#include "models/training/judging_pictures.h"
#include "models/training/sources.h"

namespace mien::training {
namespace {

using Net = nets::IdentityImpl;

torch::Tensor embeddingsOf(nets::Identity& net, const FaceCache& cache, const torch::Tensor& rows) {
  constexpr int64_t kBatch = 32;
  std::vector<torch::Tensor> all;
  for (int64_t i = 0; i < rows.size(0); i += kBatch) {
    const torch::Tensor index = rows.narrow(0, i, std::min(kBatch, rows.size(0) - i));
    const torch::Tensor wide = wideCrops(cache, index, Net::kEyeDistance, Net::kEyeLine, Net::kSide);
    all.push_back(net(middleOf(wide, Net::kSide)));
  }
  return torch::cat(all).contiguous();
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

/// Distance of every face to the nearest other one.
torch::Tensor nearestOthers(const torch::Tensor& e) {
  constexpr int64_t kRows = 1024;
  std::vector<torch::Tensor> nearest;
  for (int64_t i = 0; i < e.size(0); i += kRows) {
    torch::Tensor d = torch::cdist(e.narrow(0, i, std::min(kRows, e.size(0) - i)), e);
    d.diagonal(i).fill_(1e9);
    nearest.push_back(d.amin(1));
  }
  return torch::cat(nearest);
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
  const torch::Tensor scale = (e.abs().amax() / 127).reshape({1}).contiguous();
  const torch::Tensor small = (e / scale).round().to(torch::kInt8).contiguous();
  const torch::Tensor nearest = std::get<0>(nearestOthers(e).sort());
  const auto share = [&](double s) {
    return nearest[static_cast<int64_t>(s * static_cast<double>(nearest.size(0)))].item<double>();
  };
  std::printf("%ld photographs; distance to the nearest other one: 0.1 %% below %.3f, 1 %% below %.3f, median %.3f\n",
              static_cast<long>(e.size(0)), share(0.001), share(0.01), share(0.5));
  orThrow(writeSafeTensors(folder / "known-faces.safetensors",
                           {{"embeddings", DType::I8, {small.size(0), small.size(1)}, bytesOf(small)},
                            {"scale", DType::F32, {1}, bytesOf(scale)},
                            {"source", DType::U8, {source.size(0)}, bytesOf(source)}}));
  PackManifest manifest = pack->manifest();
  std::erase_if(manifest.weights, [](const PackWeights& w) { return w.file == "known-faces.safetensors"; });
  manifest.weights.push_back({"known-faces.safetensors", {}, {}});
  if (const auto written = writePackManifest(folder, std::move(manifest)); !written)
    throw std::runtime_error(written.error().message);
}

}  // namespace mien::training
