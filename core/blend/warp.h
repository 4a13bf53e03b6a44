#pragma once
#include <span>
#include <vector>

#include "core/base/image.h"
#include "core/blend/mesh.h"

namespace mien {

/// For every pixel of a `size`² picture that covers `window` in the target's plane: where it lies in each source's
/// plane (x, y interleaved, in units of the crop's side). Piecewise affine over `triangles`, so a map there and one
/// back are exact inverses, and a map onto itself is the identity.
std::vector<ImageF> warpMaps(const Mesh& target, std::span<const Mesh> sources, std::span<const Triangle> triangles,
                             Window window, int size);

/// Samples `source`, which covers `sourceWindow` of its plane, through `map`. Bilinear (bicubic with `smooth`); beyond
/// the edge the edge's pixels repeat.
Image8 sample(const Image8& source, Window sourceWindow, const ImageF& map, bool smooth = false);
/// Bicubic of RGB alone. Where `needed` (1 channel, as large as the map) is 0, so is the result.
ImageF sample(const ImageF& source, Window sourceWindow, const ImageF& map, bool smooth = false,
              const ImageF& needed = {});

/// to += weight·sample(source, …) of RGB, bicubic, where `needed` is not 0: without a picture between.
void addSampled(ImageF& to, const ImageF& weight, const ImageF& source, Window sourceWindow, const ImageF& map,
                const ImageF& needed = {});

}  // namespace mien
