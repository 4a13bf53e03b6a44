#include "models/training/face_views.h"

namespace mien::training {
namespace {

torch::Tensor spreadLike(const torch::Tensor& like, at::IntArrayRef shape, double range) {
  return (torch::rand(shape, like.options()) * 2 - 1) * range;
}

}  // namespace

FaceViews::FaceViews(const torch::Tensor& grids) {
  const int64_t n = grids.size(0);
  const torch::Tensor centre = grids.mean({1, 2}, true);
  const torch::Tensor angle = spreadLike(grids, {n, 1, 1}, 0.05);
  const torch::Tensor scale = spreadLike(grids, {n, 1, 1}, 0.04).exp();
  const torch::Tensor a = scale * angle.cos();
  const torch::Tensor b = scale * angle.sin();
  const auto p = (grids - centre).unbind(3);
  grids_ =
      torch::stack({a * p[0] - b * p[1], b * p[0] + a * p[1]}, 3) + centre + spreadLike(grids, {n, 1, 1, 2}, 0.015);
  if (torch::rand({}).item<float>() < 0.5F) grids_ = grids_.flip(2);
}

torch::Tensor FaceViews::between(const torch::Tensor& a, const torch::Tensor& b, const torch::Tensor& t) const {
  const torch::Tensor share = t.view({-1, 1, 1, 1});
  return grids_.index_select(0, a) * (1 - share) + grids_.index_select(0, b) * share;
}

torch::Tensor crossedWithNext(const torch::Tensor& x, double share) {
  const int64_t n = x.size(0);
  const int64_t side = x.size(2);
  const auto random = [&] { return torch::rand({n, 1, 1, 1}, x.options()); };
  const torch::Tensor axis = (torch::arange(side, x.options()) + 0.5) / static_cast<double>(side);
  const auto reach = [&](const torch::Tensor& along) { return ((along - random()) / (0.12 + 0.4 * random())).pow(2); };
  const torch::Tensor r = reach(axis.view({1, 1, 1, side})) + reach(axis.view({1, 1, side, 1}));
  const torch::Tensor part = torch::sigmoid((1 - r) * (4 + 8 * random())) * (random() < share);
  return x + (x.roll(1, 0) - x) * part;
}

}  // namespace mien::training
