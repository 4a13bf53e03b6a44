#include "models/training/face_measures.h"

#include <torch/nn/functional.h>

#include <numbers>

#include "models/training/sampling.h"

namespace mien::training {
namespace F = torch::nn::functional;

namespace {

constexpr int64_t kSide = 128;

torch::Tensor gap(const torch::Tensor& l, int64_t a, int64_t b) {
  return (l.select(1, a) - l.select(1, b)).norm(2, 1);
}

/// sRGB 0..1, N×3×H×W, → CIE Lab (D65).
torch::Tensor labOf(const torch::Tensor& rgb) {
  const torch::Tensor linear = torch::where(rgb <= 0.04045, rgb / 12.92, ((rgb + 0.055) / 1.055).pow(2.4));
  // Rows already divided by the white point.
  const torch::Tensor m =
      torch::tensor({0.43394F, 0.37619F, 0.18983F, 0.21267F, 0.71515F, 0.07217F, 0.01776F, 0.10947F, 0.87283F})
          .view({3, 3});
  const torch::Tensor xyz = torch::einsum("ij,njhw->nihw", {m, linear});
  const torch::Tensor f = torch::where(xyz > 0.008856, xyz.clamp_min(1e-6).pow(1.0 / 3), 7.787 * xyz + 16.0 / 116);
  const auto c = f.unbind(1);
  return torch::stack({116 * c[1] - 16, 500 * (c[0] - c[1]), 200 * (c[1] - c[2])}, 1);
}

torch::Tensor mean(const torch::Tensor& x, const torch::Tensor& zone) {
  return (x * zone).sum({-2, -1});
}

}  // namespace

torch::Tensor shapeMeasures(const torch::Tensor& l) {
  const auto five = fivePointsOf(l).unbind(1);
  const torch::Tensor eyes = (five[1] - five[0]).norm(2, 1);
  const torch::Tensor middle = (l.select(1, 62) + l.select(1, 66)) / 2;
  const torch::Tensor corners = (five[3] + five[4]) / 2;
  const torch::Tensor up = (middle - corners).select(1, 1) / eyes;
  const torch::Tensor wide = gap(l, 48, 54) / eyes;
  const torch::Tensor lips = (gap(l, 61, 67) + gap(l, 62, 66) + gap(l, 63, 65)) / (3 * eyes);
  const auto lids = [&](int64_t first) {
    return (gap(l, first + 1, first + 5) + gap(l, first + 2, first + 4)) / (2 * gap(l, first, first + 3));
  };
  const torch::Tensor turned = (five[2] - (five[0] + five[1]) / 2).select(1, 0) / eyes;
  // Both parts of a smile vary alike among the photographs: about 0.06 and 0.09 of the eye distance.
  return torch::stack({up + wide * 0.6, lips, (lids(36) + lids(42)) / 2, turned}, 1);
}

SkinMeasures::SkinMeasures(const torch::Tensor& canonical) : canonical_(canonical) {
  const auto five = fivePointsOf(canonical.unsqueeze(0)).unbind(1);
  eyes_ = (five[1] - five[0]).norm().item<double>();
  // Low on the cheeks, where no sunglasses reach, and above where beards begin.
  right_ = zone({14, 35, 46}, 0, 0.16, 0.16, 0.11);
  left_ = zone({2, 31, 41}, 0, 0.16, 0.16, 0.11);
  nose_ = zone({29}, 0, 0, 0.1, 0.15);
  chin_ = zone({57, 8}, 0, 0.05, 0.22, 0.12);
  jaw_ = (zone({48, 5}, 0, 0.05, 0.1, 0.12) + zone({54, 11}, 0, 0.05, 0.1, 0.12)) / 2;
  lip_ = zone({33, 51}, 0, 0.02, 0.2, 0.05);
  rims_ = (zone({40, 41}, 0, 0.2, 0.26, 0.09) + zone({46, 47}, 0, 0.2, 0.26, 0.09)) / 2;
  bridge_ = zone({27}, 0, 0, 0.12, 0.12);
}

torch::Tensor SkinMeasures::zone(std::initializer_list<int> points, double dx, double dy, double rx, double ry) const {
  torch::Tensor centre = torch::zeros({2});
  for (const int p : points) centre = centre + canonical_[p] / static_cast<double>(points.size());
  const torch::Tensor axis = (torch::arange(kSide) + 0.5) / static_cast<double>(kSide);
  const torch::Tensor x = (axis - centre[0] - dx * eyes_).view({1, -1}) / (rx * eyes_);
  const torch::Tensor y = (axis - centre[1] - dy * eyes_).view({-1, 1}) / (ry * eyes_);
  const torch::Tensor inside = (x * x + y * y <= 1).to(torch::kFloat);
  return inside / inside.sum().clamp_min(1);
}

torch::Tensor SkinMeasures::operator()(const torch::Tensor& textures) const {
  const torch::Tensor lab = labOf(F::avg_pool2d(textures, F::AvgPool2dFuncOptions(2)));
  const torch::Tensor l = lab.select(1, 0);
  const torch::Tensor cheeks = (right_ + left_) / 2;
  const torch::Tensor skin = (right_ + left_ + nose_) / 3;
  const torch::Tensor light = mean(l, right_) - mean(l, left_);
  const torch::Tensor tone =
      torch::atan2(mean(l, skin) - 50, mean(lab.select(1, 2), skin).clamp_min(1)) * 180 / std::numbers::pi;

  const torch::Tensor soft = F::avg_pool2d(l.unsqueeze(1), F::AvgPool2dFuncOptions(5).stride(1).padding(2)).squeeze(1);
  const torch::Tensor rough = (l - soft).abs();
  const torch::Tensor hairy = (chin_ + jaw_ + lip_) / 3;
  const torch::Tensor beard = mean(l, cheeks) - mean(l, hairy) + 3 * (mean(rough, hairy) - mean(rough, cheeks));

  torch::Tensor edges = torch::zeros_like(l);
  edges.narrow(1, 1, kSide - 2).copy_((l.narrow(1, 2, kSide - 2) - l.narrow(1, 0, kSide - 2)).abs());
  const torch::Tensor glasses = (mean(edges, rims_) + mean(edges, bridge_)) / 2 - mean(edges, cheeks);
  return torch::stack({light, tone, beard, glasses}, 1);
}

}  // namespace mien::training
