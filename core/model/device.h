#pragma once
#include <string>

#include "core/base/result.h"

namespace mien {

/// Where networks run.
struct Device {
  bool cuda = false;
  std::string name;  ///< for people: "CPU, 2 threads" or the GPU's name
};

/// "auto" takes the GPU when there is one, "cpu" and "cuda" insist. Loads libtorch_cuda when a driver is there, and
/// sets the CPU's thread count; `threads` 0 means one for each core, at most 8.
/// Errors: Usage for another name, Input when "cuda" is asked for and there is none.
Result<Device> chooseDevice(const std::string& wanted, int threads = 0);

}  // namespace mien
