#pragma once
#include <atomic>
#include <chrono>
#include <cstdint>

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

  /// Nanoseconds of this process; where a library that was opened later counts in them too, see countIn().
  static std::atomic<std::int64_t>& count();
  /// Goes on counting in `nanoseconds`, which another part of the process reads. Before anything is counted.
  static void countIn(std::atomic<std::int64_t>& nanoseconds);

 private:
  const bool onGpu_;
  const std::chrono::steady_clock::time_point start_;
};

}  // namespace mien
