#pragma once
#include <chrono>
#include <cstdint>
#include <optional>

#include "core/record/cost.h"

namespace mien {

/// Measures what making one output takes, from its construction on: wall time, CPU time of the process and of the
/// programs that it ran, time of the GPU, the process's peak memory (since the newest meter began), and energy: by the
/// processor's own counter (RAPL) where it can be read, else by a stated model, and by NVML's where a GPU worked. Other
/// work of the process in that time, such as the live preview, is counted with it, and what other programs make of a
/// GPU or processor that counts for itself. Any thread.
class CostMeter {
 public:
  CostMeter();
  /// So far. Money is left to who knows the tariff.
  Cost cost() const;

 private:
  std::chrono::steady_clock::time_point start_;
  double cpuAtStart_ = 0;                         ///< s
  double gpuAtStart_ = 0;                         ///< s
  std::optional<std::int64_t> raplAtStart_;       ///< µJ
  std::optional<std::int64_t> gpuEnergyAtStart_;  ///< mJ
};

/// The model of energy where no counter can be read: a busy core's draw with its share of the machine's, W. Server and
/// desktop processors of 2018 to 2025 lie within kEnergyBand of it.
inline constexpr double kWattsPerCore = 8;

}  // namespace mien
