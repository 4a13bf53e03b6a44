#include "core/blend/mixed_detail.h"

#include <algorithm>
#include <opencv2/imgproc.hpp>

#include "core/blend/each_row.h"
#include "core/blend/known_area.h"
#include "core/blend/mat_view.h"
#include "core/blend/matte.h"
#include "core/blend/open_mouth.h"
#include "core/blend/pixels.h"
#include "core/blend/spread.h"
#include "core/blend/warp.h"

namespace mien {
namespace {

/// Calls `face(i)` for each of them, on several threads.
template <class Face>
void eachFace(std::size_t faces, const Face& face) {
  cv::parallel_for_({0, static_cast<int>(faces)}, [&](const cv::Range& some) {
    for (int i = some.start; i < some.end; ++i) face(static_cast<std::size_t>(i));
  });
}

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
    eachFace(end - first, [&](std::size_t i) {
      const std::size_t face = faces[first + i];
      each[i] = sumOf(masks, [&](std::size_t r) { return static_cast<float>(regions[r][face] - whole[face]); });
      channels[i] = view(each[i]);
    });
    ImageF more(masks[0].width(), masks[0].height(), static_cast<int>(channels.size()));
    cv::Mat merged = view(more);
    cv::merge(channels, merged);
    std::vector<cv::Mat> sampled;
    cv::split(view(sample(more, kCropWindow, toMean)), sampled);
    for (std::size_t i = first; i < end; ++i) {
      cv::Mat to = view(shares[i]);
      cv::add(to, sampled[i - first], to);
      cv::min(cv::max(to, 0), 1, to);
    }
  }
  return shares;
}

/// A fringe, a rim or a hand is whole or not there, even where it is a small share's skin that takes its place: there
/// is no other. All of it from an eighth on.
constexpr float kBareSkin = 8;

/// Where shares change, each by how much, and how much goes from one to another there, all 1 channel. Nothing: no box.
struct Moved {
  cv::Rect box;
  std::vector<ImageF> more;  ///< in the box
  ImageF sum;                ///< as large as the mix
};
Moved movedTo(std::span<const ImageF> seen, std::span<const ImageF> shares, float most = kFavoured) {
  Moved moved;
  if (std::all_of(seen.begin(), seen.end(), [](const ImageF& s) { return s.empty(); })) return moved;
  std::vector<ImageF> favoured(shares.begin(), shares.end());
  favourKnown(favoured, seen, most);
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

/// From the chin up, and as wide as the face: where something may lie over it.
cv::Rect faceIn(const Landmarks& face, int side) {
  constexpr float kAround = 0.03F;
  float left = 1;
  float right = 0;
  float low = 0;
  for (std::size_t i = 0; i < 27; ++i) {
    left = std::min(left, face[i].x);
    right = std::max(right, face[i].x);
    low = std::max(low, face[i].y);
  }
  const auto px = [&](float at) { return std::clamp(cvRound(at * static_cast<float>(side)), 0, side); };
  return {cv::Point(px(left - kAround), 0), cv::Point(px(right + kAround), px(low + kAround))};
}

/// What faces' bare skin is like around each place. It is smooth, so every second pixel is looked at.
class SkinAround {
 public:
  /// `bare`: where skin is seen of all faces; `sigma`: how far around, px.
  SkinAround(const cv::Mat& bare, double sigma)
      : size_(bare.size()),
        half_((bare.cols + 1) / 2, (bare.rows + 1) / 2),
        cells_((half_.width + kCell - 1) / kCell, (half_.height + kCell - 1) / kCell),
        sigma_(sigma / (2 * kCell)) {
    cv::resize(bare, bare_, half_, 0, 0, cv::INTER_NEAREST);
    share_ = blurred(bare_) + kFar;
  }

  /// Of one of them, through its map; far from any it is `skin`.
  ImageF operator()(const ImageF& pixels, const ImageF& map, const std::array<float, 3>& skin) const {
    ImageF small(half_.width, half_.height, 2);
    cv::Mat to = view(small);
    cv::resize(view(map), to, half_, 0, 0, cv::INTER_NEAREST);
    cv::Mat colour = blurred(view(sample(pixels, kPaddedWindow, small)).mul(threefold(bare_)));
    colour += kFar * cv::Scalar(skin[0], skin[1], skin[2]);
    colour /= threefold(share_);
    ImageF out(size_.width, size_.height, 3);
    cv::Mat all = view(out);
    cv::resize(colour, all, size_, 0, 0, cv::INTER_LINEAR);
    return out;
  }

 private:
  static constexpr int kCell = 2;  // of the pixels that are looked at
  static constexpr double kFar = 0.03;

  cv::Mat blurred(const cv::Mat& of) const {
    cv::Mat out;
    cv::resize(of, out, cells_, 0, 0, cv::INTER_AREA);
    cv::GaussianBlur(out, out, {}, sigma_, 0, cv::BORDER_REPLICATE);
    return out;
  }

  cv::Size size_, half_, cells_;
  double sigma_;
  cv::Mat bare_, share_;
};

/// Bare skin, with what covers it only as far as another's skin is known to be bare there: a smear beyond a photograph
/// neither says what covers its face nor is skin that another's hair gives way to.
std::vector<ImageF> givingWay(std::span<const ImageF> bare, std::span<const ImageF> known) {
  std::vector<cv::Mat> seen(bare.size());  // skin that is known to be bare; empty: everywhere
  for (std::size_t i = 0; i < bare.size(); ++i)
    for (const ImageF* limit : {&bare[i], &known[i]})
      if (!limit->empty()) seen[i] = seen[i].empty() ? view(*limit) : cv::Mat(seen[i].mul(view(*limit)));
  std::vector<ImageF> out(bare.size());
  for (std::size_t i = 0; i < bare.size(); ++i) {
    if (bare[i].empty()) continue;
    cv::Mat covered = 1 - view(bare[i]);
    if (!known[i].empty()) covered = covered.mul(view(known[i]));
    cv::Mat others(covered.size(), CV_32F, cv::Scalar(0));
    for (std::size_t j = 0; j < bare.size(); ++j)
      if (j != i) others = seen[j].empty() ? cv::Mat::ones(others.size(), CV_32F) : cv::Mat(cv::max(others, seen[j]));
    out[i] = ImageF(bare[i].width(), bare[i].height(), 1);
    cv::Mat to = view(out[i]);
    to = 1 - covered.mul(others);
  }
  return out;
}

/// to += weight·(own − around), of RGB.
void addDifference(cv::Mat to, const ImageF& own, const ImageF& around, const ImageF& weight) {
  eachRow(to.cols, to.rows, [&](int y) {
    auto* out = to.ptr<float>(y);
    const float* o = own.row(y);
    const float* a = around.row(y);
    const float* w = weight.row(y);
    for (int x = 0; x < to.cols; ++x)
      for (int c = 0; c < 3; ++c) out[3 * x + c] += w[x] * (o[3 * x + c] - a[3 * x + c]);
  });
}

/// Skin where others have hair, spectacles or a hand over it: as it differs from its face's around there, so that tone
/// and light stay mixed. Shares are those that count from there on. `inside`: of the mix's plane, what is no
/// surroundings.
void addBareSkin(ImageF& picture, std::span<const LaidFace> faces, std::span<const ImageF> known,
                 std::span<const BareSkin* const> skins, std::span<ImageF> shares, const Landmarks& mixed,
                 const ImageF& inside) {
  const cv::Rect box = faceIn(mixed, picture.width());
  if (box.empty()) return;
  std::vector<ImageF> maps(faces.size()), reached(faces.size()), knownThere(faces.size()), bare(faces.size());
  eachFace(faces.size(), [&](std::size_t i) {
    maps[i] = part(faces[i].map, box);
    reached[i] = part(shares[i], box);
    if (!known[i].empty()) knownThere[i] = part(known[i], box);
    if (!skins[i]->bare.empty()) bare[i] = sample(skins[i]->bare, kPaddedWindow, maps[i]);
  });
  bare = givingWay(bare, knownThere);
  favourKnown(reached, knownThere);
  const Moved moved = movedTo(bare, reached, kBareSkin);
  if (moved.box.empty()) return;
  const double sigma = 0.025 * picture.width();
  const int margin = cvCeil(2 * sigma);
  const cv::Rect wider =
      (moved.box - cv::Point(margin, margin) + cv::Size(2 * margin, 2 * margin)) & cv::Rect(cv::Point(), box.size());
  ImageF everywhere = part(inside, wider + box.tl());  // where skin is seen of all
  cv::Mat seen = view(everywhere);
  for (const std::vector<ImageF>* limits : {&bare, &knownThere})
    for (const ImageF& of : *limits)
      if (!of.empty()) seen = seen.mul(view(of)(wider));
  const SkinAround skinAround(seen, sigma);
  std::vector<ImageF> around(faces.size());
  eachFace(faces.size(), [&](std::size_t i) {
    if (cv::countNonZero(view(moved.more[i])) > 0)
      around[i] = part(skinAround(faces[i].pixels, part(maps[i], wider), skins[i]->skin), moved.box - wider.tl());
  });
  for (std::size_t i = 0; i < faces.size(); ++i) {
    if (around[i].empty()) continue;
    const ImageF own = sampledOf(faces[i].pixels, part(maps[i], moved.box), moved.more[i]);
    addDifference(view(picture)(moved.box + box.tl()), own, around[i], moved.more[i]);
    cv::Mat share = view(shares[i])(moved.box + box.tl());
    share = cv::max(share + view(moved.more[i]), 0);
  }
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
                   const RegionMasks& masks, const ImageF* inside, const ImageF& needed) {
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
    addTimes(sum, sampledOf(face.detail, map, needed), shares[k]);
  }
  addWhereOthersEnd(sum, faces, known, shares);
  if (inside != nullptr &&
      std::any_of(skins.begin(), skins.end(), [](const BareSkin* skin) { return !skin->bare.empty(); }))
    addBareSkin(sum, faces, known, skins, shares, bent.mixed, sample(*inside, kCropWindow, toMean));
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
