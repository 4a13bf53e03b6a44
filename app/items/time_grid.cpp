#include "app/items/time_grid.h"

#include <algorithm>
#include <cmath>

#include "app/items/time_scale.h"

namespace mien {

TimeGrid timeGrid(const TimeScale& scale, int framesPerSecond, double least) {
  const Ticks frame = ticksPerFrame(framesPerSecond);
  const auto fits = [&](Ticks major) { return static_cast<double>(major) / scale.ticksPerPixel() >= least; };
  // Within a second only what divides it, so that each whole second has a label.
  for (const int frames : {1, 2, 5, 6, 10, 12, 15, 25, 30})
    if (frames < framesPerSecond && framesPerSecond % frames == 0 && fits(frame * frames))
      return {frame * frames, frames};
  const int parts = framesPerSecond % 5 == 0 ? 5 : 4;
  const TimeGrid steps[] = {{1, parts}, {2, 4}, {5, 5}, {10, 10}, {30, 6}, {60, 6}, {300, 5}, {600, 10}};
  for (const TimeGrid& step : steps)
    if (fits(step.major * kTicksPerSecond)) return {step.major * kTicksPerSecond, step.parts};
  return {600 * kTicksPerSecond, 10};
}

void forEachLine(const TimeScale& scale, const TimeGrid& grid, const std::function<void(Ticks, bool)>& line) {
  const double minor = static_cast<double>(grid.major) / grid.parts;
  const auto first = static_cast<std::int64_t>(std::floor(std::max(0.0, scale.timeAt(0)) / minor));
  const double end = scale.timeAt(scale.width());
  for (std::int64_t i = first; static_cast<double>(i) * minor <= end; ++i)
    line(std::llround(static_cast<double>(i) * minor), i % grid.parts == 0);
}

}  // namespace mien
