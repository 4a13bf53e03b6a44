#pragma once
#include <filesystem>
#include <functional>
#include <string>
#include <string_view>

#include "core/base/result.h"
#include "core/studio/make_engine.h"

namespace mien {

struct BenchOptions {
  std::filesystem::path models;
  std::string device = "auto";
  std::string model = kStandardModel;  ///< the portrait pack
  int frames = 100;                    ///< renders of each size; slower things are measured less often
  bool longFilm = false;               ///< renders all frames of the long film, which takes minutes
};

/// Told the name of each part as it begins.
using BenchProgress = std::function<void(std::string_view part)>;

/// Measures speed and returns the report as JSON: machine and its load, cold start, slider → pixels, photo → latent,
/// finding in a 12 MP photo, decoding beside the roof, judging a frame and each judging network alone, films.
/// Milliseconds; takes about two minutes. Errors: as makeEngine, Input when the synthesised photo's face is not found.
Result<std::string> bench(const BenchOptions& options, const BenchProgress& progress);

/// The engine that is measured. Errors: as makeEngine.
Result<std::unique_ptr<Engine>> benchEngine(const BenchOptions& options);

/// The child that bench() starts to measure a cold start: makes the engine, draws a frame, and says on stdout when
/// (monotonic nanoseconds): its beginning, the engine, the frame.
Result<std::string> coldStart(const BenchOptions& options);

}  // namespace mien
