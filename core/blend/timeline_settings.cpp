#include "core/blend/timeline_settings.h"

#include <algorithm>
#include <cmath>
#include <iterator>

#include "core/blend/parameters.h"

namespace mien {
namespace {

constexpr std::size_t kMaxMarkers = 1'000;
constexpr std::size_t kMaxName = 200;

/// Cut where a character of UTF-8 ends.
std::string shortened(std::string name) {
  if (name.size() <= kMaxName) return name;
  std::size_t end = kMaxName;
  while (end > 0 && (static_cast<unsigned char>(name[end]) & 0xC0U) == 0x80U) --end;
  name.resize(end);
  return name;
}

std::vector<Marker>::iterator firstFrom(std::vector<Marker>& markers, Ticks time) {
  return std::lower_bound(markers.begin(), markers.end(), time, [](const Marker& m, Ticks t) { return m.time < t; });
}

}  // namespace

Ticks lastFrame(const Timeline& timeline) {
  return timeline.duration - ticksPerFrame(timeline.framesPerSecond);
}

Ticks nearestFrame(const Timeline& timeline, double ticks) {
  const Ticks frame = ticksPerFrame(timeline.framesPerSecond);
  const double held = std::clamp(ticks, 0.0, static_cast<double>(kLongestTimeline));
  return std::llround(held / static_cast<double>(frame)) * frame;
}

void setFrameRate(Timeline& timeline, int framesPerSecond) {
  if (std::find(std::begin(kFrameRates), std::end(kFrameRates), framesPerSecond) == std::end(kFrameRates)) return;
  timeline.framesPerSecond = framesPerSecond;
  setDuration(timeline, timeline.duration);
}

void setDuration(Timeline& timeline, Ticks duration) {
  timeline.duration =
      std::max(ticksPerFrame(timeline.framesPerSecond), nearestFrame(timeline, static_cast<double>(duration)));
}

void setMarker(Timeline& timeline, Ticks time, const std::string& name) {
  if (time < 0 || time > kLongestTimeline) return;
  const auto at = firstFrom(timeline.markers, time);
  if (at != timeline.markers.end() && at->time == time)
    at->name = shortened(name);
  else if (timeline.markers.size() < kMaxMarkers)
    timeline.markers.insert(at, {time, shortened(name)});
}

void removeMarker(Timeline& timeline, Ticks time) {
  std::erase_if(timeline.markers, [time](const Marker& marker) { return marker.time == time; });
}

void moveMarker(Timeline& timeline, Ticks from, Ticks to) {
  const auto at = firstFrom(timeline.markers, from);
  if (at == timeline.markers.end() || at->time != from || from == to || to < 0 || to > kLongestTimeline) return;
  const std::string name = at->name;
  timeline.markers.erase(at);
  setMarker(timeline, to, name);
}

std::vector<double> sampled(const Track& track, double begin, double end, int count) {
  const Parameter& parameter = *findParameter(track.parameter);
  std::vector<double> out;
  for (int i = 0; i < count; ++i)
    out.push_back(clamped(parameter, valueAt(track, begin + (end - begin) * i / (count - 1))));
  return out;
}

}  // namespace mien
