#pragma once
// The prior's network, exactly as trained and as run. This header pulls torch in: include it in .cpp files of
// core/model and models/training only.
#include <torch/nn/modules/container/modulelist.h>
#include <torch/nn/modules/linear.h>
#include <torch/types.h>

namespace mien {

/// In a portrait pack that has one; without, new faces are drawn from the unit Gaussian.
inline constexpr const char* kPriorFile = "prior.safetensors";

}  // namespace mien

namespace mien::nets {

/// Where in the space of codes faces are: a normalising flow of affine couplings (RealNVP, Dinh et al. 2017) between
/// standard normal numbers and codes, fitted to those of the training faces. A VAE's codes fill its unit Gaussian prior
/// unevenly, and what is drawn from the holes is no face (a second stage as prior: Dai & Wipf 2019).
struct PriorFlowImpl : torch::nn::Module {
  struct Size {
    int code = 0;       ///< K
    int couplings = 8;  ///< steps, each of which moves one half of the numbers as the other half says
    int width = 192;    ///< of a coupling's two hidden layers
  };
  explicit PriorFlowImpl(const Size& size);

  /// N×K standard normal numbers → N×K codes.
  torch::Tensor codes(const torch::Tensor& normals);
  /// The way back, exactly.
  torch::Tensor normals(const torch::Tensor& codes) { return backward(codes).first; }
  /// N×K codes → N, nats. A code where none of the training faces' is gets little.
  torch::Tensor logDensity(const torch::Tensor& codes);
  /// Mean and covariance, from which the couplings start. Rows of `codes` count by `odds`, N.
  void startFrom(const torch::Tensor& codes, const torch::Tensor& odds);

  torch::Tensor mean;    ///< K
  torch::Tensor spread;  ///< K×K, lower triangle: the Cholesky factor of the covariance
  torch::Tensor order;   ///< couplings×K: a coupling's first half is what moves the second
  torch::nn::ModuleList couplings;

 private:
  /// By how much the second half is moved, and by which power of e it is scaled.
  std::pair<torch::Tensor, torch::Tensor> moves(std::size_t coupling, const torch::Tensor& first);
  /// Normal numbers, N×K, and the logarithm of how much the way back stretches, N.
  std::pair<torch::Tensor, torch::Tensor> backward(const torch::Tensor& codes);
  torch::Tensor orderOf(std::size_t coupling) const;
  int64_t half_;
};
TORCH_MODULE(PriorFlow);

}  // namespace mien::nets
