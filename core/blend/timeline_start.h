#pragma once
#include "core/blend/timeline.h"

namespace mien {

/// What a simple film from A to B is asked for.
struct StartOptions {
  double seconds = 3;  ///< of the way from one face to the next
  double hold = 0;     ///< seconds at which each end stands still
  int framesPerSecond = 25;
  Easing easing = Easing::EaseInOut;
  Repeat repeat = Repeat::Once;
  bool evenPace = false;
};

/// One track that takes everything from A to B; with Loop also back to A, so that it closes. The first frame is A and
/// the last is B (with Loop: the frame before A). Durations are rounded to frames; at least two frames of way. Seconds
/// beyond kLongestTimeline are cut.
Timeline timelineFromAToB(const Recipe& base, const StartOptions& options);

/// The same through all faces of the mix in their order, `seconds` from each to the next; of two it is that very
/// timeline.
Timeline timelineThroughAll(const Recipe& base, const StartOptions& options);

}  // namespace mien
