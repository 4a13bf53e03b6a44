#include "core/base/gpu_time.h"

#include <atomic>
#include <cstdint>

namespace mien {
namespace {

std::atomic<std::int64_t> nanoseconds{0};

}  // namespace

GpuTime::~GpuTime() {
  if (!onGpu_) return;
  const auto passed = std::chrono::steady_clock::now() - start_;
  nanoseconds += std::chrono::duration_cast<std::chrono::nanoseconds>(passed).count();
}

double GpuTime::total() {
  return 1e-9 * static_cast<double>(nanoseconds.load());
}

}  // namespace mien
