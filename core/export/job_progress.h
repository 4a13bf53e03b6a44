#pragma once
#include <cstdint>
#include <optional>

#include "core/record/job.h"

namespace mien {

/// How far a film's job has come. GIF, APNG and WebP are coded as a whole once all frames are made, which takes its
/// time too; how long is known only when it is done.
struct JobProgress {
  std::int64_t total = 0;  ///< frames
  std::int64_t made = 0;   ///< of these
  std::int64_t coded = 0;  ///< once all are made: how many that coding has gone through
  bool codedInTheEnd = false;
  std::optional<double> secondsLeft;  ///< until all frames are made, or coded; not of a job that does not run

  double share() const;  ///< of all work, 0..1
};

/// Job::framesDone counts both: frames, and beyond all of them what has been coded.
JobProgress progressOf(const Job& job);

}  // namespace mien
