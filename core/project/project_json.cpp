#include "core/project/project_json.h"

#include <algorithm>
#include <array>

#include "core/base/strict_json.h"
#include "core/blend/parameters.h"
#include "core/blend/settle.h"
#include "core/blend/timeline_json.h"

namespace mien {
namespace {

using nlohmann::json;

constexpr JsonLimits kProjectLimits{8U << 20U, 12};
constexpr JsonLimits kPresetLimits{1U << 20U, 8};
constexpr JsonLimits kViewLimits{16U << 10U, 4};
constexpr std::uint64_t kMaxPhotoBytes = 1ULL << 40U;
constexpr int kPresetSchema = 5;  // 1 knew no regions, 2 no third face, 3 no variation, 4 no Surroundings::Auto

constexpr std::array kHolds{std::pair{Holds::Digests, "digests"}, std::pair{Holds::Faces, "faces"},
                            std::pair{Holds::Photographs, "photographs"}};

std::string dump(const json& value) {
  return value.dump(-1, ' ', false, json::error_handler_t::replace);
}

/// First, so that a newer file is told from a broken one.
void expectSchema(const JsonField& root, int known) {
  if (!root.has("schema")) return;
  const std::uint64_t schema = root["schema"].whole(1U << 30U);
  if (schema > static_cast<std::uint64_t>(known)) throw NewerVersion();
  if (schema == 0) root["schema"].refuse("must be 1 or more");
}

ParameterValues valuesFrom(const JsonField& field) {
  field.expectObject();
  ParameterValues values;
  for (const auto& [id, unused] : field.value().items()) {
    const Parameter* parameter = findParameter(id);
    if (parameter == nullptr) field[id].refuse("is none that this version of Mien knows");
    const double value = field[id].number(parameter->minimum, parameter->maximum);
    if (clamped(*parameter, value) != value) field[id].refuse("must be a whole number");
    values[id] = value;
  }
  return values;
}

bool boolFrom(const JsonField& field) {
  if (!field.value().is_boolean()) field.refuse("must be true or false");
  return field.value().get<bool>();
}

std::string nameFrom(const JsonField& field, std::size_t maxBytes) {
  std::string name = field.text();
  if (name.empty() || name.size() > maxBytes) field.refuse("must have 1 to " + std::to_string(maxBytes) + " bytes");
  return name;
}

std::vector<Preset> presetsFrom(const JsonField& field) {
  const std::size_t count = field.expectArray();
  if (count > kMaxPresets) field.refuse("must not have more than " + std::to_string(kMaxPresets) + " entries");
  std::vector<Preset> presets;
  for (std::size_t i = 0; i < count; ++i) {
    const JsonField entry = field.at(i);
    entry.expectObject({"name", "values"});
    presets.push_back({nameFrom(entry["name"], kMaxPresetName), valuesFrom(entry["values"])});
    const auto same = [&](const Preset& p) { return p.name == presets.back().name; };
    if (std::count_if(presets.begin(), presets.end(), same) > 1) entry["name"].refuse("is taken already");
  }
  return presets;
}

std::optional<ProjectFace> faceFrom(const JsonField& field) {
  if (field.value().is_null()) return std::nullopt;
  field.expectObject({"face", "label"}, {"bytes", "muted", "locked"});
  ProjectFace face;
  face.ref = faceFromField(field["face"]);
  face.label = field["label"].text();
  if (face.label.size() > kMaxLabel) field["label"].refuse("must not be longer than 255 bytes");
  if (field.has("muted")) face.muted = boolFrom(field["muted"]);
  if (field.has("locked")) face.locked = boolFrom(field["locked"]);
  if (field.has("bytes")) face.photoBytes = field["bytes"].whole(kMaxPhotoBytes);
  return face;
}

Holds holdsFrom(const JsonField& field) {
  const std::string text = field.text();
  for (const auto& [value, name] : kHolds)
    if (text == name) return value;
  field.refuse("must be digests, faces or photographs");
}

std::string viewFrom(const JsonField& field) {
  field.expectObject();
  std::string text = dump(field.value());
  if (const auto checked = parseStrictJson(text, kViewLimits); !checked) throw JsonRefused("view: " + checked.error());
  return text;
}

json entryToField(const ProjectFace& face) {
  json out{{"face", faceToField(face.ref)}, {"label", face.label.substr(0, kMaxLabel)}};
  if (face.muted) out["muted"] = true;
  if (face.locked) out["locked"] = true;
  if (face.photoBytes > 0) out["bytes"] = face.photoBytes;
  return out;
}

JsonField documentOf(const tl::expected<json, std::string>& parsed) {
  if (!parsed) throw JsonRefused(parsed.error());
  return JsonField(*parsed);
}

json valuesToField(const ParameterValues& values) {
  json out = json::object();
  for (const auto& [id, value] : values) out[id] = value + 0.0;
  return out;
}

json presetsToField(const std::vector<Preset>& presets) {
  json out = json::array();
  for (const Preset& preset : presets) out.push_back({{"name", preset.name}, {"values", valuesToField(preset.values)}});
  return out;
}

}  // namespace

namespace {

/// With the directions' hash, used or not.
Recipe fullBase(const Project& project) {
  Recipe recipe;
  recipe.modelId = project.modelId.empty() ? "none" : project.modelId;
  recipe.modelHash = project.modelHash.empty() ? std::string(64, '0') : project.modelHash;
  recipe.directionsHash = std::string(64, '0');
  if (!project.directionsHash.empty()) recipe.directionsHash = project.directionsHash;
  recipe.faces.clear();
  for (const auto& face : project.faces) recipe.faces.push_back(face ? face->ref : FaceRef(DrawnFaceRef{0}));
  for (std::size_t i = 2; i < recipe.faces.size(); ++i) recipe.further.push_back(equalShare(i));
  // In the order of parameters(): who follows is set after whom it follows.
  for (const Parameter& parameter : parameters()) {
    const auto value = project.values.find(parameter.id);
    if (value != project.values.end()) parameter.set(recipe, clamped(parameter, value->second));
  }
  return recipe;
}

/// What the timeline is written with, and given when it is read.
void setBase(Timeline& timeline, const Project& project) {
  timeline.base = fullBase(project);
  settle(timeline);
}

}  // namespace

Recipe baseRecipe(const Project& project) {
  Recipe recipe = fullBase(project);
  settle(recipe);
  return recipe;
}

std::string toJson(const Project& project) {
  json faces = json::array();
  for (const auto& face : project.faces) faces.push_back(face ? entryToField(*face) : json());
  const auto* holds =
      std::find_if(kHolds.begin(), kHolds.end(), [&](const auto& entry) { return entry.first == project.holds; });
  json out{{"schema", Project::kSchema},
           {"holds", holds->second},
           {"faces", faces},
           {"values", valuesToField(project.values)},
           {"auto_balance", project.autoBalance},
           {"presets", presetsToField(project.presets)},
           {"view", json::parse(project.view, nullptr, false)}};
  if (!out["view"].is_object()) out["view"] = json::object();
  if (!project.modelId.empty()) out["model"] = {{"id", project.modelId}, {"hash", project.modelHash}};
  if (!project.modelId.empty() && !project.directionsHash.empty()) out["model"]["directions"] = project.directionsHash;
  if (project.timeline) {
    Timeline timeline = *project.timeline;
    setBase(timeline, project);
    out["timeline"] = timelineToField(timeline);
  }
  return dump(out);
}

Project projectFromJson(std::string_view text) {
  const auto parsed = parseStrictJson(text, kProjectLimits);
  const JsonField root = documentOf(parsed);
  expectSchema(root, Project::kSchema);
  root.expectObject({"schema", "holds", "faces", "values", "presets", "view"}, {"model", "timeline", "auto_balance"});
  Project project;
  if (root.has("model")) {
    const JsonField model = root["model"];
    model.expectObject({"id", "hash"}, {"directions"});
    if (model.has("directions")) project.directionsHash = model["directions"].digest();
    project.modelId = model["id"].identifier();
    project.modelHash = model["hash"].digest();
  }
  project.holds = holdsFrom(root["holds"]);
  const std::size_t count = root["faces"].expectArray();
  if (count < 2 || count > kMaxFaces) root["faces"].refuse("must have 2 to 8 entries");
  project.faces.resize(count);
  for (std::size_t i = 0; i < count; ++i) project.faces[i] = faceFrom(root["faces"].at(i));
  project.values = valuesFrom(root["values"]);
  if (!root.has("schema") || root["schema"].whole(Project::kSchema) < 6)  // what was meant where nothing was said
    project.values.try_emplace("surroundings", static_cast<double>(Surroundings::Blend));
  if (root.has("auto_balance")) project.autoBalance = boolFrom(root["auto_balance"]);
  project.presets = presetsFrom(root["presets"]);
  project.view = viewFrom(root["view"]);
  if (root.has("timeline")) {
    project.timeline = timelineFromField(root["timeline"]);
    for (const Track& track : project.timeline->tracks)
      if (findParameter(track.parameter)->face >= count)
        root["timeline"].refuse("has a track of a face that the project doesn't have");
    setBase(*project.timeline, project);
  }
  return project;
}

std::string toJson(const std::vector<Preset>& presets) {
  return dump({{"schema", kPresetSchema}, {"presets", presetsToField(presets)}});
}

Result<std::vector<Preset>> presetsFromJson(std::string_view text) {
  try {
    const auto parsed = parseStrictJson(text, kPresetLimits);
    const JsonField root = documentOf(parsed);
    expectSchema(root, kPresetSchema);
    root.expectObject({"schema", "presets"});
    return presetsFrom(root["presets"]);
  } catch (const NewerVersion& newer) {
    return fail(ErrorKind::Input, "The presets kept for all projects can't be used: " + std::string(newer.what()) +
                                      "; update Mien to have them.");
  } catch (const JsonRefused& refused) {
    return fail(ErrorKind::Input, "The presets kept for all projects can't be used: " + std::string(refused.what()) +
                                      "; keep them anew.");
  }
}

}  // namespace mien
