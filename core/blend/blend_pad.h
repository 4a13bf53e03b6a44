#pragma once
#include <vector>

#include "core/base/geometry.h"
#include "core/blend/face_weights.h"

namespace mien {

// A pad on which one point says what each face has: the faces stand at the corners of a regular polygon, A at the top;
// two stand at the ends of a line.

/// Where the faces stand, in the unit square; 2 to kMaxFaces.
std::vector<Point> padCorners(std::size_t faces);

/// What each face has at a point: mean value coordinates (Floater 2003), smooth, and all of a face at its corner. A
/// point outside counts as the nearest one within.
FaceWeights padWeights(std::size_t faces, Point at);

/// The point that stands for weights; of more than three faces many weights have the same.
Point padPoint(const FaceWeights& weights);

}  // namespace mien
