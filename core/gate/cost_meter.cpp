#include "core/gate/cost_meter.h"

#include <pwd.h>
#include <sys/resource.h>
#include <unistd.h>

#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <memory>
#include <string>

namespace mien {
namespace {

double seconds(const timeval& time) {
  return static_cast<double>(time.tv_sec) + 1e-6 * static_cast<double>(time.tv_usec);
}

rusage usageNow() {
  rusage usage{};
  ::getrusage(RUSAGE_SELF, &usage);
  return usage;
}

double cpuSeconds() {
  const rusage usage = usageNow();
  return seconds(usage.ru_utime) + seconds(usage.ru_stime);
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

/// Out of the file alone: getpwuid() would ask services by socket. Who is known to those only is told by environment.
std::string loginName() {
  const std::unique_ptr<std::FILE, int (*)(std::FILE*)> users(std::fopen("/etc/passwd", "re"), std::fclose);
  while (const passwd* user = users ? ::fgetpwent(users.get()) : nullptr)
    if (user->pw_uid == ::getuid()) return user->pw_name;
  const char* said = std::getenv("LOGNAME");
  return said != nullptr && *said != 0 ? said : std::to_string(::getuid());
}

}  // namespace

CostMeter::CostMeter() : start_(std::chrono::steady_clock::now()), cpuAtStart_(cpuSeconds()), raplAtStart_(raplNow()) {}

Cost CostMeter::cost() const {
  constexpr std::int64_t kKilobyte = 1024;  // of ru_maxrss
  Cost cost;
  cost.wallSeconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - start_).count();
  cost.cpuSeconds = cpuSeconds() - cpuAtStart_;
  cost.peakBytes = usageNow().ru_maxrss * kKilobyte;
  cost.user = loginName();
  const auto rapl = raplAtStart_ ? raplNow() : std::nullopt;
  if (rapl && *rapl >= *raplAtStart_) {  // it starts over now and then
    cost.joules = 1e-6 * static_cast<double>(*rapl - *raplAtStart_);
    cost.energySource = "rapl";
  } else {
    cost.joules = kWattsPerCore * cost.cpuSeconds;
    cost.energySource = "model, 8 W a busy core, ± 50 %";
  }
  return cost;
}

}  // namespace mien
