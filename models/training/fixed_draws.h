#pragma once
#include <ATen/Context.h>
#include <torch/types.h>

namespace mien::training {

/// While it lives: the same random numbers each time from the CPU, without a trace in those that training goes on to
/// draw. Reseeding for good would show the network the same few thousand crops over and over. A GPU's own generator,
/// from which training may draw, stays untouched: torch::manual_seed() would reseed that one too.
class FixedDraws {
 public:
  explicit FixedDraws(std::uint64_t seed = 1)
      : generator_(at::globalContext().defaultGenerator(torch::kCPU)), state_(generator_.get_state()) {
    generator_.set_current_seed(seed);
  }
  FixedDraws(const FixedDraws&) = delete;
  FixedDraws& operator=(const FixedDraws&) = delete;
  ~FixedDraws() { generator_.set_state(state_); }

 private:
  at::Generator generator_;
  torch::Tensor state_;
};

}  // namespace mien::training
