#include "core/gate/cost_meter.h"

#include <sys/resource.h>

#include <filesystem>
#include <fstream>
#include <string>

#include "core/base/gpu_time.h"
#include "core/base/login_name.h"
#include "core/gate/gpu_energy.h"

namespace mien {
namespace {

double seconds(const timeval& time) {
  return static_cast<double>(time.tv_sec) + 1e-6 * static_cast<double>(time.tv_usec);
}

/// Of this process and of the programs that it has started and waited for, as the coder of films.
double cpuSeconds() {
  double sum = 0;
  for (const auto who : {RUSAGE_SELF, RUSAGE_CHILDREN}) {
    rusage usage{};
    ::getrusage(who, &usage);
    sum += seconds(usage.ru_utime) + seconds(usage.ru_stime);
  }
  return sum;
}

/// The kernel measures the process's peak memory anew from here on, see proc(5).
void forgetPeakMemory() {
  std::ofstream("/proc/self/clear_refs") << 5;
}

std::int64_t peakMemory() {
  constexpr std::int64_t kKilobyte = 1024;
  std::ifstream status("/proc/self/status");
  for (std::string word; status >> word;) {
    std::int64_t kilobytes = 0;
    if (word == "VmHWM:" && status >> kilobytes) return kilobytes * kKilobyte;
  }
  return 0;
}

std::optional<std::int64_t> numberIn(const std::filesystem::path& file) {
  std::ifstream in(file);
  std::int64_t value = 0;
  return in >> value ? std::optional(value) : std::nullopt;
}

/// All packages (intel-rapl:0, intel-rapl:1, …; AMD's are called so too). µJ
std::optional<std::int64_t> raplNow() {
  std::optional<std::int64_t> sum;
  std::error_code none;
  for (const auto& entry : std::filesystem::directory_iterator("/sys/class/powercap", none)) {
    const std::string name = entry.path().filename().string();
    if (!name.starts_with("intel-rapl:") || name.find(':') != name.rfind(':')) continue;
    const auto energy = numberIn(entry.path() / "energy_uj");
    if (!energy) return std::nullopt;
    sum = sum.value_or(0) + *energy;
  }
  return sum;
}

}  // namespace

CostMeter::CostMeter()
    : start_(std::chrono::steady_clock::now()),
      cpuAtStart_(cpuSeconds()),
      gpuAtStart_(GpuTime::total()),
      raplAtStart_(raplNow()),
      gpuEnergyAtStart_(gpuEnergyNow()) {
  forgetPeakMemory();
}

Cost CostMeter::cost() const {
  Cost cost;
  cost.wallSeconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - start_).count();
  cost.cpuSeconds = cpuSeconds() - cpuAtStart_;
  cost.gpuSeconds = GpuTime::total() - gpuAtStart_;
  cost.peakBytes = peakMemory();
  cost.user = loginName();
  // It starts over now and then.
  const std::int64_t rapl = raplAtStart_ ? raplNow().value_or(-1) - *raplAtStart_ : -1;
  double joules = kWattsPerCore * cost.cpuSeconds;
  cost.energySource = "model, 8 W a busy core, ± 50 %";
  if (rapl >= 0) {
    joules = 1e-6 * static_cast<double>(rapl);
    cost.energySource = "rapl";
  }
  if (cost.gpuSeconds > 0) {
    const std::int64_t drawn = gpuEnergyAtStart_ ? gpuEnergyNow().value_or(-1) - *gpuEnergyAtStart_ : -1;
    if (drawn >= 0) {
      joules += 1e-3 * static_cast<double>(drawn);
      cost.energySource = "nvml + " + cost.energySource;
    } else {
      cost.energySource += ", without the GPU";
    }
  }
  cost.joules = joules;
  return cost;
}

}  // namespace mien
