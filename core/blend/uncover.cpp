#include "core/blend/uncover.h"

#include <algorithm>
#include <numeric>
#include <opencv2/imgproc.hpp>
#include <vector>

#include "core/blend/each_row.h"
#include "core/blend/known_area.h"
#include "core/blend/mat_view.h"
#include "core/blend/skin_around.h"
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

/// Who has so little of a mix that he hardly shows in it covers as little, and is hardly there to give way to: nothing
/// may jump as a share comes to 0.
cv::Mat counts(const ImageF& share) {
  return cv::min(kBareSkin * view(share), 1);
}

/// Their product; empty, which is 1 everywhere, where both are.
cv::Mat bothOf(const ImageF& a, const ImageF& b) {
  if (a.empty() && b.empty()) return {};
  if (a.empty() || b.empty()) return view(a.empty() ? b : a);
  return view(a).mul(view(b));
}

/// How far each face is covered where another's skin is bare: 1 channel; empty where it is bare everywhere. A smear
/// beyond a photograph (`known` is 0 there) neither says what covers its face nor is skin that others give way to.
std::vector<ImageF> coveredParts(std::span<const ImageF> bare, std::span<const ImageF> known,
                                 std::span<const ImageF> shares) {
  std::vector<cv::Mat> skin(bare.size());
  eachOf(bare.size(), [&](std::size_t i) {
    const cv::Mat seen = bothOf(bare[i], known[i]);
    skin[i] = counts(shares[i]);
    if (!seen.empty()) skin[i] = skin[i].mul(seen);
  });
  std::vector<ImageF> out(bare.size());
  eachOf(bare.size(), [&](std::size_t i) {
    if (bare[i].empty()) return;
    cv::Mat others(bare[i].height(), bare[i].width(), CV_32F, cv::Scalar(0));
    for (std::size_t j = 0; j < skin.size(); ++j)
      if (j != i) others = cv::max(others, skin[j]);
    out[i] = ImageF(bare[i].width(), bare[i].height(), 1);
    cv::Mat to = view(out[i]);
    to = (1 - view(bare[i])).mul(others).mul(counts(shares[i]));
    if (!known[i].empty()) to = to.mul(view(known[i]));
  });
  return out;
}

/// The most of them, and nothing where that is next to nothing; empty where all are.
ImageF mostOf(std::span<const ImageF> covered) {
  constexpr double kNothing = 1.0 / 512;  // a blur makes a little less of 1
  ImageF most;
  for (const ImageF& of : covered) {
    if (of.empty()) continue;
    if (most.empty()) most = ImageF(of.width(), of.height(), 1);
    cv::Mat to = view(most);
    to = cv::max(to, view(of));
  }
  if (!most.empty()) {
    cv::Mat to = view(most);
    cv::threshold(to, to, kNothing, 0, cv::THRESH_TOZERO);
  }
  return most;
}

/// Whose skin takes the place where something is taken out: 1 channel; empty where anybody's does.
std::vector<ImageF> takingPlace(std::span<const ImageF> covered, const ImageF& most, std::span<const ImageF> known) {
  std::vector<ImageF> out(covered.size());
  eachOf(covered.size(), [&](std::size_t i) {
    if (covered[i].empty() && known[i].empty()) return;
    out[i] = ImageF(most.width(), most.height(), 1, 1);
    cv::Mat to = view(out[i]);
    // As a share of `most`, which alone says how far all of it goes.
    if (!covered[i].empty()) to = 1 - view(covered[i]) / cv::max(view(most), 1e-6);
    if (!known[i].empty()) to = to.mul(view(known[i]));
  });
  return out;
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
  const std::size_t faces = mix.faces.size();
  const cv::Rect face = faceIn(mixed, detail.width());
  if (faces < 2 || face.empty()) return;
  std::vector<ImageF> maps(faces), shares(faces), known(faces), bare(faces);
  eachOf(faces, [&](std::size_t i) {
    maps[i] = part(mix.faces[i].map, face);
    shares[i] = part(mix.shares[i], face);
    if (!mix.known[i].empty()) known[i] = part(mix.known[i], face);
    if (!mix.skins[i]->plain.empty()) bare[i] = sample(mix.skins[i]->plain, kPaddedWindow, maps[i]);
  });
  favourKnown(shares, known);
  const std::vector<ImageF> covered = coveredParts(bare, known, shares);
  const ImageF most = mostOf(covered);
  if (most.empty()) return;
  const cv::Rect box = cv::boundingRect(view(most) > 0);
  if (box.empty()) return;

  const double sigma = 0.025 * detail.width();
  const int margin = cvCeil(2 * sigma);
  const cv::Rect wider =
      (box - cv::Point(margin, margin) + cv::Size(2 * margin, 2 * margin)) & cv::Rect(cv::Point(), face.size());
  cv::Mat seen = view(inside)(wider + face.tl()).clone();  // where skin is seen of all who count
  for (std::size_t i = 0; i < faces; ++i)
    if (const cv::Mat of = bothOf(bare[i], known[i]); !of.empty())
      seen = seen.mul(1 - counts(shares[i])(wider).mul(1 - of(wider)));
  favourKnown(shares, takingPlace(covered, most, known), kBareSkin);

  const SkinAround skinAround(seen, sigma);
  const auto everySecond = [&](const ImageF& of) { return skinAround.everySecond(view(of)(wider + face.tl())); };
  const cv::Mat mixSmall = everySecond(drawn) + everySecond(detail);
  std::vector<ImageF> around(faces);
  std::vector<cv::Scalar> skins(faces), differences(faces);  // between skin and what is seen, as far as they count
  eachOf(faces, [&](std::size_t i) {
    const cv::Mat map = skinAround.everySecond(view(maps[i])(wider));
    ImageF places(map.cols, map.rows, 2);
    map.copyTo(view(places));
    const ImageF small = sample(mix.faces[i].pixels, kPaddedWindow, places);
    const auto& of = mix.skins[i]->skin;
    const cv::Scalar skin(of[0], of[1], of[2]);
    around[i] = part(skinAround(view(small), skin), box - wider.tl());
    const double share = cv::mean(view(shares[i]))[0];
    skins[i] = skin * share;
    differences[i] = (skin - skinAround.mean(view(small), skin)) * share;
  });
  const auto sumOfAll = [](const std::vector<cv::Scalar>& all) {
    return std::accumulate(all.begin(), all.end(), cv::Scalar());
  };
  const cv::Scalar mixSkin = skinAround.mean(mixSmall, sumOfAll(skins)) + sumOfAll(differences);
  ImageF uncovered = part(skinAround(mixSmall, mixSkin), box - wider.tl());
  const ImageF needed = part(most, box);
  for (std::size_t i = 0; i < faces; ++i)
    addDifference(uncovered, sample(mix.faces[i].pixels, kPaddedWindow, part(maps[i], box), true, needed), around[i],
                  part(shares[i], box));

  const cv::Rect there = box + face.tl();
  cv::Mat to = view(detail)(there);
  to += (view(uncovered) - view(drawn)(there) - to).mul(threefold(view(needed)));
  for (std::size_t i = 0; i < faces; ++i) {
    cv::Mat share = view(mix.shares[i])(there);
    share += (view(shares[i])(box) - share).mul(view(needed));
  }
}

}  // namespace mien
