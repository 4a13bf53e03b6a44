#include "core/blend/picture_change.h"

#include <cmath>

namespace mien {
namespace {

constexpr int kScales = 3;  // 128², 64² and 32² of a picture of 256²

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

}  // namespace

Look lookOf(const Image8& picture) {
  Look look;
  ImageF plane = planesOf(picture);
  for (int scale = 0; scale < kScales; ++scale) {
    plane = halved(plane);
    const auto weight = 1 / std::sqrt(static_cast<float>(plane.width() * plane.height()));
    for (const float* value = plane.data(); value != plane.data() + plane.size(); ++value)
      look.values.push_back(weight * *value);
  }
  return look;
}

double changeBetween(const Look& a, const Look& b) {
  double sum = 0;
  for (std::size_t i = 0; i < a.values.size(); ++i) {
    const double d = static_cast<double>(a.values[i]) - static_cast<double>(b.values[i]);
    sum += d * d;
  }
  return std::sqrt(sum);
}

}  // namespace mien
