#pragma once
// The network that sees what lies over a face, exactly as trained and as run. This header pulls torch in: include it in
// .cpp files of core/model and models/training only.
#include <torch/nn.h>
#include <torch/types.h>

namespace mien {

/// In a portrait pack that has one; without, nothing is told apart from the face.
inline constexpr const char* kOcclusionFile = "occlusion.safetensors";

}  // namespace mien

namespace mien::nets {

/// What of a canonical texture is no part of the face: spectacles, hands, microphones. One logit a pixel, from a U-Net
/// (Ronneberger et al. 2015) whose skips are added, over blocks of 2×2 pixels.
struct OcclusionImpl : torch::nn::Module {
  static constexpr int kSide = 256;
  OcclusionImpl();
  /// x N×3×256×256; known N×1×256×256 in 0..1, what the photograph reaches → logits N×1×256×256.
  torch::Tensor forward(const torch::Tensor& x, const torch::Tensor& known);
  torch::nn::Sequential enter{nullptr}, deepest{nullptr};
  torch::nn::ModuleList down, up, on, back;  ///< by level, finest first: to the next and from it; on the way in and out
  torch::nn::Conv2d head{nullptr};
};
TORCH_MODULE(Occlusion);

}  // namespace mien::nets
