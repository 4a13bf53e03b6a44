#include "core/bench/timing.h"

#include <algorithm>
#include <cmath>

namespace mien {

double rounded(double value) {
  return std::round(value * 1e3) / 1e3;
}

BenchJson summary(std::vector<double> values) {
  std::sort(values.begin(), values.end());
  const auto at = [&](double q) {
    return rounded(values[static_cast<std::size_t>(q * static_cast<double>(values.size() - 1) + 0.5)]);
  };
  return {{"count", values.size()}, {"p50", at(0.5)}, {"p95", at(0.95)}, {"least", at(0)}};
}

}  // namespace mien
