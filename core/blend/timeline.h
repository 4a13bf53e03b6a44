#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/result.h"
#include "core/blend/easing.h"
#include "core/blend/pace.h"
#include "core/blend/recipe.h"

namespace mien {

/// Time on a timeline. One frame is a whole number of ticks at each frame rate, so nothing is ever rounded.
using Ticks = std::int64_t;
inline constexpr Ticks kTicksPerSecond = 600;
inline constexpr Ticks kLongestTimeline = kTicksPerSecond * 3600;
inline constexpr std::size_t kMostKeyframes = 10'000;  ///< on a track
inline constexpr int kFrameRates[] = {24, 25, 30, 50, 60};

constexpr Ticks ticksPerFrame(int framesPerSecond) {
  return kTicksPerSecond / framesPerSecond;
}

struct Keyframe {
  Ticks time = 0;
  double value = 0;
  Easing easing = Easing::EaseInOut;  ///< of the way to the next keyframe
  BezierHandles handles;              ///< when easing is Bezier
  friend bool operator==(const Keyframe&, const Keyframe&) = default;
};

/// What one parameter does over time. Before the first keyframe and after the last its value stays.
struct Track {
  std::string parameter;            ///< Parameter::id
  std::vector<Keyframe> keyframes;  ///< at least one; times rise
  friend bool operator==(const Track&, const Track&) = default;
};

struct Marker {
  Ticks time = 0;
  std::string name;
  friend bool operator==(const Marker&, const Marker&) = default;
};

enum class Repeat {
  Once,
  Loop,     ///< begins again at its end
  PingPong  ///< runs back to its start: the film holds the way forth and back, without showing the turning frames twice
};

/// A keyframed recipe: what a film shows at each moment.
struct Timeline {
  /// Schema 2 may move the balance, 3 a region, 4 has further faces, 5 what recipes have since; what does without is
  /// written as the oldest, so that its bytes stay.
  static constexpr int kSchema = 6;

  Recipe base;                           ///< all that no track moves
  Ticks duration = 3 * kTicksPerSecond;  ///< a whole number of frames
  int framesPerSecond = 25;              ///< one of kFrameRates
  Repeat repeat = Repeat::Once;
  bool evenPace = false;        ///< see Pace
  std::vector<Track> tracks;    ///< in the order of parameters(), one a parameter at most
  std::vector<Marker> markers;  ///< times rise
  friend bool operator==(const Timeline&, const Timeline&) = default;
};

/// Null when the parameter does not move.
const Track* findTrack(const Timeline& timeline, std::string_view parameter);

/// The value of a track at a time; exact at keyframes.
double valueAt(const Track& track, double ticks);

/// What to render at a time. A parameter that follows another does so unless it has a track of its own.
Recipe recipeAt(const Timeline& timeline, double ticks);

/// Frames of the timeline itself, and of the film that it makes (ping-pong: forth and back).
std::int64_t frameCount(const Timeline& timeline);
std::int64_t filmFrameCount(const Timeline& timeline);

/// Where film frame 0 ≤ n < filmFrameCount() lies on the timeline. Depends on n alone: no frame drifts.
Ticks timeOfFilmFrame(const Timeline& timeline, std::int64_t n);

/// What film frame n shows. `pace` is the timeline's, when it has evenPace.
Recipe recipeForFilmFrame(const Timeline& timeline, std::int64_t n, const Pace& pace = {});

/// All times at which some track has a keyframe, and the start; rising, each once.
std::vector<Ticks> keyframeTimes(const Timeline& timeline);

/// Canonical JSON, as toJson(Recipe).
std::string toJson(const Timeline& timeline);

/// Strict parser, as recipeFromJson (ErrorKind::Input).
Result<Timeline> timelineFromJson(std::string_view json);

std::string_view toString(Repeat value);
std::optional<Repeat> repeatFromString(std::string_view text);  ///< once, loop, ping-pong

}  // namespace mien
