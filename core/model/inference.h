#pragma once
// Pulls torch in: for .cpp files of core/model only.
#include <c10/core/Device.h>
#include <c10/core/InferenceMode.h>

#include "core/base/gpu_time.h"

namespace mien {

/// While it lives, this thread runs networks without gradients, and what runs on a GPU is counted as its time.
class Inference {
 public:
  explicit Inference(const c10::Device& device) : time_(device.is_cuda()) {}

 private:
  c10::InferenceMode mode_;
  GpuTime time_;
};

}  // namespace mien
