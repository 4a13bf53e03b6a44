#pragma once
#include <array>

#include "core/base/image.h"
#include "core/blend/mesh.h"
#include "core/blend/region.h"

namespace mien {

/// Where each region lies in the plane of `mesh`, the mean face: 1 within, 0 outside, soft between; 1 channel, `size`²
/// over the crop. At every pixel they sum to 1 at most; the rest belongs to the whole.
std::array<ImageF, kRegionCount> regionMasks(const Mesh& mesh, int size);

/// The region that has most of the mean face at `place` (unit square of its crop), or none outside of the face.
std::optional<Region> regionAt(const std::array<ImageF, kRegionCount>& masks, Point place);

/// Landmarks between two faces, each by the share of the region it belongs to: `shares` in the order of Region, the
/// skin's is not used.
Landmarks mixedLandmarks(const Landmarks& a, const Landmarks& b, const std::array<float, kRegionCount>& shares);

}  // namespace mien
