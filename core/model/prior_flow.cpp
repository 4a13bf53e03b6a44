#include "core/model/prior_flow.h"

#include <torch/nn/functional/activation.h>
#include <torch/nn/functional/dropout.h>

#include <cmath>
#include <numbers>

namespace mien::nets {
namespace F = torch::nn::functional;
namespace {

constexpr double kLargestScale = 0.8;  // of one coupling, as a power of e
constexpr double kDropout = 0.2;
constexpr double kLeast = 1e-3;  // variance that every number has at least

/// The three layers of one coupling.
struct CouplingImpl : torch::nn::Module {
  CouplingImpl(int64_t in, int64_t width, int64_t out)
      : first(register_module("first", torch::nn::Linear(in, width))),
        second(register_module("second", torch::nn::Linear(width, width))),
        last(register_module("last", torch::nn::Linear(width, 2 * out))) {
    // So that the flow starts as the Gaussian.
    const torch::NoGradGuard guard;
    last->weight.zero_();
    last->bias.zero_();
  }
  torch::nn::Linear first, second, last;
};

/// A product of matrices of one row packs all weights anew.
torch::Tensor through(torch::nn::Linear& layer, const torch::Tensor& rows) {
  return rows.size(0) == 1 ? torch::addmv(layer->bias, layer->weight, rows[0]).unsqueeze(0) : layer(rows);
}

}  // namespace

PriorFlowImpl::PriorFlowImpl(const Size& size) : half_(size.code / 2) {
  mean = register_buffer("mean", torch::zeros({size.code}));
  spread = register_buffer("spread", torch::eye(size.code));
  std::vector<torch::Tensor> orders;
  for (int i = 0; i < size.couplings; ++i) {
    orders.push_back(torch::randperm(size.code).to(torch::kFloat));
    couplings->push_back(std::make_shared<CouplingImpl>(half_, size.width, size.code - half_));
  }
  order = register_buffer("order", torch::stack(orders));
  register_module("couplings", couplings);
}

torch::Tensor PriorFlowImpl::orderOf(std::size_t coupling) const {
  return order.select(0, static_cast<int64_t>(coupling)).to(torch::kLong);
}

std::pair<torch::Tensor, torch::Tensor> PriorFlowImpl::moves(std::size_t coupling, const torch::Tensor& first) {
  auto& layers = couplings->at<CouplingImpl>(coupling);
  const torch::Tensor h =
      F::dropout(F::silu(through(layers.first, first)), F::DropoutFuncOptions().p(kDropout).training(is_training()));
  const auto parts = through(layers.last, F::silu(through(layers.second, h))).chunk(2, 1);
  return {parts[0], kLargestScale * torch::tanh(parts[1])};
}

torch::Tensor PriorFlowImpl::codes(const torch::Tensor& normals) {
  torch::Tensor x = normals;
  for (std::size_t i = couplings->size(); i-- > 0;) {
    const torch::Tensor first = x.narrow(1, 0, half_);
    const auto [shift, scale] = moves(i, first);
    const torch::Tensor second = x.narrow(1, half_, x.size(1) - half_) * torch::exp(scale) + shift;
    x = torch::cat({first, second}, 1).index_select(1, torch::argsort(orderOf(i)));
  }
  return x.matmul(spread.t()) + mean;
}

std::pair<torch::Tensor, torch::Tensor> PriorFlowImpl::backward(const torch::Tensor& codes) {
  torch::Tensor x = torch::linalg_solve_triangular(spread, (codes - mean).t(), /*upper=*/false).t();
  torch::Tensor stretch = -spread.diagonal().log().sum().expand({x.size(0)});
  for (std::size_t i = 0; i < couplings->size(); ++i) {
    x = x.index_select(1, orderOf(i));
    const torch::Tensor first = x.narrow(1, 0, half_);
    const auto [shift, scale] = moves(i, first);
    x = torch::cat({first, (x.narrow(1, half_, x.size(1) - half_) - shift) * torch::exp(-scale)}, 1);
    stretch = stretch - scale.sum(1);
  }
  return {x, stretch};
}

torch::Tensor PriorFlowImpl::logDensity(const torch::Tensor& codes) {
  const auto [x, stretch] = backward(codes);
  return stretch - 0.5 * (x * x).sum(1) - 0.5 * static_cast<double>(x.size(1)) * std::log(2 * std::numbers::pi);
}

void PriorFlowImpl::startFrom(const torch::Tensor& codes, const torch::Tensor& odds) {
  const torch::NoGradGuard guard;
  const torch::Tensor share = (odds / odds.sum()).unsqueeze(1);
  mean.copy_((codes * share).sum(0));
  const torch::Tensor centred = codes - mean;
  const torch::Tensor covariance = centred.t().matmul(centred * share);
  spread.copy_(torch::linalg_cholesky(covariance + kLeast * torch::eye(codes.size(1))));
}

}  // namespace mien::nets
