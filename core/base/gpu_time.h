#pragma once
#include <chrono>

namespace mien {

/// Counts its life, which ends with the results at hand, as time of the GPU where `onGpu`. Any thread.
class GpuTime {
 public:
  explicit GpuTime(bool onGpu) : onGpu_(onGpu), start_(std::chrono::steady_clock::now()) {}
  GpuTime(const GpuTime&) = delete;
  GpuTime& operator=(const GpuTime&) = delete;
  ~GpuTime();

  /// Seconds that this process has had of the GPU so far, all threads added up. Any thread.
  static double total();

 private:
  const bool onGpu_;
  const std::chrono::steady_clock::time_point start_;
};

}  // namespace mien
