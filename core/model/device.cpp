#include "core/model/device.h"

#include <ATen/Context.h>
#include <ATen/Parallel.h>
#include <malloc.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <string>
#include <thread>

#include "core/model/cuda.h"

namespace mien {
namespace {

/// The first GPU's name as the driver gives it.
std::string gpuName() {
  std::error_code none;
  for (const auto& gpu : std::filesystem::directory_iterator("/proc/driver/nvidia/gpus", none)) {
    std::ifstream information(gpu.path() / "information");
    for (std::string line; std::getline(information, line);) {
      if (!line.starts_with("Model:")) continue;
      const auto name = line.find_first_not_of(" \t", 6);
      if (name != std::string::npos) return line.substr(name);
    }
  }
  return "NVIDIA GPU";
}

}  // namespace

Result<Device> chooseDevice(const std::string& wanted, int threads) {
  if (wanted != "auto" && wanted != "cpu" && wanted != "cuda") {
    return fail(ErrorKind::Usage, "The device \"" + wanted + "\" is unknown: use auto, cpu or cuda.");
  }
  // Buffers of a few megabytes come and go with every frame; returning them to the kernel costs a quarter of the time.
  static const bool tuned = ::mallopt(M_MMAP_THRESHOLD, 256 << 20) == 1 && ::mallopt(M_TRIM_THRESHOLD, 512 << 20) == 1;
  static_cast<void>(tuned);
  // MKL reads it at its first product: the same sums with any number of threads (oneMKL guide, "Strict CNR"), and for
  // our small matrices a fifth less work, since threads no longer share one sum. The program has it from its start.
  static const bool strict = ::setenv("MKL_CBWR", "AUTO,STRICT", 0) == 0;
  static_cast<void>(strict);
  const int count = threads > 0 ? threads : std::clamp(static_cast<int>(std::thread::hardware_concurrency()), 2, 4);
  at::set_num_threads(count);
  if (wanted != "cpu" && cudaIsThere()) return Device{true, gpuName() + " (CUDA)"};
  if (wanted == "cuda") {
    return fail(ErrorKind::Input,
                "No CUDA device was found: install the NVIDIA driver and run `./dev run --cuda`, or use --device cpu.");
  }
  return Device{false, "CPU, " + std::to_string(count) + (count == 1 ? " thread" : " threads")};
}

}  // namespace mien
