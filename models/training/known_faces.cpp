#include "models/training/known_faces.h"

#include <c10/core/InferenceMode.h>

#include <cstdio>
#include <stdexcept>

#include "core/model/judging_modules.h"
#include "core/model/pack.h"
#include "models/training/cache.h"
#include "models/training/from_pack.h"
#include "models/training/judging_pictures.h"

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

void addKnownFaces(const std::filesystem::path& models, const std::filesystem::path& cache) {
  const c10::InferenceMode guard;
  const std::filesystem::path folder = models / "identity";
  const auto pack = Pack::load(folder);
  if (!pack) throw std::runtime_error(pack.error().message);
  nets::Identity net;
  startFrom(*net, folder / "weights.safetensors");
  const FaceCache faces(cache);
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
                            {"scale", DType::F32, {1}, bytesOf(scale)}}));
  PackManifest manifest = pack->manifest();
  std::erase_if(manifest.weights, [](const PackWeights& w) { return w.file == "known-faces.safetensors"; });
  manifest.weights.push_back({"known-faces.safetensors", {}, {}});
  if (const auto written = writePackManifest(folder, std::move(manifest)); !written)
    throw std::runtime_error(written.error().message);
}

}  // namespace mien::training
