#pragma once
#include "core/base/geometry.h"
#include "core/base/image.h"
#include "core/blend/region.h"

namespace mien {

/// How much steeper a picture is across the edge of a region than beside it: the mean gradient of its luma in the
/// mask's own direction where the mask is about a half, divided by the same where it is nearly 0 or nearly 1. Faces
/// have lines of their own there, so compare with the same pair's plain mix. `landmarks` in px of the picture.
double seamRatio(const Image8& picture, const Landmarks& landmarks, Region region);

}  // namespace mien
