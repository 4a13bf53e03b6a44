#include "core/blend/warp.h"

#include <algorithm>
#include <cmath>
#include <opencv2/core.hpp>

namespace mien {
namespace {

float twiceArea(Point a, Point b, Point c) {
  return (b.x - a.x) * (c.y - a.y) - (b.y - a.y) * (c.x - a.x);
}

/// value + slope·x, along a row of pixels.
struct Ramp {
  float value = 0, slope = 0;
};

/// Narrows [first, last] to the pixels where `ramp` is not below `least`.
void narrow(Ramp ramp, float least, float& first, float& last) {
  if (ramp.slope > 0) {
    first = std::max(first, (least - ramp.value) / ramp.slope);
  } else if (ramp.slope < 0) {
    last = std::min(last, (least - ramp.value) / ramp.slope);
  } else if (ramp.value < least) {
    last = first - 1;
  }
}

/// Fills one triangle's pixels in `rows` of all maps, row by row: barycentric coordinates and so the maps are linear
/// along a row.
void fillTriangle(const Triangle& t, const Mesh& target, std::span<const Mesh> sources, Window window, cv::Range rows,
                  std::vector<ImageF>& maps) {
  const int size = maps[0].width();
  const auto corner = [&](const Mesh& mesh, int i) {
    return mesh.points[static_cast<std::size_t>(t[static_cast<std::size_t>(i)])];
  };
  const Point a = corner(target, 0);
  const Point b = corner(target, 1);
  const Point c = corner(target, 2);
  const float area = twiceArea(a, b, c);
  if (std::abs(area) < 1e-12F) return;
  const float step = window.side / static_cast<float>(size);
  const auto pixel = [&](float v) { return (v - window.origin) / step - 0.5F; };
  const auto limit = [&](float v) { return std::clamp(static_cast<int>(v), 0, size - 1); };
  const int y0 = limit(std::floor(pixel(std::min({a.y, b.y, c.y}))));
  const int y1 = limit(std::ceil(pixel(std::max({a.y, b.y, c.y}))));
  const int x0 = limit(std::floor(pixel(std::min({a.x, b.x, c.x}))));
  const int width = limit(std::ceil(pixel(std::max({a.x, b.x, c.x})))) - x0;
  // A hair's breadth of overlap, so that no pixel between two triangles is left out.
  constexpr float slack = -1e-4F;
  for (int y = std::max(y0, rows.start); y <= std::min(y1, rows.end - 1); ++y) {
    const Point start{window.origin + (static_cast<float>(x0) + 0.5F) * step,
                      window.origin + (static_cast<float>(y) + 0.5F) * step};
    const Ramp u{twiceArea(start, b, c) / area, (b.y - c.y) * step / area};
    const Ramp v{twiceArea(a, start, c) / area, (c.y - a.y) * step / area};
    float first = 0;
    auto last = static_cast<float>(width);
    narrow(u, slack, first, last);
    narrow(v, slack, first, last);
    narrow({1 - u.value - v.value, -u.slope - v.slope}, slack, first, last);
    if (first > last) continue;
    for (std::size_t s = 0; s < sources.size(); ++s) {
      const Point origin = corner(sources[s], 2);
      const Point alongU = corner(sources[s], 0) - origin;
      const Point alongV = corner(sources[s], 1) - origin;
      const Point at = origin + alongU * u.value + alongV * v.value;
      const Point move = alongU * u.slope + alongV * v.slope;
      float* out = maps[s].row(y) + 2 * x0;
      for (int x = static_cast<int>(std::ceil(first)); x <= static_cast<int>(last); ++x) {
        out[2 * x] = at.x + move.x * static_cast<float>(x);
        out[2 * x + 1] = at.y + move.y * static_cast<float>(x);
      }
    }
  }
}

}  // namespace

std::vector<ImageF> warpMaps(const Mesh& target, std::span<const Mesh> sources, std::span<const Triangle> triangles,
                             Window window, int size) {
  std::vector<ImageF> maps(sources.size(), ImageF(size, size, 2));
  const auto fill = [&](const cv::Range& rows) {
    // A triangle that folded over is drawn first, so that its neighbours with the right side up cover it.
    for (const bool folded : {true, false}) {
      for (const Triangle& t : triangles) {
        const auto at = [&](int i) { return target.points[static_cast<std::size_t>(t[static_cast<std::size_t>(i)])]; };
        if ((twiceArea(at(0), at(1), at(2)) < 0) == folded) fillTriangle(t, target, sources, window, rows, maps);
      }
    }
  };
  constexpr double kRows = 32;  // fewer are not worth a thread
  cv::parallel_for_({0, size}, fill, size / kRows);
  return maps;
}

}  // namespace mien
