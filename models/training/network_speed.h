#pragma once
#include <c10/core/InferenceMode.h>
#include <torch/types.h>

#include <algorithm>
#include <chrono>
#include <vector>

namespace mien::training {

/// Milliseconds for one picture of `side`² alone: the fastest of many, for other work on the machine slows the rest.
template <class Network>
double millisecondsAPicture(Network& net, int side) {
  constexpr int kTimes = 100;
  const c10::InferenceMode guard;
  const torch::Tensor x = torch::rand({1, 3, side, side});
  std::vector<double> times;
  for (int i = 0; i < kTimes; ++i) {
    const auto start = std::chrono::steady_clock::now();
    net(x);
    times.push_back(std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - start).count());
  }
  return *std::min_element(times.begin(), times.end());
}

}  // namespace mien::training
