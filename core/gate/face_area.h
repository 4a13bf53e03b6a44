#pragma once
#include <cstdint>
#include <vector>

#include "core/base/geometry.h"
#include "core/base/image.h"

namespace mien {

/// Which pixels of a picture show a face: within the line along jaw and brows. `landmarks` in px of the picture. Row by
/// row, 1 in the face.
std::vector<std::uint8_t> faceArea(const Landmarks& landmarks, int width, int height);

/// Mean absolute difference of the colours of two pictures of one size in an area, 0..255; 0 where there is none.
double changeIn(const std::vector<std::uint8_t>& area, const Image8& a, const Image8& b);

}  // namespace mien
