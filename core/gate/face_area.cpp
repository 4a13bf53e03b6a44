#include "core/gate/face_area.h"

#include <algorithm>
#include <cmath>
#include <cstdlib>

namespace mien {
namespace {

/// Jaw from the right ear to the left, then back along the brows.
std::vector<Point> outlineOf(const Landmarks& landmarks) {
  std::vector<Point> outline(landmarks.begin(), landmarks.begin() + 17);
  for (std::size_t i = 26; i >= 17; --i) outline.push_back(landmarks[i]);
  return outline;
}

/// Where the outline crosses a row, from left to right.
std::vector<float> crossings(const std::vector<Point>& outline, float y) {
  std::vector<float> at;
  for (std::size_t i = 0; i < outline.size(); ++i) {
    const Point a = outline[i];
    const Point b = outline[(i + 1) % outline.size()];
    if ((a.y <= y) == (b.y <= y)) continue;
    at.push_back(a.x + (y - a.y) / (b.y - a.y) * (b.x - a.x));
  }
  std::sort(at.begin(), at.end());
  return at;
}

}  // namespace

std::vector<std::uint8_t> faceArea(const Landmarks& landmarks, int width, int height) {
  std::vector<std::uint8_t> area(static_cast<std::size_t>(width) * static_cast<std::size_t>(height));
  const std::vector<Point> outline = outlineOf(landmarks);
  for (int y = 0; y < height; ++y) {
    const std::vector<float> at = crossings(outline, static_cast<float>(y) + 0.5F);
    for (std::size_t i = 0; i + 1 < at.size(); i += 2) {
      const auto column = [&](float x) {
        return std::clamp(static_cast<int>(std::ceil(x - 0.5F)), 0, width);  // a pixel's centre decides
      };
      const auto row = area.begin() + static_cast<std::ptrdiff_t>(y) * width;
      std::fill(row + column(at[i]), row + column(at[i + 1]), std::uint8_t{1});
    }
  }
  return area;
}

double changeIn(const std::vector<std::uint8_t>& area, const Image8& a, const Image8& b) {
  std::int64_t sum = 0;
  std::int64_t count = 0;
  for (int y = 0; y < a.height(); ++y)
    for (int x = 0; x < a.width(); ++x) {
      if (area[static_cast<std::size_t>(y) * static_cast<std::size_t>(a.width()) + static_cast<std::size_t>(x)] == 0)
        continue;
      for (int c = 0; c < 3; ++c) sum += std::abs(int{a.at(x, y, c)} - int{b.at(x, y, c)});
      count += 3;
    }
  return count > 0 ? static_cast<double>(sum) / static_cast<double>(count) : 0;
}

}  // namespace mien
