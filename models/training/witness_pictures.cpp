#include "models/training/witness_pictures.h"

#include <cmath>

#include "core/model/witness_module.h"
#include "models/training/judging_pictures.h"
#include "models/training/sampling.h"
#include "models/training/thin_plate.h"

namespace mien::training {
namespace {

using Net = nets::WitnessImpl;

constexpr double kTowardsAnother = 0.35;  ///< of the way to another face's landmarks, at most

/// Replaces a random `share` of the pictures by what `change` makes of them.
template <class Change>
void changeSome(torch::Tensor& x, double share, const Change& change) {
  const auto count = std::lround(share * static_cast<double>(x.size(0)));
  if (count == 0) return;
  const torch::Tensor rows = torch::randperm(x.size(0)).narrow(0, 0, count);
  x.index_copy_(0, rows, change(x.index_select(0, rows)).contiguous());
}

int between(int from, int to) {
  return torch::randint(from, to, {1}).item<int>();
}

/// Landmarks enough to bend a face by: a third of the warp's time with all 68 of them.
torch::Tensor bendingPoints() {
  return torch::tensor({0,  2,  4,  6,  8,  10, 12, 14, 16, 17, 19, 21, 22, 24, 26, 27, 30,
                        31, 35, 36, 39, 42, 45, 48, 50, 51, 52, 54, 56, 57, 58, 62, 66},
                       torch::kInt64);
}

/// Points in the crop's unit square as another photograph of the face may show them.
torch::Tensor anotherShape(const torch::Tensor& points) {
  const int64_t n = points.size(0);
  torch::Tensor to = points + (points.roll(1, 0) - points) * (torch::rand({n, 1, 1}) * kTowardsAnother);
  // The mouth opens or narrows, the brows rise: about their own centres.
  const auto part = [&](int64_t from, int64_t count) { return to.narrow(1, from, count); };
  const torch::Tensor mouth = part(48, 20);
  const torch::Tensor stretch = torch::stack({spread({n}, 0.15), spread({n}, 0.3)}, 1).unsqueeze(1);
  mouth.add_((mouth - mouth.mean(1, true)) * stretch);
  part(17, 10).select(2, 1).add_(spread({n, 1}, 0.02));
  // The head turns: what lies near the middle lies in front and moves more.
  const torch::Tensor off = to - 0.5;
  const torch::Tensor depth = 0.12 - off.pow(2).sum(2, true);
  to = to + depth * torch::stack({spread({n}, 0.5), spread({n}, 0.3)}, 1).unsqueeze(1);
  const Similarities place = jitter(spread({n}, 0.15), spread({n}, 0.1).exp(), spread({n, 2}, 0.04), 0.5, 0.5);
  return place.apply(to);
}

/// A rectangle of each picture shows something else: a piece of another picture, or one colour.
torch::Tensor covered(const torch::Tensor& x) {
  const int64_t n = x.size(0);
  const torch::Tensor axis = (torch::arange(x.size(2)) + 0.5) / static_cast<double>(x.size(2));
  const auto within = [&](const torch::Tensor& along) {
    return (along - torch::rand({n, 1, 1, 1})).abs() < 0.07 + 0.13 * torch::rand({n, 1, 1, 1});
  };
  const torch::Tensor inside = within(axis.view({1, 1, 1, -1})).logical_and(within(axis.view({1, 1, -1, 1})));
  const torch::Tensor other =
      torch::where(torch::rand({n, 1, 1, 1}) < 0.5, x.roll(1, 0).flip(2), torch::rand({n, 3, 1, 1}).expand_as(x));
  return torch::where(inside, other, x);
}

}  // namespace

torch::Tensor plainViews(const FaceCache& cache, const torch::Tensor& index) {
  return middleOf(wideCrops(cache, index, Net::kEyeDistance, Net::kEyeLine, Net::kSide), Net::kSide);
}

torch::Tensor variedViews(const FaceCache& cache, const torch::Tensor& index) {
  const torch::Tensor pictures = cache.windows().index_select(0, index).permute({0, 3, 1, 2}).to(torch::kFloat) / 255;
  const torch::Tensor own = cache.windowLandmarks().index_select(0, index) / FaceCache::kWindow;
  const Similarities upright = fitSimilarities(fivePointsOf(own), cropTemplate(Net::kEyeDistance, Net::kEyeLine));
  const torch::Tensor bending = bendingPoints();
  torch::Tensor x = warped(pictures, own.index_select(1, bending),
                           anotherShape(upright.apply(own)).index_select(1, bending), Net::kSide);
  changeSome(x, 0.5, [](const torch::Tensor& some) { return some.flip(3); });
  changeSome(x, 0.6, [](const torch::Tensor& some) { return relit(some, 1.2); });
  changeSome(x, 0.25, covered);
  changeSome(x, 0.6, photographed);
  changeSome(x, 0.12, [](const torch::Tensor& some) { return some.mean(1, true).expand_as(some); });
  for (int i = 0; i < 2; ++i) {
    changeSome(x, 0.15, [](const torch::Tensor& some) { return softened(some, between(26, 80)); });
    changeSome(x, 0.15, [](const torch::Tensor& some) { return jpegLike(some, between(10, 70)); });
  }
  return x;
}

}  // namespace mien::training
