#pragma once
#include "core/base/image.h"

namespace mien {

/// RGBA laid over white: RGB, for what holds no alpha.
inline Image8 overWhite(const Image8& rgba) {
  Image8 rgb(rgba.width(), rgba.height(), 3);
  const std::uint8_t* from = rgba.data();
  for (std::uint8_t* to = rgb.data(); to != rgb.data() + rgb.size(); to += 3, from += 4) {
    for (int c = 0; c < 3; ++c)
      to[c] = static_cast<std::uint8_t>((from[c] * from[3] + 255 * (255 - from[3]) + 127) / 255);
  }
  return rgb;
}

inline Image8 withOpaqueAlpha(const Image8& rgb) {
  Image8 rgba(rgb.width(), rgb.height(), 4, 255);
  const std::uint8_t* from = rgb.data();
  for (std::uint8_t* to = rgba.data(); to != rgba.data() + rgba.size(); to += 4, from += 3) {
    for (int c = 0; c < 3; ++c) to[c] = from[c];
  }
  return rgba;
}

}  // namespace mien
