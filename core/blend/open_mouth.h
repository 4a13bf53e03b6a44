#pragma once
#include <span>

#include "core/blend/laid_face.h"

namespace mien {

/// What is between the lips (teeth, tongue, shade) is seen in photographs whose mouth is open; of a closed one the line
/// between its lips would lie over it as a veil. So there, as with favourKnown(), who has the mouth open counts for up
/// to twice its share (`shares`: 1 channel each, as large as `picture`). The change is added to `picture`, the mix,
/// whose landmarks are `mixed`.
void showOpenMouths(ImageF& picture, std::span<const LaidFace> faces, std::span<const ImageF> shares,
                    const Landmarks& mixed);

}  // namespace mien
