#include "core/blend/picture_change.h"

#include <algorithm>
#include <cmath>

namespace mien {
namespace {

// What is looked at, and its weights, were chosen on films between photographs of the train split, so that steps follow
// those of the perceptual teacher (SqueezeNet).

/// Edges of the picture halved so often.
constexpr int kEdgeHalvings = 1;
constexpr float kEdges = 1.037F;
constexpr float kFaintEdge = 1e-5F;  // squared gradients far below it are not seen
/// Contrasts against what lies around, of the picture halved so often.
constexpr int kContrastHalvings = 3;
constexpr float kContrasts = 2.823F;
constexpr float kFaintContrast = 1e-4F;  // variances far below it are not seen
/// Colours of large areas.
constexpr int kColourSide = 8;  // px that are left
constexpr float kColours = 15.98F;

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

/// Mean of a pixel and those up to `reach` beside it along one direction; the border counts as often as it takes.
ImageF meansAlong(const ImageF& from, int dx, int dy, int reach) {
  ImageF out(from.width(), from.height(), from.channels());
  for (int y = 0; y < out.height(); ++y)
    for (int x = 0; x < out.width(); ++x)
      for (int c = 0; c < out.channels(); ++c) {
        float sum = 0;
        for (int i = -reach; i <= reach; ++i)
          sum += from.at(std::clamp(x + i * dx, 0, from.width() - 1), std::clamp(y + i * dy, 0, from.height() - 1), c);
        out.at(x, y, c) = sum / static_cast<float>(2 * reach + 1);
      }
  return out;
}

ImageF meansAround(const ImageF& from, int reach) {
  return meansAlong(meansAlong(from, 1, 0, reach), 0, 1, reach);
}

void addEdges(PictureFeatures& features, const ImageF& planes) {
  const ImageF edges = meansAround(edgesOf(planes), 1);
  const float weight = kEdges / static_cast<float>(edges.width());
  for (const float* e = edges.data(); e != edges.data() + edges.size(); ++e)
    features.values.push_back(weight * std::log(*e + kFaintEdge));
}

void addContrasts(PictureFeatures& features, const ImageF& planes) {
  constexpr int kReach = 2;
  ImageF luma(planes.width(), planes.height(), 1);
  for (std::size_t i = 0; i < luma.size(); ++i) luma.data()[i] = planes.data()[3 * i];
  const ImageF mean = meansAround(luma, kReach);
  ImageF squares(luma.width(), luma.height(), 1);
  for (std::size_t i = 0; i < luma.size(); ++i) {
    const float apart = luma.data()[i] - mean.data()[i];
    luma.data()[i] = apart;
    squares.data()[i] = apart * apart;
  }
  const ImageF variance = meansAround(squares, kReach);
  const float weight = kContrasts / static_cast<float>(luma.width());
  for (std::size_t i = 0; i < luma.size(); ++i)
    features.values.push_back(weight * luma.data()[i] / std::sqrt(variance.data()[i] + kFaintContrast));
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
       planes = halved(planes), ++halvings) {
    if (halvings == kEdgeHalvings) addEdges(features, planes);
    if (halvings == kContrastHalvings) addContrasts(features, planes);
  }
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
