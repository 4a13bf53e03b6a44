#include "models/training/discriminator.h"

#include <torch/autograd.h>
#include <torch/nn/functional.h>
#include <torch/serialize.h>

#include "models/training/half_precision.h"
#include "models/training/schedule.h"

namespace mien::training {
namespace nn = torch::nn;

namespace {

constexpr int64_t kEvery = 16;  ///< steps between two looks at the gradient (lazy regularisation, Karras et al. 2020)
constexpr double kGradient = 0.01;  ///< γ of R1 for one patch, pictures of 0..1; with 2 it tells nothing apart
constexpr int64_t kLooked = 16;     ///< pictures a look

nn::Conv2d conv(int in, int out, int stride) {
  return nn::Conv2d(nn::Conv2dOptions(in, out, 3).stride(stride).padding(1));
}

nn::LeakyReLU act() {
  return nn::LeakyReLU(nn::LeakyReLUOptions().negative_slope(0.2));
}

}  // namespace

PatchesImpl::PatchesImpl() {
  // 48 channels of the picture and what is known of it, at 64².
  trunk = register_module("trunk", nn::Sequential(conv(49, 64, 1), act(), conv(64, 96, 2), act(), conv(96, 128, 1),
                                                  act(), conv(128, 1, 1)));
}

torch::Tensor PatchesImpl::forward(const torch::Tensor& x, const torch::Tensor& known) {
  const torch::Tensor seen = torch::pixel_unshuffle((x - 0.5) * known * 2, 4);
  const torch::Tensor in =
      torch::cat({seen, torch::nn::functional::avg_pool2d(known, torch::nn::functional::AvgPool2dFuncOptions(4))}, 1);
  return trunk->forward(in.contiguous(torch::MemoryFormat::ChannelsLast));
}

Discriminator::Discriminator(torch::Device device, double learningRate)
    : optimiser_(std::vector<torch::Tensor>{}, torch::optim::AdamOptions(learningRate)) {
  patches_->to(device);
  optimiser_ = FusedAdam(patches_->parameters(), torch::optim::AdamOptions(learningRate).betas({0.0, 0.99}));
}

torch::Tensor Discriminator::fooled(const torch::Tensor& decoded, const torch::Tensor& known) {
  return -patches_(decoded, known).to(torch::kFloat).mean();
}

void Discriminator::learn(const torch::Tensor& real, const torch::Tensor& realKnown, const torch::Tensor& decoded,
                          const torch::Tensor& decodedKnown, torch::Device device, double rate) {
  setLearningRate(optimiser_, rate);
  optimiser_.zero_grad();
  torch::Tensor loss;
  {
    const HalfPrecision half(device);
    const auto given = patches_(torch::cat({real, decoded.detach()}), torch::cat({realKnown, decodedKnown}))
                           .to(torch::kFloat)
                           .split_with_sizes({real.size(0), decoded.size(0)});
    loss = torch::relu(1 - given[0]).mean() + torch::relu(1 + given[1]).mean();
    if (steps_ % kEvery == 0)
      right_ = 0.9 * right_ + 0.05 * ((given[0] > 0).to(torch::kFloat).mean().item<double>() +
                                      (given[1] < 0).to(torch::kFloat).mean().item<double>());
  }
  if (steps_ % kEvery == 0) {
    const int64_t n = std::min(kLooked, real.size(0));
    const torch::Tensor x = real.narrow(0, 0, n).detach().clone().requires_grad_(true);
    // Patches hardly overlap, so the gradient of their sum holds all of theirs.
    const torch::Tensor given = patches_(x, realKnown.narrow(0, 0, n));
    const torch::Tensor gradient = torch::autograd::grad({given.sum()}, {x}, {}, true, true)[0];
    loss = loss + kEvery * kGradient / 2 * gradient.pow(2).sum() / static_cast<double>(given.numel());
  }
  loss.backward();
  optimiser_.step();
  ++steps_;
}

void Discriminator::save(const std::filesystem::path& file) {
  const std::string beside = file.string() + ".new";
  torch::save(patches_, beside);
  std::filesystem::rename(beside, file);
}

void Discriminator::load(const std::filesystem::path& file, torch::Device device) {
  torch::load(patches_, file.string(), device);
}

}  // namespace mien::training
