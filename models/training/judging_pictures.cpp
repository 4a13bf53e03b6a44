#include "models/training/judging_pictures.h"

#include <torch/nn/functional.h>

#include <algorithm>
#include <cmath>
#include <numbers>

#include "models/training/sampling.h"

namespace mien::training {
namespace F = torch::nn::functional;

namespace {

/// Rows are the eight cosines of the DCT-II, orthonormal.
torch::Tensor cosines() {
  const torch::Tensor k = torch::arange(8).view({8, 1}).to(torch::kFloat);
  const torch::Tensor x = torch::arange(8).view({1, 8}).to(torch::kFloat);
  torch::Tensor d = 0.5 * torch::cos((2 * x + 1) * k * (std::numbers::pi / 16));
  d[0] *= std::numbers::sqrt2 / 2;
  return d;
}

torch::Tensor luminanceTable() {
  return torch::tensor(
             {16, 11,  10,  16, 24, 40, 51, 61, 12,  12,  14,  19,  26, 58, 60, 55,  14,  13,  16,  24, 40, 57,
              69, 56,  14,  17, 22, 29, 51, 87, 80,  62,  18,  22,  37, 56, 68, 109, 103, 77,  24,  35, 55, 64,
              81, 104, 113, 92, 49, 64, 78, 87, 103, 121, 120, 101, 72, 92, 95, 98,  112, 100, 103, 99},
             torch::kFloat)
      .view({8, 8});
}

torch::Tensor some(int64_t n, double share, torch::Device device) {
  return torch::rand({n, 1, 1, 1}, device) < share;
}

}  // namespace

torch::Tensor wideCrops(const FaceCache& cache, const torch::Tensor& index, double eyeDistance, double eyeLine,
                        int side, torch::Device device) {
  const auto rows = [&](const torch::Tensor& all) { return all.index_select(0, index).to(device); };
  const torch::Tensor pictures = rows(cache.windows()).permute({0, 3, 1, 2}).to(torch::kFloat) / 255;
  const torch::Tensor points = fivePointsOf(rows(cache.windowLandmarks()));
  const auto wide = static_cast<int64_t>(std::lround(side * (1 + 2 * kMargin)));
  // The template within the wide crop's own unit square.
  const torch::Tensor at = ((cropTemplate(eyeDistance, eyeLine) + kMargin) / (1 + 2 * kMargin)).to(device);
  return sampleCrops(pictures, FaceCache::kWindow, fitSimilarities(points, at).inverse(), wide, torch::kBorder);
}

torch::Tensor middleOf(const torch::Tensor& wide, int side) {
  const int64_t from = (wide.size(2) - side) / 2;
  return wide.narrow(2, from, side).narrow(3, from, side);
}

torch::Tensor recropped(const torch::Tensor& wide, int side, double amount) {
  const int64_t n = wide.size(0);
  const auto vary = [&](at::IntArrayRef shape, double range) { return spread(shape, range * amount, wide.device()); };
  const Similarities place = jitter(vary({n}, 0.09), vary({n}, 0.08).exp(), vary({n, 2}, 0.03) + kMargin, 0.5, 0.5);
  return sampleCrops(wide, 1 + 2 * kMargin, place, side, torch::kBorder);
}

torch::Tensor softened(const torch::Tensor& x, int pixels) {
  const auto resized = [](const torch::Tensor& t, int64_t side, bool antialias) {
    return F::interpolate(t, F::InterpolateFuncOptions()
                                 .size(std::vector<int64_t>{side, side})
                                 .mode(torch::kBilinear)
                                 .align_corners(false)
                                 .antialias(antialias));
  };
  return resized(resized(x, pixels, true), x.size(2), false);
}

torch::Tensor relit(const torch::Tensor& x, double amount) {
  const int64_t n = x.size(0);
  const auto vary = [&](int64_t channels, double range) {
    return spread({n, channels, 1, 1}, range * amount, x.device());
  };
  const torch::Tensor axis = (torch::arange(x.size(2), x.options()) + 0.5) / static_cast<double>(x.size(2)) * 2 - 1;
  const torch::Tensor slope = vary(1, 0.4) * axis.view({1, 1, 1, -1}) + vary(1, 0.25) * axis.view({1, 1, -1, 1});
  const torch::Tensor bright = x.clamp_min(1e-3).pow(vary(1, 0.4).exp());
  return ((bright - 0.5) * (1 + vary(1, 0.2)) + 0.5 + vary(1, 0.1)).mul((1 + slope) * (1 + vary(3, 0.1))).clamp(0, 1);
}

torch::Tensor jpegLike(const torch::Tensor& x, int quality) {
  static const torch::Tensor onCpu = cosines();
  const torch::Tensor d = onCpu.to(x.device());
  const double scale = quality < 50 ? 50.0 / quality : 2 - quality / 50.0;
  const torch::Tensor steps =
      ((luminanceTable() * scale).round().clamp_min(1).view({1, 1, 1, 1, 8, 8}) / 255).to(x.device());
  const int64_t side = (x.size(2) + 7) / 8 * 8;
  const int64_t more = side - x.size(2);
  const torch::Tensor padded = F::pad(x, F::PadFuncOptions({0, more, 0, more}).mode(torch::kReplicate));
  const torch::Tensor tiles =
      padded.contiguous().view({x.size(0), x.size(1), side / 8, 8, side / 8, 8}).transpose(3, 4);
  const torch::Tensor rounded = (d.matmul(tiles - 0.5).matmul(d.t()) / steps).round() * steps;
  const torch::Tensor back = (d.t().matmul(rounded).matmul(d) + 0.5).transpose(3, 4).reshape(padded.sizes());
  return back.narrow(2, 0, x.size(2)).narrow(3, 0, x.size(3)).clamp(0, 1);
}

torch::Tensor mixed(const torch::Tensor& x, double share) {
  const int64_t n = x.size(0);
  const auto chance = [&] { return torch::rand({n, 1, 1, 1}, x.device()); };
  const torch::Tensor axis = (torch::arange(x.size(2), x.options()) + 0.5) / static_cast<double>(x.size(2));
  const auto reach = [&](const torch::Tensor& along) { return ((along - chance()) / (0.15 + 0.5 * chance())).pow(2); };
  const torch::Tensor r = reach(axis.view({1, 1, 1, -1})) + reach(axis.view({1, 1, -1, 1}));
  const torch::Tensor region = torch::sigmoid((1 - r) * (3 + 9 * chance()));
  const torch::Tensor weight = torch::where(some(n, 0.5, x.device()), chance().expand_as(region), region);
  return x + (x.roll(1, 0) - x) * weight * some(n, share, x.device()).to(torch::kFloat);
}

}  // namespace mien::training
