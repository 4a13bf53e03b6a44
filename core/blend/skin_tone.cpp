#include "core/blend/skin_tone.h"

#include <algorithm>
#include <cmath>
#include <opencv2/imgproc.hpp>

#include "core/blend/each_row.h"
#include "core/blend/mat_view.h"
#include "core/blend/skin.h"
#include "core/blend/spread.h"

namespace mien {
namespace {

/// 1 channel, 0..1: how much each pixel is of the skin's colour. Ears and necks lie in the shade.
cv::Mat likeness(const cv::Mat& tones, const Skin& skin) {
  constexpr float kShade = 4;
  constexpr float kHue = 2;
  constexpr float kPaler = 0.2F;  // more, and hair and grey walls are skin
  constexpr float kFar = 6;       // (1 − d²/6)² falls as exp(−d²/2) does, and ends
  const OffHue offHue(skin, kPaler);
  const float perShade = 1 / (kShade * skin.deviation[0]);
  const float perRed = 1 / (kHue * skin.deviation[1]);
  const float perBlue = 1 / (kHue * skin.deviation[2]);
  cv::Mat out(tones.size(), CV_32F);
  eachRow(tones.cols, tones.rows, [&](int y) {
    const auto* t = tones.ptr<cv::Vec3f>(y);
    for (float* to = out.ptr<float>(y); to != out.ptr<float>(y) + tones.cols; ++to, ++t) {
      const auto [red, blue] = offHue(*t);
      const float shade = ((*t)[0] - skin.mean[0]) * perShade;
      const float r = red * perRed;
      const float b = blue * perBlue;
      const float near = std::max(0.0F, 1 - (shade * shade + r * r + b * b) / kFar);
      *to = near * near;
    }
  });
  return out;
}

/// The same of a large picture; more than so many pixels across tell no more.
cv::Mat skinIn(const cv::Mat& picture, const Skin& skin) {
  constexpr int kEnough = 256;
  cv::Mat small = picture;
  if (picture.cols > kEnough) cv::resize(picture, small, {kEnough, kEnough}, 0, 0, cv::INTER_AREA);
  cv::Mat out = likeness(tonesOf(small), skin);
  cv::GaussianBlur(out, out, {5, 5}, 0.004 * kEnough);
  if (picture.cols > kEnough) cv::resize(out, out, picture.size(), 0, 0, cv::INTER_LINEAR);
  return out;
}

}  // namespace

void carryTone(ImageF& ground, const ImageF& mixed, const ImageF& inside) {
  cv::Mat to = view(ground);
  const cv::Mat small = coarse(to);
  const cv::Mat face = coarse(view(inside));
  const cv::Mat tones = tonesOf(small);
  const Skin skin = skinOf(tones, face);
  // What the mixed face differs by where it is skin, and that carried outwards: a mean about each place.
  const cv::Mat weight = likeness(tones, skin).mul(face);
  constexpr double kFading = 0.01;  // far from the face nothing is known of it
  constexpr double kMost = 0.35;
  const cv::Mat change =
      spread((coarse(view(mixed)) - small).mul(threefold(weight)), weight + kFading, kMost, to.size());
  const cv::Mat isSkin = skinIn(to, skin);
  for (int y = 0; y < to.rows; ++y) {
    const float* of = isSkin.ptr<float>(y);
    const float* by = change.ptr<float>(y);
    float* const end = to.ptr<float>(y) + std::ptrdiff_t{3} * to.cols;
    for (float* pixel = to.ptr<float>(y); pixel != end; pixel += 3, by += 3, ++of)
      for (int c = 0; c < 3; ++c) pixel[c] += *of * by[c];
  }
}

}  // namespace mien
