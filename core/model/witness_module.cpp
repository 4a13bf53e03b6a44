#include "core/model/witness_module.h"

#include <torch/nn/functional.h>

namespace mien::nets {
namespace nn = torch::nn;
namespace F = torch::nn::functional;

namespace {

constexpr int kWide = 384;
constexpr int kLast = 7;  ///< side of the last features

/// Without a bias: a normalisation follows.
nn::Conv2d conv(int in, int out, int kernel, int stride) {
  nn::Conv2d c(nn::Conv2dOptions(in, out, kernel).stride(stride).padding(kernel / 2).bias(false));
  nn::init::kaiming_normal_(c->weight, 0, torch::kFanIn, torch::kReLU);
  return c;
}

/// 1 on the face, 0 in the crop's corners: hair and surroundings say little about who someone is. 1×1×S×S.
torch::Tensor oval(int64_t side, torch::Device device) {
  const torch::Tensor axis = (torch::arange(side, device) + 0.5) / static_cast<double>(side);
  const torch::Tensor square = ((axis.view({1, -1}) - 0.5) / 0.46).pow(2) + ((axis.view({-1, 1}) - 0.48) / 0.54).pow(2);
  return torch::sigmoid((1 - square.sqrt()) * 15).view({1, 1, side, side});
}

}  // namespace

GatedResidualImpl::GatedResidualImpl(int channels) {
  conv = register_module("conv", nets::conv(channels, channels, 3, 1));
  norm = register_module("norm", nn::BatchNorm2d(channels));
  squeeze = register_module("squeeze", nn::Linear(channels, channels / 4));
  excite = register_module("excite", nn::Linear(channels / 4, channels));
}
torch::Tensor GatedResidualImpl::forward(const torch::Tensor& x) {
  const torch::Tensor h = norm(conv(x));
  const torch::Tensor gate = torch::sigmoid(excite(torch::relu(squeeze(h.mean({2, 3})))));
  return torch::relu(x + h * gate.unsqueeze(2).unsqueeze(3));
}

WitnessImpl::WitnessImpl() {
  const auto narrower = [](int in, int out, int stride) {
    return nn::Sequential(conv(in, out, 3, stride), nn::BatchNorm2d(out), nn::ReLU());
  };
  trunk = nn::Sequential(nn::PixelUnshuffle(nn::PixelUnshuffleOptions(4)));
  trunk->extend(*narrower(48, 64, 1));
  trunk->push_back(GatedResidual(64));
  trunk->extend(*narrower(64, 96, 2));
  for (int i = 0; i < 2; ++i) trunk->push_back(GatedResidual(96));
  trunk->extend(*narrower(96, 160, 2));
  for (int i = 0; i < 2; ++i) trunk->push_back(GatedResidual(160));
  register_module("trunk", trunk);
  widen = register_module("widen", conv(160, kWide, 1, 1));
  widenNorm = register_module("widen_norm", nn::BatchNorm2d(kWide));
  places = register_parameter("places", torch::full({kWide, kLast, kLast}, 1.0 / (kLast * kLast)));
  pooledNorm = register_module("pooled_norm", nn::BatchNorm1d(kWide));
  embedding = register_module("embedding", nn::Linear(kWide, kLength));
}
torch::Tensor WitnessImpl::forward(const torch::Tensor& x) {
  const torch::Tensor seen = (x - 0.5) * (4 * oval(kSide, x.device()));
  const torch::Tensor h =
      torch::relu(widenNorm(widen(trunk->forward(seen.contiguous(torch::MemoryFormat::ChannelsLast)))));
  const torch::Tensor pooled = (h * places.to(h.dtype())).to(torch::kFloat).sum({2, 3});
  return F::normalize(embedding(pooledNorm(pooled)).to(torch::kFloat), F::NormalizeFuncOptions().dim(1));
}

}  // namespace mien::nets
