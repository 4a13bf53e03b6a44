#include "core/evaluate/witness.h"

#include "core/model/pack.h"
#include "core/photo/crop.h"

namespace mien {
namespace {

class NetworkWitness final : public Witness {
 public:
  NetworkWitness(std::unique_ptr<WitnessNetwork> network, std::string packHash)
      : network_(std::move(network)), packHash_(std::move(packHash)) {}

  Embedding embed(const Image8& picture, const FivePoints& points) override {
    const Similarity toCrop = cropFromFivePoints(points, WitnessNetwork::crop());
    return network_->run({cropPhoto(picture, toCrop, kCropWindow, WitnessNetwork::side()).pixels}).front();
  }
  WitnessThresholds thresholds() const override { return network_->thresholds(); }
  std::string packHash() const override { return packHash_; }

 private:
  std::unique_ptr<WitnessNetwork> network_;
  std::string packHash_;
};

}  // namespace

Result<std::unique_ptr<Witness>> openWitness(const std::filesystem::path& folder, const std::string& device) {
  const auto chosen = chooseDevice(device);
  if (!chosen) return tl::unexpected(chosen.error());
  const auto pack = Pack::load(folder);
  if (!pack) return tl::unexpected(pack.error());
  auto network = WitnessNetwork::load(*pack, *chosen);
  if (!network) return tl::unexpected(network.error());
  return std::make_unique<NetworkWitness>(std::move(*network), pack->hash());
}

}  // namespace mien
