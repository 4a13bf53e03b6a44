#pragma once
#include <ATen/Context.h>
#include <torch/utils.h>

namespace mien::training {

/// While it lives: the same random numbers each time, without a trace in those that training goes on to draw. Reseeding
/// for good would show the network the same few thousand crops over and over.
class FixedDraws {
 public:
  explicit FixedDraws(std::uint64_t seed = 1)
      : generator_(at::globalContext().defaultGenerator(torch::kCPU)), state_(generator_.get_state()) {
    torch::manual_seed(seed);
  }
  FixedDraws(const FixedDraws&) = delete;
  FixedDraws& operator=(const FixedDraws&) = delete;
  ~FixedDraws() { generator_.set_state(state_); }

 private:
  at::Generator generator_;
  torch::Tensor state_;
};

}  // namespace mien::training
