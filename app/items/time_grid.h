#pragma once
#include <functional>

#include "core/blend/timeline.h"

namespace mien {

class TimeScale;

/// Times at which a ruler has a label, and how many parts lie between two.
struct TimeGrid {
  Ticks major = kTicksPerSecond;
  int parts = 5;
};

/// Labels at least `least` pixels apart, at round numbers of frames, seconds or minutes.
TimeGrid timeGrid(const TimeScale& scale, int framesPerSecond, double least);

/// Calls `line(time, isMajor)` for each line of the grid that is seen.
void forEachLine(const TimeScale& scale, const TimeGrid& grid, const std::function<void(Ticks, bool)>& line);

}  // namespace mien
