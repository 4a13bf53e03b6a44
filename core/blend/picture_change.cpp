#include "core/blend/picture_change.h"

#include <algorithm>
#include <cmath>

namespace mien {
namespace {

constexpr int kScales = 3;          // 128², 64² and 32² of a picture of 256²: rounding to bytes is averaged out
constexpr int kReach = 2;           // px around one that count as its surroundings
constexpr float kFaintest = 3e-5F;  // squared gradient below which nothing is seen

/// Luma and two colour differences.
ImageF planesOf(const Image8& picture) {
  ImageF out(picture.width(), picture.height(), 3);
  const int channels = picture.channels();
  const std::uint8_t* from = picture.data();
  for (float* to = out.data(); to != out.data() + out.size(); to += 3, from += channels) {
    const float alpha = channels == 4 ? static_cast<float>(from[3]) / 255 : 1.0F;
    float rgb[3];
    for (int c = 0; c < 3; ++c) rgb[c] = 0.5F + alpha * (static_cast<float>(from[c]) / 255 - 0.5F);
    const float luma = 0.2126F * rgb[0] + 0.7152F * rgb[1] + 0.0722F * rgb[2];
    to[0] = luma;
    to[1] = rgb[0] - luma;
    to[2] = rgb[2] - luma;
  }
  return out;
}

/// Means of 2 × 2 pixels.
ImageF halved(const ImageF& from) {
  ImageF out(from.width() / 2, from.height() / 2, from.channels());
  for (int y = 0; y < out.height(); ++y)
    for (int x = 0; x < out.width(); ++x)
      for (int c = 0; c < out.channels(); ++c)
        out.at(x, y, c) = (from.at(2 * x, 2 * y, c) + from.at(2 * x + 1, 2 * y, c) + from.at(2 * x, 2 * y + 1, c) +
                           from.at(2 * x + 1, 2 * y + 1, c)) /
                          4;
  return out;
}

/// Differences to the right and downwards, of all three planes.
ImageF gradientsOf(const ImageF& planes) {
  ImageF out(planes.width() - 1, planes.height() - 1, 6);
  for (int y = 0; y < out.height(); ++y)
    for (int x = 0; x < out.width(); ++x)
      for (int c = 0; c < 3; ++c) {
        out.at(x, y, c) = planes.at(x + 1, y, c) - planes.at(x, y, c);
        out.at(x, y, 3 + c) = planes.at(x, y + 1, c) - planes.at(x, y, c);
      }
  return out;
}

ImageF strengthOf(const ImageF& gradients) {
  ImageF out(gradients.width(), gradients.height(), 1);
  const float* from = gradients.data();
  for (float* to = out.data(); to != out.data() + out.size(); ++to, from += 6)
    for (int c = 0; c < 6; ++c) *to += from[c] * from[c];
  return out;
}

/// Means along one direction; the border counts as often as it takes.
ImageF meansAlong(const ImageF& from, int dx, int dy) {
  ImageF out(from.width(), from.height(), 1);
  for (int y = 0; y < out.height(); ++y)
    for (int x = 0; x < out.width(); ++x) {
      float sum = 0;
      for (int i = -kReach; i <= kReach; ++i)
        sum += from.at(std::clamp(x + i * dx, 0, from.width() - 1), std::clamp(y + i * dy, 0, from.height() - 1));
      out.at(x, y) = sum / (2 * kReach + 1);
    }
  return out;
}

void addScale(PictureFeatures& features, const ImageF& planes) {
  const ImageF gradients = gradientsOf(planes);
  const ImageF around = meansAlong(meansAlong(strengthOf(gradients), 1, 0), 0, 1);
  const float weight = 1 / std::sqrt(static_cast<float>(around.size()));
  const float* from = gradients.data();
  for (const float* a = around.data(); a != around.data() + around.size(); ++a, from += 6)
    for (int c = 0; c < 6; ++c) features.values.push_back(weight * from[c] / std::sqrt(*a + kFaintest));
}

}  // namespace

PictureFeatures pictureFeaturesOf(const Image8& picture) {
  PictureFeatures features;
  ImageF planes = planesOf(picture);
  for (int scale = 0; scale < kScales; ++scale) {
    planes = halved(planes);
    addScale(features, planes);
  }
  return features;
}

double changeBetween(const PictureFeatures& a, const PictureFeatures& b) {
  double sum = 0;
  for (std::size_t i = 0; i < a.values.size(); ++i) {
    const double d = static_cast<double>(a.values[i]) - static_cast<double>(b.values[i]);
    sum += d * d;
  }
  return std::sqrt(sum);
}

}  // namespace mien
