#include "app/items/time_grid.h"

#include <algorithm>
#include <cmath>

#include "app/items/time_scale.h"

namespace mien {

TimeGrid timeGrid(const TimeScale& scale, int framesPerSecond, double least) {
  const Ticks frame = ticksPerFrame(framesPerSecond);
  const Ticks second = kTicksPerSecond;
  const TimeGrid steps[] = {{frame, 1},       {frame * 2, 2},   {frame * 5, 5},    {frame * 10, 10},
                            {second, 5},      {second * 2, 4},  {second * 5, 5},   {second * 10, 10},
                            {second * 30, 6}, {second * 60, 6}, {second * 300, 5}, {second * 600, 10}};
  for (const TimeGrid& step : steps)
    if (static_cast<double>(step.major) / scale.ticksPerPixel() >= least) return step;
  return steps[std::size(steps) - 1];
}

void forEachLine(const TimeScale& scale, const TimeGrid& grid, const std::function<void(Ticks, bool)>& line) {
  const double minor = static_cast<double>(grid.major) / grid.parts;
  const auto first = static_cast<std::int64_t>(std::floor(std::max(0.0, scale.timeAt(0)) / minor));
  const double end = scale.timeAt(scale.width());
  for (std::int64_t i = first; static_cast<double>(i) * minor <= end; ++i)
    line(std::llround(static_cast<double>(i) * minor), i % grid.parts == 0);
}

}  // namespace mien
