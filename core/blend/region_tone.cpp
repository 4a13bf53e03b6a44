#include "core/blend/region_tone.h"

#include <algorithm>
#include <opencv2/imgproc.hpp>

#include "core/blend/each_row.h"
#include "core/blend/mat_view.h"

namespace mien {
namespace {

constexpr int kSide = 64;  // px: light is broad, and masks are soft

cv::Mat small(const ImageF& picture) {
  cv::Mat out;
  cv::resize(view(picture), out, {kSide, kSide}, 0, 0, cv::INTER_AREA);
  return out;
}

/// The skin that has these weights, as it is lit: RGB.
cv::Mat skinOf(std::span<const FaceTone> faces, std::span<const cv::Mat> lights, const FaceWeights& weights) {
  cv::Mat sum(kSide, kSide, CV_32FC3, cv::Scalar());
  for (std::size_t i = 0; i < faces.size(); ++i) {
    if (weights[i] == 0 || lights[i].empty()) continue;
    const auto& skin = faces[i].skin;
    cv::Mat lit;
    cv::merge(std::vector<cv::Mat>{lights[i] * skin[0], lights[i] * skin[1], lights[i] * skin[2]}, lit);
    cv::scaleAdd(lit, weights[i], sum, sum);
  }
  return sum;
}

float brightness(const float* rgb) {
  return 0.299F * rgb[0] + 0.587F * rgb[1] + 0.114F * rgb[2];
}

}  // namespace

ImageF regionTone(std::span<const FaceTone> faces, const FaceWeights& colour, const FaceWeights& whole,
                  const RegionWeights& regions, const RegionMasks& masks) {
  constexpr float kMost = 3;
  constexpr float kLeast = 0.02F;
  std::vector<cv::Mat> lights(faces.size());
  for (std::size_t i = 0; i < faces.size(); ++i)
    if (faces[i].light) lights[i] = small(*faces[i].light);
  ImageF tone;
  cv::Mat skin;
  for (std::size_t r = 0; r < kRegionCount; ++r) {
    if (regions[r] == whole || regions[r] == colour) continue;
    if (tone.empty()) {
      tone = ImageF(kSide, kSide, 4);
      skin = skinOf(faces, lights, colour);
    }
    const cv::Mat own = skinOf(faces, lights, regions[r]);
    const cv::Mat mask = small(masks[r]);
    eachRow(kSide, kSide, [&](int y) {
      float* out = tone.row(y);
      const auto* there = skin.ptr<float>(y);
      const auto* from = own.ptr<float>(y);
      const auto* share = mask.ptr<float>(y);
      for (int x = 0; x < kSide; ++x, out += 4, there += 3, from += 3) {
        if (share[x] == 0) continue;
        const float gain = std::clamp((brightness(there) + kLeast) / (brightness(from) + kLeast), 1 / kMost, kMost);
        out[0] += share[x] * (gain - 1);
        for (int c = 0; c < 3; ++c) out[c + 1] += share[x] * (there[c] - gain * from[c]);
      }
    });
  }
  return tone;
}

void applyTone(ImageF& picture, const ImageF& tone) {
  eachRow(picture.width(), picture.height(), [&](int y) {
    float* to = picture.row(y);
    const float* by = tone.row(y);
    for (int x = 0; x < picture.width(); ++x, to += 3, by += 4)
      for (int c = 0; c < 3; ++c) to[c] += by[0] * to[c] + by[c + 1];
  });
}

}  // namespace mien
