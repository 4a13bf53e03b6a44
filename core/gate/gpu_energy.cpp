#include "core/gate/gpu_energy.h"

#include <dlfcn.h>

#include <map>
#include <memory>
#include <mutex>
#include <string>

namespace mien {
namespace {

/// The part of NVML's interface that is needed: https://docs.nvidia.com/deploy/nvml-api
struct Nvml {
  using Gpu = void*;
  int (*init)() = nullptr;
  int (*count)(unsigned*) = nullptr;
  int (*gpu)(unsigned, Gpu*) = nullptr;
  int (*energy)(Gpu, unsigned long long*) = nullptr;
  bool ready = false;

  explicit Nvml(const char* library) {
    void* handle = ::dlopen(library, RTLD_NOW | RTLD_LOCAL);  // stays for the process's life
    if (handle == nullptr) return;
    const auto find = [&](auto& function, const char* name) {
      function = reinterpret_cast<std::decay_t<decltype(function)>>(::dlsym(handle, name));
      return function != nullptr;
    };
    ready = find(init, "nvmlInit_v2") && find(count, "nvmlDeviceGetCount_v2") &&
            find(gpu, "nvmlDeviceGetHandleByIndex_v2") && find(energy, "nvmlDeviceGetTotalEnergyConsumption") &&
            init() == 0;
  }

  std::optional<std::int64_t> sum() const {
    unsigned gpus = 0;
    if (!ready || count(&gpus) != 0 || gpus == 0) return std::nullopt;
    std::int64_t all = 0;
    for (unsigned i = 0; i < gpus; ++i) {
      Gpu one = nullptr;
      unsigned long long millijoules = 0;
      if (gpu(i, &one) != 0 || energy(one, &millijoules) != 0) return std::nullopt;
      all += static_cast<std::int64_t>(millijoules);
    }
    return all;
  }
};

}  // namespace

std::optional<std::int64_t> gpuEnergyNow(const char* library) {
  static std::mutex mutex;
  static std::map<std::string, Nvml> opened;
  const std::lock_guard lock(mutex);
  return opened.try_emplace(library, library).first->second.sum();
}

}  // namespace mien
