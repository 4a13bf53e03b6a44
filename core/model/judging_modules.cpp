#include "core/model/judging_modules.h"

#include <torch/nn/functional.h>

namespace mien::nets {
namespace nn = torch::nn;
namespace F = torch::nn::functional;

namespace {

nn::Conv2d conv3(int in, int out, int stride, int padding) {
  nn::Conv2d conv(nn::Conv2dOptions(in, out, 3).stride(stride).padding(padding));
  nn::init::kaiming_normal_(conv->weight, 0, torch::kFanIn, torch::kReLU);
  nn::init::zeros_(conv->bias);
  return conv;
}

}  // namespace

DownResidualImpl::DownResidualImpl(int in, int out) {
  first = register_module("first", conv3(in, out, 2, 0));
  second = register_module("second", conv3(out, out, 1, 1));
}
torch::Tensor DownResidualImpl::forward(const torch::Tensor& x) {
  const torch::Tensor y = second(torch::relu(first(x)));
  const torch::Tensor skip = F::avg_pool2d(x, F::AvgPool2dFuncOptions(2));
  const auto grown = [&](const torch::Tensor& t) {
    const auto missing = [&](int64_t d) { return std::max(y.size(d), skip.size(d)) - t.size(d); };
    return F::pad(t, F::PadFuncOptions({0, missing(3), 0, missing(2), 0, missing(1)}));
  };
  return torch::relu(grown(y) + grown(skip));
}

IdentityImpl::IdentityImpl() {
  stem = register_module("stem", nn::Conv2d(nn::Conv2dOptions(3, 32, 7).stride(2)));
  nn::init::kaiming_normal_(stem->weight, 0, torch::kFanIn, torch::kReLU);
  blocks = register_module(
      "blocks", nn::Sequential(Residual(32), Residual(32), Residual(32), DownResidual(32, 64), Residual(64),
                               Residual(64), Residual(64), DownResidual(64, 128), Residual(128), Residual(128),
                               DownResidual(128, 256), Residual(256), Residual(256), DownResidual(256, 256)));
  embedding = register_module("embedding", nn::Linear(256, kLength));
}
torch::Tensor IdentityImpl::block(int index, const torch::Tensor& x) {
  if (index > 0) return (blocks->begin() + (index - 1))->forward(x);
  const torch::Tensor h = torch::relu(stem((x - 0.5).contiguous(torch::MemoryFormat::ChannelsLast)));
  return F::max_pool2d(h, F::MaxPool2dFuncOptions(3).stride(2));
}
torch::Tensor IdentityImpl::embed(const torch::Tensor& features) {
  return embedding(features.mean({2, 3}));
}
torch::Tensor IdentityImpl::forward(const torch::Tensor& x) {
  torch::Tensor h = x;
  for (int i = 0; i < kBlocks; ++i) h = block(i, h);
  return embed(h);
}

JudgeImpl::JudgeImpl() {
  trunk = register_module("trunk", nn::Sequential(nn::PixelUnshuffle(nn::PixelUnshuffleOptions(2)), conv3(12, 32, 1, 1),
                                                  nn::ReLU(), conv3(32, 48, 2, 1), nn::ReLU(), Residual(48),
                                                  conv3(48, 80, 2, 1), nn::ReLU(), Residual(80), Residual(80),
                                                  conv3(80, 112, 2, 1), nn::ReLU(), Residual(112), Residual(112)));
  faceHidden = register_module("face_hidden", nn::Linear(112 * 7 * 7, 64));
  face = register_module("face", nn::Linear(64, 1));
  ageHidden = register_module("age_hidden", nn::Linear(112 * 7 * 7, 64));
  age = register_module("age", nn::Linear(64, 1));
}
torch::Tensor JudgeImpl::forward(const torch::Tensor& x) {
  const torch::Tensor h =
      trunk->forward((x - 0.5).contiguous(torch::MemoryFormat::ChannelsLast)).contiguous().flatten(1);
  const torch::Tensor years = kMeanAge + kAgeUnit * age(torch::relu(ageHidden(h)));
  return torch::cat({face(torch::relu(faceHidden(h))), years}, 1);
}

}  // namespace mien::nets
