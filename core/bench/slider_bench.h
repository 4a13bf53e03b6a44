#pragma once
#include "core/bench/bench.h"
#include "core/bench/timing.h"

namespace mien {

/// How long a moved slider takes to its pixels with one engine: two faces at 256² and 512², with two regions, and four
/// faces with two regions. {"milliseconds": {NAME: summary}, "stages": {NAME: {stage: median}}}, where the stages of a
/// render are those of Frame::times. `faces` are two that the engine can mix. Errors: as Engine::render.
Result<BenchJson> measureSliders(Engine& engine, const std::vector<FacePtr>& faces, const BenchOptions& options,
                                 const BenchProgress& progress);

}  // namespace mien
