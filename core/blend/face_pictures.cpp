// What Blender sees of each face by itself, whatever it is mixed with.
#include <opencv2/imgproc.hpp>

#include "core/blend/bare_by_colour.h"
#include "core/blend/blender.h"
#include "core/blend/known_area.h"
#include "core/blend/mat_view.h"
#include "core/blend/pixels.h"
#include "core/blend/warp.h"
#include "core/photo/crop.h"

namespace mien {

const ImageF& Blender::occludedOf(AlignedFace& face) {
  std::optional<ImageF>& occluded = face.seen[number_].occluded;
  if (occluded) return *occluded;
  occluded.emplace();
  if (!face.toCrop) return *occluded;  // drawn faces wear nothing
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
  auto seen = network_->occlusionOf(sample(small, kPaddedWindow, map), known);
  if (!seen) return *occluded;
  cv::Mat to = view(*seen);
  to = to.mul(view(looked_)).mul(view(known));
  *occluded = surelyOccluded(*seen);
  return *occluded;
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
  if (const ImageF& occluded = occludedOf(face); !occluded.empty()) {
    constexpr int kSide = BareSkin::kSide;
    cover(made.bareSkin,
          sample(
              occluded, kCropWindow,
              side == kSide ? map : warpMaps(meshFor(face.landmarks), canonical, triangles_, kPaddedWindow, kSide)[0]));
  }
  kept = pictures;
  recent_.use(pictures, needed_);
  return pictures;
}

}  // namespace mien
