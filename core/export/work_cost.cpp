#include "core/export/work_cost.h"

#include <algorithm>
#include <nlohmann/json.hpp>

#include "core/base/atomic_file.h"

namespace mien {
namespace {

/// Nothing where there is none, or none that is understood.
Cost read(const std::filesystem::path& file) {
  const auto bytes = readFile(file);
  const auto json = bytes ? nlohmann::json::parse(*bytes, nullptr, false) : nlohmann::json();
  if (!json.is_object()) return {};
  const auto number = [&](const char* key) {
    const bool known = json.contains(key) && json[key].is_number();
    constexpr double kMost = 1e18;
    return known ? std::clamp(json[key].get<double>(), 0.0, kMost) : 0.0;
  };
  Cost cost;
  cost.wallSeconds = number("wall_seconds");
  cost.cpuSeconds = number("cpu_seconds");
  cost.gpuSeconds = number("gpu_seconds");
  cost.peakBytes = static_cast<std::int64_t>(number("peak_bytes"));
  cost.joules = number("joules");
  return cost;
}

}  // namespace

WorkCost::WorkCost(const std::filesystem::path& work, WorkSeals& seals)
    : file_(work / "cost.json"), seals_(seals), earlier_(seals.holds(file_) ? read(file_) : Cost()) {}

void WorkCost::keep() {
  const Cost all = sumOf(earlier_, meter_.cost());
  const std::string text = nlohmann::json{
      {"wall_seconds", all.wallSeconds},
      {"cpu_seconds", all.cpuSeconds},
      {"gpu_seconds", all.gpuSeconds},
      {"peak_bytes", all.peakBytes},
      {"joules",
       all.joules.value_or(0)}}.dump();
  static_cast<void>(
      writeFileAtomically(file_, {reinterpret_cast<const std::uint8_t*>(text.data()), text.size()}).and_then([&] {
        return seals_.add(file_);
      }));
}

void WorkCost::recorded() {
  earlier_ = {};
  meter_ = CostMeter();
  std::error_code none;
  std::filesystem::remove(file_, none);
}

}  // namespace mien
