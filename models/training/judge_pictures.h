#pragma once
#include <array>
#include <filesystem>

#include "core/model/judging_modules.h"
#include "models/training/cache.h"

namespace mien::training {

/// What the judge is shown. The first three are faces.
enum class JudgeKind : std::uint8_t { Photograph, Morph, Decoded, NoFace, Fold, Occluded, Extreme };
constexpr bool isFace(JudgeKind kind) {
  return kind < JudgeKind::NoFace;
}
inline constexpr std::array kJudgeKindNames{"photograph", "morph",    "decoded",     "no face",
                                            "fold",       "occluded", "extreme code"};

/// Makes the judge's pictures from the cache and a portrait pack, with torch's random numbers.
class JudgePictures {
 public:
  static constexpr int kShapeCode = 40;
  /// Throws std::runtime_error with one sentence.
  JudgePictures(const FaceCache& cache, const std::filesystem::path& portraitPack);

  /// Pictures N×3×112×112 of one kind from the faces in `index` (N rows), clean or (half of them) spoiled as by a bad
  /// camera.
  torch::Tensor draw(JudgeKind kind, const torch::Tensor& index, bool spoil);

 private:
  /// Landmarks of these faces in the judge's upright crop, N×68×2.
  torch::Tensor landmarks(const torch::Tensor& index) const;
  /// Canonical textures, 0..1.
  torch::Tensor textures(const torch::Tensor& index) const;
  torch::Tensor photographs(const torch::Tensor& index) const;
  /// Two faces' textures and shapes mixed: a landmark morph.
  torch::Tensor morphs(const torch::Tensor& index) const;
  torch::Tensor decoded(const torch::Tensor& index);
  torch::Tensor withoutFace(const torch::Tensor& index) const;
  torch::Tensor folds(const torch::Tensor& index);
  torch::Tensor occluded(const torch::Tensor& index) const;
  torch::Tensor extremes(const torch::Tensor& index);

  const FaceCache& cache_;
  nets::TextureVae vae_;
  nets::ShapeModel shape_;
  torch::Tensor canonical_;  ///< 68×2, unit square of the portrait pack's textures
};

}  // namespace mien::training
