#include "core/export/film_spec.h"

#include <algorithm>

#include "core/base/json_text.h"
#include "core/base/strict_json.h"
#include "core/blend/timeline_json.h"
#include "core/blend/timeline_settings.h"
#include "core/export/kept_files.h"
#include "core/record/hex.h"

namespace mien {
namespace {

using nlohmann::json;

constexpr JsonLimits kLimits{8U << 20U, 10};
constexpr std::uint64_t kMaxFrame = 1U << 30U;

/// JSON is UTF-8, which a file's name need not be: then it is its bytes, {"hex": "…"}.
json pathToField(const std::filesystem::path& path) {
  const std::string& name = path.native();
  if (isUtf8(name)) return name;
  return {{"hex", toHex({reinterpret_cast<const std::uint8_t*>(name.data()), name.size()})}};
}

std::filesystem::path pathFrom(const JsonField& field) {
  if (!field.value().is_object()) return field.text();
  field.expectObject({"hex"});
  const std::string digits = field["hex"].text();
  const auto bytes = fromHex(digits, digits.size() / 2);
  if (!bytes || std::find(bytes->begin(), bytes->end(), 0) != bytes->end())
    field["hex"].refuse("must be bytes in lower-case hex digits, none of them zero");
  return std::string(bytes->begin(), bytes->end());
}

/// The oldest that can say it, so that equal films have equal bytes.
int schemaOf(const FilmSpec& spec, const json& photographs) {
  if (std::any_of(spec.photographs.begin(), spec.photographs.end(), isKeptFace)) return 3;
  return std::any_of(photographs.begin(), photographs.end(), [](const json& one) { return one.is_object(); }) ? 2 : 1;
}

FilmSpec specFrom(const JsonField& root) {
  const std::uint64_t schema = root.has("schema") ? root["schema"].whole(kMaxFrame) : 1;
  if (schema < 1 || schema > FilmSpec::kSchema) root["schema"].refuse("is none of 1, 2 and 3, which are known here");
  root.expectObject({"schema", "timeline", "photographs", "format", "quality", "overwrite"}, {"frames", "project"});
  FilmSpec spec;
  spec.timeline = timelineFromField(root["timeline"]);
  spec.photographs.clear();
  root["photographs"].expectArray(spec.timeline.base.faces.size());
  for (std::size_t i = 0; i < spec.timeline.base.faces.size(); ++i)
    spec.photographs.push_back(pathFrom(root["photographs"].at(i)));
  const auto format = filmFormatById(root["format"].text());
  if (!format) root["format"].refuse("is none that this version of Mien knows");
  spec.format = *format;
  spec.quality = static_cast<int>(root["quality"].whole(100));
  const JsonField overwrite = root["overwrite"];
  if (!overwrite.value().is_boolean()) overwrite.refuse("must be true or false");
  spec.overwrite = overwrite.value().get<bool>();
  if (root.has("frames")) {
    root["frames"].expectArray(2);
    spec.frames.emplace(root["frames"].at(0).whole(kMaxFrame), root["frames"].at(1).whole(kMaxFrame));
  }
  if (root.has("project")) spec.project = root["project"].text();
  return spec;
}

}  // namespace

std::string toJson(const FilmSpec& spec) {
  json photographs = json::array();
  for (std::size_t i = 0; i < spec.timeline.base.faces.size(); ++i)
    photographs.push_back(i < spec.photographs.size() ? pathToField(spec.photographs[i]) : json(""));
  json out{{"schema", schemaOf(spec, photographs)},
           {"timeline", timelineToField(spec.timeline)},
           {"photographs", photographs},
           {"format", infoOf(spec.format).id},
           {"quality", spec.quality},
           {"overwrite", spec.overwrite}};
  if (!spec.project.empty()) out["project"] = spec.project;
  if (spec.frames) out["frames"] = {spec.frames->first, spec.frames->second};
  return out.dump(-1, ' ', false, json::error_handler_t::replace);
}

Result<FilmSpec> filmSpecFromJson(std::string_view text) {
  try {
    const auto document = parseStrictJson(text, kLimits);
    if (!document) throw JsonRefused(document.error());
    return specFrom(JsonField(*document));
  } catch (const JsonRefused& refused) {
    return fail(ErrorKind::Input,
                "The film's description can't be used: " + std::string(refused.what()) + "; export the film again.");
  }
}

Timeline heldTimeline(const FilmSpec& spec) {
  Timeline timeline = spec.timeline;
  const int held = heldFps(spec.format, timeline.framesPerSecond);
  if (held != timeline.framesPerSecond) setFrameRate(timeline, held);
  return timeline;
}

Result<std::pair<std::int64_t, std::int64_t>> framesOf(const FilmSpec& spec) {
  const std::int64_t count = filmFrameCount(heldTimeline(spec));
  if (!spec.frames) return std::pair{std::int64_t{0}, count};
  const auto [first, last] = *spec.frames;
  if (first < last && last <= count) return *spec.frames;
  return fail(ErrorKind::Usage, "Frames " + std::to_string(first) + " to " + std::to_string(last) +
                                    " are none of this film: it has frames 0 to " + std::to_string(count) +
                                    ", and the last one named is not made.");
}

}  // namespace mien
