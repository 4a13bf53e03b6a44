#pragma once
#include "core/base/image.h"

namespace mien {

/// Where a photograph has light or colour that no other photographs have there, so that the network can't draw it:
/// glare, tinted glass, coloured light, the bright patch of hard light. Only broad patches, as of wrinkles it draws
/// little; only what is brighter or of another colour, for beards and brows are dark. 1 channel, 0..1, soft at its
/// edge; empty where that is next to nothing. `photo`, and `drawn` by the network, RGB 0..1; `skin`: where to look, 1
/// channel. All as large, in one plane.
ImageF oddLight(const ImageF& photo, const ImageF& drawn, const ImageF& skin);

}  // namespace mien
