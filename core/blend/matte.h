#pragma once
#include "core/base/image.h"
#include "core/blend/mesh.h"

namespace mien {

/// Where the face is in the plane of `mesh`: 1 within, 0 outside, soft between; 1 channel, `size`² over the crop.
/// The outline follows the jaw and the forehead, a little inside, so that no background comes along.
ImageF faceMatte(const Mesh& mesh, int size);

/// Shifts `face` (RGB 0..1) smoothly so that it meets `ground` in colour along the matte's edge: the difference there
/// is spread inwards with a wide blur (a cheap membrane; cf. Farbman et al. 2009, Pyramid-based image compositing).
/// Shifts by `most` at most: between a face and its ground more is no difference in light but a hat or a beard.
void matchColour(ImageF& face, const ImageF& ground, const ImageF& matte, double most = 0.2);

/// The same for a `change` (RGB) that is to be added to a picture: by `share` (1 channel, 0..1) one picture takes
/// another's place, and where that begins a difference in light would show as an edge. What the two differ by there is
/// taken out of the whole change, smoothly.
void takeOutStep(ImageF& change, const ImageF& share);

}  // namespace mien
