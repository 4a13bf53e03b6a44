#pragma once
#include <optional>
#include <string>
#include <string_view>

#include "core/blend/timeline.h"

namespace mien {

/// Seconds and frames, "03:12"; from a minute on "1:03:12". Times between two frames read as the earlier one.
std::string timecode(Ticks time, int framesPerSecond);

/// Reads "3:12" and "1:03:12" (frames last), "3.5" or "3,5" or "3.5 s" (seconds), and "87f" (frames). Nothing when it
/// is none of these or beyond kLongestTimeline.
std::optional<Ticks> parseTimecode(std::string_view text, int framesPerSecond);

}  // namespace mien
