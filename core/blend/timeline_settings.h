#pragma once
#include <string>
#include <vector>

#include "core/blend/timeline.h"

namespace mien {

/// The start of the last frame.
Ticks lastFrame(const Timeline& timeline);
/// The start of the frame nearest to `ticks`, within 0..kLongestTimeline.
Ticks nearestFrame(const Timeline& timeline, double ticks);

/// Frames get longer or shorter, times stay: the duration is rounded to frames, and keyframes may come to lie between
/// two frames.
void setFrameRate(Timeline& timeline, int framesPerSecond);
/// Rounded to frames, at least one. Keyframes beyond the end stay.
void setDuration(Timeline& timeline, Ticks duration);

/// Names the marker at `time`, or adds one; at most 200 bytes of name and 1,000 markers.
void setMarker(Timeline& timeline, Ticks time, const std::string& name);
void removeMarker(Timeline& timeline, Ticks time);
/// One that stood at `to` already is replaced.
void moveMarker(Timeline& timeline, Ticks from, Ticks to);

/// The track's curve from `begin` to `end` as `count` values at equal steps, as it is shown: within its parameter's
/// range. count ≥ 2.
std::vector<double> sampled(const Track& track, double begin, double end, int count);

}  // namespace mien
