#include "core/model/occlusion_module.h"

#include <torch/nn/functional.h>

#include <array>

namespace mien::nets {
namespace nn = torch::nn;
namespace F = torch::nn::functional;

namespace {

constexpr std::array<int, 4> kWidths{16, 24, 48, 64};  ///< at 128², 64², 32² and 16²
constexpr int kBlock = 2;                              ///< pixels

nn::Sequential convolved(int in, int out, int stride) {
  return nn::Sequential(nn::Conv2d(nn::Conv2dOptions(in, out, 3).stride(stride).padding(1).bias(false)),
                        nn::BatchNorm2d(out));
}

/// Two convolutions, to be added to what they were made of.
nn::Sequential residual(int channels) {
  nn::Sequential block = convolved(channels, channels, 1);
  block->push_back(nn::ReLU());
  block->extend(*convolved(channels, channels, 1));
  return block;
}

torch::Tensor through(nn::ModuleList& list, std::size_t i, const torch::Tensor& x) {
  return list[i]->as<nn::Sequential>()->forward(x);
}

/// Light and contrast are the photograph's: each picture with mean 0 and deviation 1 where it is known.
torch::Tensor evened(const torch::Tensor& x, const torch::Tensor& known) {
  const torch::Tensor many = known.sum({1, 2, 3}, true).clamp_min(1) * x.size(1);
  const torch::Tensor off = x - (x * known).sum({1, 2, 3}, true) / many;
  return off / ((off.square() * known).sum({1, 2, 3}, true) / many).sqrt().clamp_min(0.02);
}

}  // namespace

OcclusionImpl::OcclusionImpl() {
  constexpr int kChannels = 4 * kBlock * kBlock;
  enter = register_module("enter", convolved(kChannels, kWidths[0], 1));
  for (std::size_t i = 0; i + 1 < kWidths.size(); ++i) {
    on->push_back(residual(kWidths[i]));
    down->push_back(convolved(kWidths[i], kWidths[i + 1], 2));
    up->push_back(nn::Sequential(nn::Conv2d(nn::Conv2dOptions(kWidths[i + 1], kWidths[i], 1))));
    back->push_back(residual(kWidths[i]));
  }
  register_module("on", on);
  register_module("down", down);
  register_module("up", up);
  register_module("back", back);
  deepest = register_module("deepest", residual(kWidths.back()));
  head = register_module("head", nn::Conv2d(nn::Conv2dOptions(kWidths[0], kBlock * kBlock, 3).padding(1)));
}

torch::Tensor OcclusionImpl::forward(const torch::Tensor& x, const torch::Tensor& known) {
  torch::Tensor y = torch::pixel_unshuffle(torch::cat({evened(x, known), known}, 1), kBlock);
  y = torch::relu(enter->forward(y.contiguous(torch::MemoryFormat::ChannelsLast)));
  std::vector<torch::Tensor> skips;
  for (std::size_t i = 0; i < down->size(); ++i) {
    skips.push_back(torch::relu(y + through(on, i, y)));
    y = torch::relu(through(down, i, skips.back()));
  }
  y = torch::relu(y + deepest->forward(y));
  for (std::size_t i = up->size(); i-- > 0;) {
    const torch::Tensor larger = F::interpolate(
        through(up, i, y), F::InterpolateFuncOptions().scale_factor(std::vector<double>{2, 2}).mode(torch::kNearest));
    y = torch::relu(skips[i] + larger);
    y = torch::relu(y + through(back, i, y));
  }
  return torch::pixel_shuffle(head(y), kBlock);
}

}  // namespace mien::nets
