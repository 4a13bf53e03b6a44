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

/// Without what moves, and how long. Hair fades from face to face over the whole way: what is best in a picture would
/// be a short flicker here.
Timeline stillOf(const Recipe& base, const StartOptions& options) {
  Timeline timeline;
  timeline.base = base;
  if (base.surroundings == Surroundings::Auto) timeline.base.surroundings = Surroundings::Blend;
  timeline.framesPerSecond = options.framesPerSecond;
  timeline.repeat = options.repeat;
  timeline.evenPace = options.evenPace;
  return timeline;
}

/// Frames at which a film through all faces comes to each and leaves it, and where it ends.
struct Stops {
  std::vector<std::int64_t> come, leave;
  std::int64_t back = 0;  ///< with Loop: at the first again
};

Stops stopsOf(std::size_t faces, std::int64_t way, std::int64_t hold, bool loop) {
  Stops stops;
  std::int64_t frame = 0;
  for (std::size_t i = 0; i < faces; ++i) {
    stops.come.push_back(frame);
    stops.leave.push_back(frame + hold);
    frame += hold + way - (!loop && i + 2 == faces ? 1 : 0);
  }
  stops.back = frame;
  return stops;
}

void addKey(Track& track, Ticks time, double value, Easing easing) {
  if (!track.keyframes.empty() && track.keyframes.back().time == time)
    track.keyframes.back() = {time, value, easing, {}};
  else
    track.keyframes.push_back({time, value, easing, {}});
}

/// What a face's share does: it comes while the one before it goes. With Loop it has gone, behind the last one, before
/// that fades to the first.
Track shareTrack(std::size_t face, std::size_t faces, const Stops& stops, const StartOptions& options) {
  const Ticks frame = ticksPerFrame(options.framesPerSecond);
  Track track{face == 1 ? "mix" : letterOf(face), {}};
  addKey(track, stops.leave[face - 1] * frame, 0, options.easing);
  addKey(track, stops.come[face] * frame, 1, Easing::Hold);
  if (options.repeat != Repeat::Loop) return track;
  if (face + 1 < faces) {
    addKey(track, stops.come.back() * frame, 0, Easing::Hold);
  } else {
    addKey(track, stops.leave.back() * frame, 1, options.easing);
    addKey(track, stops.back * frame, 0, options.easing);
  }
  return track;
}

}  // namespace

Timeline timelineThroughAll(const Recipe& base, const StartOptions& options) {
  const std::size_t faces = base.faces.size();
  if (faces == 2) return timelineFromAToB(base, options);
  Timeline timeline = stillOf(base, options);
  const bool loop = options.repeat == Repeat::Loop;
  const Stops stops = stopsOf(faces, framesIn(options.seconds, options.framesPerSecond, 2),
                              framesIn(options.hold, options.framesPerSecond, 0), loop);
  for (std::size_t face = 1; face < faces; ++face) timeline.tracks.push_back(shareTrack(face, faces, stops, options));
  timeline.duration = (loop ? stops.back : stops.leave.back() + 1) * ticksPerFrame(options.framesPerSecond);
  return timeline;
}

Timeline timelineFromAToB(const Recipe& base, const StartOptions& options) {
  Timeline timeline = stillOf(base, options);
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
