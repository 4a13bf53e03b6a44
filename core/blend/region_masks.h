#pragma once
#include <array>
#include <functional>
#include <span>

#include "core/base/image.h"
#include "core/blend/face_weights.h"
#include "core/blend/mesh.h"
#include "core/blend/region.h"

namespace mien {

using RegionMasks = std::array<ImageF, kRegionCount>;

/// Where each region lies in the plane of `mesh`, the mean face: 1 within, 0 outside, soft between; 1 channel, `size`²
/// over the crop. At every pixel they sum to 1.
RegionMasks regionMasks(const Mesh& mesh, int size);

/// The region that has most at `place` (unit square of the crop), or none outside of it.
std::optional<Region> regionAt(const RegionMasks& masks, Point place);

/// Σ weight(region)·mask of the region.
ImageF sumOf(const RegionMasks& masks, const std::function<float(std::size_t region)>& weight);

/// Landmarks between faces, each by the weights in the region it belongs to; the skin's are not used.
Landmarks mixedLandmarks(std::span<const Landmarks* const> faces, const RegionWeights& weights);

}  // namespace mien
