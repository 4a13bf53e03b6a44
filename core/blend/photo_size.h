#pragma once

namespace mien {

/// Of the upright photograph, px.
struct PhotoSize {
  int width = 0, height = 0;
  friend bool operator==(const PhotoSize&, const PhotoSize&) = default;
};

}  // namespace mien
