#pragma once
#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "core/base/result.h"
#include "core/record/cost.h"
#include "core/record/noted_costs.h"
#include "core/record/record.h"

namespace mien {

class UnlockedReviewer;

/// What energy and the machine's time cost in this house, and how much may be spent. It stands in the signed history:
/// what was set last counts.
struct Spending {
  static constexpr int kSchema = 1;
  std::string currency;                 ///< e.g. "EUR"; empty: money is not counted
  double perKilowattHour = 0;           ///< in the currency
  double perMachineHour = 0;            ///< in the currency, of wall time
  std::optional<double> monthlyBudget;  ///< in the currency; exports stop when it is spent
  double warnAt = 0.8;                  ///< of the budget, 0..1
  friend bool operator==(const Spending&, const Spending&) = default;
};

/// Where earlier versions kept it. The file counts until its words stand in the history.
std::filesystem::path oldSpendingFileOf(const std::filesystem::path& recordFile);

/// What was set last; nothing ever was: no tariff and no budget. What an earlier version left in its file is taken into
/// the history by this, and the file removed. Errors: Input (an entry that was altered, a file that can't be read),
/// Disk. Thread: the record's, as with setSpending().
Result<Spending> spendingInForce(const Record& record);

/// Anybody sets prices and a budget where there is none; once a budget is set it is the reviewers', if there are any,
/// for it stops exports. Errors: Usage (a price or budget that is no number from 0 to a billion, or has no currency),
/// NeedsReview (no reviewer signs), Disk.
Result<void> setSpending(const Record& record, const Spending& spending, const UnlockedReviewer* by = nullptr);

/// The cost with its money at this tariff.
Cost priced(Cost cost, const Spending& spending);

/// Money spent since this month (UTC) began, by `days` (costTotals() by day): what is shown. What stops exports goes by
/// the signed history (NotedCosts).
Money spentThisMonth(const std::vector<CostTotal>& days, std::int64_t nowMs);

/// Of what was spent, the part that a budget counts: in the tariff's currency.
double counted(const Money& spent, const Spending& spending);

/// A sentence about money of other currencies that was spent this month, which a budget does not count, as after a
/// change of the tariff's currency; empty: there is none, or no budget.
std::string uncounted(const Money& spent, const Spending& spending);

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
