#pragma once
#include <array>

#include "core/bench/bench.h"
#include "core/bench/timing.h"

namespace mien {

/// Films of two faces at 256²: an export beside rendering and coding alone, the memory that it grows by, how soon it
/// ends when it is cancelled, a scrub's way to pixels, and what an even pace costs. Says why where there is no ffmpeg.
/// Errors: as rendering and exporting.
Result<BenchJson> measureFilms(Engine& engine, const std::vector<FacePtr>& faces, const BenchOptions& options,
                               const BenchProgress& progress);

}  // namespace mien
