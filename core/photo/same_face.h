#pragma once
#include "core/photo/found_face.h"

namespace mien {

// Which of two proposals of the finder are one face. By geometry and scores alone; any thread.

/// Of eyes, nose and mouth.
Point centreOf(const FivePoints& p);

/// Heads do not overlap this far.
bool headsOverlap(const FoundFace& a, const FoundFace& b);

/// Whether a second face, less sure or smaller, is nobody else: what was seen in the first one's hair and brow, or an
/// ear, a tie or a knot of hair beside it. Cheeks that touch share little, who looks out from behind another is as sure
/// a face as that one, and so mostly is somebody far behind.
bool isNoOther(const FoundFace& first, const FoundFace& second);

}  // namespace mien
