#pragma once
#include <filesystem>

#include "core/export/work_seals.h"
#include "core/gate/cost_meter.h"

namespace mien {

/// What making a film has cost so far, also in runs before this one that were stopped or killed: kept in the work
/// folder, sealed, for what they have made is used. Thread: the export's.
class WorkCost {
 public:
  /// `seals` of the same folder, which must outlive it.
  WorkCost(const std::filesystem::path& work, WorkSeals& seals);

  /// Of runs before this one, since the film was last admitted.
  const Cost& earlier() const { return earlier_; }
  /// Of this one.
  const CostMeter& meter() const { return meter_; }
  /// For a run that goes on after this one, however this one ends. What can't be written is not counted.
  void keep();
  /// All so far stands in the record.
  void recorded();

 private:
  const std::filesystem::path file_;
  WorkSeals& seals_;
  Cost earlier_;
  CostMeter meter_;
};

}  // namespace mien
