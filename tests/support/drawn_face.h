#pragma once
#include <cmath>
#include <numbers>

#include "core/base/geometry.h"

namespace mien {

/// Landmarks of a plain, symmetric face in the crop's unit square, made of arcs.
inline Landmarks drawnLandmarks(float width = 1) {
  Landmarks l{};
  const auto put = [&](std::size_t i, double x, double y) {
    l[i] = {0.5F + width * static_cast<float>(x), static_cast<float>(y)};
  };
  const auto arc = [&](std::size_t first, int count, double cx, double cy, double rx, double ry, double from,
                       double to) {
    for (int i = 0; i < count; ++i) {
      const double a = std::numbers::pi * (from + (to - from) * i / std::max(1, count - 1));
      put(first + static_cast<std::size_t>(i), cx + rx * std::cos(a), cy + ry * std::sin(a));
    }
  };
  arc(0, 17, 0, 0.42, 0.36, 0.52, 1, 0);          // jaw
  arc(17, 5, -0.18, 0.33, 0.11, 0.05, 1.1, 1.9);  // brows
  arc(22, 5, 0.18, 0.33, 0.11, 0.05, 1.1, 1.9);
  for (int i = 0; i < 4; ++i) put(27 + static_cast<std::size_t>(i), 0, 0.41 + 0.06 * i);
  for (int i = 0; i < 5; ++i) put(31 + static_cast<std::size_t>(i), -0.06 + 0.03 * i, 0.63);
  for (const double side : {-1.0, 1.0}) {
    const std::size_t first = side < 0 ? 36 : 42;
    for (int i = 0; i < 6; ++i) {
      const double a = std::numbers::pi * (1 + i / 3.0);
      put(first + static_cast<std::size_t>(i), 0.16 * side + 0.06 * std::cos(a), 0.40 + 0.022 * std::sin(a));
    }
  }
  arc(48, 12, 0, 0.76, 0.13, 0.05, 1, 1 + 2 * 11 / 12.0);
  arc(60, 8, 0, 0.76, 0.10, 0.012, 1, 1 + 2 * 7 / 8.0);
  return l;
}

/// The same face, wider and with a longer chin.
inline Landmarks wideLandmarks() {
  Landmarks l = drawnLandmarks(1.08F);
  for (std::size_t i = 4; i < 13; ++i) l[i].y += 0.03F;
  return l;
}

}  // namespace mien
