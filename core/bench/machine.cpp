#include "core/bench/machine.h"

#include <cstdlib>
#include <fstream>
#include <thread>

namespace mien {

MachineState machineState() {
  MachineState state;
  std::ifstream info("/proc/cpuinfo");
  for (std::string line; std::getline(info, line);) {
    if (!line.starts_with("model name")) continue;
    const auto colon = line.find(": ");
    if (colon != std::string::npos) state.cpu = line.substr(colon + 2);
    break;
  }
  std::ifstream governor("/sys/devices/system/cpu/cpu0/cpufreq/scaling_governor");
  std::getline(governor, state.governor);
  state.cores = static_cast<int>(std::thread::hardware_concurrency());
  ::getloadavg(state.load.data(), static_cast<int>(state.load.size()));
  return state;
}

}  // namespace mien
