#include "core/blend/recipe.h"

#include <algorithm>
#include <array>
#include <utility>

#include "core/base/strict_json.h"
#include "core/blend/recipe_json.h"

namespace mien {
namespace {

using nlohmann::json;

constexpr std::uint64_t kMaxSeed = (1ULL << 53) - 1;
constexpr std::uint64_t kMaxFaceIndex = 999;
constexpr double kMaxCoordinate = 16'384;

constexpr std::array kSurroundings{std::pair{Surroundings::A, "a"}, std::pair{Surroundings::B, "b"},
                                   std::pair{Surroundings::Blend, "blend"}, std::pair{Surroundings::None, "none"}};
constexpr std::array kPlacements{std::pair{Placement::Crop, "crop"}, std::pair{Placement::PhotoA, "photo-a"},
                                 std::pair{Placement::PhotoB, "photo-b"}};
constexpr std::array kAnchors{std::pair{"right_eye", &FivePoints::rightEye},
                              std::pair{"left_eye", &FivePoints::leftEye}, std::pair{"nose", &FivePoints::nose},
                              std::pair{"right_mouth", &FivePoints::rightMouth},
                              std::pair{"left_mouth", &FivePoints::leftMouth}};

template <class Table, class Value>
std::string_view nameOf(const Table& table, Value value) {
  for (const auto& [known, name] : table) {
    if (known == value) return name;
  }
  return {};
}

template <class Value, std::size_t N>
std::optional<Value> valueOf(const std::array<std::pair<Value, const char*>, N>& table, std::string_view text) {
  for (const auto& [value, name] : table) {
    if (text == name) return value;
  }
  return std::nullopt;
}

Point pointFrom(const JsonField& field) {
  field.expectArray(2);
  return {static_cast<float>(field.at(0).number(0, kMaxCoordinate)),
          static_cast<float>(field.at(1).number(0, kMaxCoordinate))};
}

template <class Table>
auto choiceFrom(const JsonField& field, const Table& table) {
  const auto value = valueOf(table, field.text());
  if (!value) {
    std::string names;
    for (const auto& [unused, name] : table) names += (names.empty() ? "" : ", ") + std::string(name);
    field.refuse("must be one of " + names);
  }
  return *value;
}

RegionMixes regionsFrom(const JsonField& field) {
  RegionMixes regions;
  field.expectObject({}, {"eyes", "brows", "nose", "mouth", "jaw", "skin"});
  for (std::size_t i = 0; i < kRegionCount; ++i) {
    if (!field.has(kRegionIds[i])) continue;
    const JsonField region = field[kRegionIds[i]];
    if (hasShape(static_cast<Region>(i)))
      region.expectObject({}, {"shape", "texture"});
    else
      region.expectObject({}, {"texture"});
    if (region.has("shape")) regions[i].shape = region["shape"].number(0, 1);
    if (region.has("texture")) regions[i].texture = region["texture"].number(0, 1);
  }
  return regions;
}

json regionsToField(const RegionMixes& regions) {
  json out = json::object();
  for (std::size_t i = 0; i < kRegionCount; ++i) {
    if (regions[i].shape) out[kRegionIds[i]]["shape"] = *regions[i].shape + 0.0;
    if (regions[i].texture) out[kRegionIds[i]]["texture"] = *regions[i].texture + 0.0;
  }
  return out;
}

}  // namespace

FaceRef faceFromField(const JsonField& field) {
  field.expectObject({}, {"photo", "drawn"});
  if (field.has("photo") == field.has("drawn")) field.refuse("must have either photo or drawn");
  if (field.has("drawn")) {
    const JsonField drawn = field["drawn"];
    drawn.expectObject({"seed"});
    return DrawnFaceRef{drawn["seed"].whole(kMaxSeed)};
  }
  const JsonField photo = field["photo"];
  photo.expectObject({"digest", "index"}, {"anchors"});
  PhotoFaceRef ref{photo["digest"].digest(), static_cast<int>(photo["index"].whole(kMaxFaceIndex)), std::nullopt};
  if (photo.has("anchors")) {
    const JsonField anchors = photo["anchors"];
    anchors.expectObject({"right_eye", "left_eye", "nose", "right_mouth", "left_mouth"});
    ref.anchors.emplace();
    for (const auto& [name, member] : kAnchors) (*ref.anchors).*member = pointFrom(anchors[name]);
  }
  return ref;
}

Recipe recipeFromField(const JsonField& root) {
  // First, so that a newer recipe is told from a broken one.
  const std::uint64_t schema = root.has("schema") ? root["schema"].whole(kMaxSeed) : 1;
  if (schema < 1 || schema > Recipe::kSchema) root["schema"].refuse("is none of 1, 2 and 3, which are known here");
  const auto expect = [&](std::initializer_list<const char*> optional) {
    root.expectObject({"schema", "model", "faces", "mix", "detail", "surroundings", "placement", "size"}, optional);
  };
  schema < 3 ? expect({}) : expect({"regions"});

  Recipe recipe;
  const JsonField model = root["model"];
  model.expectObject({"id", "hash"});
  recipe.modelId = model["id"].identifier();
  recipe.modelHash = model["hash"].digest();

  const JsonField faces = root["faces"];
  faces.expectArray(recipe.faces.size());
  for (std::size_t i = 0; i < recipe.faces.size(); ++i) recipe.faces[i] = faceFromField(faces.at(i));

  const JsonField mix = root["mix"];
  if (schema == 1)
    mix.expectObject({"structure", "features", "colour"});
  else
    mix.expectObject({"structure", "features", "colour", "balance"});
  recipe.structure = mix["structure"].number(0, 1);
  recipe.features = mix["features"].number(0, 1);
  recipe.colour = mix["colour"].number(0, 1);
  if (schema > 1) recipe.balance = mix["balance"].number(0.1, 0.9);
  if (root.has("regions")) recipe.regions = regionsFrom(root["regions"]);
  recipe.detail = root["detail"].number(0, 1);

  recipe.surroundings = choiceFrom(root["surroundings"], kSurroundings);
  recipe.placement = choiceFrom(root["placement"], kPlacements);
  recipe.size = static_cast<int>(root["size"].whole(1024));
  if (recipe.size != 256 && recipe.size != 512 && recipe.size != 1024) root["size"].refuse("must be 256, 512 or 1024");
  return recipe;
}

json faceToField(const FaceRef& face) {
  if (const auto* drawn = std::get_if<DrawnFaceRef>(&face)) return {{"drawn", {{"seed", drawn->seed}}}};
  const auto& ref = std::get<PhotoFaceRef>(face);
  json photo{{"digest", ref.digest}, {"index", ref.index}};
  if (ref.anchors) {
    for (const auto& [name, member] : kAnchors) {
      const Point p = (*ref.anchors).*member;
      photo["anchors"][name] = json::array({shortestDouble(p.x), shortestDouble(p.y)});
    }
  }
  return {{"photo", photo}};
}

bool usesPhotographs(std::span<const FaceRef> faces) {
  return std::any_of(faces.begin(), faces.end(),
                     [](const FaceRef& face) { return std::holds_alternative<PhotoFaceRef>(face); });
}

json recipeToField(const Recipe& recipe) {
  const bool byRegion = !(recipe.regions == RegionMixes{});
  const bool balanced = byRegion || recipe.balance != 0.5;
  json out{
      {"schema", byRegion   ? 3
                 : balanced ? 2
                            : 1},
      {"model", {{"id", recipe.modelId}, {"hash", recipe.modelHash}}},
      {"faces", json::array({faceToField(recipe.faces[0]), faceToField(recipe.faces[1])})},
      {"mix",
       {{"structure", recipe.structure + 0.0}, {"features", recipe.features + 0.0}, {"colour", recipe.colour + 0.0}}},
      {"detail", recipe.detail + 0.0},
      {"surroundings", toString(recipe.surroundings)},
      {"placement", toString(recipe.placement)},
      {"size", recipe.size}};
  if (balanced) out["mix"]["balance"] = recipe.balance;
  if (byRegion) out["regions"] = regionsToField(recipe.regions);
  return out;
}

std::string toJson(const Recipe& recipe) {
  // json keeps its keys sorted. Bytes that are not UTF-8 can't come from the parser; they must not throw here either.
  return recipeToField(recipe).dump(-1, ' ', false, json::error_handler_t::replace);
}

Result<Recipe> recipeFromJson(std::string_view text) {
  try {
    const auto document = parseStrictJson(text);
    if (!document) throw JsonRefused(document.error());
    return recipeFromField(JsonField(*document));
  } catch (const JsonRefused& refused) {
    return fail(ErrorKind::Input, "The recipe can't be used: " + std::string(refused.what()) +
                                      "; correct it, or use one that Mien wrote.");
  }
}

std::string_view toString(Surroundings value) {
  return nameOf(kSurroundings, value);
}
std::string_view toString(Placement value) {
  return nameOf(kPlacements, value);
}
std::optional<Surroundings> surroundingsFromString(std::string_view text) {
  return valueOf(kSurroundings, text);
}
std::optional<Placement> placementFromString(std::string_view text) {
  return valueOf(kPlacements, text);
}

}  // namespace mien
