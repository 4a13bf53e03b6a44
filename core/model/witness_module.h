#pragma once
// The second identity network, exactly as trained and as run. This header pulls torch in: include it in .cpp files of
// core/model and models/training only.
#include <torch/nn.h>
#include <torch/types.h>

namespace mien::nets {

/// One 3×3 convolution around a skip; what the whole picture shows decides how much of each channel is added (squeeze
/// and excitation, Hu et al. 2018).
struct GatedResidualImpl : torch::nn::Module {
  explicit GatedResidualImpl(int channels);
  torch::Tensor forward(const torch::Tensor& x);
  torch::nn::Conv2d conv{nullptr};
  torch::nn::BatchNorm2d norm{nullptr};
  torch::nn::Linear squeeze{nullptr}, excite{nullptr};
};
TORCH_MODULE(GatedResidual);

/// Face embedding by contrast alone: gated convolutions with batch normalisation and, in place of a mean over the
/// picture, a weight for each place of each channel (global depthwise convolution, MobileFaceNet, Chen et al. 2018). An
/// oval about the face is all that it sees. 0.12 GMAC.
struct WitnessImpl : torch::nn::Module {
  static constexpr int kSide = 112;
  static constexpr double kEyeDistance = 0.36, kEyeLine = 0.34;  ///< of the crop it expects
  static constexpr int kLength = 128;
  WitnessImpl();
  /// N×3×112×112 → N×128, of unit length.
  torch::Tensor forward(const torch::Tensor& x);
  torch::nn::Sequential trunk;  ///< → 160×7×7
  torch::nn::Conv2d widen{nullptr};
  torch::nn::BatchNorm2d widenNorm{nullptr};
  torch::Tensor places;  ///< 384×7×7
  torch::nn::BatchNorm1d pooledNorm{nullptr};
  torch::nn::Linear embedding{nullptr};
};
TORCH_MODULE(Witness);

}  // namespace mien::nets
