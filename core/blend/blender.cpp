#include "core/blend/blender.h"

#include <algorithm>
#include <atomic>
#include <chrono>
#include <cmath>
#include <functional>
#include <numeric>
#include <opencv2/imgproc.hpp>
#include <utility>

#include "core/blend/grid.h"
#include "core/blend/light.h"
#include "core/blend/mat_view.h"
#include "core/blend/matte.h"
#include "core/blend/mixed_detail.h"
#include "core/blend/pixels.h"
#include "core/blend/region_tone.h"
#include "core/blend/rim.h"
#include "core/blend/spread.h"
#include "core/blend/warp.h"
#include "core/photo/crop.h"

namespace mien {
namespace {

using Clock = std::chrono::steady_clock;

double millisecondsSince(Clock::time_point start) {
  return std::chrono::duration<double, std::milli>(Clock::now() - start).count();
}

FaceWeights ofOne(std::size_t face, std::size_t faces) {
  FaceWeights weights(faces, 0);
  weights[face] = 1;
  return weights;
}

template <class Number>
double squaresOf(const std::vector<Number>& numbers) {
  return std::transform_reduce(numbers.begin(), numbers.end(), 0.0, std::plus<>(),
                               [](Number x) { return static_cast<double>(x) * static_cast<double>(x); });
}

/// Root mean square.
double lengthOf(const std::vector<float>& code) {
  return std::sqrt(squaresOf(code) / static_cast<double>(std::max<std::size_t>(1, code.size())));
}

/// A code as the prior has it.
std::vector<float> joined(const Latent& latent) {
  std::vector<float> code = latent.structure;
  code.insert(code.end(), latent.colour.begin(), latent.colour.end());
  code.insert(code.end(), latent.features.begin(), latent.features.end());
  return code;
}

Result<AlignedFace> withoutLatent(const SavedFace& saved) {
  const Image8& picture = saved.picture;
  const auto isOurs = [&](int size) {
    return picture.width() == paddedSize(size) && picture.height() == paddedSize(size);
  };
  if (picture.channels() != 3 || std::none_of(std::begin(kCropSizes), std::end(kCropSizes), isOurs)) {
    return fail(ErrorKind::Input, "The saved face has a picture of the wrong size: open its photograph again.");
  }
  AlignedFace face;
  face.ref = saved.ref;
  face.landmarks = saved.landmarks;
  face.toCrop = saved.toCrop;
  face.photo = saved.photo;
  face.padded = picture;
  return face;
}

/// What is mixed under the surroundings that are laid over it: the same with both people's.
Recipe withoutAutomatic(Recipe recipe) {
  if (recipe.surroundings == Surroundings::Auto) recipe.surroundings = Surroundings::Blend;
  return recipe;
}

/// 1 in every cell of coarse() in which there is some of it, 0 in others: no more of a mix is seen under surroundings
/// that are laid over it, or taken for their tone.
ImageF cellsWith(const ImageF& inside) {
  ImageF cells(inside.width(), inside.height(), 1);
  cv::Mat to = view(cells);
  cv::Mat small = coarse(view(inside)) > 0;
  small.convertTo(small, CV_32F, 1.0 / 255);
  cv::resize(small, to, to.size(), 0, 0, cv::INTER_NEAREST);
  return cells;
}

bool reachEverywhere(std::span<const std::shared_ptr<const AlignedFace::Pictures>> pictures) {
  return std::all_of(pictures.begin(), pictures.end(), [](const auto& p) { return !p || p->known.empty(); });
}

int nextNumber() {
  static std::atomic<int> last{0};
  return ++last;
}

}  // namespace

int nativeSize(const Similarity& toCrop) {
  const float side = 1 / toCrop.scale();
  for (const int size : kCropSizes) {
    if (static_cast<float>(size) >= side) return size;
  }
  return kCropSizes[2];
}

Blender::Blender(std::unique_ptr<PortraitNetwork> network, std::string packHash, Directions directions,
                 std::string directionsHash)
    : number_(nextNumber()),
      network_(std::move(network)),
      packHash_(std::move(packHash)),
      directions_(std::move(directions)),
      directionsHash_(std::move(directionsHash)),
      canonical_(meshFor(network_->canonical())),
      triangles_(triangulate(canonical_)),
      masks_(regionMasks(canonical_, PortraitNetwork::kSide)),
      looked_(belowForehead(network_->canonical(), PortraitNetwork::kSide)),
      inside_(
          sumOf(masks_, [](std::size_t r) { return static_cast<Region>(r) == Region::Surroundings ? 0.0F : 1.0F; })) {}

const ShapeChanges& Blender::changes() {
  if (!changes_)
    changes_ = std::make_unique<ShapeChanges>(
        [this](const std::vector<float>& code) { return network_->decodeShape(code); }, network_->groups().structure);
  return *changes_;
}

Latent Blender::encode(const Image8& padded, const Image8& known, const Landmarks& landmarks) {
  const std::vector<Mesh> own{meshFor(landmarks)};
  const ImageF map = warpMaps(canonical_, own, triangles_, kCropWindow, PortraitNetwork::kSide)[0];
  const auto code = network_->encodeTexture(sample(padded, kPaddedWindow, map), sample(known, kPaddedWindow, map));
  return {packHash_, network_->encodeShape(landmarks), code.colour, code.features};
}

const std::vector<float>& Blender::featuresPicture(AlignedFace& face) {
  std::vector<float>& known = face.seen[number_].features;
  if (known.empty()) known = network_->pictureOf(face.latent.features);
  return known;
}

ImageF Blender::decode(AlignedFace& face) {
  ImageF texture = network_->decodeTexture({face.latent.colour, face.latent.features}, featuresPicture(face));
  takeOutGrid(texture);
  softenRim(texture);
  return texture;
}

AlignedFace Blender::align(const Image8& photo, const Landmarks& landmarks, FaceRef ref) {
  AlignedFace face;
  face.ref = std::move(ref);
  face.toCrop = cropFromFivePoints(fivePoints(landmarks));
  face.photo = {photo.width(), photo.height()};
  face.landmarks = transformed(landmarks, *face.toCrop);
  // The code comes from one size, whatever the photo's, so that it does not depend on how the face will be shown.
  Crop crop = cropPhoto(photo, *face.toCrop, kPaddedWindow, paddedSize(PortraitNetwork::kSide));
  face.latent = encode(crop.pixels, crop.known, face.landmarks);
  const int native = nativeSize(*face.toCrop);
  if (native != PortraitNetwork::kSide) crop = cropPhoto(photo, *face.toCrop, kPaddedWindow, paddedSize(native));
  face.padded = withSoftBeyond(std::move(crop));
  return face;
}

AlignedFace Blender::draw(const DrawnFaceRef& ref) {
  const LatentGroups& groups = network_->groups();
  std::vector<float> z =
      normals(ref.seed, static_cast<std::size_t>(groups.structure + groups.colour + groups.features));
  for (float& v : z) v *= static_cast<float>(ref.truncation);
  AlignedFace face;
  face.ref = ref;
  face.latent = split(network_->newCode(z));
  face.landmarks = network_->decodeShape(face.latent.structure);
  const ImageF texture = decode(face);
  const std::vector<Mesh> canonical{canonical_};
  const ImageF map =
      warpMaps(meshFor(face.landmarks), canonical, triangles_, kPaddedWindow, paddedSize(PortraitNetwork::kSide))[0];
  face.padded = toBytes(sample(texture, kCropWindow, map));
  return face;
}

Result<AlignedFace> Blender::restore(const SavedFace& saved) const {
  const LatentGroups& groups = network_->groups();
  const auto fits = [](const std::vector<float>& code, int size) {
    return code.size() == static_cast<std::size_t>(size);
  };
  if (saved.latent.packHash != packHash_ || !fits(saved.latent.structure, groups.structure) ||
      !fits(saved.latent.colour, groups.colour) || !fits(saved.latent.features, groups.features)) {
    return fail(
        ErrorKind::Model,
        "The saved face was encoded by another model than the one in use: open its photograph again, or bring it over "
        "with mien models project.");
  }
  auto face = withoutLatent(saved);
  if (face) face->latent = saved.latent;
  return face;
}

Result<AlignedFace> Blender::reencode(const SavedFace& saved) {
  auto face = withoutLatent(saved);
  if (!face) return face;
  const int side = paddedSize(PortraitNetwork::kSide);
  const Image8 small = face->padded.width() == side ? face->padded : resized(face->padded, side, side);
  face->latent = encode(small, Image8(side, side, 1, 255), face->landmarks);
  return face;
}

const ImageF& Blender::lightOn(AlignedFace& face) {
  std::optional<ImageF>& light = face.seen[number_].light;
  if (!light) light = lightOf(decode(face), inside_);
  return *light;
}

Latent Blender::split(const std::vector<float>& code) const {
  const auto colour = code.begin() + network_->groups().structure;
  const auto features = colour + network_->groups().colour;
  return {packHash_, {code.begin(), colour}, {colour, features}, {features, code.end()}};
}

Latent Blender::variedAsFaces(const Latent& latent, const Variation& variation) const {
  if (variation.amount == 0) return latent;
  return split(network_->newCode(joined(varied(split(network_->normalsOf(joined(latent))), variation))));
}

Result<Latent> Blender::led(const Latent& latent, const Recipe& recipe) const {
  if (recipe.directions.empty()) return variedAsFaces(latent, recipe.variation);
  if (directionsHash_.empty())
    return fail(ErrorKind::Model,
                "The recipe moves along directions, and there is no pack of directions: put models/directions beside "
                "the other packs.");
  if (recipe.directionsHash.empty())
    return fail(
        ErrorKind::Input,
        "The mix moves along directions and does not say which pack's: add \"directions\" with the pack's \"hash\" "
        "(mien models list --json) to its recipe, or leave the "
        "directions out.");
  if (recipe.directionsHash != directionsHash_)
    return fail(ErrorKind::Model, "The recipe was made with other directions (" + recipe.directionsHash.substr(0, 12) +
                                      "…) than those in use (" + directionsHash_.substr(0, 12) +
                                      "…): put its pack in their place, or mix the faces again.");
  std::vector<DirectionAmount> amounts;
  for (const auto& [id, amount] : recipe.directions) amounts.push_back({id, amount});
  return moved(latent, directions_, amounts).map([&](const Latent& there) {
    return variedAsFaces(there, recipe.variation);
  });
}

Result<const ImageF*> Blender::plainTexture(const ImageF* texture, const Recipe& recipe,
                                            std::span<AlignedFace* const> faces, const MixWeights& weights,
                                            const RegionWeights& regions) {
  if (recipe.directions.empty() && recipe.variation.amount == 0 && weights.colour == weights.features) return texture;
  Recipe unled = recipe;
  unled.directions.clear();
  unled.variation = {};
  return mixedTexture(plainTexture_, unled, faces, {weights.structure, weights.features, weights.features}, regions);
}

ImageF Blender::toneOf(std::span<AlignedFace* const> faces,
                       std::span<const std::shared_ptr<const AlignedFace::Pictures>> pictures,
                       const MixWeights& weights, const RegionWeights& regions) {
  if (allAre(regions, weights.features)) return {};
  std::vector<FaceTone> tones(faces.size());
  for (std::size_t i = 0; i < faces.size(); ++i)
    if (weights.colour[i] > 0 || takesPart(i, regions, weights.features))
      tones[i] = {pictures[i]->bareSkin.skin, &lightOn(*faces[i])};
  return regionTone(tones, weights.colour, weights.features, regions, masks_);
}

Result<Landmarks> Blender::outlineOf(const Recipe& recipe, std::span<const Landmarks* const> shapes,
                                     const Latent& mixed, const Latent& led) {
  Landmarks outline = mixedLandmarks(shapes, regionWeights(recipe, &RegionMix::shape));
  // The faces' own outlines are mixed, not what the network makes of them: they go as far as its own would.
  const auto follow = [&](const Latent& from, const Latent& to) {
    const Landmarks before = network_->decodeShape(from.structure);
    const Landmarks after = network_->decodeShape(to.structure);
    for (std::size_t i = 0; i < outline.size(); ++i) outline[i] = outline[i] + after[i] - before[i];
  };
  Recipe unvaried = recipe;
  unvaried.variation = {};
  const auto directed = recipe.variation.amount > 0 ? this->led(mixed, unvaried) : Result<Latent>(led);
  if (!directed) return tl::unexpected(directed.error());
  if (recipe.variation.amount > 0) follow(*directed, led);
  const Kept& kept = recipe.kept;
  if (kept.shape) outline = *shapes[*kept.shape];
  if (kept.pose) outline = changes().withPose(outline, *shapes[*kept.pose]);
  if (kept.expression) outline = ShapeChanges::withExpression(outline, *shapes[*kept.expression]);
  if (!recipe.directions.empty()) follow(mixed, *directed);
  return outline;
}

Result<Blender::Mix> Blender::render(const Recipe& asked, std::span<AlignedFace* const> faces, int size,
                                     std::optional<std::size_t> home) {
  const bool automatic = surroundingsAreAutomatic(asked);
  const Recipe recipe = withoutAutomatic(asked);
  const MixWeights weights = mixWeights(recipe);
  std::vector<const Landmarks*> shapes;
  for (const AlignedFace* face : faces) shapes.push_back(&face->landmarks);
  const auto mixed = mixLatents(latentsOf(faces), weights, recipe.path);
  if (!mixed) return tl::unexpected(mixed.error());
  if (mixed->packHash != packHash_)
    return fail(ErrorKind::Model,
                "The faces were encoded by another model than the one that mixes them: open them again.");
  const auto latent = led(*mixed, recipe);
  if (!latent) return tl::unexpected(latent.error());
  auto start = Clock::now();
  RegionWeights textureWeights = regionWeights(recipe, &RegionMix::texture);
  const Kept& kept = recipe.kept;
  // An open mouth is another texture, too: teeth can't be bent from lips.
  if (kept.expression) textureWeights[static_cast<std::size_t>(Region::Mouth)] = ofOne(*kept.expression, faces.size());
  const auto ground = faceOf(recipe.surroundings);
  const auto owner = ground ? ground : home;
  const double detail = recipe.detail * shareLeft(recipe.variation);
  const FaceWeights around =
      automatic ? regionWeights(asked, &RegionMix::texture)[static_cast<std::size_t>(Region::Surroundings)]
                : FaceWeights(faces.size(), 0);
  needed_ = faces.size();
  std::vector<std::shared_ptr<const AlignedFace::Pictures>> pictures(faces.size());
  for (std::size_t i = 0; i < faces.size(); ++i)
    if (i == owner || around[i] > 0 || takesPart(i, textureWeights, weights.features) || weights.colour[i] > 0)
      pictures[i] = picturesOf(*faces[i], size);
  times_.detail = millisecondsSince(start);

  start = Clock::now();
  const auto texture = mixedTexture(texture_, recipe, faces, weights, textureWeights);
  if (!texture) return tl::unexpected(texture.error());
  const auto plain =
      detail > 0 ? plainTexture(*texture, recipe, faces, weights, textureWeights) : Result<const ImageF*>(*texture);
  if (!plain) return tl::unexpected(plain.error());
  times_.decode = millisecondsSince(start);

  start = Clock::now();
  const auto landmarks = outlineOf(recipe, shapes, *mixed, *latent);
  if (!landmarks) return tl::unexpected(landmarks.error());
  const Mesh mesh = meshFor(*landmarks);
  std::vector<Mesh> sources{canonical_};
  for (const Landmarks* shape : shapes) sources.push_back(meshFor(*shape));
  const std::vector<ImageF> maps = warpMaps(mesh, sources, triangles_, kCropWindow, size);
  const BentFaces bent{pictures, shapes, maps, *landmarks};
  ImageF inside;
  // Of nobody's surroundings are nobody's spectacles.
  const bool givesWay = automatic || owner || recipe.surroundings == Surroundings::None;
  if (givesWay && detail > 0) inside = sample(inside_, kCropWindow, maps[0]);
  const ImageF needed = automatic && detail == 1 && reachEverywhere(pictures) ? cellsWith(inside) : ImageF();
  ImageF picture = sample(**texture, kCropWindow, maps[0], size > PortraitNetwork::kSide, needed);
  if (detail > 0) {
    cv::Mat to = view(picture);
    std::optional<GivingWay> givingWay;
    if (givesWay) givingWay.emplace(GivingWay{inside, picture});
    const ImageF own =
        *plain == *texture ? ImageF() : sample(**plain, kCropWindow, maps[0], size > PortraitNetwork::kSide, needed);
    cv::scaleAdd(view(mixedDetail(bent, weights.features, textureWeights, masks_, own.empty() ? picture : own,
                                  givingWay, needed)),
                 detail, to, to);
  }
  if (const ImageF tone = toneOf(faces, pictures, weights, textureWeights); !tone.empty())
    applyTone(picture, sample(tone, kCropWindow, maps[0]));
  if (kept.lighting) {
    const ImageF change = relighting(lightOf(**texture, inside_), lightOn(*faces[*kept.lighting]), inside_);
    multiplyBy(picture, sample(change, kCropWindow, maps[0]));
  }
  times_.warp = millisecondsSince(start);

  start = Clock::now();
  if (automatic && detail > 0) {
    auto laid = layAround(picture, recipe, faces, bent, std::move(inside), {weights.structure, around, around}, detail);
    if (!laid) return tl::unexpected(laid.error());
  }
  std::optional<Covers> covers;
  if (owner && detail > 0 && !pictures[*owner]->bareSkin.bare.empty())
    covers = coversOf(*owner, bent, sample(inside_, kCropWindow, maps[0]), detail);
  if (ground || recipe.surroundings == Surroundings::None) {
    const ImageF matte = faceMatte(mesh, size);
    if (!ground) {
      picture = withAlpha(picture, matte);
    } else {
      const ImageF behind = sampledOf(pictures[*ground]->pixels, maps[*ground + 1]);
      matchColour(picture, behind, matte);
      if (covers) layCovers(picture, *std::exchange(covers, std::nullopt));
      layOver(picture, behind, matte);
    }
  }
  times_.composite = millisecondsSince(start);
  std::vector<float> code = joined(*latent);
  const double ofTypical = kept.shape ? 1 : std::sqrt(squaresOf(weights.structure));
  const double length = lengthOf(code);
  const auto density = network_->logDensity(code);
  return Mix{std::move(picture),
             *landmarks,
             std::move(code),
             length,
             foldedShare(mesh, triangles_),
             std::move(covers),
             density,
             lengthOf(network_->encodeShape(*landmarks)) / ofTypical};
}

}  // namespace mien
