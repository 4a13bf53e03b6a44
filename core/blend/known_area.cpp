#include "core/blend/known_area.h"

#include <algorithm>
#include <vector>

namespace mien {
namespace {

/// How far from its border a photograph counts in full, in units of the crop's side.
constexpr float kSoftness = 0.08F;

}  // namespace

ImageF knownArea(const Similarity& toCrop, PhotoSize photo, Window window, int size) {
  ImageF known(size, size, 1);
  const Similarity toPhoto = toCrop.inverse();
  const float perPixel = toCrop.scale() / kSoftness;
  const float step = window.side / static_cast<float>(size);
  const auto width = static_cast<float>(photo.width);
  const auto height = static_cast<float>(photo.height);
  float least = 1;
  for (int y = 0; y < size; ++y) {
    float* row = known.row(y);
    for (int x = 0; x < size; ++x) {
      const Point p = toPhoto({window.origin + (static_cast<float>(x) + 0.5F) * step,
                               window.origin + (static_cast<float>(y) + 0.5F) * step});
      const float inside = std::min({p.x, p.y, width - p.x, height - p.y});  // px to the nearest border
      row[x] = std::clamp(inside * perPixel, 0.0F, 1.0F);
      least = std::min(least, row[x]);
    }
  }
  return least < 1 ? std::move(known) : ImageF();
}

void favourKnown(std::span<ImageF> shares, std::span<const ImageF> known) {
  const std::size_t faces = shares.size();
  std::vector<float> reached(faces);
  for (std::size_t p = 0; p < shares[0].size(); ++p) {
    float seen = 0, unseen = 0;
    for (std::size_t i = 0; i < faces; ++i) {
      const float share = shares[i].data()[p];
      reached[i] = known[i].empty() ? share : share * std::clamp(known[i].data()[p], 0.0F, 1.0F);
      seen += reached[i];
      unseen += share - reached[i];
    }
    const float moved = std::min(seen, unseen);
    if (!(moved > 0)) continue;
    for (std::size_t i = 0; i < faces; ++i) {
      float& share = shares[i].data()[p];
      share = reached[i] * (1 + moved / seen) + (share - reached[i]) * (1 - moved / unseen);
    }
  }
}

}  // namespace mien
