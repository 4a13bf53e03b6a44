#include "core/blend/picture_change.h"

#include <algorithm>
#include <cmath>

namespace mien {
namespace {

/// Edges of pictures halved so often are looked at. Squared gradients far below `faint` are not seen.
struct EdgeScale {
  int halvings;
  float faint;
  float weight;
};
/// Scales and weights were chosen on 80 films between photographs of the train split, so that steps follow those of the
/// perceptual teacher (SqueezeNet).
constexpr EdgeScale kEdges[] = {{1, 1e-5F, 0.49F}, {2, 1e-4F, 0.90F}};
constexpr float kColours = 14.1F;
constexpr int kColourSide = 8;  // px that are left for the colours of large areas

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

/// Squared differences of luma to the right and downwards.
ImageF edgesOf(const ImageF& planes) {
  ImageF out(planes.width() - 1, planes.height() - 1, 2);
  for (int y = 0; y < out.height(); ++y)
    for (int x = 0; x < out.width(); ++x) {
      const float right = planes.at(x + 1, y, 0) - planes.at(x, y, 0);
      const float down = planes.at(x, y + 1, 0) - planes.at(x, y, 0);
      out.at(x, y, 0) = right * right;
      out.at(x, y, 1) = down * down;
    }
  return out;
}

/// Mean of a pixel and those beside it along one direction; the border counts as often as it takes.
ImageF meansAlong(const ImageF& from, int dx, int dy) {
  ImageF out(from.width(), from.height(), from.channels());
  for (int y = 0; y < out.height(); ++y)
    for (int x = 0; x < out.width(); ++x)
      for (int c = 0; c < out.channels(); ++c) {
        float sum = 0;
        for (int i = -1; i <= 1; ++i)
          sum += from.at(std::clamp(x + i * dx, 0, from.width() - 1), std::clamp(y + i * dy, 0, from.height() - 1), c);
        out.at(x, y, c) = sum / 3;
      }
  return out;
}

void addEdges(PictureFeatures& features, const ImageF& planes, const EdgeScale& scale) {
  const ImageF edges = meansAlong(meansAlong(edgesOf(planes), 1, 0), 0, 1);
  const float weight = scale.weight / static_cast<float>(edges.width());
  for (const float* e = edges.data(); e != edges.data() + edges.size(); ++e)
    features.values.push_back(weight * std::log(*e + scale.faint));
}

void addColours(PictureFeatures& features, const ImageF& planes) {
  const float weight = kColours / static_cast<float>(planes.width());
  for (const float* p = planes.data(); p != planes.data() + planes.size(); p += 3)
    features.values.insert(features.values.end(), {weight * p[1], weight * p[2]});
}

}  // namespace

PictureFeatures pictureFeaturesOf(const Image8& picture) {
  PictureFeatures features;
  ImageF planes = planesOf(picture);
  for (int halvings = 0; std::min(planes.width(), planes.height()) >= 2 * kColourSide;
       planes = halved(planes), ++halvings)
    for (const EdgeScale& scale : kEdges)
      if (scale.halvings == halvings) addEdges(features, planes, scale);
  addColours(features, planes);
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
