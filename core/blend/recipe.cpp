#include "core/blend/recipe.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <utility>

#include "core/base/strict_json.h"
#include "core/blend/parameters.h"
#include "core/blend/recipe_json.h"

namespace mien {
namespace {

using nlohmann::json;

constexpr std::uint64_t kMaxSeed = (1ULL << 53) - 1;
constexpr std::uint64_t kMaxFaceIndex = 999;
constexpr double kMaxCoordinate = 16'384;
constexpr double kMaxAmount = 10;  // standard deviations

constexpr std::array kSurroundings{std::pair{Surroundings::A, "a"},         std::pair{Surroundings::B, "b"},
                                   std::pair{Surroundings::Blend, "blend"}, std::pair{Surroundings::None, "none"},
                                   std::pair{Surroundings::C, "c"},         std::pair{Surroundings::D, "d"},
                                   std::pair{Surroundings::E, "e"},         std::pair{Surroundings::F, "f"},
                                   std::pair{Surroundings::G, "g"},         std::pair{Surroundings::H, "h"},
                                   std::pair{Surroundings::Auto, "auto"}};
constexpr std::array kPlacements{std::pair{Placement::Crop, "crop"},      std::pair{Placement::PhotoA, "photo-a"},
                                 std::pair{Placement::PhotoB, "photo-b"}, std::pair{Placement::PhotoC, "photo-c"},
                                 std::pair{Placement::PhotoD, "photo-d"}, std::pair{Placement::PhotoE, "photo-e"},
                                 std::pair{Placement::PhotoF, "photo-f"}, std::pair{Placement::PhotoG, "photo-g"},
                                 std::pair{Placement::PhotoH, "photo-h"}};
constexpr std::array kPaths{std::pair{Path::Spherical, "spherical"}, std::pair{Path::Straight, "straight"},
                            std::pair{Path::Typical, "typical"}};
constexpr std::array kAnchors{std::pair{"right_eye", &FivePoints::rightEye},
                              std::pair{"left_eye", &FivePoints::leftEye}, std::pair{"nose", &FivePoints::nose},
                              std::pair{"right_mouth", &FivePoints::rightMouth},
                              std::pair{"left_mouth", &FivePoints::leftMouth}};

constexpr std::array kGroups{std::pair{"structure", &FaceShare::structure}, std::pair{"features", &FaceShare::features},
                             std::pair{"colour", &FaceShare::colour}};

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

RegionMixes regionsFrom(const JsonField& field, std::uint64_t schema) {
  RegionMixes regions;
  const auto expect = [&](std::initializer_list<const char*> known) { field.expectObject({}, known); };
  schema < 4 ? expect({"eyes", "brows", "nose", "mouth", "jaw", "skin"})
             : expect({"eyes", "brows", "nose", "mouth", "jaw", "skin", "surroundings"});
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

/// A choice that names a face names one that is there.
template <class Value>
Value ofTheseFaces(const JsonField& field, Value value, std::size_t faces) {
  if (faceOf(value).value_or(0) >= faces) field.refuse("names a face that the recipe doesn't have");
  return value;
}

FaceShare shareFrom(const JsonField& field, std::uint64_t schema) {
  field.expectObject({"share", "balance"}, {"structure", "features", "colour", "regions"});
  FaceShare share;
  share.share = field["share"].number(0, 1);
  share.balance = field["balance"].number(0.1, 0.9);
  for (const auto& [name, member] : kGroups)
    if (field.has(name)) share.*member = field[name].number(0, 1);
  if (field.has("regions")) share.regions = regionsFrom(field["regions"], schema);
  return share;
}

constexpr std::array kKept{std::pair{"pose", &Kept::pose}, std::pair{"shape", &Kept::shape},
                           std::pair{"expression", &Kept::expression}, std::pair{"lighting", &Kept::lighting}};

Kept keptFrom(const JsonField& field, std::size_t faces) {
  field.expectObject({}, {"pose", "shape", "expression", "lighting"});
  Kept kept;
  for (const auto& [name, member] : kKept) {
    if (!field.has(name)) continue;
    const std::string letter = field[name].text();
    for (std::size_t i = 0; i < faces; ++i)
      if (letter == letterOf(i)) kept.*member = i;
    if (!(kept.*member)) field[name].refuse("must be the letter of one of the recipe's faces");
  }
  return kept;
}

json keptToField(const Kept& kept) {
  json out = json::object();
  for (const auto& [name, member] : kKept)
    if (const auto& face = kept.*member) out[name] = letterOf(*face);
  return out;
}

void directionsFrom(const JsonField& field, Recipe& recipe) {
  field.expectObject({"hash", "amounts"});
  recipe.directionsHash = field["hash"].digest();
  const JsonField amounts = field["amounts"];
  amounts.expectObject();
  for (const auto& [id, unused] : amounts.value().items()) {
    const Parameter* parameter = findParameter(id);
    if (parameter == nullptr || !parameter->direction) amounts[id].refuse("is no direction that this version knows");
    // Sliders go as far as looks well with the shipped pack; a recipe names its own pack, for which that may be more.
    const double amount = amounts[id].number(-kMaxAmount, kMaxAmount);
    if (amount == 0) amounts[id].refuse("must be left out when it is 0");
    recipe.directions[id] = amount;
  }
}

Variation variationFrom(const JsonField& field) {
  field.expectObject({"amount", "number"});
  Variation variation{field["amount"].number(0, 1), static_cast<int>(field["number"].whole(kVariations))};
  if (variation.number < 1) field["number"].refuse("must be 1 to " + std::to_string(kVariations));
  return variation;
}

json directionsToField(const Recipe& recipe) {
  json amounts = json::object();
  for (const auto& [id, amount] : recipe.directions) amounts[id] = amount;
  return {{"hash", recipe.directionsHash}, {"amounts", amounts}};
}

json regionsToField(const RegionMixes& regions) {
  json out = json::object();
  for (std::size_t i = 0; i < kRegionCount; ++i) {
    if (regions[i].shape) out[kRegionIds[i]]["shape"] = *regions[i].shape + 0.0;
    if (regions[i].texture) out[kRegionIds[i]]["texture"] = *regions[i].texture + 0.0;
  }
  return out;
}

json shareToField(const FaceShare& share) {
  json out{{"share", share.share + 0.0}, {"balance", share.balance}};
  for (const auto& [name, member] : kGroups)
    if (const auto& own = share.*member) out[name] = *own + 0.0;
  if (!(share.regions == RegionMixes{})) out["regions"] = regionsToField(share.regions);
  return out;
}

}  // namespace

std::string letterOf(std::size_t face) {
  return {static_cast<char>('a' + face)};
}

std::string capitalOf(std::size_t face) {
  return {static_cast<char>('A' + face)};
}

std::optional<std::size_t> faceOf(Surroundings value) {
  if (value == Surroundings::Auto || value == Surroundings::Blend || value == Surroundings::None) return std::nullopt;
  const auto index = static_cast<std::size_t>(value);
  return index < 2 ? index : index - 2;
}

std::optional<std::size_t> faceOf(Placement value) {
  if (value == Placement::Crop) return std::nullopt;
  return static_cast<std::size_t>(value) - 1;
}

double shareLeft(const Variation& variation) {
  return std::sqrt(1 - variation.amount * variation.amount);
}

FaceShare equalShare(std::size_t face) {
  return {.share = 1.0 / static_cast<double>(face + 1)};
}

FaceRef faceFromField(const JsonField& field, int schema) {
  field.expectObject({}, {"photo", "drawn"});
  if (field.has("photo") == field.has("drawn")) field.refuse("must have either photo or drawn");
  if (field.has("drawn")) {
    const JsonField drawn = field["drawn"];
    schema < 5 ? drawn.expectObject({"seed"}) : drawn.expectObject({"seed"}, {"truncation"});
    DrawnFaceRef ref{drawn["seed"].whole(kMaxSeed)};
    if (drawn.has("truncation")) ref.truncation = drawn["truncation"].number(0, 1);
    return ref;
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
  const std::uint64_t schema = root.has("schema") ? root["schema"].schema(Recipe::kSchema) : 1;
  const auto expect = [&](std::initializer_list<const char*> optional) {
    root.expectObject({"schema", "model", "faces", "mix", "detail", "surroundings", "placement", "size"}, optional);
  };
  if (schema < 3)
    expect({});
  else if (schema < 4)
    expect({"regions"});
  else if (schema < 5)
    expect({"regions", "further", "keep", "directions"});
  else
    expect({"regions", "further", "keep", "directions", "path", "variation"});

  Recipe recipe;
  const JsonField model = root["model"];
  model.expectObject({"id", "hash"});
  recipe.modelId = model["id"].identifier();
  recipe.modelHash = model["hash"].digest();

  const JsonField faces = root["faces"];
  const std::size_t count = faces.expectArray();
  if (count < 2 || count > (schema < 4 ? 2 : kMaxFaces))
    faces.refuse(schema < 4 ? "must have 2 entries" : "must have 2 to 8 entries");
  recipe.faces.resize(count);
  for (std::size_t i = 0; i < count; ++i) recipe.faces[i] = faceFromField(faces.at(i), static_cast<int>(schema));
  if (root.has("further") || count > 2) {
    const JsonField further = root["further"];
    further.expectArray(count - 2);
    for (std::size_t i = 0; i + 2 < count; ++i) recipe.further.push_back(shareFrom(further.at(i), schema));
  }

  const JsonField mix = root["mix"];
  if (schema == 1)
    mix.expectObject({"structure", "features", "colour"});
  else
    mix.expectObject({"structure", "features", "colour", "balance"});
  recipe.structure = mix["structure"].number(0, 1);
  recipe.features = mix["features"].number(0, 1);
  recipe.colour = mix["colour"].number(0, 1);
  if (schema > 1) recipe.balance = mix["balance"].number(0.1, 0.9);
  if (root.has("regions")) recipe.regions = regionsFrom(root["regions"], schema);
  if (root.has("keep")) recipe.kept = keptFrom(root["keep"], count);
  if (root.has("directions")) directionsFrom(root["directions"], recipe);
  if (root.has("path")) recipe.path = choiceFrom(root["path"], kPaths);
  if (root.has("variation")) recipe.variation = variationFrom(root["variation"]);
  recipe.detail = root["detail"].number(0, 1);

  const JsonField surroundings = root["surroundings"];
  const JsonField placement = root["placement"];
  recipe.surroundings = ofTheseFaces(surroundings, choiceFrom(surroundings, kSurroundings), count);
  if (recipe.surroundings == Surroundings::Auto && schema < 6) surroundings.refuse("can be auto from schema 6 on");
  recipe.placement = ofTheseFaces(placement, choiceFrom(placement, kPlacements), count);
  recipe.size = static_cast<int>(root["size"].whole(1024));
  if (recipe.size != 256 && recipe.size != 512 && recipe.size != 1024) root["size"].refuse("must be 256, 512 or 1024");
  return recipe;
}

json faceToField(const FaceRef& face) {
  if (const auto* drawn = std::get_if<DrawnFaceRef>(&face)) {
    json out{{"drawn", {{"seed", drawn->seed}}}};
    if (drawn->truncation != kTypicalTruncation) out["drawn"]["truncation"] = drawn->truncation + 0.0;
    return out;
  }
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

namespace {

bool isOfSchema5(const Recipe& recipe) {
  return recipe.path != Path::Spherical || !(recipe.variation == Variation{}) ||
         std::any_of(recipe.faces.begin(), recipe.faces.end(), [](const FaceRef& face) {
           const auto* drawn = std::get_if<DrawnFaceRef>(&face);
           return drawn != nullptr && drawn->truncation != kTypicalTruncation;
         });
}

bool isOfSchema4(const Recipe& recipe) {
  return recipe.faces.size() > 2 || !(recipe.kept == Kept{}) || !recipe.directionsHash.empty() ||
         recipe.regions[static_cast<std::size_t>(Region::Surroundings)].texture;
}

}  // namespace

int schemaOf(const Recipe& recipe) {
  if (recipe.surroundings == Surroundings::Auto) return 6;
  if (isOfSchema5(recipe)) return 5;
  if (isOfSchema4(recipe)) return 4;
  if (!(recipe.regions == RegionMixes{})) return 3;
  return recipe.balance == 0.5 ? 1 : 2;
}

json recipeToField(const Recipe& recipe) {
  const int schema = schemaOf(recipe);
  json faces = json::array();
  for (const FaceRef& face : recipe.faces) faces.push_back(faceToField(face));
  json out{
      {"schema", schema},
      {"model", {{"id", recipe.modelId}, {"hash", recipe.modelHash}}},
      {"faces", faces},
      {"mix",
       {{"structure", recipe.structure + 0.0}, {"features", recipe.features + 0.0}, {"colour", recipe.colour + 0.0}}},
      {"detail", recipe.detail + 0.0},
      {"surroundings", toString(recipe.surroundings)},
      {"placement", toString(recipe.placement)},
      {"size", recipe.size}};
  if (schema > 1) out["mix"]["balance"] = recipe.balance;
  if (!(recipe.regions == RegionMixes{})) out["regions"] = regionsToField(recipe.regions);
  if (!(recipe.kept == Kept{})) out["keep"] = keptToField(recipe.kept);
  if (!recipe.directionsHash.empty()) out["directions"] = directionsToField(recipe);
  if (recipe.path != Path::Spherical) out["path"] = toString(recipe.path);
  if (!(recipe.variation == Variation{}))
    out["variation"] = {{"amount", recipe.variation.amount + 0.0}, {"number", recipe.variation.number}};
  for (const FaceShare& share : recipe.further) out["further"].push_back(shareToField(share));
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
  } catch (const NewerVersion& newer) {
    return fail(ErrorKind::Input,
                "The recipe can't be used: " + std::string(newer.what()) + "; update Mien to use it.");
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
std::string_view toString(Path value) {
  return nameOf(kPaths, value);
}
std::optional<Surroundings> surroundingsFromString(std::string_view text) {
  return valueOf(kSurroundings, text);
}
std::optional<Placement> placementFromString(std::string_view text) {
  return valueOf(kPlacements, text);
}

}  // namespace mien
