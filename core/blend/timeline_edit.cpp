#include "core/blend/timeline_edit.h"

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <utility>

#include "core/blend/parameters.h"

namespace mien {
namespace {

std::vector<Keyframe>::iterator firstFrom(std::vector<Keyframe>& keys, Ticks time) {
  return std::lower_bound(keys.begin(), keys.end(), time, [](const Keyframe& key, Ticks t) { return key.time < t; });
}

Track* trackOf(Timeline& timeline, std::string_view parameter) {
  const auto found = std::find_if(timeline.tracks.begin(), timeline.tracks.end(),
                                  [&](const Track& track) { return track.parameter == parameter; });
  return found == timeline.tracks.end() ? nullptr : &*found;
}

/// The track of a parameter, made in its place when there is none.
Track& madeTrack(Timeline& timeline, const Parameter& parameter) {
  if (Track* track = trackOf(timeline, parameter.id)) return *track;
  const auto behind = std::find_if(timeline.tracks.begin(), timeline.tracks.end(),
                                   [&](const Track& t) { return findParameter(t.parameter) > &parameter; });
  return *timeline.tracks.insert(behind, Track{parameter.id, {}});
}

Keyframe* keyOf(Timeline& timeline, const KeyRef& ref) {
  Track* track = trackOf(timeline, ref.parameter);
  if (track == nullptr) return nullptr;
  const auto at = firstFrom(track->keyframes, ref.time);
  return at != track->keyframes.end() && at->time == ref.time ? &*at : nullptr;
}

/// False: the track is full.
bool place(Timeline& timeline, const Parameter& parameter, const Keyframe& key) {
  std::vector<Keyframe>& keys = madeTrack(timeline, parameter).keyframes;
  const auto at = firstFrom(keys, key.time);
  if (at != keys.end() && at->time == key.time) {
    *at = key;
    return true;
  }
  if (keys.size() >= kMostKeyframes) return false;
  keys.insert(at, key);
  return true;
}

/// Whole tracks with the times they have.
std::vector<Track> taken(const Timeline& timeline, const KeySelection& keys) {
  std::vector<Track> out;
  for (const Track& track : timeline.tracks) {
    Track part{track.parameter, {}};
    for (const Keyframe& key : track.keyframes)
      if (keys.contains({track.parameter, key.time})) part.keyframes.push_back(key);
    if (!part.keyframes.empty()) out.push_back(std::move(part));
  }
  return out;
}

KeySelection put(Timeline& timeline, const std::vector<Track>& tracks, Ticks later) {
  KeySelection out;
  for (const Track& track : tracks)
    for (Keyframe key : track.keyframes) {
      key.time += later;
      if (key.time > kLongestTimeline) continue;
      if (place(timeline, *findParameter(track.parameter), key)) out.insert({track.parameter, key.time});
    }
  return out;
}

/// Where a time goes when `from` goes to `to` and `fixed` stays.
struct Scaling {
  double factor = 1;
  Ticks from = 0, fixed = 0, to = 0;
  Ticks frame = 1;

  Ticks operator()(Ticks time) const {
    if (time == fixed) return fixed;  // which may lie between two frames
    if (time == from) return to;
    const double scaled = static_cast<double>(fixed) + factor * static_cast<double>(time - fixed);
    return std::llround(scaled / static_cast<double>(frame)) * frame;
  }
};

Scaling scaling(const Timeline& timeline, Ticks from, Ticks fixed, Ticks to) {
  return {static_cast<double>(to - fixed) / static_cast<double>(from - fixed), from, fixed, to,
          ticksPerFrame(timeline.framesPerSecond)};
}

bool staysApart(const std::vector<Track>& tracks, const Scaling& scaled) {
  return std::all_of(tracks.begin(), tracks.end(), [&](const Track& track) {
    return std::adjacent_find(track.keyframes.begin(), track.keyframes.end(),
                              [&](const Keyframe& a, const Keyframe& b) { return scaled(a.time) == scaled(b.time); }) ==
           track.keyframes.end();
  });
}

}  // namespace

const Keyframe* findKey(const Timeline& timeline, std::string_view parameter, Ticks time) {
  const Track* track = findTrack(timeline, parameter);
  if (track == nullptr) return nullptr;
  const auto at = std::find_if(track->keyframes.begin(), track->keyframes.end(),
                               [time](const Keyframe& key) { return key.time == time; });
  return at == track->keyframes.end() ? nullptr : &*at;
}

std::optional<Ticks> neighbourKey(const Timeline& timeline, std::string_view parameter, Ticks time, bool forward) {
  std::optional<Ticks> best;
  for (const Track& track : timeline.tracks) {
    if (!parameter.empty() && track.parameter != parameter) continue;
    for (const Keyframe& key : track.keyframes) {
      const bool beyond = forward ? key.time > time && key.time < timeline.duration : key.time < time;
      if (beyond && (!best || (forward ? key.time < *best : key.time > *best))) best = key.time;
    }
  }
  return best;
}

void setKey(Timeline& timeline, std::string_view parameter, Ticks time, double value) {
  const Parameter* known = findParameter(parameter);
  if (known == nullptr || time < 0 || time > kLongestTimeline) return;
  value = clamped(*known, value);
  if (Keyframe* key = keyOf(timeline, {std::string(parameter), time})) {
    key->value = value;
    return;
  }
  Keyframe key{time, value, {}, {}};
  key.easing = known->interpolation == Interpolation::Stepped ? Easing::Hold : Easing::EaseInOut;
  std::vector<Keyframe>& keys = madeTrack(timeline, *known).keyframes;
  if (keys.size() >= kMostKeyframes) return;
  const auto at = firstFrom(keys, time);
  if (at != keys.begin()) {
    key.easing = std::prev(at)->easing;
    key.handles = std::prev(at)->handles;
  }
  keys.insert(at, key);
}

void removeKeys(Timeline& timeline, const KeySelection& selected) {
  for (Track& track : timeline.tracks)
    std::erase_if(track.keyframes, [&](const Keyframe& key) { return selected.contains({track.parameter, key.time}); });
  std::erase_if(timeline.tracks, [](const Track& track) { return track.keyframes.empty(); });
}

KeySelection allKeys(const Timeline& timeline) {
  KeySelection out;
  for (const Track& track : timeline.tracks)
    for (const Keyframe& key : track.keyframes) out.insert({track.parameter, key.time});
  return out;
}

KeySelection existing(const Timeline& timeline, const KeySelection& keys) {
  KeySelection out;
  for (const KeyRef& ref : keys)
    if (findKey(timeline, ref.parameter, ref.time) != nullptr) out.insert(ref);
  return out;
}

KeySelection moveKeys(Timeline& timeline, const KeySelection& keys, Ticks by, bool copy) {
  const std::vector<Track> moved = taken(timeline, keys);
  if (moved.empty()) return {};
  Ticks first = kLongestTimeline;
  Ticks last = 0;
  for (const Track& track : moved) {
    first = std::min(first, track.keyframes.front().time);
    last = std::max(last, track.keyframes.back().time);
  }
  by = std::clamp(by, -first, kLongestTimeline - last);
  if (!copy) removeKeys(timeline, keys);
  return put(timeline, moved, by);
}

std::optional<std::pair<Ticks, Ticks>> spanOf(const KeySelection& keys) {
  if (keys.empty()) return std::nullopt;
  const auto [first, last] =
      std::minmax_element(keys.begin(), keys.end(), [](const KeyRef& a, const KeyRef& b) { return a.time < b.time; });
  if (first->time == last->time) return std::nullopt;
  return std::pair{first->time, last->time};
}

KeySelection stretchKeys(Timeline& timeline, const KeySelection& keys, bool first, Ticks to) {
  const auto span = spanOf(keys);
  if (!span) return existing(timeline, keys);
  const auto [from, fixed] = first ? *span : std::pair{span->second, span->first};
  const Ticks frame = ticksPerFrame(timeline.framesPerSecond);
  const auto [least, most] = first ? std::pair{Ticks{0}, fixed - frame} : std::pair{fixed + frame, kLongestTimeline};
  if (least > most) return existing(timeline, keys);
  to = std::clamp(to, least, most);
  std::vector<Track> tracks = taken(timeline, keys);
  const Ticks towardsFrom = first ? -frame : frame;
  while (std::abs(to - fixed) < std::abs(from - fixed) && !staysApart(tracks, scaling(timeline, from, fixed, to)))
    to += towardsFrom;
  removeKeys(timeline, keys);
  const Scaling scaled = scaling(timeline, from, fixed, to);
  for (Track& track : tracks)
    for (Keyframe& key : track.keyframes) key.time = scaled(key.time);
  return put(timeline, tracks, 0);
}

KeySelection alignKeys(Timeline& timeline, const KeySelection& keys, Ticks at) {
  KeySelection out;
  for (const Track& track : taken(timeline, keys)) {
    KeySelection own;
    for (const Keyframe& key : track.keyframes) own.insert({track.parameter, key.time});
    out.merge(moveKeys(timeline, own, at - track.keyframes.front().time));
  }
  return out;
}

std::vector<Track> copyKeys(const Timeline& timeline, const KeySelection& keys) {
  std::vector<Track> out = taken(timeline, keys);
  Ticks first = kLongestTimeline;
  for (const Track& track : out) first = std::min(first, track.keyframes.front().time);
  for (Track& track : out)
    for (Keyframe& key : track.keyframes) key.time -= first;
  return out;
}

KeySelection pasteKeys(Timeline& timeline, const std::vector<Track>& copied, Ticks at) {
  return put(timeline, copied, std::max<Ticks>(0, at));
}

void setEasing(Timeline& timeline, const KeySelection& keys, Easing easing) {
  for (const KeyRef& ref : keys) {
    Keyframe* key = keyOf(timeline, ref);
    if (key == nullptr || findParameter(ref.parameter)->interpolation == Interpolation::Stepped) continue;
    // A curve of one's own starts from what was there, so that nothing jumps.
    if (easing == Easing::Bezier && key->easing != Easing::Bezier)
      key->handles = key->easing == Easing::Linear ? BezierHandles{0.33, 0.33, 0.67, 0.67} : handlesOf(key->easing);
    key->easing = easing;
    if (easing != Easing::Bezier) key->handles = {};
  }
}

void setHandles(Timeline& timeline, const KeyRef& ref, const BezierHandles& handles) {
  setEasing(timeline, {ref}, Easing::Bezier);
  Keyframe* key = keyOf(timeline, ref);
  if (key == nullptr || key->easing != Easing::Bezier) return;
  key->handles = {std::clamp(handles.x1, 0.0, 1.0), std::clamp(handles.y1, -1.0, 2.0), std::clamp(handles.x2, 0.0, 1.0),
                  std::clamp(handles.y2, -1.0, 2.0)};
}

}  // namespace mien
