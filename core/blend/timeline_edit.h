#pragma once
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <tuple>
#include <utility>
#include <vector>

#include "core/blend/timeline.h"

namespace mien {

/// Changes of a timeline's keyframes. All keep what timelineFromJson() asks for: times rise and lie within
/// 0..kLongestTimeline, values are in range, a track without keyframes is gone, and one that is full takes no more.

/// Names one keyframe.
struct KeyRef {
  std::string parameter;
  Ticks time = 0;
  friend bool operator==(const KeyRef&, const KeyRef&) = default;
  friend bool operator<(const KeyRef& a, const KeyRef& b) {
    return std::tie(a.parameter, a.time) < std::tie(b.parameter, b.time);
  }
};
using KeySelection = std::set<KeyRef>;

/// Null when there is none at exactly this time.
const Keyframe* findKey(const Timeline& timeline, std::string_view parameter, Ticks time);

/// The keyframe before or after `time` that is nearest to it and lies within the duration; of all tracks when no
/// parameter is named.
std::optional<Ticks> neighbourKey(const Timeline& timeline, std::string_view parameter, Ticks time, bool forward);

/// Gives the keyframe at `time` a value, or adds one that eases as the one before it.
void setKey(Timeline& timeline, std::string_view parameter, Ticks time, double value);
void removeKeys(Timeline& timeline, const KeySelection& keys);

KeySelection allKeys(const Timeline& timeline);
/// Those of `keys` that exist.
KeySelection existing(const Timeline& timeline, const KeySelection& keys);

/// Moves keyframes together, as far as the first and the last can go; whoever stood where they come to is replaced.
/// With `copy` the originals stay. The answer names them at their new places.
KeySelection moveKeys(Timeline& timeline, const KeySelection& keys, Ticks by, bool copy = false);
/// Moves keyframes apart or together: the first of all (`first`) or the last comes to `to`, the other end stays where
/// it is, and those between keep their shares of the way, each rounded to a frame. They come no closer than that none
/// of them falls on another. Nothing happens unless they lie at two times at least.
KeySelection stretchKeys(Timeline& timeline, const KeySelection& keys, bool first, Ticks to);
/// The first and the last time; nothing unless they differ.
std::optional<std::pair<Ticks, Ticks>> spanOf(const KeySelection& keys);
/// Moves each track's keyframes so that the first one comes to `at`.
KeySelection alignKeys(Timeline& timeline, const KeySelection& keys, Ticks at);

/// Keyframes on their own: times count from the first of all.
std::vector<Track> copyKeys(const Timeline& timeline, const KeySelection& keys);
KeySelection pasteKeys(Timeline& timeline, const std::vector<Track>& copied, Ticks at);

/// How the way to the next keyframe goes. Tracks of choices always hold.
void setEasing(Timeline& timeline, const KeySelection& keys, Easing easing);
/// A curve of its own from this keyframe to the next; coordinates are held in range.
void setHandles(Timeline& timeline, const KeyRef& key, const BezierHandles& handles);

}  // namespace mien
