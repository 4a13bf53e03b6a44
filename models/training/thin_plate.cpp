#include "models/training/thin_plate.h"

#include <torch/nn/functional.h>

namespace mien::training {
namespace F = torch::nn::functional;

namespace {

/// r² log r² between all of N×M×2 and N×K×2 → N×M×K.
torch::Tensor kernel(const torch::Tensor& a, const torch::Tensor& b) {
  const torch::Tensor square = (a.unsqueeze(2) - b.unsqueeze(1)).pow(2).sum(3);
  return square * square.clamp_min(1e-10).log();
}

torch::Tensor withOne(const torch::Tensor& p) {
  return torch::cat({torch::ones({p.size(0), p.size(1), 1}, p.options()), p}, 2);
}

}  // namespace

torch::Tensor warped(const torch::Tensor& pictures, const torch::Tensor& from, const torch::Tensor& to, int64_t side,
                     double stiffness) {
  constexpr int64_t kCoarse = 29;
  const int64_t n = to.size(0);
  const int64_t points = to.size(1);
  const torch::Tensor source = from.dim() == 2 ? from.unsqueeze(0).expand_as(to) : from;
  const torch::Tensor affine = withOne(to);
  const torch::Tensor bend = kernel(to, to) + stiffness * torch::eye(points, to.options());
  const torch::Tensor system = torch::cat(
      {torch::cat({bend, affine}, 2), torch::cat({affine.transpose(1, 2), torch::zeros({n, 3, 3}, to.options())}, 2)},
      1);
  const torch::Tensor weights =
      torch::linalg_solve(system, torch::cat({source, torch::zeros({n, 3, 2}, to.options())}, 1));

  const double edge = 0.5 / static_cast<double>(side);
  const torch::Tensor axis = torch::linspace(edge, 1 - edge, kCoarse, to.options());
  const torch::Tensor nodes =
      torch::stack({axis.view({1, -1}).expand({kCoarse, kCoarse}), axis.view({-1, 1}).expand({kCoarse, kCoarse})}, 2)
          .view({1, kCoarse * kCoarse, 2})
          .expand({n, -1, -1});
  const torch::Tensor map = torch::cat({kernel(nodes, to), withOne(nodes)}, 2).matmul(weights);
  const torch::Tensor fine = F::interpolate(
      map.view({n, kCoarse, kCoarse, 2}).permute({0, 3, 1, 2}),
      F::InterpolateFuncOptions().size(std::vector<int64_t>{side, side}).mode(torch::kBilinear).align_corners(true));
  return F::grid_sample(
      pictures, fine.permute({0, 2, 3, 1}) * 2 - 1,
      F::GridSampleFuncOptions().mode(torch::kBilinear).padding_mode(torch::kBorder).align_corners(false));
}

}  // namespace mien::training
