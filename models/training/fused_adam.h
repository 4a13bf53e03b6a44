#pragma once
#include <torch/optim/adam.h>

namespace mien::training {

/// Adam (Kingma and Ba 2015) whose step goes through the memory once in place of some twelve times, by torch's fused
/// kernel for CPU and CUDA. State and checkpoints are torch::optim::Adam's. Without weight decay and AMSGrad.
class FusedAdam : public torch::optim::Adam {
 public:
  using Adam::Adam;
  /// Takes no closure.
  torch::Tensor step(LossClosure closure = nullptr) override;
};

}  // namespace mien::training
