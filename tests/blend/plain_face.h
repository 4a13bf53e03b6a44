#pragma once
#include <array>
#include <cmath>

#include "core/base/geometry.h"

namespace mien {

/// The points of a face that matter, where they are in a crop.
inline Landmarks plainFace() {
  Landmarks at;
  at.fill({0.5F, 0.6F});
  for (int i = 0; i < 17; ++i) {  // the jaw, from ear to ear
    const float turn = 3.1415927F * static_cast<float>(i) / 16;
    at[static_cast<std::size_t>(i)] = {0.5F - 0.36F * std::cos(turn), 0.45F + 0.5F * std::sin(turn)};
  }
  for (std::size_t i = 0; i < 10; ++i) at[17 + i] = {0.25F + 0.5F * static_cast<float>(i) / 9, 0.3F};
  for (std::size_t i = 27; i < 31; ++i) at[i] = {0.5F, 0.4F + 0.06F * static_cast<float>(i - 27)};
  for (std::size_t i = 31; i < 36; ++i) at[i] = {0.44F + 0.03F * static_cast<float>(i - 31), 0.62F};
  constexpr std::array<Point, 6> eye{
      {{-0.05F, 0}, {-0.02F, -0.02F}, {0.02F, -0.02F}, {0.05F, 0}, {0.02F, 0.02F}, {-0.02F, 0.02F}}};
  for (std::size_t i = 0; i < 6; ++i) {
    at[36 + i] = Point{0.32F, 0.38F} + eye[i];
    at[42 + i] = Point{0.68F, 0.38F} + eye[i];
  }
  return at;
}

}  // namespace mien
