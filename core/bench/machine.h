#pragma once
#include <array>
#include <string>

namespace mien {

/// What a figure must be read with: the machine and how busy it was.
struct MachineState {
  std::string cpu;               ///< as /proc/cpuinfo names it; empty when unknown
  int cores = 0;                 ///< that this process may use
  std::string governor;          ///< of the first core; empty when the machine does not say
  std::array<double, 3> load{};  ///< of 1, 5 and 15 minutes
};

MachineState machineState();

}  // namespace mien
