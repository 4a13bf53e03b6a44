#pragma once
#include "core/blend/timeline.h"
#include "core/photo/xmp.h"

namespace mien {

/// What a picture of this recipe carries.
Provenance provenanceOf(const Recipe& recipe);

/// What a film of this timeline carries: the timeline without its markers, whose names are the user's own notes.
Provenance provenanceOf(Timeline timeline);

}  // namespace mien
