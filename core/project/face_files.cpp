#include "core/project/face_files.h"

#include <cmath>

#include "core/base/strict_json.h"
#include "core/blend/recipe_json.h"
#include "core/photo/photo.h"
#include "core/photo/write.h"

namespace mien {
namespace {

using nlohmann::json;

// 1 knew no size of the photograph, 2 no seal, 3 no other faces in the photograph; what an older one can say is still
// written in it.
constexpr int kSized = 2;
constexpr int kSealed = 3;
constexpr int kWithOthers = 4;
constexpr int kMostOthers = 10'000;
constexpr JsonLimits kLimits{kMaxFaceFacts, 6};
constexpr std::size_t kMaxCode = 65'536;  // numbers a group
constexpr double kMaxNumber = 1e6;        // far beyond what a code or a landmark can be
constexpr int kMaxSide = 2048;            // px of the picture
constexpr int kMaxPhotoSide = ReadLimits{}.maxSide;
constexpr double kMaxTranslation = 1e9;  // of a similarity, whose scale may be tiny

float floatFrom(const JsonField& field, double most = kMaxNumber) {
  return static_cast<float>(field.number(-most, most));
}

json numbers(const std::vector<float>& values) {
  json out = json::array();
  for (const float v : values) out.push_back(shortestDouble(v));
  return out;
}

std::vector<float> numbersFrom(const JsonField& field) {
  const std::size_t count = field.expectArray();
  if (count > kMaxCode) field.refuse("must not have more than 65536 entries");
  std::vector<float> out;
  for (std::size_t i = 0; i < count; ++i) out.push_back(floatFrom(field.at(i)));
  return out;
}

int schemaOf(const SavedFace& face, const std::string& seal) {
  if (face.otherFaces) return kWithOthers;
  if (!seal.empty()) return kSealed;
  return face.photo ? kSized : 1;
}

json factsOf(const SavedFace& face, const std::string& seal) {
  json landmarks = json::array();
  for (const Point& p : face.landmarks) landmarks.push_back({shortestDouble(p.x), shortestDouble(p.y)});
  json out{{"schema", schemaOf(face, seal)},
           {"face", faceToField(face.ref)},
           {"landmarks", landmarks},
           {"latent",
            {{"pack", face.latent.packHash},
             {"structure", numbers(face.latent.structure)},
             {"colour", numbers(face.latent.colour)},
             {"features", numbers(face.latent.features)}}}};
  if (face.toCrop) {
    const Similarity& s = *face.toCrop;
    out["to_crop"] = {shortestDouble(s.a), shortestDouble(s.b), shortestDouble(s.tx), shortestDouble(s.ty)};
  }
  if (face.photo) out["photo_size"] = {face.photo->width, face.photo->height};
  if (face.otherFaces) out["other_faces"] = *face.otherFaces;
  if (!seal.empty()) out["seal"] = seal;
  return out;
}

/// Refuses a schema that is not known, and fields that the schema does not have.
void checkFields(const JsonField& root) {
  const std::uint64_t schema = root.has("schema") ? root["schema"].whole(1U << 30U) : 1;
  if (schema == kWithOthers) {
    root.expectObject({"schema", "face", "landmarks", "latent", "other_faces"}, {"to_crop", "photo_size", "seal"});
  } else if (schema == kSealed) {
    root.expectObject({"schema", "face", "landmarks", "latent", "seal"}, {"to_crop", "photo_size"});
  } else if (schema == kSized) {
    root.expectObject({"schema", "face", "landmarks", "latent", "photo_size"}, {"to_crop"});
  } else if (schema == 1) {
    root.expectObject({"schema", "face", "landmarks", "latent"}, {"to_crop"});
  } else {
    root["schema"].refuse("is not 1, 2, 3 or 4, the ones known here");
  }
}

SavedFace faceFrom(const JsonField& root) {
  SavedFace face;
  face.ref = faceFromField(root["face"]);
  const JsonField landmarks = root["landmarks"];
  landmarks.expectArray(face.landmarks.size());
  for (std::size_t i = 0; i < face.landmarks.size(); ++i) {
    landmarks.at(i).expectArray(2);
    face.landmarks[i] = {floatFrom(landmarks.at(i).at(0)), floatFrom(landmarks.at(i).at(1))};
  }
  const JsonField latent = root["latent"];
  latent.expectObject({"pack", "structure", "colour", "features"});
  face.latent = {latent["pack"].digest(), numbersFrom(latent["structure"]), numbersFrom(latent["colour"]),
                 numbersFrom(latent["features"])};
  if (root.has("to_crop")) {
    const JsonField map = root["to_crop"];
    map.expectArray(4);
    face.toCrop = {floatFrom(map.at(0)), floatFrom(map.at(1)), floatFrom(map.at(2), kMaxTranslation),
                   floatFrom(map.at(3), kMaxTranslation)};
    if (!(face.toCrop->scale() > 0)) map.refuse("must have a scale");
  }
  if (root.has("photo_size")) {
    const JsonField size = root["photo_size"];
    size.expectArray(2);
    face.photo = {static_cast<int>(size.at(0).whole(kMaxPhotoSide)), static_cast<int>(size.at(1).whole(kMaxPhotoSide))};
    if (face.photo->width == 0 || face.photo->height == 0) size.refuse("must not be 0");
  }
  if (root.has("other_faces")) face.otherFaces = static_cast<int>(root["other_faces"].whole(kMostOthers));
  return face;
}

/// Empty where there is none to be had.
std::string sealOf(const SavedFace& face, const Sealer& sealer) {
  return sealer ? sealer(digestOf(face)) : std::string();
}

}  // namespace

Result<FaceFiles> packFace(const SavedFace& face, const Sealer& sealer) {
  const std::string facts = factsOf(face, face.proven ? sealOf(face, sealer) : "").dump();
  auto picture = encodePicture(face.picture, PictureFormat::Png);
  if (!picture) return tl::unexpected(picture.error());
  return FaceFiles{{facts.begin(), facts.end()}, std::move(*picture)};
}

Result<SavedFace> unpackFace(const FaceFiles& files, const Sealer& sealer) {
  try {
    const auto parsed =
        parseStrictJson({reinterpret_cast<const char*>(files.facts.data()), files.facts.size()}, kLimits);
    if (!parsed) throw JsonRefused(parsed.error());
    const JsonField root(*parsed);
    checkFields(root);
    const std::string seal = root.has("seal") ? root["seal"].digest() : "";
    SavedFace face = faceFrom(root);
    if (files.picture.size() > kMaxFacePicture) throw JsonRefused("its picture is too large");
    auto photo = decodePhoto(files.picture, "the saved face", {kMaxSide, std::int64_t{kMaxSide} * kMaxSide});
    if (!photo) return tl::unexpected(photo.error());
    face.picture = std::move(photo->pixels);
    if (face.picture.width() != face.picture.height()) throw JsonRefused("its picture is not square");
    face.proven = !seal.empty() && seal == sealOf(face, sealer);
    return face;
  } catch (const JsonRefused& refused) {
    return fail(ErrorKind::Input,
                "The saved face can't be used: " + std::string(refused.what()) + "; open its photograph again.");
  }
}

}  // namespace mien
