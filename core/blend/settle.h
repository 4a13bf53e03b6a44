#pragma once
#include "core/blend/timeline.h"

namespace mien {

/// Leaves away what says nothing, so that what makes the same pixels has the same bytes: the hash of directions where
/// none is used, and the number of a variation of which there is none.
void settle(Recipe& recipe);
void settle(Timeline& timeline);

}  // namespace mien
