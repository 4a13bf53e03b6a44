#include "core/base/gpu_time.h"

namespace mien {
namespace {

std::atomic<std::int64_t> own{0};
std::atomic<std::int64_t>* counted = &own;

}  // namespace

GpuTime::~GpuTime() {
  if (!onGpu_) return;
  const auto passed = std::chrono::steady_clock::now() - start_;
  *counted += std::chrono::duration_cast<std::chrono::nanoseconds>(passed).count();
}

double GpuTime::total() {
  return 1e-9 * static_cast<double>(counted->load());
}

std::atomic<std::int64_t>& GpuTime::count() {
  return *counted;
}

void GpuTime::countIn(std::atomic<std::int64_t>& nanoseconds) {
  counted = &nanoseconds;
}

}  // namespace mien
