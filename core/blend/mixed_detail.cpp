#include "core/blend/mixed_detail.h"

#include <algorithm>
#include <opencv2/imgproc.hpp>

#include "core/blend/each_row.h"
#include "core/blend/known_area.h"
#include "core/blend/mat_view.h"
#include "core/blend/matte.h"
#include "core/blend/open_mouth.h"
#include "core/blend/pixels.h"
#include "core/blend/uncover.h"
#include "core/blend/warp.h"

namespace mien {
namespace {

/// What each of these faces counts for in the mix's plane, 1 channel each. `toMean`: map to the mean face.
std::vector<ImageF> sharesOf(const std::vector<std::size_t>& faces, const FaceWeights& whole,
                             const RegionWeights& regions, const RegionMasks& masks, const ImageF& toMean) {
  std::vector<ImageF> shares;
  for (const std::size_t face : faces)
    shares.emplace_back(toMean.width(), toMean.height(), 1, static_cast<float>(whole[face]));
  if (allAre(regions, whole)) return shares;
  constexpr std::size_t kAtOnce = 4;  // channels: finding the place takes longer than reading it
  for (std::size_t first = 0; first < faces.size(); first += kAtOnce) {
    const std::size_t end = std::min(first + kAtOnce, faces.size());
    std::vector<ImageF> each(end - first);
    std::vector<cv::Mat> channels(end - first);
    eachOf(end - first, [&](std::size_t i) {
      const std::size_t face = faces[first + i];
      each[i] = sumOf(masks, [&](std::size_t r) { return static_cast<float>(regions[r][face] - whole[face]); });
      channels[i] = view(each[i]);
    });
    ImageF more(masks[0].width(), masks[0].height(), static_cast<int>(channels.size()));
    cv::Mat merged = view(more);
    cv::merge(channels, merged);
    const ImageF sampled = sample(more, kCropWindow, toMean);
    eachRow(toMean.width(), toMean.height(), [&](int y) {
      for (std::size_t i = first; i < end; ++i) {
        const float* of = sampled.row(y) + (i - first);
        float* to = shares[i].row(y);
        for (int x = 0; x < toMean.width(); ++x, of += sampled.channels()) to[x] = std::clamp(to[x] + *of, 0.0F, 1.0F);
      }
    });
  }
  return shares;
}

/// Where shares change, each by how much, and how much goes from one to another there, all 1 channel. Nothing: no box.
struct Moved {
  cv::Rect box;
  std::vector<ImageF> more;  ///< in the box
  ImageF sum;                ///< as large as the mix
};
Moved movedTo(std::span<const ImageF> seen, std::span<const ImageF> shares) {
  Moved moved;
  if (std::all_of(seen.begin(), seen.end(), [](const ImageF& s) { return s.empty(); })) return moved;
  std::vector<ImageF> favoured(shares.begin(), shares.end());
  favourKnown(favoured, seen);
  moved.sum = ImageF(shares[0].width(), shares[0].height(), 1);
  cv::Mat sum = view(moved.sum);
  for (std::size_t i = 0; i < shares.size(); ++i) {
    cv::Mat more = view(favoured[i]);
    cv::subtract(more, view(shares[i]), more);
    sum += cv::max(more, 0);
  }
  moved.box = cv::boundingRect(sum > 0);
  if (!moved.box.empty())
    for (const ImageF& of : favoured) moved.more.push_back(part(of, moved.box));
  return moved;
}

/// Each face's picture as far as others' photographs end. What the code makes of them has the shares as they were, so
/// that who gets more adds its picture and not its detail.
void addWhereOthersEnd(ImageF& picture, std::span<const LaidFace> faces, std::span<const ImageF> known,
                       std::span<const ImageF> shares) {
  const Moved moved = movedTo(known, shares);
  if (moved.box.empty()) return;
  ImageF change(picture.width(), picture.height(), 3);
  cv::Mat there = view(change)(moved.box);
  for (std::size_t i = 0; i < faces.size(); ++i) {
    ImageF more(moved.box.width, moved.box.height, 3);
    addTimes(more, sampledOf(faces[i].pixels, part(faces[i].map, moved.box), moved.more[i]), moved.more[i]);
    there += view(more);
  }
  takeOutStep(change, moved.sum);
  cv::Mat to = view(picture);
  to += view(change);
}

/// What of the network's picture of the mix gives way to its pictures of each photograph, which their detail has in it.
void takeOutDrawn(ImageF& sum, const ImageF& plain, const std::vector<std::size_t>& faces, const BentFaces& bent,
                  std::span<const ImageF> shares) {
  ImageF left(sum.width(), sum.height(), 1);
  cv::Mat to = view(left);
  for (std::size_t k = 0; k < faces.size(); ++k)
    if (const float drawn = bent.pictures[faces[k]]->drawn; drawn < 1)
      cv::scaleAdd(view(shares[k]), static_cast<double>(drawn - 1), to, to);
  addTimes(sum, plain, left);
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
ImageF sampledOf(const ImageF& padded, const ImageF& map, const ImageF& needed) {
  return sample(padded, kPaddedWindow, map, true, needed);
}

ImageF mixedDetail(const BentFaces& bent, const FaceWeights& whole, const RegionWeights& regions,
                   const RegionMasks& masks, const ImageF& plain, const std::optional<GivingWay>& givingWay,
                   const ImageF& needed) {
  const ImageF& toMean = bent.maps[0];
  ImageF sum(toMean.width(), toMean.height(), 3);
  std::vector<LaidFace> faces;
  std::vector<const BareSkin*> skins;
  std::vector<ImageF> known;
  std::vector<std::size_t> taking;
  for (std::size_t i = 0; i < bent.pictures.size(); ++i)
    if (takesPart(i, regions, whole)) taking.push_back(i);
  std::vector<ImageF> shares = sharesOf(taking, whole, regions, masks, toMean);
  for (std::size_t k = 0; k < taking.size(); ++k) {
    const std::size_t i = taking[k];
    const AlignedFace::Pictures& face = *bent.pictures[i];
    const ImageF& map = bent.maps[i + 1];
    faces.push_back({face.pixels, *bent.shapes[i], map});
    skins.push_back(&face.bareSkin);
    known.push_back(face.known.empty() ? ImageF() : sample(face.known, kPaddedWindow, map));
    addSampled(sum, shares[k], face.detail, kPaddedWindow, map, needed);
  }
  takeOutDrawn(sum, plain, taking, bent, shares);
  addWhereOthersEnd(sum, faces, known, shares);
  if (givingWay && std::any_of(skins.begin(), skins.end(), [](const BareSkin* skin) { return !skin->plain.empty(); }))
    uncover(sum, givingWay->drawn, {faces, skins, known, shares}, bent.mixed,
            sample(givingWay->inside, kCropWindow, toMean));
  showOpenMouths(sum, faces, shares, bent.mixed);
  return sum;
}

MixedPictures mixedPictures(const BentFaces& faces, const FaceWeights& weights) {
  const int size = faces.maps[0].width();
  MixedPictures mixed{ImageF(size, size, 3), ImageF(size, size, 1)};
  cv::Mat pixels = view(mixed.pixels);
  cv::Mat known = view(mixed.known);
  bool everywhere = true;
  for (std::size_t i = 0; i < faces.pictures.size(); ++i) {
    if (weights[i] == 0) continue;
    if (weights[i] == 1 && faces.pictures[i]->known.empty())
      return {sampledOf(faces.pictures[i]->pixels, faces.maps[i + 1]), {}};
    ImageF share(size, size, 1, static_cast<float>(weights[i]));
    if (const ImageF& area = faces.pictures[i]->known; !area.empty()) {
      everywhere = false;
      cv::Mat to = view(share);
      to = to.mul(view(sample(area, kPaddedWindow, faces.maps[i + 1])));
    }
    addTimes(mixed.pixels, sampledOf(faces.pictures[i]->pixels, faces.maps[i + 1]), share);
    known += view(share);
  }
  if (everywhere) return {std::move(mixed.pixels), {}};
  cv::Mat sum;
  cv::merge(std::vector<cv::Mat>{known, known, known}, sum);
  pixels /= cv::max(sum, 1e-4);
  return mixed;
}

ImageF coveredSkin(const BentFaces& faces, const FaceWeights& weights) {
  ImageF covered;
  for (std::size_t i = 0; i < faces.pictures.size(); ++i) {
    if (weights[i] == 0 || faces.pictures[i]->bareSkin.bare.empty()) continue;
    if (covered.empty()) covered = ImageF(faces.maps[0].width(), faces.maps[0].height(), 1);
    cv::Mat to = view(covered);
    const AlignedFace::Pictures& face = *faces.pictures[i];
    cv::Mat hidden = 1 - view(sample(face.bareSkin.bare, kPaddedWindow, faces.maps[i + 1]));
    if (!face.known.empty()) hidden = hidden.mul(view(sample(face.known, kPaddedWindow, faces.maps[i + 1])));
    to += weights[i] * hidden;
  }
  return covered;
}

std::optional<Covers> coversOf(std::size_t owner, const BentFaces& faces, ImageF inside, double detail) {
  FaceWeights weights(faces.pictures.size(), 0);
  weights[owner] = 1;
  ImageF covered = coveredSkin(faces, weights);
  if (covered.empty()) return std::nullopt;
  cv::Mat skin = view(inside);
  skin = skin.mul(1 - view(covered));
  cv::Mat share = view(covered);
  share *= detail;
  return Covers{sampledOf(faces.pictures[owner]->pixels, faces.maps[owner + 1]), std::move(covered), std::move(inside)};
}

}  // namespace mien
