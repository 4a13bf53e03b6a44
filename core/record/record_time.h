#pragma once
#include <algorithm>
#include <chrono>
#include <cstdint>

namespace mien {

/// Now, as the record counts time: UTC in ms since 1970.
inline std::int64_t recordNow() {
  using namespace std::chrono;
  return std::max<std::int64_t>(0, duration_cast<milliseconds>(system_clock::now().time_since_epoch()).count());
}

}  // namespace mien
