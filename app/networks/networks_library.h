#pragma once
#include <atomic>
#include <cstdint>

#include "core/bench/judging_bench.h"
#include "core/evaluate/witness.h"
#include "core/guard/judge.h"
#include "core/model/decode_speed.h"
#include "core/studio/make_engine.h"

namespace mien {

/// All that needs libtorch, which takes a third of a second to load: a library of its own beside the program, opened
/// when a network is first asked for, so that the window and commands about the record start at once. Both are built
/// from one source and know each other's types; each has its own copy of core's few globals.
struct NetworksLibrary {
  const char* version;  ///< kNetworksVersion
  Result<std::unique_ptr<Engine>> (*makeEngine)(const EnginePacks&, const std::string&);
  decltype(&mien::makeJudge) makeJudge;
  decltype(&mien::openWitness) openWitness;
  decltype(&mien::measureDecode) measureDecode;
  decltype(&mien::measureJudgingNetworks) measureJudgingNetworks;
  void (*countGpuTimeIn)(std::atomic<std::int64_t>& nanoseconds);  ///< the program's count, for its costs
};

/// What the library exports: a function of this type.
using NetworksEntry = const NetworksLibrary* (*)();
inline constexpr const char* kNetworksEntry = "mienNetworks";
inline constexpr const char* kNetworksVersion = "mien-networks " MIEN_VERSION;
inline constexpr const char* kNetworksFile = "libmien-networks.so";

}  // namespace mien
