#pragma once
#include <functional>

#include "core/base/result.h"
#include "core/blend/pace.h"
#include "core/blend/timeline.h"
#include "core/studio/engine.h"

namespace mien {

/// Renders one recipe of the timeline's faces.
using RenderRecipe = std::function<Result<Frame>(const Recipe&)>;

/// Looks along the path between each two keyframe times and measures how fast the picture changes there, so that the
/// film can run through it evenly. Renders crops of 256², kPaceSteps + 2 kPaceHalvings + 1 a stretch in which something
/// moves; the same timeline, faces and model give the same Pace. Empty without evenPace. Errors: as `render`'s.
Result<Pace> measurePace(const Timeline& timeline, const RenderRecipe& render);

inline constexpr int kPaceSteps = 32;
inline constexpr int kPaceHalvings = 1;  ///< of the first and of the last step of a stretch

}  // namespace mien
