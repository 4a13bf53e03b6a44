#include "core/gate/thumbnail.h"

#include <algorithm>

#include "core/photo/crop.h"
#include "core/photo/write.h"

namespace mien {

std::vector<std::uint8_t> thumbnailOf(const Image8& picture) {
  constexpr int kSide = 192;
  if (picture.empty()) return {};
  const int longer = std::max(picture.width(), picture.height());
  const auto shrunk = [&](int side) { return std::max(1, side * std::min(kSide, longer) / longer); };
  const Image8 small = resized(picture, shrunk(picture.width()), shrunk(picture.height()));
  return encodePicture(small, PictureFormat::Jpeg, {.quality = 85}).value_or(std::vector<std::uint8_t>());
}

}  // namespace mien
