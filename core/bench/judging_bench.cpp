#include "core/bench/judging_bench.h"

#include "core/model/judging_networks.h"
#include "core/photo/crop.h"

namespace mien {
namespace {

constexpr int kWarmUps = 5;

template <class Network>
Result<BenchJson> measured(const char* pack, const BenchOptions& options, const Device& device, const Frame& frame) {
  const auto loaded = Pack::load(options.models / pack);
  if (!loaded) return tl::unexpected(loaded.error());
  const auto network = Network::load(*loaded, device);
  if (!network) return tl::unexpected(network.error());
  const Similarity toCrop = cropFromFivePoints(fivePoints(frame.facts.landmarks), Network::crop());
  const std::vector<Image8> face{cropPhoto(frame.pixels, toCrop, kCropWindow, Network::side()).pixels};
  const auto run = [&](int) -> Result<void> {
    static_cast<void>((*network)->run(face));
    return {};
  };
  if (auto warm = timed(kWarmUps, run); !warm) return tl::unexpected(warm.error());
  return timed(options.frames, run).map([](const std::vector<double>& times) { return summary(times); });
}

}  // namespace

Result<BenchJson> measureJudgingNetworks(const BenchOptions& options, const Frame& frame) {
  const auto device = chooseDevice(options.device);
  if (!device) return tl::unexpected(device.error());
  auto identity = measured<IdentityNetwork>("identity", options, *device, frame);
  if (!identity) return identity;
  auto judge = measured<JudgeNetwork>("judge", options, *device, frame);
  if (!judge) return judge;
  return BenchJson{{"identityNetworkFace", *identity}, {"judgeNetworkFace", *judge}};
}

}  // namespace mien
