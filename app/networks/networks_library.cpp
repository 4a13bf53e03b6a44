#include "app/networks/networks_library.h"

#include "core/base/gpu_time.h"

extern "C" [[gnu::visibility("default")]] const mien::NetworksLibrary* mienNetworks() {
  static const mien::NetworksLibrary library{
      .version = mien::kNetworksVersion,
      .makeEngine = &mien::makeEngine,
      .makeJudge = &mien::makeJudge,
      .openWitness = &mien::openWitness,
      .measureDecode = &mien::measureDecode,
      .measureJudgingNetworks = &mien::measureJudgingNetworks,
      .countGpuTimeIn = &mien::GpuTime::countIn,
  };
  return &library;
}
