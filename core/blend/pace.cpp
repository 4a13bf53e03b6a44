#include "core/blend/pace.h"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace mien {

double Pace::operator()(double ticks) const {
  const auto found = std::upper_bound(stretches_.begin(), stretches_.end(), ticks,
                                      [](double t, const Stretch& s) { return t < s.end; });
  if (found == stretches_.end() || ticks <= found->begin) return ticks;
  const double total = std::accumulate(found->change.begin(), found->change.end(), 0.0);
  if (!(total > 0)) return ticks;
  const double span = found->end - found->begin;
  const auto placeOf = [&](std::size_t look) {
    return found->at.empty() ? static_cast<double>(look) / static_cast<double>(found->change.size()) : found->at[look];
  };
  // Walk the path until this share of all change lies behind.
  double left = (ticks - found->begin) / span * total;
  std::size_t i = 0;
  while (i + 1 < found->change.size() && left > found->change[i]) left -= found->change[i++];
  const double within = found->change[i] > 0 ? std::min(1.0, left / found->change[i]) : 1.0;
  return found->begin + span * std::lerp(placeOf(i), placeOf(i + 1), within);
}

}  // namespace mien
