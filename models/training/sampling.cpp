#include "models/training/sampling.h"

#include <torch/nn/functional.h>

namespace mien::training {
namespace F = torch::nn::functional;

torch::Tensor Similarities::apply(const torch::Tensor& points) const {
  const auto c = m.unsqueeze(1).unbind(2);
  const torch::Tensor x = points.select(2, 0);
  const torch::Tensor y = points.select(2, 1);
  return torch::stack({c[0] * x - c[1] * y + c[2], c[1] * x + c[0] * y + c[3]}, 2);
}

Similarities Similarities::inverse() const {
  const auto c = m.unbind(1);
  const torch::Tensor n = c[0] * c[0] + c[1] * c[1];
  const torch::Tensor a = c[0] / n;
  const torch::Tensor b = -c[1] / n;
  return {torch::stack({a, b, -(a * c[2] - b * c[3]), -(b * c[2] + a * c[3])}, 1)};
}

Similarities Similarities::then(const Similarities& next) const {
  const auto p = m.unbind(1);
  const auto q = next.m.unbind(1);
  return {torch::stack({q[0] * p[0] - q[1] * p[1], q[1] * p[0] + q[0] * p[1], q[0] * p[2] - q[1] * p[3] + q[2],
                        q[1] * p[2] + q[0] * p[3] + q[3]},
                       1)};
}

Similarities fitSimilarities(const torch::Tensor& from, const torch::Tensor& to) {
  const torch::Tensor target = to.dim() == 2 ? to.unsqueeze(0).expand_as(from) : to;
  const torch::Tensor mf = from.mean(1, true);
  const torch::Tensor mt = target.mean(1, true);
  const auto f = (from - mf).unbind(2);
  const auto t = (target - mt).unbind(2);
  const torch::Tensor norm = (f[0] * f[0] + f[1] * f[1]).sum(1);
  const torch::Tensor a = (f[0] * t[0] + f[1] * t[1]).sum(1) / norm;
  const torch::Tensor b = (f[0] * t[1] - f[1] * t[0]).sum(1) / norm;
  const torch::Tensor fx = mf.select(2, 0).squeeze(1);
  const torch::Tensor fy = mf.select(2, 1).squeeze(1);
  return {torch::stack(
      {a, b, mt.select(2, 0).squeeze(1) - (a * fx - b * fy), mt.select(2, 1).squeeze(1) - (b * fx + a * fy)}, 1)};
}

Similarities jitter(const torch::Tensor& angle, const torch::Tensor& scale, const torch::Tensor& shift, double x,
                    double y) {
  const torch::Tensor a = scale * angle.cos();
  const torch::Tensor b = scale * angle.sin();
  const auto d = shift.unbind(1);
  return {torch::stack({a, b, x - (a * x - b * y) + d[0], y - (b * x + a * y) + d[1]}, 1)};
}

torch::Tensor fivePointsOf(const torch::Tensor& l) {
  return torch::stack(
      {l.narrow(1, 36, 6).mean(1), l.narrow(1, 42, 6).mean(1), l.select(1, 30), l.select(1, 48), l.select(1, 54)}, 1);
}

torch::Tensor cropTemplate(double s, double eyeLine) {
  const auto f = [](double v) { return static_cast<float>(v); };
  return torch::tensor({f(0.5 - s / 2), f(eyeLine), f(0.5 + s / 2), f(eyeLine), 0.5F, f(eyeLine + 0.5625 * s),
                        f(0.5 - 0.406 * s), f(eyeLine + 1.078 * s), f(0.5 + 0.406 * s), f(eyeLine + 1.078 * s)})
      .view({5, 2});
}

torch::Tensor sampleCrops(const torch::Tensor& pictures, double plane, const Similarities& fromUnit, int64_t side,
                          const Padding& padding) {
  const torch::Tensor axis = (torch::arange(side, pictures.options()) + 0.5) / static_cast<double>(side);
  const torch::Tensor unit =
      torch::stack({axis.view({1, -1}).expand({side, side}), axis.view({-1, 1}).expand({side, side})}, 2)
          .view({1, side * side, 2});
  const torch::Tensor grid = fromUnit.apply(unit.expand({pictures.size(0), -1, -1})).view({-1, side, side, 2});
  return F::grid_sample(pictures, grid * (2 / plane) - 1,
                        F::GridSampleFuncOptions().mode(torch::kBilinear).padding_mode(padding).align_corners(false));
}

torch::Tensor spread(at::IntArrayRef shape, double range, torch::Device device) {
  return (torch::rand(shape, device) * 2 - 1) * range;
}

torch::Tensor photographed(const torch::Tensor& x) {
  const int64_t n = x.size(0);
  const auto some = [&](double share) { return torch::rand({n, 1, 1, 1}, x.device()) < share; };
  const auto vary = [&](int64_t channels, double range) { return spread({n, channels, 1, 1}, range, x.device()); };
  // Mostly a slight tint, sometimes one as of stage light or a wrong white balance.
  const torch::Tensor tint = torch::where(some(0.15), vary(3, 0.5), vary(3, 0.1));
  torch::Tensor y = ((x - 0.5) * (1 + vary(1, 0.25)) + 0.5 + vary(1, 0.12)) * (1 + tint);
  y = torch::where(some(0.1), y.mean(1, true).expand_as(y), y);
  const torch::Tensor soft = F::avg_pool2d(y, F::AvgPool2dFuncOptions(3).stride(1).padding(1).count_include_pad(false));
  y = torch::where(some(0.25), soft, y);
  y = y + torch::randn_like(y) * vary(1, 0.03);
  return y.clamp(0, 1);
}

}  // namespace mien::training
