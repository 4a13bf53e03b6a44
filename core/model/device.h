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
/// sets the CPU's thread count; `threads` 0 means one for each core, but 2 to 4: so many give the same bytes, while
/// with one, or with eight, libtorch and oneDNN sum in another order. Before anything else is computed, by one thread.
/// Errors: Usage for another name, Input when "cuda" is asked for and there is none.
Result<Device> chooseDevice(const std::string& wanted, int threads = 0);

}  // namespace mien
