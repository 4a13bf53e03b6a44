#include "models/training/fused_adam.h"

#include <ATen/ops/_fused_adam.h>
#include <torch/types.h>

#include <array>

namespace mien::training {

using torch::optim::AdamOptions;
using torch::optim::AdamParamState;

torch::Tensor FusedAdam::step(LossClosure closure) {
  TORCH_CHECK(closure == nullptr, "A closure is not called here.");
  const torch::NoGradGuard guard;
  for (auto& group : param_groups()) {
    const auto& options = static_cast<AdamOptions&>(group.options());
    std::array<std::vector<torch::Tensor>, 5> lists;
    auto& [parameters, gradients, means, squares, steps] = lists;
    for (torch::Tensor& parameter : group.params()) {
      if (!parameter.grad().defined()) continue;
      auto& kept = state_[parameter.unsafeGetTensorImpl()];
      if (!kept) {
        auto begun = std::make_unique<AdamParamState>();
        begun->exp_avg(torch::zeros_like(parameter));
        begun->exp_avg_sq(torch::zeros_like(parameter));
        kept = std::move(begun);
      }
      auto& state = static_cast<AdamParamState&>(*kept);
      state.step(state.step() + 1);
      parameters.push_back(parameter);
      gradients.push_back(parameter.grad());
      means.push_back(state.exp_avg());
      squares.push_back(state.exp_avg_sq());
      steps.push_back(torch::full({}, static_cast<double>(state.step()), parameter.options().requires_grad(false)));
    }
    if (parameters.empty()) continue;
    at::_fused_adam_(parameters, gradients, means, squares, {}, steps, options.lr(), std::get<0>(options.betas()),
                     std::get<1>(options.betas()), 0, options.eps(), false, false);
  }
  return {};
}

}  // namespace mien::training
