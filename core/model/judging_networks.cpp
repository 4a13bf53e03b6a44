#include "core/model/judging_networks.h"

#include <algorithm>
#include <cmath>

#include "core/model/fill_network.h"
#include "core/model/inference.h"
#include "core/model/judging_modules.h"

namespace mien {
namespace {

/// The first pass of a network is slow.
template <class Network>
void warmUp(Network& network) {
  network.run({Image8(Network::side(), Network::side(), 3, 128)});
}

template <class Module>
CropTemplate cropOf() {
  return {static_cast<float>(Module::kEyeDistance), static_cast<float>(Module::kEyeLine)};
}

}  // namespace

struct IdentityNetwork::Impl {
  nets::Identity net;
  torch::Device device = torch::kCPU;
};
IdentityNetwork::IdentityNetwork() : impl_(std::make_unique<Impl>()) {}
IdentityNetwork::~IdentityNetwork() = default;

int IdentityNetwork::side() {
  return nets::IdentityImpl::kSide;
}
CropTemplate IdentityNetwork::crop() {
  return cropOf<nets::IdentityImpl>();
}

float IdentityNetwork::distance(const Embedding& a, const Embedding& b) {
  double squares = 0;
  for (std::size_t i = 0; i < a.size(); ++i) {
    const double d = static_cast<double>(a[i]) - static_cast<double>(b[i]);
    squares += d * d;
  }
  return static_cast<float>(std::sqrt(squares));
}

Result<std::unique_ptr<IdentityNetwork>> IdentityNetwork::load(const Pack& pack, const Device& device) {
  std::unique_ptr<IdentityNetwork> network(new IdentityNetwork);
  network->impl_->device = torchDevice(device);
  if (auto done = fillNetwork(network->impl_->net, pack, PackKind::Identity, network->impl_->device); !done)
    return tl::unexpected(done.error());
  warmUp(*network);
  return network;
}

std::vector<IdentityNetwork::Embedding> IdentityNetwork::run(const std::vector<Image8>& crops) {
  const Inference guard(impl_->device);
  if (crops.empty()) return {};
  return toRows<Embedding>(impl_->net(batchOf(crops).to(impl_->device)));
}

struct JudgeNetwork::Impl {
  nets::Judge net;
  torch::Device device = torch::kCPU;
};
JudgeNetwork::JudgeNetwork() : impl_(std::make_unique<Impl>()) {}
JudgeNetwork::~JudgeNetwork() = default;

int JudgeNetwork::side() {
  return nets::JudgeImpl::kSide;
}
CropTemplate JudgeNetwork::crop() {
  return cropOf<nets::JudgeImpl>();
}

Result<std::unique_ptr<JudgeNetwork>> JudgeNetwork::load(const Pack& pack, const Device& device) {
  std::unique_ptr<JudgeNetwork> network(new JudgeNetwork);
  network->impl_->device = torchDevice(device);
  if (auto done = fillNetwork(network->impl_->net, pack, PackKind::Judge, network->impl_->device); !done)
    return tl::unexpected(done.error());
  warmUp(*network);
  return network;
}

std::vector<JudgeNetwork::Output> JudgeNetwork::run(const std::vector<Image8>& crops) {
  const Inference guard(impl_->device);
  if (crops.empty()) return {};
  const torch::Tensor out = impl_->net(batchOf(crops).to(impl_->device)).to(torch::kCPU).contiguous();
  const auto row = out.accessor<float, 2>();
  std::vector<Output> results(crops.size());
  for (std::size_t i = 0; i < results.size(); ++i) {
    const auto of = row[static_cast<int64_t>(i)];
    results[i] = {1 / (1 + std::exp(-of[0])), std::max(0.0F, of[1])};
  }
  return results;
}

}  // namespace mien
