#pragma once
#include <ATen/autocast_mode.h>

namespace mien::training {

/// While it lives: bf16 (autocast) on a GPU and on a CPU that has instructions for it; emulated it would only lose
/// time.
class HalfPrecision {
 public:
  explicit HalfPrecision(torch::Device device)
      : type_(device.type()), on_(device.is_cuda() || __builtin_cpu_supports("avx512bf16") != 0) {
    if (!on_) return;
    at::autocast::set_autocast_enabled(type_, true);
    at::autocast::set_autocast_dtype(type_, torch::kBFloat16);
  }
  HalfPrecision(const HalfPrecision&) = delete;
  HalfPrecision& operator=(const HalfPrecision&) = delete;
  ~HalfPrecision() {
    if (!on_) return;
    at::autocast::set_autocast_enabled(type_, false);
    at::autocast::clear_cache();
  }

 private:
  torch::DeviceType type_;
  bool on_;
};

}  // namespace mien::training
