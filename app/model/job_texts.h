#pragma once
#include <QString>

#include "core/record/job.h"

namespace mien {

/// 0..1.
double shareDone(const Job& job);

/// "MP4 (H.264)".
QString formatText(const Job& job);

/// It has failed for a reviewer to look at it: once approved it can be exported by trying again.
bool needsReview(const Job& job);

/// What a list says of a job in a few words: "31 of 75 frames · 12.4 frames/s · 4 s left", "Waiting", "Failed". Where
/// all frames are coded once more in the end that is said too.
QString standingText(const Job& job);

/// A duration as people read it: "9 s", "2 min 5 s", "1 h 3 min".
QString durationText(double seconds);

}  // namespace mien
