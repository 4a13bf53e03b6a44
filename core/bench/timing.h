#pragma once
#include <chrono>
#include <nlohmann/json.hpp>
#include <vector>

#include "core/base/result.h"

namespace mien {

using BenchJson = nlohmann::ordered_json;

/// To three places.
double rounded(double value);

/// Milliseconds of several runs as count, p50, p95 and least.
BenchJson summary(std::vector<double> values);

/// Milliseconds of `work(0)`, `work(1)`, …
template <class Work>
Result<std::vector<double>> timed(int count, Work&& work) {
  std::vector<double> times;
  for (int i = 0; i < count; ++i) {
    const auto start = std::chrono::steady_clock::now();
    const auto done = work(i);
    times.push_back(std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - start).count());
    if (!done) return tl::unexpected(done.error());
  }
  return times;
}

}  // namespace mien
