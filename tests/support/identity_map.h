#pragma once
#include "core/base/geometry.h"
#include "core/base/image.h"

namespace mien {

/// Where each pixel of a `size`² picture of the window lies: the map that changes nothing.
inline ImageF identityMap(Window window, int size) {
  ImageF map(size, size, 2);
  for (int y = 0; y < size; ++y)
    for (int x = 0; x < size; ++x) {
      map.at(x, y, 0) = window.origin + window.side * (static_cast<float>(x) + 0.5F) / static_cast<float>(size);
      map.at(x, y, 1) = window.origin + window.side * (static_cast<float>(y) + 0.5F) / static_cast<float>(size);
    }
  return map;
}

}  // namespace mien
