#pragma once
#include <vector>

namespace mien {

/// An axis from 0 up to a round number that `largest` does not exceed, with a tick at every `step`.
struct ChartAxis {
  double top = 1;
  double step = 1;
  std::vector<double> ticks;  ///< rising, 0 and top included
};

/// Steps are 1, 2 or 5 times a power of ten; `whole`: never below 1. At most five of them.
ChartAxis axisFor(double largest, bool whole = false);

}  // namespace mien
