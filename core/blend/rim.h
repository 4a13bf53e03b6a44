#pragma once
#include "core/base/image.h"

namespace mien {

/// Replaces what the network makes of its picture's rim, top and sides, by a soft continuation of what lies within:
/// most photographs that it learned from end there, so it has little to say but a brown band above foreheads. RGB, a
/// texture of the whole crop. Any thread.
void softenRim(ImageF& texture);

}  // namespace mien
