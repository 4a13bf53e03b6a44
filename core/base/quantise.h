#pragma once
#include <algorithm>
#include <limits>

#include "core/base/image.h"

namespace mien {

/// Values 0..1 as whole numbers over all of T's range, rounded; what lies outside is clamped.
template <class T>
Image<T> quantise(const ImageF& image) {
  constexpr auto kMost = static_cast<float>(std::numeric_limits<T>::max());
  Image<T> out(image.width(), image.height(), image.channels());
  std::transform(image.data(), image.data() + image.size(), out.data(), [](float value) {
    // As std::lround(), which is a call for each value and keeps the loop from going several at once.
    const float scaled = std::clamp(value, 0.0F, 1.0F) * kMost;
    const int whole = static_cast<int>(scaled);
    return static_cast<T>(whole + (scaled - static_cast<float>(whole) >= 0.5F ? 1 : 0));
  });
  return out;
}

}  // namespace mien
