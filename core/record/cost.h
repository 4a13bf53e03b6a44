#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "core/record/record.h"

namespace mien {

/// What is modelled of energy, where no counter can be read, lies within this share of the truth (see CostMeter).
inline constexpr double kEnergyBand = 0.5;

/// What making or exporting an output took.
struct Cost {
  double wallSeconds = 0;
  double cpuSeconds = 0;
  double gpuSeconds = 0;
  std::int64_t peakBytes = 0;
  std::optional<double> joules;
  std::string energySource;     ///< how the joules came about, e.g. "rapl", "nvml", "model, 8 W a busy core, ± 50 %"
  std::optional<double> money;  ///< in `currency`
  std::string currency;         ///< e.g. "EUR"
  std::string tariff;           ///< in words, e.g. "0.30 EUR/kWh"
  std::string user;             ///< who asked for it, e.g. the login name
  bool ofWriting = false;       ///< a file, else of making the output; the record says so
};

/// Both together: the peak is the higher one, the rest is of `later`.
Cost sumOf(const Cost& earlier, Cost later);

enum class CostGroup { Project, Model, User, Day };

/// The sum over a group's rows. Joules and money add what is known; `rows` of which `withEnergy` knew joules, and
/// `made` were of making an output, the others of writing one to a file.
struct CostTotal {
  std::string group;     ///< project, model id, user, or day as YYYY-MM-DD (UTC)
  std::string currency;  ///< money of different currencies is never added: one total each
  std::int64_t rows = 0;
  std::int64_t made = 0;
  std::int64_t withEnergy = 0;
  double wallSeconds = 0;
  double cpuSeconds = 0;
  double gpuSeconds = 0;
  std::int64_t peakBytes = 0;  ///< the largest
  double joules = 0;
  double joulesBand = 0;  ///< they may be off by so many, either way
  double money = 0;
};

/// By group, in its order. Errors: as any reading.
Result<std::vector<CostTotal>> costTotals(const Record& record, CostGroup by);

}  // namespace mien
