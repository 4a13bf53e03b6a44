#include "core/blend/known_area.h"

#include <algorithm>
#include <vector>

#include "core/blend/each_row.h"

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

void favourKnown(std::span<ImageF> shares, std::span<const ImageF> known, float most) {
  const std::size_t faces = shares.size();
  const auto width = static_cast<std::size_t>(shares[0].width());
  eachRow(shares[0].width(), shares[0].height(), [&](int y) {
    std::vector<float> reached(faces * width), seen(width), unseen(width), more(width), less(width);
    for (std::size_t i = 0; i < faces; ++i) {
      const float* share = shares[i].row(y);
      const float* area = known[i].empty() ? nullptr : known[i].row(y);
      float* here = reached.data() + i * width;
      for (std::size_t x = 0; x < width; ++x) {
        here[x] = area == nullptr ? share[x] : share[x] * std::clamp(area[x], 0.0F, 1.0F);
        seen[x] += here[x];
        unseen[x] += share[x] - here[x];
      }
    }
    for (std::size_t x = 0; x < width; ++x) {
      const float moved = std::min((most - 1) * seen[x], unseen[x]);
      more[x] = moved > 0 ? 1 + moved / seen[x] : 1;
      less[x] = moved > 0 ? 1 - moved / unseen[x] : 1;
    }
    for (std::size_t i = 0; i < faces; ++i) {
      float* share = shares[i].row(y);
      const float* here = reached.data() + i * width;
      for (std::size_t x = 0; x < width; ++x) share[x] = here[x] * more[x] + (share[x] - here[x]) * less[x];
    }
  });
}

}  // namespace mien
