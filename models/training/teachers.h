#pragma once
#include <torch/types.h>

#include <filesystem>
#include <map>
#include <string>
#include <vector>

namespace mien::training {

using Tensors = std::map<std::string, torch::Tensor>;

/// The teachers' weights as float tensors. Trusted files: only read while training.
Tensors readTensors(const std::filesystem::path& file, torch::Device device);

/// The identity teacher, dlib's ResNet-29 (see the teachers' README): its gradient teaches, its weights stay.
class IdentityTeacher {
 public:
  IdentityTeacher(const std::filesystem::path& folder, torch::Device device);
  static constexpr int kBlocks = 15;  ///< the stem and 14 residual blocks
  /// N×3×150×150 RGB 0..1 → N×128.
  torch::Tensor embed(const torch::Tensor& x) const { return embedFeatures(features(x).back()); }
  /// What each block gives out, in order.
  std::vector<torch::Tensor> features(const torch::Tensor& x) const;
  /// From the last block's features to the embedding.
  torch::Tensor embedFeatures(const torch::Tensor& last) const;
  /// Canonical textures N×3×S×S through the coarse inverse maps N×26×26×2 (unit square) → embeddings.
  torch::Tensor embedCanonical(const torch::Tensor& textures, const torch::Tensor& grids) const;

 private:
  torch::Tensor layer(const torch::Tensor& x, const std::string& name, int stride, int padding) const;
  torch::Tensor residual(const torch::Tensor& x, const std::string& name) const;
  torch::Tensor down(const torch::Tensor& x, const std::string& name) const;
  Tensors weights_;
};

/// SqueezeNet 1.1 (Iandola et al. 2016) up to fire7, as a perceptual distance.
class PerceptualTeacher {
 public:
  PerceptualTeacher(const std::filesystem::path& folder, torch::Device device);
  /// After conv1, fire3, fire5, fire7. x N×3×H×W RGB 0..1.
  std::vector<torch::Tensor> features(const torch::Tensor& x) const;
  /// Per picture: squared differences of unit-length feature vectors, summed over channels, averaged over positions,
  /// added over the four taps. `known` N×1×H×W weighs the positions.
  torch::Tensor distance(const torch::Tensor& a, const torch::Tensor& b, const torch::Tensor& known) const;

 private:
  torch::Tensor fire(const torch::Tensor& x, const std::string& name) const;
  Tensors weights_;
};

}  // namespace mien::training
