#include "core/blend/timeline.h"

#include <algorithm>

#include "core/blend/parameters.h"
#include "core/blend/settle.h"

namespace mien {
namespace {

/// The tangent of a smooth curve through all keyframes, at keyframe `i`, in value a tick.
double tangentAt(const std::vector<Keyframe>& keys, std::size_t i) {
  const auto width = [&](std::size_t k) { return static_cast<double>(keys[k + 1].time - keys[k].time); };
  const auto slope = [&](std::size_t k) { return (keys[k + 1].value - keys[k].value) / width(k); };
  const std::size_t last = keys.size() - 1;
  if (last == 1) return slope(0);
  if (i == 0) return steffenEndTangent(width(0), slope(0), width(1), slope(1));
  if (i == last) return steffenEndTangent(width(last - 1), slope(last - 1), width(last - 2), slope(last - 2));
  return steffenTangent(width(i - 1), slope(i - 1), width(i), slope(i));
}

/// Cubic Hermite between keyframes `i` and `i + 1`, at `x` 0..1 of the way.
double smoothAt(const std::vector<Keyframe>& keys, std::size_t i, double x) {
  const Keyframe& a = keys[i];
  const Keyframe& b = keys[i + 1];
  const auto width = static_cast<double>(b.time - a.time);
  const double tangentA = tangentAt(keys, i) * width;
  const double tangentB = tangentAt(keys, i + 1) * width;
  const double rise = b.value - a.value;
  const double cubic = tangentA + tangentB - 2 * rise;
  const double square = 3 * rise - 2 * tangentA - tangentB;
  const double value = a.value + x * (tangentA + x * (square + x * cubic));
  // The curve is monotone; rounding must not leave the two values either.
  return std::clamp(value, std::min(a.value, b.value), std::max(a.value, b.value));
}

double between(const std::vector<Keyframe>& keys, std::size_t i, double x) {
  const Keyframe& a = keys[i];
  const Keyframe& b = keys[i + 1];
  const auto mixed = [&](double share) { return a.value + share * (b.value - a.value); };
  switch (a.easing) {
    case Easing::Hold:
      return a.value;
    case Easing::Linear:
      return mixed(x);
    case Easing::Smooth:
      return smoothAt(keys, i, x);
    case Easing::Bezier:
      return mixed(bezierAt(a.handles, x));
    case Easing::EaseIn:
    case Easing::EaseOut:
    case Easing::EaseInOut:
      break;
  }
  return mixed(bezierAt(handlesOf(a.easing), x));
}

}  // namespace

double valueAt(const Track& track, double ticks) {
  const std::vector<Keyframe>& keys = track.keyframes;
  const auto next = std::upper_bound(keys.begin(), keys.end(), ticks,
                                     [](double t, const Keyframe& key) { return t < static_cast<double>(key.time); });
  if (next == keys.begin()) return keys.front().value;
  if (next == keys.end()) return keys.back().value;
  const auto before = next - 1;
  const auto from = static_cast<double>(before->time);
  if (ticks == from) return before->value;
  const double x = (ticks - from) / static_cast<double>(next->time - before->time);
  return between(keys, static_cast<std::size_t>(before - keys.begin()), x);
}

Recipe recipeAt(const Timeline& timeline, double ticks) {
  Recipe recipe = timeline.base;
  for (const Parameter& parameter : parameters()) {
    const Track* track = findTrack(timeline, parameter.id);
    if (track != nullptr) parameter.set(recipe, clamped(parameter, valueAt(*track, ticks)));
  }
  settle(recipe);
  return recipe;
}

const Track* findTrack(const Timeline& timeline, std::string_view parameter) {
  const auto found = std::find_if(timeline.tracks.begin(), timeline.tracks.end(),
                                  [&](const Track& track) { return track.parameter == parameter; });
  return found == timeline.tracks.end() ? nullptr : &*found;
}

std::int64_t frameCount(const Timeline& timeline) {
  return timeline.duration / ticksPerFrame(timeline.framesPerSecond);
}

std::int64_t filmFrameCount(const Timeline& timeline) {
  const std::int64_t count = frameCount(timeline);
  return timeline.repeat == Repeat::PingPong && count > 1 ? 2 * count - 2 : count;
}

Ticks timeOfFilmFrame(const Timeline& timeline, std::int64_t n) {
  const std::int64_t count = frameCount(timeline);
  return (n < count ? n : 2 * count - 2 - n) * ticksPerFrame(timeline.framesPerSecond);
}

Recipe recipeForFilmFrame(const Timeline& timeline, std::int64_t n, const Pace& pace) {
  return recipeAt(timeline, pace(static_cast<double>(timeOfFilmFrame(timeline, n))));
}

std::vector<Ticks> keyframeTimes(const Timeline& timeline) {
  std::vector<Ticks> times{0};
  for (const Track& track : timeline.tracks)
    for (const Keyframe& key : track.keyframes) times.push_back(key.time);
  std::sort(times.begin(), times.end());
  times.erase(std::unique(times.begin(), times.end()), times.end());
  return times;
}

}  // namespace mien
