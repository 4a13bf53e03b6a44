#pragma once
#include <cstdint>
#include <vector>

#include "core/base/image.h"

namespace mien {

/// A small JPEG for lists and grids, 192 px on its longer side; what is transparent becomes white. Empty for an empty
/// picture.
std::vector<std::uint8_t> thumbnailOf(const Image8& picture);

}  // namespace mien
