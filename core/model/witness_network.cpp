#include "core/model/witness_network.h"

#include <nlohmann/json.hpp>

#include "core/model/fill_network.h"
#include "core/model/inference.h"
#include "core/model/pack.h"
#include "core/model/witness_module.h"

namespace mien {

struct WitnessNetwork::Impl {
  nets::Witness net;
  torch::Device device = torch::kCPU;
};
WitnessNetwork::WitnessNetwork() : impl_(std::make_unique<Impl>()) {}
WitnessNetwork::~WitnessNetwork() = default;

int WitnessNetwork::side() {
  return nets::WitnessImpl::kSide;
}
CropTemplate WitnessNetwork::crop() {
  return {static_cast<float>(nets::WitnessImpl::kEyeDistance), static_cast<float>(nets::WitnessImpl::kEyeLine)};
}

Result<std::unique_ptr<WitnessNetwork>> WitnessNetwork::load(const Pack& pack, const Device& device) {
  std::unique_ptr<WitnessNetwork> network(new WitnessNetwork);
  network->impl_->device = torchDevice(device);
  if (auto done = fillNetwork(network->impl_->net, pack, PackKind::Witness, network->impl_->device); !done)
    return tl::unexpected(done.error());
  const auto settings = nlohmann::json::parse(pack.manifest().settings);
  const auto threshold = [&](const char* name) {
    const auto found = settings.find(name);
    return found != settings.end() && found->is_number() ? found->get<double>() : 0;
  };
  network->thresholds_ = {threshold("false_match_1"), threshold("false_match_01")};
  if (network->thresholds_.falseMatch1 <= 0 || network->thresholds_.falseMatch01 <= 0)
    return fail(ErrorKind::Model, "The model pack \"" + pack.manifest().id +
                                      "\" lacks its thresholds in model.json: install the pack that came with this "
                                      "program.");
  network->run({Image8(side(), side(), 3, 128)});  // the first pass is slow
  return network;
}

std::vector<WitnessNetwork::Embedding> WitnessNetwork::run(const std::vector<Image8>& crops) {
  const Inference guard(impl_->device);
  if (crops.empty()) return {};
  return toRows<Embedding>(impl_->net(batchOf(crops).to(impl_->device)));
}

}  // namespace mien
