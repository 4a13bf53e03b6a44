#pragma once
#include <atomic>
#include <cstdint>
#include <functional>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/result.h"
#include "core/evaluate/dataset.h"
#include "core/evaluate/figures.h"
#include "core/evaluate/judges.h"
#include "core/evaluate/witness.h"
#include "core/guard/judge.h"
#include "core/studio/engine.h"

namespace mien {

struct EvaluateOptions {
  static constexpr int kSize = 256;  ///< side of every rendered picture, px
  std::string split = "val";
  /// Of blends; Blend as the plain morph beside them, and as former packs were measured.
  Surroundings surroundings = Surroundings::Blend;
  int limit = 0;           ///< photographs, spread evenly over the split; 0: all
  int pairs = 500;         ///< 50 % blends
  int pathPairs = 100;     ///< blends along each path; of the first pairs
  int seams = 200;         ///< mixes with a region of its own; of the first pairs
  int meaningPairs = 100;  ///< blends with and without a fault; of the first pairs
  int pacePairs = 20;      ///< films of 60 frames, with and without even pace; of the first pairs
  int samples = 500;       ///< faces drawn from the prior, seeds 1, 2, 3, …
  int shown = 0;           ///< of the first pairs: how many are kept as pictures
  std::uint64_t pairSeed = 1;
};

/// A Fréchet distance and how many pictures stand on either side of it.
struct FrechetFigure {
  double distance = 0;
  std::size_t pictures = 0;
  std::size_t photographs = 0;
};

struct Evaluation {
  EvaluateOptions options;
  EngineInfo model;
  std::vector<std::array<std::string, 2>> judges;  ///< file name, SHA-256
  std::string witness;                             ///< hash of its pack
  WitnessThresholds witnessThresholds;
  std::size_t photographs = 0;
  std::size_t placedByHand = 0;   ///< not found, so placed at the labelled points
  std::size_t notPrepared = 0;    ///< refused by the engine
  std::size_t pairsMeasured = 0;  ///< of pairs whose parents were both prepared
  Figures figures;
  std::map<Group, std::map<std::string, FrechetFigure>> frechet;
  std::vector<Image8> shown;     ///< for each pair shown: A, the balanced blend with all detail, B
  std::vector<StageTime> times;  ///< wall clock of each part
};

/// Told what is going on: a part's name, items done and in all.
using EvaluateProgress = std::function<void(std::string_view part, std::size_t done, std::size_t all)>;

/// Who is measured, and by whom.
struct Measuring {
  Engine& engine;
  Judge& guard;  ///< our own networks: they find each pair's balance, as the window does, and say what the guard would
  Judges& judges;
  Witness& witness;
};

/// Measures an engine on a split of `faces` by the same calls that users' pictures take. Runs on the engine's thread.
/// Identities are taken at the labelled five points (midway between the parents' for a blend): a finder's own jitter
/// alone would cost 0.18 of distance. The witness looks at the same places; a parent is its photograph. `stop` ends it
/// at the next item. Errors: Usage when the split holds fewer than two faces, Cancelled, and whatever reading and
/// rendering report.
Result<Evaluation> evaluate(const Measuring& measuring, const FaceSet& faces, const EvaluateOptions& options,
                            const EvaluateProgress& progress, const std::atomic<bool>& stop);

}  // namespace mien
