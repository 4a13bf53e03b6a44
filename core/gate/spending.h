#pragma once
#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "core/base/result.h"
#include "core/record/cost.h"

namespace mien {

/// What energy and the machine's time cost in this house, and how much may be spent. Lies beside the record as
/// spending.json; a file that is missing means no tariff and no budget.
struct Spending {
  static constexpr int kSchema = 1;
  std::string currency;                 ///< e.g. "EUR"; empty: money is not counted
  double perKilowattHour = 0;           ///< in the currency
  double perMachineHour = 0;            ///< in the currency, of wall time
  std::optional<double> monthlyBudget;  ///< in the currency; exports stop when it is spent
  double warnAt = 0.8;                  ///< of the budget, 0..1
  friend bool operator==(const Spending&, const Spending&) = default;
};

std::filesystem::path spendingFileOf(const std::filesystem::path& recordFile);
/// Errors: Input (broken), Disk.
Result<Spending> readSpending(const std::filesystem::path& recordFile);
/// Errors: Usage (a price or budget that is no number from 0 to a billion, or has no currency), Disk.
Result<void> writeSpending(const std::filesystem::path& recordFile, const Spending& spending);

/// The cost with its money at this tariff.
Cost priced(Cost cost, const Spending& spending);

/// Money spent since this month (UTC) began, by `days` (costTotals() by day).
double spentThisMonth(const std::vector<CostTotal>& days, const Spending& spending, std::int64_t nowMs);

/// A sentence about money of other currencies that was spent since then, which a budget does not count, as after a
/// change of the tariff's currency; empty: there is none, or no budget.
std::string uncountedThisMonth(const std::vector<CostTotal>& days, const Spending& spending, std::int64_t nowMs);

/// Blocked once the budget is spent. `warning` is set from warnAt on.
Result<void> withinBudget(double spent, const Spending& spending, std::string* warning = nullptr);

/// What a projection takes for given until somebody says otherwise: exports a month, how many times as fast a GPU is,
/// and what it draws.
inline constexpr double kUsualExports = 1000;
inline constexpr double kUsualSpeedup = 20;
inline constexpr double kUsualGpuWatts = 350;

/// What `exports` like those in `total` would take in a month, with their part of what was made and never left. GPU: at
/// `speedup` times this machine's speed and `gpuWatts` for the board, a stated assumption.
struct Projection {
  double hours = 0, kilowattHours = 0, money = 0;
};
Projection projected(const CostTotal& total, double exports, const Spending& spending);
Projection projectedOnGpu(const CostTotal& total, double exports, const Spending& spending, double speedup,
                          double gpuWatts);

}  // namespace mien
