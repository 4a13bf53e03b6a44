#pragma once
#include <filesystem>

#include "core/model/networks.h"
#include "models/training/cache.h"

namespace mien::training {

/// Faces as the portrait pack draws them: codes of photographs, and pictures of codes without any photograph's detail.
class DrawnFaces {
 public:
  static constexpr int kStructure = 40;

  /// Throws std::runtime_error with one sentence.
  explicit DrawnFaces(const std::filesystem::path& portraitPack);

  struct Faces {
    torch::Tensor textures;   ///< N×3×256×256, RGB 0..1, in the mean face's plane
    torch::Tensor landmarks;  ///< N×68×2, unit square of the crop
  };
  static Faces photographs(const FaceCache& cache, const torch::Tensor& index);

  int64_t codeSize() const { return kStructure + vae_->codeSize(); }
  /// Deterministic codes (the posterior's mean) of photographs, N×codeSize(): structure, colour, features.
  torch::Tensor encode(const FaceCache& cache, const torch::Tensor& index);
  /// The same of drawn faces; all of the texture counts as seen.
  torch::Tensor encode(const Faces& faces);
  Faces draw(const torch::Tensor& codes);
  /// Upright pictures N×3×side² by a crop's template (eye distance, eye line ÷ side).
  torch::Tensor crops(const Faces& faces, double eyeDistance, double eyeLine, int64_t side) const;
  /// 68×2, the mean face's landmarks in the textures' unit square.
  const torch::Tensor& canonical() const { return canonical_; }

 private:
  torch::Tensor encode(const Faces& faces, const torch::Tensor& known);
  nets::TextureVae vae_;
  nets::ShapeModel shape_;
  torch::Tensor canonical_;
};

}  // namespace mien::training
