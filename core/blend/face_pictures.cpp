// What Blender sees of each face by itself, whatever it is mixed with.
#include <opencv2/imgproc.hpp>

#include "core/blend/bare_by_colour.h"
#include "core/blend/blender.h"
#include "core/blend/known_area.h"
#include "core/blend/mat_view.h"
#include "core/blend/odd_light.h"
#include "core/blend/pixels.h"
#include "core/blend/warp.h"
#include "core/photo/crop.h"

namespace mien {

const AlignedFace::InTheWay& Blender::inTheWay(AlignedFace& face, const ImageF& texture) {
  std::optional<AlignedFace::InTheWay>& seen = face.seen[number_].inTheWay;
  if (seen) return *seen;
  seen.emplace();
  if (!face.toCrop) return *seen;  // drawn faces wear nothing
  // As it was encoded from: the same whatever size is mixed.
  constexpr int kSide = PortraitNetwork::kSide;
  const int side = paddedSize(kSide);
  const Image8 small = face.padded.width() == side ? face.padded : resized(face.padded, side, side);
  const std::vector<Mesh> own{meshFor(face.landmarks)};
  const ImageF map = warpMaps(canonical_, own, triangles_, kCropWindow, kSide)[0];
  ImageF known;
  if (face.photo) known = knownArea(*face.toCrop, *face.photo, kPaddedWindow, side);
  known = known.empty() ? ImageF(kSide, kSide, 1, 1) : sample(known, kPaddedWindow, map);
  cv::Mat reached = view(known) > 0;  // all or nothing, as it was taught
  reached.convertTo(view(known), CV_32F, 1.0 / 255);
  const Image8 photo = sample(small, kPaddedWindow, map);
  if (auto things = network_->occlusionOf(photo, known)) {
    cv::Mat to = view(*things);
    to = to.mul(view(looked_)).mul(view(known));
    seen->things = surelyOccluded(*things);
  }
  ImageF skin = inside_;
  cv::Mat to = view(skin);
  to = to.mul(1 - view(masks_[static_cast<std::size_t>(Region::Mouth)])).mul(view(known));
  seen->light = oddLight(toFloat(photo), texture, skin);
  return *seen;
}

std::shared_ptr<const AlignedFace::Pictures> Blender::picturesOf(AlignedFace& face, int size) {
  std::weak_ptr<const AlignedFace::Pictures>& kept = face.seen[number_].pictures[size];
  if (auto known = kept.lock()) {
    recent_.use(known, needed_);
    return known;
  }
  const int side = paddedSize(size);
  auto pictures = std::make_shared<AlignedFace::Pictures>();
  AlignedFace::Pictures& made = *pictures;
  made.pixels = toFloat(face.padded.width() == side ? face.padded : resized(face.padded, side, side));
  const ImageF texture = decode(face);
  const std::vector<Mesh> canonical{canonical_};
  const ImageF map = warpMaps(meshFor(face.landmarks), canonical, triangles_, kPaddedWindow, side)[0];
  const ImageF own = sample(texture, kCropWindow, map, size > PortraitNetwork::kSide);
  made.detail = ImageF(side, side, 3);
  cv::Mat detail = view(made.detail);
  if (face.toCrop) made.drawn = kDrawn;
  cv::scaleAdd(view(own), -made.drawn, view(made.pixels), detail);
  if (face.toCrop && face.photo) made.known = knownArea(*face.toCrop, *face.photo, kPaddedWindow, side);
  made.bareSkin = bareByColour(made.pixels, face.landmarks);
  const AlignedFace::InTheWay& over = inTheWay(face, texture);
  const auto there = [&](const ImageF& canonicalPicture) {
    constexpr int kSide = BareSkin::kSide;
    return sample(
        canonicalPicture, kCropWindow,
        side == kSide ? map : warpMaps(meshFor(face.landmarks), canonical, triangles_, kPaddedWindow, kSide)[0]);
  };
  if (!over.things.empty()) cover(made.bareSkin.bare, there(over.things));
  made.bareSkin.plain = made.bareSkin.bare;
  if (!over.light.empty()) cover(made.bareSkin.plain, there(over.light));
  kept = pictures;
  recent_.use(pictures, needed_);
  return pictures;
}

}  // namespace mien
