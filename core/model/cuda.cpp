#include "core/model/cuda.h"

#include <dlfcn.h>
#include <torch/cuda.h>

namespace mien {

bool cudaIsThere() {
  static const bool there = [] {
    if (::dlopen("libcuda.so.1", RTLD_NOW | RTLD_GLOBAL) == nullptr) return false;
    if (::dlopen("libtorch_cuda.so", RTLD_NOW | RTLD_GLOBAL) == nullptr) return false;
    return torch::cuda::is_available();
  }();
  return there;
}

}  // namespace mien
