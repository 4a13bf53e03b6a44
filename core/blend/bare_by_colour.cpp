#include "core/blend/bare_by_colour.h"

#include <algorithm>
#include <cmath>
#include <opencv2/imgproc.hpp>
#include <vector>

#include "core/blend/mat_view.h"
#include "core/blend/mesh.h"
#include "core/blend/skin.h"

namespace mien {
namespace {

constexpr int kSide = BareSkin::kSide;

using Outline = std::vector<cv::Point>;

cv::Point pixelOf(Point p) {
  const Point at = (p - Point{kPaddedWindow.origin, kPaddedWindow.origin}) * (kSide / kPaddedWindow.side);
  return {cvRound(at.x), cvRound(at.y)};
}

/// Of nose and cheeks, where there is hardly ever anything but skin.
cv::Mat middleOf(const Landmarks& shape) {
  cv::Mat mask(kSide, kSide, CV_32F, cv::Scalar(0));
  const auto fill = [&](std::initializer_list<std::size_t> points, float with) {
    Outline around;
    for (const std::size_t i : points) around.push_back(pixelOf(shape[i]));
    Outline hull;
    cv::convexHull(around, hull);
    cv::fillConvexPoly(mask, hull, cv::Scalar(static_cast<double>(with)));
  };
  fill({1, 3, 13, 15, 27, 31, 35}, 1);
  fill({36, 37, 38, 39, 40, 41}, 0);
  fill({42, 43, 44, 45, 46, 47}, 0);
  return mask;
}

/// From over the brows up to where Mesh ends the face, and the temples, where hair hangs and spectacles' arms pass.
cv::Mat placeOf(const Landmarks& shape) {
  constexpr float kOverBrows = 0.06F;  // of the distance between the eyes
  constexpr float kBeyond = 0.25F;     // beyond the face's end, which is soft
  constexpr float kTemple = 0.4F;      // of the way from the eye to the outline: clear of lashes and creases
  const FivePoints five = fivePoints(shape);
  const Point axis = five.leftEye - five.rightEye;
  const Point up{axis.y, -axis.x};
  Outline outline{pixelOf(shape[1]), pixelOf(shape[36] + (shape[0] - shape[36]) * kTemple)};
  for (std::size_t i = 17; i < 27; ++i) outline.push_back(pixelOf(shape[i] + up * kOverBrows));
  outline.push_back(pixelOf(shape[45] + (shape[16] - shape[45]) * kTemple));
  outline.push_back(pixelOf(shape[15]));
  const Mesh mesh = meshFor(shape);
  for (std::size_t i = 68 + Mesh::kForehead; i-- > 68;) outline.push_back(pixelOf(mesh.points[i] + up * kBeyond));
  cv::Mat mask(kSide, kSide, CV_32F, cv::Scalar(0));
  cv::fillPoly(mask, std::vector<Outline>{outline}, cv::Scalar(1));
  return mask;
}

/// How surely a colour is the skin's: 0..1.
float skinLike(const cv::Vec3f& tone, const Skin& skin, const OffHue& offHue) {
  constexpr float kDarker = 2.5F;  // deviations; hair and brims are darker still
  constexpr float kHue = 2;
  const float light = tone[0] - skin.mean[0];
  float far = 0;
  if (light < 0) {
    const float d = light / (kDarker * skin.deviation[0]);
    far = d * d;
  }
  const auto [red, blue] = offHue(tone);
  const float r = red / (kHue * skin.deviation[1]);
  const float b = blue / (kHue * skin.deviation[2]);
  far += r * r + b * b;
  // Three fifths as likely as the mean: surely skin; a fifth: surely none.
  return std::clamp((std::exp(-far / 2) - 0.2F) / 0.4F, 0.0F, 1.0F);
}

}  // namespace

BareSkin bareByColour(const ImageF& padded, const Landmarks& shape) {
  cv::Mat small = view(padded);
  if (padded.width() != kSide) cv::resize(small, small, {kSide, kSide}, 0, 0, cv::INTER_AREA);
  const cv::Mat tones = tonesOf(small);
  const Skin skin = skinOf(tones, middleOf(shape));
  const cv::Mat place = placeOf(shape);
  BareSkin seen{ImageF(kSide, kSide, 1, 1), rgbOf(skin.mean), {}};
  ImageF& bare = seen.bare;
  const OffHue offHue(skin, 1);
  double covered = 0;
  for (int y = 0; y < kSide; ++y)
    for (int x = 0; x < kSide; ++x) {
      if (!(place.at<float>(y, x) > 0)) continue;
      bare.at(x, y) = skinLike(tones.at<cv::Vec3f>(y, x), skin, offHue);
      covered += static_cast<double>(1 - bare.at(x, y));
    }
  constexpr double kNothing = 0.02;  // of forehead and temples
  constexpr int kGap = 15;           // px: gloss on hair, and skin between strands
  constexpr int kEdge = 5;           // px: hair thins out towards its ends, and throws a shade
  if (covered < kNothing * cv::sum(place)[0]) return {{}, seen.skin, {}};
  cv::Mat soft = view(bare);
  const auto disc = [](int across) { return cv::getStructuringElement(cv::MORPH_ELLIPSE, {across, across}); };
  cv::morphologyEx(soft, soft, cv::MORPH_OPEN, disc(kGap));
  cv::erode(soft, soft, disc(kEdge));
  cv::GaussianBlur(soft, soft, {}, 0.006 * kSide);
  return seen;
}

}  // namespace mien
