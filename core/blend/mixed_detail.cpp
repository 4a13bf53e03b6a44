#include "core/blend/mixed_detail.h"

#include <algorithm>
#include <opencv2/imgproc.hpp>

#include "core/blend/known_area.h"
#include "core/blend/mat_view.h"
#include "core/blend/matte.h"
#include "core/blend/open_mouth.h"
#include "core/blend/pixels.h"
#include "core/blend/warp.h"

namespace mien {
namespace {

/// What a face counts for in the mix's plane, 1 channel. `toMean`: map to the mean face.
ImageF shareOf(std::size_t face, const FaceWeights& whole, const RegionWeights& regions, const RegionMasks& masks,
               const ImageF& toMean) {
  ImageF share(toMean.width(), toMean.height(), 1, static_cast<float>(whole[face]));
  if (allAre(regions, whole)) return share;
  const ImageF more = sumOf(masks, [&](std::size_t r) { return static_cast<float>(regions[r][face] - whole[face]); });
  cv::Mat to = view(share);
  cv::add(to, view(sample(more, kCropWindow, toMean)), to);
  cv::min(cv::max(to, 0), 1, to);
  return share;
}

/// How far a face is seen in the mix's plane, 1 channel; empty: everywhere.
ImageF seenOf(const AlignedFace::Pictures& face, const ImageF& map, bool bareForehead) {
  const ImageF* masks[]{&face.known, bareForehead ? &face.bare : nullptr};
  ImageF seen;
  for (const ImageF* mask : masks) {
    if (!mask || mask->empty()) continue;
    ImageF there = sample(*mask, kPaddedWindow, map);
    if (!seen.empty()) view(there) = view(there).mul(view(seen));
    seen = std::move(there);
  }
  return seen;
}

/// Each face's picture as far as others are not `seen`. What the code makes of them has the shares as they were, so
/// that who gets more adds its picture and not its detail.
void addWhereOthersEnd(ImageF& picture, std::span<const LaidFace> faces, std::span<const ImageF> seen,
                       std::span<const ImageF> shares) {
  if (std::all_of(seen.begin(), seen.end(), [](const ImageF& s) { return s.empty(); })) return;
  std::vector<ImageF> favoured(shares.begin(), shares.end());
  favourKnown(favoured, seen);
  ImageF moved(picture.width(), picture.height(), 1);
  cv::Mat movedView = view(moved);
  for (std::size_t i = 0; i < faces.size(); ++i) {
    cv::Mat more = view(favoured[i]);
    cv::subtract(more, view(shares[i]), more);
    movedView += cv::max(more, 0);
  }
  const cv::Rect box = cv::boundingRect(movedView > 0);
  if (box.empty()) return;
  ImageF change(picture.width(), picture.height(), 3);
  cv::Mat there = view(change)(box);
  for (std::size_t i = 0; i < faces.size(); ++i) {
    ImageF more(box.width, box.height, 3);
    addTimes(more, sampledOf(faces[i].pixels, part(faces[i].map, box)), part(favoured[i], box));
    there += view(more);
  }
  takeOutStep(change, moved);
  cv::Mat to = view(picture);
  to += view(change);
}

}  // namespace

bool allAre(const RegionWeights& regions, const FaceWeights& whole) {
  return std::all_of(regions.begin(), regions.end(), [&](const FaceWeights& w) { return w == whole; });
}

bool takesPart(std::size_t face, const RegionWeights& regions, const FaceWeights& whole) {
  return whole[face] > 0 ||
         std::any_of(regions.begin(), regions.end(), [&](const FaceWeights& w) { return w[face] > 0; });
}

// Bicubic: between pixels a linear step would blur, so that a film's first frame beside the photograph stood out.
ImageF sampledOf(const ImageF& padded, const ImageF& map) {
  return sample(padded, kPaddedWindow, map, true);
}

ImageF mixedDetail(std::span<const std::shared_ptr<const AlignedFace::Pictures>> pictures, std::span<const ImageF> maps,
                   std::span<const Landmarks* const> shapes, const Landmarks& mixed, const FaceWeights& whole,
                   const RegionWeights& regions, const RegionMasks& masks, bool bareForeheads) {
  ImageF sum(maps[0].width(), maps[0].height(), 3);
  std::vector<LaidFace> faces;
  std::vector<ImageF> seen;
  std::vector<ImageF> shares;
  for (std::size_t i = 0; i < pictures.size(); ++i) {
    if (!takesPart(i, regions, whole)) continue;
    faces.push_back({pictures[i]->pixels, *shapes[i], maps[i + 1]});
    seen.push_back(seenOf(*pictures[i], maps[i + 1], bareForeheads));
    shares.push_back(shareOf(i, whole, regions, masks, maps[0]));
    addTimes(sum, sampledOf(pictures[i]->detail, maps[i + 1]), shares.back());
  }
  addWhereOthersEnd(sum, faces, seen, shares);
  showOpenMouths(sum, faces, shares, mixed);
  return sum;
}

MixedPictures mixedPictures(std::span<const std::shared_ptr<const AlignedFace::Pictures>> pictures,
                            std::span<const ImageF> maps, const FaceWeights& weights) {
  const int size = maps[0].width();
  MixedPictures mixed{ImageF(size, size, 3), ImageF(size, size, 1)};
  cv::Mat pixels = view(mixed.pixels);
  cv::Mat known = view(mixed.known);
  bool everywhere = true;
  for (std::size_t i = 0; i < pictures.size(); ++i) {
    if (weights[i] == 0) continue;
    if (weights[i] == 1 && pictures[i]->known.empty()) return {sampledOf(pictures[i]->pixels, maps[i + 1]), {}};
    ImageF share(size, size, 1, static_cast<float>(weights[i]));
    if (const ImageF& area = pictures[i]->known; !area.empty()) {
      everywhere = false;
      cv::Mat to = view(share);
      to = to.mul(view(sample(area, kPaddedWindow, maps[i + 1])));
    }
    addTimes(mixed.pixels, sampledOf(pictures[i]->pixels, maps[i + 1]), share);
    known += view(share);
  }
  if (everywhere) return {std::move(mixed.pixels), {}};
  cv::Mat sum;
  cv::merge(std::vector<cv::Mat>{known, known, known}, sum);
  pixels /= cv::max(sum, 1e-4);
  return mixed;
}

ImageF coveredForehead(std::span<const std::shared_ptr<const AlignedFace::Pictures>> pictures,
                       std::span<const ImageF> maps, const FaceWeights& weights) {
  ImageF covered;
  for (std::size_t i = 0; i < pictures.size(); ++i) {
    if (weights[i] == 0 || pictures[i]->bare.empty()) continue;
    if (covered.empty()) covered = ImageF(maps[0].width(), maps[0].height(), 1);
    cv::Mat to = view(covered);
    to += weights[i] * (1 - view(sample(pictures[i]->bare, kPaddedWindow, maps[i + 1])));
  }
  return covered;
}

}  // namespace mien
