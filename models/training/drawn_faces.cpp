#include "models/training/drawn_faces.h"

#include "models/training/from_pack.h"
#include "models/training/sampling.h"
#include "models/training/thin_plate.h"

namespace mien::training {

DrawnFaces::DrawnFaces(const std::filesystem::path& pack) : vae_(nets::TextureVaeImpl::Widths{}), shape_(kStructure) {
  startFrom(*vae_->linear, pack / "linear.safetensors", "texture.");
  startFrom(*vae_, pack / "network.safetensors", "", "linear.");
  startFrom(*shape_, pack / "linear.safetensors", "shape.");
  vae_->eval();
  for (auto& p : vae_->parameters()) {
    p.requires_grad_(false);
    if (p.dim() == 4) p.set_data(p.contiguous(torch::MemoryFormat::ChannelsLast));
  }
  canonical_ = vae_->linear->canonical;
  if (__builtin_cpu_supports("avx512bf16")) vae_->setDecoderType(torch::kBFloat16);
}

DrawnFaces::Faces DrawnFaces::photographs(const FaceCache& cache, const torch::Tensor& index) {
  return {cache.textures().index_select(0, index).permute({0, 3, 1, 2}).to(torch::kFloat) / 255,
          cache.cropLandmarks().index_select(0, index)};
}

torch::Tensor DrawnFaces::encode(const Faces& faces, const torch::Tensor& known) {
  const torch::NoGradGuard guard;
  return torch::cat({shape_->encode(faces.landmarks.flatten(1)), vae_->encode(faces.textures, known).mean}, 1);
}

torch::Tensor DrawnFaces::encode(const FaceCache& cache, const torch::Tensor& index) {
  return encode(photographs(cache, index), cache.known().index_select(0, index).unsqueeze(1).to(torch::kFloat) / 255);
}

torch::Tensor DrawnFaces::encode(const Faces& faces) {
  const int64_t side = faces.textures.size(2);
  return encode(faces, torch::ones({faces.textures.size(0), 1, side, side}));
}

DrawnFaces::Faces DrawnFaces::draw(const torch::Tensor& codes) {
  const torch::NoGradGuard guard;
  const auto parts = codes.split_with_sizes({kStructure, codes.size(1) - kStructure}, 1);
  return {vae_->decode(parts[1].contiguous()).clamp(0, 1), shape_->decode(parts[0]).view({-1, 68, 2})};
}

torch::Tensor DrawnFaces::crops(const Faces& faces, double eyeDistance, double eyeLine, int64_t side) const {
  const torch::NoGradGuard guard;
  const torch::Tensor to =
      fitSimilarities(fivePointsOf(faces.landmarks), cropTemplate(eyeDistance, eyeLine)).apply(faces.landmarks);
  return warped(faces.textures, canonical_, to, side);
}

}  // namespace mien::training
