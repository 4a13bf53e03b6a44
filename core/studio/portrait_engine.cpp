#include "core/studio/portrait_engine.h"

#include <algorithm>
#include <chrono>
#include <cmath>

#include "core/base/pack_hash.h"
#include "core/base/quantise.h"
#include "core/blend/paste.h"
#include "core/photo/crop.h"
#include "core/studio/make_engine.h"

namespace mien {
namespace {

constexpr float kSmallestEyes = 12;  ///< px: less carries no face worth mixing

/// The engine's own kind of face. Mixing fills its caches, which is why `aligned` is mutable: it belongs to the render
/// thread, as the engine does; what others read never changes.
class EngineFace final : public Face {
 public:
  EngineFace(AlignedFace face, bool proven, std::optional<int> otherFaces = std::nullopt)
      : aligned(std::move(face)), crop_(withoutMargin(aligned.padded)), otherFaces_(otherFaces) {
    if (!proven) ownKey_ = digestOf(EngineFace::saved());
  }
  const FaceRef& ref() const override { return aligned.ref; }
  const Image8& crop() const override { return crop_; }
  const Landmarks& cropLandmarks() const override { return aligned.landmarks; }
  FaceFacts facts() const override {
    if (!aligned.toCrop) return {};
    const FivePoints five = fivePoints(transformed(aligned.landmarks, aligned.toCrop->inverse()));
    return {static_cast<double>(distance(five.rightEye, five.leftEye)), otherFaces_};
  }
  const std::string& ownKey() const override { return ownKey_; }
  SavedFace saved() const override {
    return {.ref = aligned.ref,
            .landmarks = aligned.landmarks,
            .toCrop = aligned.toCrop,
            .picture = aligned.padded,
            .latent = aligned.latent,
            .photo = aligned.photo,
            .otherFaces = otherFaces_,
            .proven = ownKey_.empty()};
  }

  mutable AlignedFace aligned;

 private:
  static Image8 withoutMargin(const Image8& padded) {
    const int size = padded.width() * 4 / 5;
    const int margin = (padded.width() - size) / 2;
    Image8 crop(size, size, 3);
    for (int y = 0; y < size; ++y) std::copy_n(padded.row(y + margin) + 3 * margin, 3 * size, crop.row(y));
    return crop;
  }
  Image8 crop_;
  std::optional<int> otherFaces_;
  std::string ownKey_;
};

/// Faces beside this one that are at least half as large.
int othersBeside(const std::vector<FoundFace>& faces, std::size_t chosen) {
  int count = 0;
  for (std::size_t i = 0; i < faces.size(); ++i)
    count += i != chosen && 2 * faces[i].box.width >= faces[chosen].box.width;
  return count;
}

Result<void> eyesAreFarEnoughApart(const FivePoints& points) {
  if (distance(points.rightEye, points.leftEye) >= kSmallestEyes) return {};
  return fail(ErrorKind::Input,
              "The face is too small to be mixed: its eyes are less than 12 pixels apart. Use a larger photograph.");
}

}  // namespace

Result<std::vector<FoundFace>> PortraitEngine::find(const Photo& photo) {
  return foundIn(photo);
}

std::vector<FoundFace> PortraitEngine::foundIn(const Photo& photo) {
  constexpr std::size_t kKept = 16;
  if (photo.digest.empty()) return finder_.find(photo.pixels);
  const std::tuple key(photo.digest, photo.pixels.width(), photo.pixels.height());
  if (const auto known = found_.find(key); known != found_.end()) return known->second;
  if (found_.size() >= kKept) found_.clear();
  return found_[key] = finder_.find(photo.pixels);
}

std::vector<Landmarks> PortraitEngine::othersIn(const Photo& photo, const Landmarks& own) {
  const FivePoints here = fivePoints(own);
  std::vector<Landmarks> others;
  for (const FoundFace& face : foundIn(photo))
    if (distance(fivePoints(face.landmarks).nose, here.nose) > distance(here.rightEye, here.leftEye) / 2)
      others.push_back(face.landmarks);
  return others;
}

Result<FacePtr> PortraitEngine::prepare(const Photo& photo, const PhotoFaceRef& ref) {
  if (ref.digest != photo.digest) {
    return fail(
        ErrorKind::Input,
        "This is not the photograph that the recipe was made with: its content differs. Open the original file.");
  }
  Landmarks landmarks;
  std::optional<int> otherFaces;
  if (ref.anchors) {
    if (auto enough = eyesAreFarEnoughApart(*ref.anchors); !enough) return tl::unexpected(enough.error());
    landmarks = finder_.landmarksAt(photo.pixels, *ref.anchors);
  } else {
    const std::vector<FoundFace> faces = foundIn(photo);
    if (faces.empty()) {
      return fail(ErrorKind::Input,
                  "No face was found in the photograph: use one that shows a face from the front, or set the eye and "
                  "mouth points by hand.");
    }
    if (ref.index < 0 || static_cast<std::size_t>(ref.index) >= faces.size()) {
      return fail(ErrorKind::Input, "The photograph has " + std::to_string(faces.size()) +
                                        " face(s), so there is no face number " + std::to_string(ref.index) +
                                        ": count from 0, left to right.");
    }
    landmarks = faces[static_cast<std::size_t>(ref.index)].landmarks;
    otherFaces = othersBeside(faces, static_cast<std::size_t>(ref.index));
  }
  if (auto enough = eyesAreFarEnoughApart(fivePoints(landmarks)); !enough) return tl::unexpected(enough.error());
  return std::make_shared<EngineFace>(blender_.align(photo.pixels, landmarks, ref), true, otherFaces);
}

Result<FacePtr> PortraitEngine::draw(const DrawnFaceRef& ref) {
  return std::make_shared<EngineFace>(blender_.draw(ref), true);
}

Result<FacePtr> PortraitEngine::restore(const SavedFace& saved) {
  auto face = blender_.restore(saved);
  if (!face) return tl::unexpected(face.error());
  return std::make_shared<EngineFace>(std::move(*face), saved.proven, saved.otherFaces);
}

Result<FacePtr> PortraitEngine::reencode(const SavedFace& saved) {
  auto face = blender_.reencode(saved);
  if (!face) return tl::unexpected(face.error());
  return std::make_shared<EngineFace>(std::move(*face), saved.proven, saved.otherFaces);
}

Result<Frame> PortraitEngine::render(const Recipe& recipe, const std::vector<FacePtr>& faces,
                                     const std::vector<const Photo*>& photos) {
  if (recipe.modelId != info_.modelId || recipe.modelHash != info_.modelHash) {
    return fail(ErrorKind::Model, "The recipe was made with another model (" + recipe.modelId + ", " +
                                      recipe.modelHash.substr(0, 12) + "…) than the one in use (" + info_.modelId +
                                      ", " + info_.modelHash.substr(0, 12) +
                                      "…): put its packs beside those in use, or mix the faces again.");
  }
  if (faces.size() != recipe.faces.size() || recipe.further.size() + 2 != faces.size())
    return fail(ErrorKind::Input, "The recipe is of another number of faces: open all of its photographs.");
  std::vector<AlignedFace*> own;
  for (std::size_t i = 0; i < faces.size(); ++i) {
    const auto* face = dynamic_cast<const EngineFace*>(faces[i].get());
    if (face == nullptr || face->ref() != recipe.faces[i]) {
      return fail(ErrorKind::Input,
                  "Face " + capitalOf(i) + " is not the one that the recipe names: open the same photograph again.");
    }
    own.push_back(&face->aligned);
  }
  const bool paste = recipe.placement != Placement::Crop;
  const std::size_t parent = faceOf(recipe.placement).value_or(0);
  const AlignedFace& home = *own.at(parent);
  if (paste && (!home.toCrop || parent >= photos.size() || photos[parent] == nullptr)) {
    return fail(ErrorKind::Input,
                "Face " + capitalOf(parent) + " has no photograph to paste into: render the crop instead.");
  }
  Recipe effective = recipe;
  // In a photo the surroundings are the photo's; the crop's own must not shine through the feather.
  if (paste) effective.surroundings = Surroundings::Blend;
  const int size = paste ? nativeSize(*home.toCrop) : recipe.size;
  auto mix = blender_.render(effective, own, size, paste ? std::optional(parent) : std::nullopt);
  if (!mix) return tl::unexpected(mix.error());
  Frame frame{.recipe = recipe};
  const auto start = std::chrono::steady_clock::now();
  frame.pixels =
      paste ? pasteBack(photos[parent]->pixels, mix->picture, mix->landmarks, *home.toCrop, std::move(mix->covers))
            : quantise<std::uint8_t>(mix->picture);
  if (!paste) frame.deep = std::move(mix->picture);
  const Similarity toFrame = paste ? home.toCrop->inverse() : Similarity{}.scaled(static_cast<float>(size));
  frame.facts = {.landmarks = transformed(mix->landmarks, toFrame),
                 .codeLength = mix->codeLength,
                 .folded = mix->folded,
                 .density = mix->density,
                 .outline = mix->outline,
                 .code = std::move(mix->code),
                 .codeOf = own.front()->latent.packHash};
  if (paste) frame.facts.others = othersIn(*photos[parent], transformed(home.landmarks, toFrame));
  const double finish = std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - start).count();
  const BlendTimes& t = blender_.times();
  frame.times = {{"detail", t.detail},
                 {"decode", t.decode},
                 {"warp", t.warp},
                 {"composite", t.composite},
                 {paste ? "paste" : "quantise", finish}};
  return frame;
}

Result<std::unique_ptr<Engine>> makeEngine(const EnginePacks& packs, const std::string& device) {
  const auto chosen = chooseDevice(device);
  if (!chosen) return tl::unexpected(chosen.error());
  const auto finderPack = Pack::load(packs.finder.folder);
  if (!finderPack) return tl::unexpected(finderPack.error());
  const auto landmarksPack = Pack::load(packs.landmarks.folder);
  if (!landmarksPack) return tl::unexpected(landmarksPack.error());
  const auto portraitPack = Pack::load(packs.portrait.folder);
  if (!portraitPack) return tl::unexpected(portraitPack.error());
  auto finder = FinderNetwork::load(*finderPack, *chosen);
  if (!finder) return tl::unexpected(finder.error());
  auto landmarks = LandmarkNetwork::load(*landmarksPack, *chosen);
  if (!landmarks) return tl::unexpected(landmarks.error());
  auto portrait = PortraitNetwork::load(*portraitPack, *chosen);
  if (!portrait) return tl::unexpected(portrait.error());

  const PackManifest& about = portraitPack->manifest();
  const std::string hash = hashOfPacks({portraitPack->hash(), landmarksPack->hash(), finderPack->hash()});
  EngineInfo info{about.id, about.version, hash, chosen->name + ", " + (*portrait)->precision(), {}};
  // Directions come beside the portrait pack, and only their own recipes need them. Those of another pack's latents are
  // as good as none.
  Directions directions;
  const std::filesystem::path place = packs.portrait.folder.parent_path() / "directions";
  if (const auto pack = Pack::load(place)) {
    if (auto opened = openDirections(place, portraitPack->latentsHash())) {
      directions = std::move(*opened);
      info.directionsHash = pack->hash();
    }
  }
  const std::string directionsHash = info.directionsHash;
  return std::make_unique<PortraitEngine>(
      std::move(info), FaceFinder(std::move(*finder), std::move(*landmarks)),
      Blender(std::move(*portrait), portraitPack->latentsHash(), std::move(directions), directionsHash));
}

Result<std::unique_ptr<Engine>> makeEngine(const std::filesystem::path& modelsDir, const std::string& device) {
  const auto packs = enginePacks(modelsDir);
  if (!packs) return tl::unexpected(packs.error());
  return makeEngine(*packs, device);
}

}  // namespace mien
