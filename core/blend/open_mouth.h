#pragma once
#include <span>

#include "core/base/geometry.h"
#include "core/base/image.h"

namespace mien {

/// A face to be laid on the others of a mix.
struct LaidFace {
  const ImageF& pixels;    ///< of its photograph, over kPaddedWindow
  const Landmarks& shape;  ///< unit square of its crop
  const ImageF& map;       ///< from the mix's plane
};

/// What is between the lips (teeth, tongue, shade) is seen in photographs whose mouth is open; of a closed one the line
/// between its lips would lie over it as a veil. So there, as with favourKnown(), who has the mouth open counts for up
/// to twice its share (`shares`: 1 channel each, as large as `picture`). The change is added to `picture`, the mix,
/// whose landmarks are `mixed`.
void showOpenMouths(ImageF& picture, std::span<const LaidFace> faces, std::span<const ImageF> shares,
                    const Landmarks& mixed);

}  // namespace mien
