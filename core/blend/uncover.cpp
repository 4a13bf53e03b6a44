#include "core/blend/uncover.h"

#include <algorithm>
#include <opencv2/imgproc.hpp>
#include <vector>

#include "core/blend/each_row.h"
#include "core/blend/known_area.h"
#include "core/blend/mat_view.h"
#include "core/blend/spread.h"
#include "core/blend/warp.h"

namespace mien {
namespace {

/// From an eighth on all of it: a rim or a hand is whole or not there.
constexpr float kBareSkin = 8;

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

/// What pictures' bare skin is like around each place. It is smooth, so every second pixel is looked at.
class SkinAround {
 public:
  /// `bare`: where skin is seen of all faces; `sigma`: how far around, px.
  SkinAround(const cv::Mat& bare, double sigma)
      : size_(bare.size()),
        half_((bare.cols + 1) / 2, (bare.rows + 1) / 2),
        cells_((half_.width + kCell - 1) / kCell, (half_.height + kCell - 1) / kCell),
        sigma_(sigma / (2 * kCell)) {
    const int edge = 2 * cvRound(kEdge * sigma) + 1;
    cv::erode(everySecond(bare), bare_, cv::getStructuringElement(cv::MORPH_RECT, {edge, edge}));
    share_ = blurred(bare_) + kFar;
  }

  cv::Mat everySecond(const cv::Mat& of) const {
    cv::Mat out;
    cv::resize(of, out, half_, 0, 0, cv::INTER_NEAREST);
    return out;
  }

  /// Mean of the bare skin that is looked at, and whether there is any.
  cv::Scalar mean(const cv::Mat& small) const { return cv::mean(small, bare_ > 0.5); }
  bool seesAny() const { return cv::countNonZero(bare_ > 0.5) > 0; }

  /// `small` as everySecond(); far from any bare skin it is `far`. As large as the picture.
  ImageF operator()(const cv::Mat& small, const cv::Scalar& far) const {
    cv::Mat colour = blurred(small.mul(threefold(bare_)));
    colour += kFar * far;
    colour /= threefold(share_);
    ImageF out(size_.width, size_.height, 3);
    cv::Mat all = view(out);
    cv::resize(colour, all, size_, 0, 0, cv::INTER_LINEAR);
    return out;
  }

 private:
  static constexpr int kCell = 2;  // of the pixels that are looked at
  static constexpr double kFar = 0.03;
  static constexpr double kEdge = 0.25;  // of sigma, in those pixels: beside a rim lies its shade

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

/// How far any of them is covered: 1 channel; empty where none is.
ImageF anyCovered(std::span<const ImageF> bare) {
  ImageF covered;
  for (const ImageF& of : bare) {
    if (of.empty()) continue;
    if (covered.empty()) covered = ImageF(of.width(), of.height(), 1);
    cv::Mat to = view(covered);
    to = cv::max(to, 1 - view(of));
  }
  return covered;
}

/// to += weight·(own − around), of RGB.
void addDifference(ImageF& to, const ImageF& own, const ImageF& around, const ImageF& weight) {
  eachRow(to.width(), to.height(), [&](int y) {
    float* out = to.row(y);
    const float* o = own.row(y);
    const float* a = around.row(y);
    const float* w = weight.row(y);
    for (int x = 0; x < to.width(); ++x)
      for (int c = 0; c < 3; ++c) out[3 * x + c] += w[x] * (o[3 * x + c] - a[3 * x + c]);
  });
}

}  // namespace

void uncover(ImageF& detail, const ImageF& drawn, const CoveredFaces& mix, const Landmarks& mixed,
             const ImageF& inside) {
  const cv::Rect face = faceIn(mixed, detail.width());
  if (face.empty()) return;
  const std::size_t faces = mix.faces.size();
  std::vector<ImageF> maps(faces), shares(faces), known(faces), bare(faces);
  eachOf(faces, [&](std::size_t i) {
    maps[i] = part(mix.faces[i].map, face);
    shares[i] = part(mix.shares[i], face);
    if (!mix.known[i].empty()) known[i] = part(mix.known[i], face);
    if (!mix.skins[i]->bare.empty()) bare[i] = sample(mix.skins[i]->bare, kPaddedWindow, maps[i]);
  });
  bare = givingWay(bare, known);
  const ImageF covered = anyCovered(bare);
  if (covered.empty()) return;
  const cv::Rect box = cv::boundingRect(view(covered) > 0);
  if (box.empty()) return;
  favourKnown(shares, known);
  const std::vector<ImageF> before = shares;
  favourKnown(shares, bare, kBareSkin);

  const double sigma = 0.025 * detail.width();
  const int margin = cvCeil(2 * sigma);
  const cv::Rect wider =
      (box - cv::Point(margin, margin) + cv::Size(2 * margin, 2 * margin)) & cv::Rect(cv::Point(), face.size());
  cv::Mat seen = view(inside)(wider + face.tl()).clone();  // where skin is seen of all
  for (const std::vector<ImageF>* limits : {&bare, &known})
    for (const ImageF& of : *limits)
      if (!of.empty()) seen = seen.mul(view(of)(wider));
  const SkinAround skinAround(seen, sigma);
  std::vector<ImageF> around(faces);
  std::vector<cv::Scalar> far(faces);  // each one's part of the mix's colour where no bare skin is near
  const cv::Mat mixSmall =
      skinAround.everySecond(view(drawn)(wider + face.tl())) + skinAround.everySecond(view(detail)(wider + face.tl()));
  eachOf(faces, [&](std::size_t i) {
    ImageF small;
    {
      const cv::Mat map = skinAround.everySecond(view(maps[i])(wider));
      ImageF there(map.cols, map.rows, 2);
      map.copyTo(view(there));
      small = sample(mix.faces[i].pixels, kPaddedWindow, there);
    }
    const auto& skin = mix.skins[i]->skin;
    const cv::Scalar own(skin[0], skin[1], skin[2]);
    around[i] = part(skinAround(view(small), own), box - wider.tl());
    far[i] = (skinAround.seesAny() ? own - skinAround.mean(view(small)) : own) * cv::mean(view(shares[i]))[0];
  });
  cv::Scalar mixFar = skinAround.seesAny() ? skinAround.mean(mixSmall) : cv::Scalar();
  for (const cv::Scalar& of : far) mixFar += of;
  ImageF uncovered = part(skinAround(mixSmall, mixFar), box - wider.tl());
  const ImageF needed = part(covered, box);
  for (std::size_t i = 0; i < faces; ++i)
    addDifference(uncovered, sample(mix.faces[i].pixels, kPaddedWindow, part(maps[i], box), true, needed), around[i],
                  part(shares[i], box));

  const cv::Rect there = box + face.tl();
  cv::Mat to = view(detail)(there);
  to += (view(uncovered) - view(drawn)(there) - to).mul(threefold(view(needed)));
  for (std::size_t i = 0; i < faces; ++i) {
    cv::Mat share = view(mix.shares[i])(there);
    share = cv::max(share + view(shares[i])(box) - view(before[i])(box), 0);
  }
}

}  // namespace mien
