#pragma once
#include "core/blend/timeline.h"

namespace mien {

/// Whether a frame of the film shows this mix, at whatever size, in whatever place and before whatever ground (see
/// same_mix.h). Where the pace is even, whose frames only rendering tells, also what lies between two frames. A frame
/// that shows one face alone counts for no film: it is that face's. Any thread; microseconds a frame.
bool shows(const Timeline& film, Recipe mix);

}  // namespace mien
