#pragma once
#include "core/bench/bench.h"

namespace mien {

/// Milliseconds from the start of a fresh process, its libraries' loading included. Files may be in the page cache.
struct ColdStart {
  double toMain = 0;
  double toEngine = 0;
  double toFirstFrame = 0;
};

/// Starts this executable a second time as `mien bench --cold-start`.
Result<ColdStart> measureColdStart(const BenchOptions& options);

}  // namespace mien
