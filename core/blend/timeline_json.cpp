#include "core/blend/timeline_json.h"

#include <algorithm>
#include <array>
#include <utility>

#include "core/base/strict_json.h"
#include "core/blend/parameters.h"
#include "core/blend/recipe_json.h"

namespace mien {
namespace {

using nlohmann::json;

constexpr std::size_t kMaxMarkers = 1'000;
constexpr std::size_t kMaxMarkerName = 200;  // bytes
constexpr JsonLimits kLimits{4U << 20U, 8};

constexpr std::array kRepeats{std::pair{Repeat::Once, "once"}, std::pair{Repeat::Loop, "loop"},
                              std::pair{Repeat::PingPong, "ping-pong"}};

Ticks timeFrom(const JsonField& field) {
  return static_cast<Ticks>(field.whole(static_cast<std::uint64_t>(kLongestTimeline)));
}

template <class Entry>
void expectRisingTime(const JsonField& field, const std::vector<Entry>& before, Ticks time) {
  if (!before.empty() && before.back().time >= time) field.refuse("must be later than the one before");
}

BezierHandles handlesFrom(const JsonField& field) {
  field.expectArray(4);
  return {field.at(0).number(0, 1), field.at(1).number(-1, 2), field.at(2).number(0, 1), field.at(3).number(-1, 2)};
}

Keyframe keyframeFrom(const JsonField& field, const Parameter& parameter) {
  field.expectObject({"time", "value", "easing"}, {"handles"});
  Keyframe key;
  key.time = timeFrom(field["time"]);
  key.value = field["value"].number(parameter.minimum, parameter.maximum);
  if (parameter.interpolation == Interpolation::Stepped && clamped(parameter, key.value) != key.value)
    field["value"].refuse("must be a whole number");
  const auto easing = easingFromString(field["easing"].text());
  if (!easing) field["easing"].refuse("must be hold, linear, ease-in, ease-out, ease-in-out, bezier or smooth");
  key.easing = *easing;
  if (field.has("handles") != (key.easing == Easing::Bezier))
    field.refuse("must have handles when its easing is bezier, and only then");
  if (field.has("handles")) key.handles = handlesFrom(field["handles"]);
  return key;
}

Track trackFrom(const JsonField& field, std::size_t faces) {
  field.expectObject({"parameter", "keyframes"});
  Track track{field["parameter"].identifier(), {}};
  const Parameter* parameter = findParameter(track.parameter);
  if (parameter == nullptr) field["parameter"].refuse("is none that this version of Mien knows");
  if (parameter->face >= faces) field["parameter"].refuse("is of a face that the timeline doesn't have");
  const JsonField keys = field["keyframes"];
  const std::size_t count = keys.expectArray();
  if (count == 0 || count > kMostKeyframes)
    keys.refuse("must have 1 to " + std::to_string(kMostKeyframes) + " entries");
  for (std::size_t i = 0; i < count; ++i) {
    const Keyframe key = keyframeFrom(keys.at(i), *parameter);
    expectRisingTime(keys.at(i)["time"], track.keyframes, key.time);
    track.keyframes.push_back(key);
  }
  return track;
}

std::size_t rankOf(const std::string& parameter) {
  return static_cast<std::size_t>(findParameter(parameter) - parameters().data());
}

std::vector<Track> tracksFrom(const JsonField& field, std::size_t faces) {
  std::vector<Track> tracks;
  const std::size_t count = field.expectArray();
  if (count > parameters().size()) field.refuse("must not have more entries than there are parameters");
  for (std::size_t i = 0; i < count; ++i) {
    tracks.push_back(trackFrom(field.at(i), faces));
    const auto same = [&](const Track& t) { return t.parameter == tracks.back().parameter; };
    if (std::count_if(tracks.begin(), tracks.end(), same) > 1) field.at(i)["parameter"].refuse("has a track already");
  }
  std::sort(tracks.begin(), tracks.end(),
            [](const Track& a, const Track& b) { return rankOf(a.parameter) < rankOf(b.parameter); });
  return tracks;
}

std::vector<Marker> markersFrom(const JsonField& field) {
  std::vector<Marker> markers;
  const std::size_t count = field.expectArray();
  if (count > kMaxMarkers) field.refuse("must not have more than " + std::to_string(kMaxMarkers) + " entries");
  for (std::size_t i = 0; i < count; ++i) {
    const JsonField entry = field.at(i);
    entry.expectObject({"time", "name"});
    const Marker marker{timeFrom(entry["time"]), entry["name"].text()};
    if (marker.name.size() > kMaxMarkerName) entry["name"].refuse("must not be longer than 200 bytes");
    expectRisingTime(entry["time"], markers, marker.time);
    markers.push_back(marker);
  }
  return markers;
}

}  // namespace

Timeline timelineFromField(const JsonField& root) {
  // First, so that a newer timeline is told from a broken one.
  if (root.has("schema")) static_cast<void>(root["schema"].schema(Timeline::kSchema));
  root.expectObject({"schema", "base", "duration", "frames_per_second", "repeat", "even_pace", "tracks"}, {"markers"});
  Timeline timeline;
  timeline.base = recipeFromField(root["base"]);
  timeline.framesPerSecond = static_cast<int>(root["frames_per_second"].whole(1000));
  if (std::find(std::begin(kFrameRates), std::end(kFrameRates), timeline.framesPerSecond) == std::end(kFrameRates))
    root["frames_per_second"].refuse("must be 24, 25, 30, 50 or 60");
  timeline.duration = timeFrom(root["duration"]);
  const Ticks frame = ticksPerFrame(timeline.framesPerSecond);
  if (timeline.duration < frame || timeline.duration % frame != 0)
    root["duration"].refuse("must be a whole number of frames, in 600ths of a second");
  const auto repeat = repeatFromString(root["repeat"].text());
  if (!repeat) root["repeat"].refuse("must be once, loop or ping-pong");
  timeline.repeat = *repeat;
  const JsonField even = root["even_pace"];
  if (!even.value().is_boolean()) even.refuse("must be true or false");
  timeline.evenPace = even.value().get<bool>();
  timeline.tracks = tracksFrom(root["tracks"], timeline.base.faces.size());
  if (root.has("markers")) timeline.markers = markersFrom(root["markers"]);
  return timeline;
}

namespace {

json keyframeToJson(const Keyframe& key) {
  json out{{"time", key.time}, {"value", key.value + 0.0}, {"easing", toString(key.easing)}};
  const BezierHandles& h = key.handles;
  if (key.easing == Easing::Bezier) out["handles"] = {h.x1 + 0.0, h.y1 + 0.0, h.x2 + 0.0, h.y2 + 0.0};
  return out;
}

int schemaOf(const Parameter& p) {
  const std::string_view id = p.id;
  if (id == "path" || id.starts_with("variation")) return 5;
  if (p.face > 0 || p.direction || id.starts_with("keep-") || std::string_view(p.region) == "surroundings") return 4;
  if (p.region[0] != '\0') return 3;
  return id == "balance" ? 2 : 1;
}

bool isAuto(const Keyframe& key) {
  return key.value == static_cast<double>(Surroundings::Auto);
}

/// The oldest that knows all of its tracks, so that the bytes of what does without newer ones stay. A base of an older
/// recipe's schema needs none of its own.
int schemaOf(const Timeline& timeline) {
  int schema = schemaOf(timeline.base) < 4 ? 1 : schemaOf(timeline.base);
  for (const Track& track : timeline.tracks) {
    schema = std::max(schema, schemaOf(*findParameter(track.parameter)));
    if (track.parameter == "surroundings" && std::any_of(track.keyframes.begin(), track.keyframes.end(), isAuto))
      schema = std::max(schema, 6);
  }
  return schema;
}

}  // namespace

json timelineToField(const Timeline& timeline) {
  json tracks = json::array();
  for (const Track& track : timeline.tracks) {
    json keys = json::array();
    for (const Keyframe& key : track.keyframes) keys.push_back(keyframeToJson(key));
    tracks.push_back({{"parameter", track.parameter}, {"keyframes", keys}});
  }
  json out{{"schema", schemaOf(timeline)},
           {"base", recipeToField(timeline.base)},
           {"duration", timeline.duration},
           {"frames_per_second", timeline.framesPerSecond},
           {"repeat", toString(timeline.repeat)},
           {"even_pace", timeline.evenPace},
           {"tracks", tracks}};
  for (const Marker& marker : timeline.markers)
    out["markers"].push_back({{"time", marker.time}, {"name", marker.name}});
  return out;
}

std::string toJson(const Timeline& timeline) {
  return timelineToField(timeline).dump(-1, ' ', false, json::error_handler_t::replace);
}

Result<Timeline> timelineFromJson(std::string_view text) {
  try {
    const auto document = parseStrictJson(text, kLimits);
    if (!document) throw JsonRefused(document.error());
    return timelineFromField(JsonField(*document));
  } catch (const NewerVersion& newer) {
    return fail(ErrorKind::Input,
                "The timeline can't be used: " + std::string(newer.what()) + "; update Mien to use it.");
  } catch (const JsonRefused& refused) {
    return fail(ErrorKind::Input, "The timeline can't be used: " + std::string(refused.what()) +
                                      "; correct it, or use one that Mien wrote.");
  }
}

std::string_view toString(Repeat value) {
  return kRepeats[static_cast<std::size_t>(value)].second;
}

std::optional<Repeat> repeatFromString(std::string_view text) {
  for (const auto& [value, name] : kRepeats)
    if (text == name) return value;
  return std::nullopt;
}

}  // namespace mien
