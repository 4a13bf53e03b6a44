#include "core/model/pack_manifest.h"

#include <algorithm>
#include <array>
#include <set>

#include "core/base/digest.h"
#include "core/base/json_field.h"
#include "core/base/strict_json.h"

namespace mien {
namespace {

using nlohmann::json;

constexpr std::array kKinds{PackKind::Finder, PackKind::Landmarker, PackKind::Portrait,  PackKind::Identity,
                            PackKind::Judge,  PackKind::Witness,    PackKind::Directions};
constexpr std::array kTypes{DType::F32, DType::F16, DType::BF16, DType::I64, DType::I32, DType::U8, DType::I8};
constexpr std::size_t kMaxManifestBytes = 1 << 20;
constexpr std::uint64_t kMaxCode = 65'536;
constexpr const char* kLatentsOf = "latents_of";

/// The value whose name the field holds.
template <class Values>
auto choiceFrom(const JsonField& field, const Values& values) {
  const std::string text = field.text();
  for (const auto value : values) {
    if (toString(value) == text) return value;
  }
  field.refuse("is not known");
}

/// Never a path: a pack reads its own folder only.
std::string fileNameFrom(const JsonField& field) {
  static constexpr std::string_view kEnding = ".safetensors";
  std::string name = field.text();
  const auto allowed = [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' || c == '_' ||
           c == '.';
  };
  if (name.size() <= kEnding.size() || name.size() > 100 || !name.ends_with(kEnding) || name.front() == '.' ||
      !std::all_of(name.begin(), name.end(), allowed)) {
    field.refuse("must be a plain file name that ends in .safetensors");
  }
  return name;
}

PackWeights weightsFrom(const JsonField& field) {
  field.expectObject({"file", "sha256", "tensors"});
  PackWeights weights{fileNameFrom(field["file"]), field["sha256"].digest(), {}};
  const JsonField tensors = field["tensors"];
  tensors.expectObject();
  for (const auto& [name, unused] : tensors.value().items()) {
    const JsonField tensor = tensors[name];
    tensor.expectObject({"dtype", "shape"});
    TensorSpec spec{choiceFrom(tensor["dtype"], kTypes), {}};
    const std::size_t rank = tensor["shape"].expectArray();
    for (std::size_t i = 0; i < rank; ++i) {
      spec.shape.push_back(static_cast<std::int64_t>(tensor["shape"].at(i).whole(INT64_MAX)));
    }
    weights.tensors.emplace(name, std::move(spec));
  }
  return weights;
}

PackData dataFrom(const JsonField& field) {
  field.expectObject({"name", "licence", "use", "attribution", "count"});
  return {field["name"].text(), field["licence"].text(), field["use"].text(), field["attribution"].text(),
          field["count"].whole(UINT32_MAX)};
}

LatentGroups groupsFrom(const JsonField& field) {
  field.expectObject({"groups"});
  const JsonField groups = field["groups"];
  groups.expectObject({"structure", "colour", "features"});
  const auto length = [&](const char* name) { return static_cast<int>(groups[name].whole(kMaxCode)); };
  return {length("structure"), length("colour"), length("features")};
}

CropTemplate cropFrom(const JsonField& field) {
  field.expectObject({"eye_distance", "eye_line"});
  return {static_cast<float>(field["eye_distance"].number(0.05, 0.95)),
          static_cast<float>(field["eye_line"].number(0.05, 0.95))};
}

json groupsToJson(const LatentGroups& g) {
  return {{"groups", {{"structure", g.structure}, {"colour", g.colour}, {"features", g.features}}}};
}

json cropToJson(const CropTemplate& crop) {
  return {{"eye_distance", shortestDouble(crop.eyeDistance)}, {"eye_line", shortestDouble(crop.eyeLine)}};
}

json weightsToJson(const PackWeights& weights) {
  json tensors = json::object();
  for (const auto& [name, spec] : weights.tensors) {
    tensors[name] = {{"dtype", toString(spec.dtype)}, {"shape", spec.shape}};
  }
  return {{"file", weights.file}, {"sha256", weights.sha256}, {"tensors", tensors}};
}

}  // namespace

std::string_view toString(PackKind kind) {
  switch (kind) {
    case PackKind::Finder:
      return "finder";
    case PackKind::Landmarker:
      return "landmarks";
    case PackKind::Identity:
      return "identity";
    case PackKind::Judge:
      return "judge";
    case PackKind::Witness:
      return "witness";
    case PackKind::Directions:
      return "directions";
    case PackKind::Portrait:
      break;
  }
  return "portrait";
}

PackManifest manifestFromJson(std::string_view text) {
  const auto document = parseStrictJson(text, {.maxBytes = kMaxManifestBytes, .maxDepth = 12});
  if (!document) throw JsonRefused(document.error());
  const JsonField root(*document);
  if (root.has("schema") && root["schema"].whole(UINT32_MAX) != PackManifest::kSchema)
    root["schema"].refuse("is not 1");
  root.expectObject({"schema", "id", "version", "kind", "licence", "title", "weights"},
                    {"crop", "latent", "settings", "data"});

  PackManifest manifest;
  manifest.id = root["id"].identifier();
  manifest.version = root["version"].text();
  manifest.title = root["title"].text();
  manifest.licence = root["licence"].text();
  manifest.kind = choiceFrom(root["kind"], kKinds);
  std::set<std::string> files;
  const std::size_t count = root["weights"].expectArray();
  for (std::size_t i = 0; i < count; ++i) {
    manifest.weights.push_back(weightsFrom(root["weights"].at(i)));
    if (!files.insert(manifest.weights.back().file).second) root["weights"].at(i).refuse("names a file twice");
  }
  if (files.empty()) root["weights"].refuse("must name a file");
  if (root.has("crop")) manifest.crop = cropFrom(root["crop"]);
  if (root.has("latent")) manifest.latent = groupsFrom(root["latent"]);
  if (root.has("settings")) {
    root["settings"].expectObject();
    if (root["settings"].has(kLatentsOf)) root["settings"][kLatentsOf].digest();
    manifest.settings = root["settings"].value().dump();
  }
  for (std::size_t i = 0; root.has("data") && i < root["data"].expectArray(); ++i) {
    manifest.data.push_back(dataFrom(root["data"].at(i)));
  }
  return manifest;
}

std::string manifestToJson(const PackManifest& manifest) {
  json document{{"schema", PackManifest::kSchema},
                {"id", manifest.id},
                {"version", manifest.version},
                {"title", manifest.title},
                {"licence", manifest.licence},
                {"kind", toString(manifest.kind)},
                {"settings", json::parse(manifest.settings)},
                {"weights", json::array()},
                {"data", json::array()}};
  if (manifest.crop) document["crop"] = cropToJson(*manifest.crop);
  if (manifest.latent) document["latent"] = groupsToJson(*manifest.latent);
  for (const PackWeights& weights : manifest.weights) document["weights"].push_back(weightsToJson(weights));
  for (const PackData& d : manifest.data) {
    document["data"].push_back(
        {{"name", d.name}, {"licence", d.licence}, {"use", d.use}, {"attribution", d.attribution}, {"count", d.count}});
  }
  return document.dump(1) + "\n";
}

std::string packHash(const PackManifest& manifest) {
  std::vector<std::string> digests;
  for (const PackWeights& weights : manifest.weights) digests.push_back(weights.sha256);
  std::sort(digests.begin(), digests.end());
  json document{{"weights", digests}, {"settings", json::parse(manifest.settings)}};
  if (manifest.crop) document["crop"] = cropToJson(*manifest.crop);
  if (manifest.latent) document["latent"] = groupsToJson(*manifest.latent);
  const std::string text = document.dump();
  return sha256Hex({reinterpret_cast<const std::uint8_t*>(text.data()), text.size()});
}

std::string hashOfLatents(const PackManifest& manifest) {
  return json::parse(manifest.settings).value(kLatentsOf, packHash(manifest));
}

}  // namespace mien
