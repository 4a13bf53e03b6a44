#pragma once
#include "core/base/result.h"
#include "core/project/project.h"

namespace mien {

/// The film that the window makes of a project, as a timeline that stands on its own: 512 px, and balanced as its
/// values say. `name` stands in the error's sentence. Errors: Input for a project of which nothing moves, whose faces
/// are not all chosen, or of which some are muted, which the window alone knows to leave out.
Result<Timeline> timelineOf(const Project& project, const std::string& name);

}  // namespace mien
