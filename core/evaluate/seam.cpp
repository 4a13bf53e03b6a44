#include "core/evaluate/seam.h"

#include <cmath>

#include "core/blend/region_masks.h"

namespace mien {
namespace {

struct Gradient {
  float x, y;
};

template <class At>
Gradient gradientAt(const At& at, int x, int y) {
  return {(at(x + 1, y) - at(x - 1, y)) / 2, (at(x, y + 1) - at(x, y - 1)) / 2};
}

struct Mean {
  double sum = 0;
  int count = 0;
  void add(double value) {
    sum += value;
    ++count;
  }
  double value() const { return count == 0 ? 0 : sum / count; }
};

}  // namespace

double seamRatio(const Image8& picture, const Landmarks& landmarks, Region region) {
  const int size = picture.width();
  Landmarks inCrop = landmarks;
  for (Point& p : inCrop) p = p * (1 / static_cast<float>(size));
  const ImageF mask = regionMasks(meshFor(inCrop), size)[static_cast<std::size_t>(region)];
  const auto luma = [&](int x, int y) {  // ITU-R BT.709
    return 0.2126F * static_cast<float>(picture.at(x, y, 0)) + 0.7152F * static_cast<float>(picture.at(x, y, 1)) +
           0.0722F * static_cast<float>(picture.at(x, y, 2));
  };
  const auto inside = [&](int x, int y) { return mask.at(x, y); };
  Mean across;
  Mean beside;
  for (int y = 1; y + 1 < size; ++y)
    for (int x = 1; x + 1 < size; ++x) {
      const Gradient edge = gradientAt(inside, x, y);
      const float length = std::hypot(edge.x, edge.y);
      if (length < 1e-4F) continue;
      const Gradient slope = gradientAt(luma, x, y);
      const double along = std::abs(slope.x * edge.x + slope.y * edge.y) / length;
      const float m = mask.at(x, y);
      if (m > 0.35F && m < 0.65F)
        across.add(along);
      else if (m < 0.1F || m > 0.9F)
        beside.add(along);
    }
  return beside.value() == 0 ? 1 : across.value() / beside.value();
}

}  // namespace mien
