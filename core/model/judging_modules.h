#pragma once
// The judging networks, exactly as trained and as run. This header pulls torch in: include it in .cpp files of
// core/model and models/training only.
#include "core/model/networks.h"

namespace mien::nets {

/// Halves the side and widens: two 3×3 convolutions, the first with stride 2 and no padding, around a 2×2 mean that is
/// padded with zeros to the same shape (as in dlib's ResNets).
struct DownResidualImpl : torch::nn::Module {
  DownResidualImpl(int in, int out);
  torch::Tensor forward(const torch::Tensor& x);
  torch::nn::Conv2d first{nullptr}, second{nullptr};
};
TORCH_MODULE(DownResidual);

/// Face embedding: a residual network (He et al. 2016) without normalisation layers, in the shape of its teacher, so
/// that each block can learn from the teacher's block beside it (FitNets, Romero et al. 2015). 0.25 GMAC.
struct IdentityImpl : torch::nn::Module {
  static constexpr int kSide = 150;
  static constexpr double kEyeDistance = 0.343, kEyeLine = 0.324;  ///< of the crop it expects
  static constexpr int kLength = 128;
  static constexpr int kBlocks = 15;  ///< the stem and 14 residual blocks
  IdentityImpl();
  /// N×3×150×150 → N×128.
  torch::Tensor forward(const torch::Tensor& x);
  /// One block alone; block 0 takes the picture.
  torch::Tensor block(int index, const torch::Tensor& x);
  /// From the last block's features to the embedding.
  torch::Tensor embed(const torch::Tensor& features);
  torch::nn::Conv2d stem{nullptr};
  torch::nn::Sequential blocks;
  torch::nn::Linear embedding{nullptr};
};
TORCH_MODULE(Identity);

/// Says whether an upright crop of side 112 (template: eye distance and eye line 0.36) holds a whole face, and how old
/// it looks.
struct JudgeImpl : torch::nn::Module {
  static constexpr int kSide = 112;
  static constexpr double kEyeDistance = 0.36, kEyeLine = 0.36;
  static constexpr double kMeanAge = 35, kAgeUnit = 10;  ///< years: the age head says (age − 35) ÷ 10
  JudgeImpl();
  /// → N×2: the logit of "a face", and the age in years.
  torch::Tensor forward(const torch::Tensor& x);
  torch::nn::Sequential trunk;
  torch::nn::Linear faceHidden{nullptr}, face{nullptr}, ageHidden{nullptr}, age{nullptr};
};
TORCH_MODULE(Judge);

}  // namespace mien::nets
