#include "core/blend/timeline_start.h"

#include <algorithm>
#include <cmath>

namespace mien {
namespace {

/// Whole frames, at least `least`.
std::int64_t framesIn(double seconds, int framesPerSecond, std::int64_t least) {
  const double longest = static_cast<double>(kLongestTimeline) / kTicksPerSecond / 4;
  return std::max<std::int64_t>(least, std::llround(std::clamp(seconds, 0.0, longest) * framesPerSecond));
}

}  // namespace

Timeline timelineFromAToB(const Recipe& base, const StartOptions& options) {
  Timeline timeline;
  timeline.base = base;
  timeline.framesPerSecond = options.framesPerSecond;
  timeline.repeat = options.repeat;
  timeline.evenPace = options.evenPace;
  const bool loop = options.repeat == Repeat::Loop;
  const std::int64_t hold = framesIn(options.hold, options.framesPerSecond, 0);
  const std::int64_t all = framesIn(options.seconds, options.framesPerSecond, 2);
  // A film that ends at B shows B in its last frame; one that loops comes to A in the frame behind its last.
  const std::int64_t way = loop ? all : all - 1;
  Track track{"mix", {}};
  std::int64_t frame = 0;
  const auto add = [&](double value, std::int64_t stay, std::int64_t then) {
    track.keyframes.push_back({frame * ticksPerFrame(options.framesPerSecond), value, options.easing, {}});
    if (stay > 0) {
      track.keyframes.back().easing = Easing::Hold;
      frame += stay;
      track.keyframes.push_back({frame * ticksPerFrame(options.framesPerSecond), value, options.easing, {}});
    }
    frame += then;
  };
  add(0, hold, way);
  add(1, hold, loop ? way : 0);
  if (loop) add(0, 0, 0);
  timeline.duration = (loop ? frame : frame + 1) * ticksPerFrame(options.framesPerSecond);
  timeline.tracks.push_back(std::move(track));
  return timeline;
}

}  // namespace mien
