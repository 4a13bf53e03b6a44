#pragma once
#include "core/bench/bench.h"
#include "core/bench/timing.h"

namespace mien {

/// Each judging network alone on one face, which was cropped before and stays the same: {"identityNetworkFace",
/// "judgeNetworkFace"}, milliseconds as summary() of options.frames runs, so that they fit the packs' cards. `frame`: a
/// face and where it is. Errors: Model.
Result<BenchJson> measureJudgingNetworks(const BenchOptions& options, const Frame& frame);

}  // namespace mien
