#include "core/blend/pace.h"

#include <algorithm>
#include <numeric>

namespace mien {

double Pace::operator()(double ticks) const {
  const auto found = std::upper_bound(stretches_.begin(), stretches_.end(), ticks,
                                      [](double t, const Stretch& s) { return t < s.end; });
  if (found == stretches_.end() || ticks <= found->begin) return ticks;
  const double total = std::accumulate(found->change.begin(), found->change.end(), 0.0);
  if (!(total > 0)) return ticks;
  const double span = found->end - found->begin;
  const double step = span / static_cast<double>(found->change.size());
  // Walk the path until this share of all change lies behind.
  double left = (ticks - found->begin) / span * total;
  std::size_t i = 0;
  while (i + 1 < found->change.size() && left > found->change[i]) left -= found->change[i++];
  const double within = found->change[i] > 0 ? std::min(1.0, left / found->change[i]) : 1.0;
  return found->begin + (static_cast<double>(i) + within) * step;
}

}  // namespace mien
