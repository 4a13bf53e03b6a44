#pragma once
#include <cstdint>
#include <optional>

namespace mien {

/// What all NVIDIA GPUs of the machine have drawn since the driver was loaded, mJ, by NVML, which is opened at run
/// time; none without it, or where a GPU keeps no such count (before Volta). Any thread. `library`: for tests.
std::optional<std::int64_t> gpuEnergyNow(const char* library = "libnvidia-ml.so.1");

}  // namespace mien
