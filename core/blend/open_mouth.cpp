#include "core/blend/open_mouth.h"

#include <algorithm>
#include <opencv2/imgproc.hpp>

#include "core/blend/known_area.h"
#include "core/blend/mat_view.h"
#include "core/blend/pixels.h"
#include "core/blend/spread.h"
#include "core/blend/warp.h"

namespace mien {
namespace {

/// How far the lips are apart, as a share of the mouth's width.
float openingOf(const Landmarks& face) {
  const float width = distance(face[48], face[54]);
  return width > 0 ? (distance(face[61], face[67]) + distance(face[62], face[66]) + distance(face[63], face[65])) /
                         (3 * width)
                   : 0;
}

/// Between closed lips landmarks find about this.
constexpr float kClosed = 0.04F;

/// How much of what the widest open mouth shows each shows, 0..1; empty where all show as much. `shares` as far as
/// `box` goes.
std::vector<float> shownBy(std::span<const LaidFace> faces, std::span<const ImageF> shares, const cv::Rect& box) {
  constexpr double kCounts = 0.1;  // who has less of the mouth is no measure for others: nothing may jump at 0
  std::vector<float> shown;
  float most = 0;
  for (std::size_t i = 0; i < faces.size(); ++i) {
    shown.push_back(std::max(0.0F, openingOf(faces[i].shape) - kClosed));
    const double share = cv::mean(view(shares[i])(box))[0];
    most = std::max(most, shown.back() * static_cast<float>(std::clamp(share / kCounts, 0.0, 1.0)));
  }
  if (!(most > 0)) return {};
  constexpr float kEnough = 0.5F;  // half as wide open is stretched without harm
  // Hardly open is as good as closed: nothing may jump where the lips part.
  const float counts = std::min(most / kClosed, 1.0F);
  for (float& of : shown) of = 1 - counts * (1 - std::min(of / (kEnough * most), 1.0F));
  if (*std::min_element(shown.begin(), shown.end()) == 1) return {};
  return shown;
}

/// 1 within the landmarks from `first` to before `end`, smooth at its edge; over `box` of a picture `side` px wide.
cv::Mat within(const Landmarks& face, std::size_t first, std::size_t end, int side, const cv::Rect& box) {
  constexpr int kBits = 4;
  std::vector<cv::Point> outline;
  for (std::size_t i = first; i < end; ++i) {
    const Point p = face[i] * static_cast<float>(side << kBits);
    outline.push_back(cv::Point(cvRound(p.x), cvRound(p.y)) - box.tl() * (1 << kBits));
  }
  cv::Mat hard(box.size(), CV_8U, cv::Scalar(0));
  cv::fillPoly(hard, std::vector<std::vector<cv::Point>>{outline}, cv::Scalar(255), cv::LINE_AA, kBits);
  cv::Mat inside;
  hard.convertTo(inside, CV_32F, 1.0 / 255);
  return inside;
}

/// The mouth with some skin around it.
cv::Rect mouthIn(const Landmarks& face, int side) {
  constexpr float kAround = 0.03F;
  Point low{1, 1};
  Point high{0, 0};
  for (std::size_t i = 48; i < 68; ++i) {
    low = {std::min(low.x, face[i].x - kAround), std::min(low.y, face[i].y - kAround)};
    high = {std::max(high.x, face[i].x + kAround), std::max(high.y, face[i].y + kAround)};
  }
  const auto px = [&](float at) { return std::clamp(cvRound(at * static_cast<float>(side)), 0, side); };
  return {cv::Point(px(low.x), px(low.y)), cv::Point(px(high.x), px(high.y))};
}

/// By what `picture` must be multiplied to be as bright as `like` where `weight` is. Not each channel by itself, for
/// skins differ in colour and teeth do not.
double asBrightAs(const cv::Mat& like, const cv::Mat& picture, const cv::Mat& weight) {
  constexpr double kMost = 2;
  const auto brightness = [&](const cv::Mat& of) {
    const cv::Scalar sum = cv::sum(of.mul(threefold(weight)));
    return 0.299 * sum[0] + 0.587 * sum[1] + 0.114 * sum[2];
  };
  const double own = brightness(picture);
  return own > 0 ? std::clamp(brightness(like) / own, 1 / kMost, kMost) : 1;
}

}  // namespace

void showOpenMouths(ImageF& picture, std::span<const LaidFace> faces, std::span<const ImageF> shares,
                    const Landmarks& mixed) {
  const int side = picture.width();
  const cv::Rect box = mouthIn(mixed, side);
  if (box.empty()) return;
  const std::vector<float> shown = shownBy(faces, shares, box);
  if (shown.empty()) return;
  cv::Mat between = within(mixed, 60, 68, side, box);
  cv::GaussianBlur(between, between, {}, 0.006 * side);
  const cv::Mat skin = 1 - within(mixed, 48, 60, side, box);

  std::vector<ImageF> own;
  std::vector<ImageF> seen;
  std::vector<ImageF> mouths;
  ImageF mix(box.width, box.height, 3);
  for (std::size_t i = 0; i < faces.size(); ++i) {
    own.push_back(part(shares[i], box));
    seen.emplace_back(box.width, box.height, 1);
    cv::Mat(1 - between * (1 - shown[i])).copyTo(view(seen.back()));
    mouths.push_back(sample(faces[i].pixels, kPaddedWindow, part(faces[i].map, box), true));
    addTimes(mix, mouths.back(), own.back());
  }
  std::vector<ImageF> favoured = own;
  favourKnown(favoured, seen);
  ImageF change(box.width, box.height, 3);
  for (std::size_t i = 0; i < faces.size(); ++i) {
    cv::Mat mouth = view(mouths[i]);
    mouth *= asBrightAs(view(mix), mouth, skin);  // teeth in the mix's light
    cv::Mat more = view(favoured[i]);
    more -= view(own[i]);
    addTimes(change, mouths[i], favoured[i]);
  }
  cv::Mat there = view(picture)(box);
  there += view(change);
}

}  // namespace mien
