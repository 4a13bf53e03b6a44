#pragma once
#include <chrono>
#include <optional>
#include <set>
#include <utility>

#include "core/evaluate/evaluate.h"
#include "core/evaluate/morph.h"
#include "core/guard/policy.h"

namespace mien {

/// Five points in a crop's unit square.
using CropPoints = std::array<Point, 5>;
FivePoints onPicture(const CropPoints& points, const Image8& picture);

using EvaluateClock = std::chrono::steady_clock;
double millisecondsSince(EvaluateClock::time_point start);

struct PreparedFace {
  FacePtr face;  ///< null: the engine refused it
  CropPoints points;
  Embedding witnessed;  ///< the photograph, as the witness sees it
};

/// What the parts of an evaluation share: who measures, what is measured, and what was found so far.
struct EvaluationRun {
  static constexpr const char* kPhotographs = "photographs";  ///< the set of pooled features that others are held to

  Engine& engine;
  Judge& guard;
  const FaceSet& faceSet;
  Judges& judges;
  Witness& witness;
  const EvaluateProgress& progress;
  const std::atomic<bool>& stop;

  Policy policy{};  ///< the one that Mien ships with
  Evaluation out{};
  std::vector<const FaceRow*> rows{};
  std::vector<std::pair<std::size_t, std::size_t>> pairs{};  ///< of rows
  std::set<std::size_t> parents{};                           ///< rows that a pair needs
  std::vector<PreparedFace> prepared{};                      ///< by row; those alone
  std::optional<LandmarkMorph> morph{};
  std::map<Group, std::map<std::string, std::vector<std::vector<float>>>> pooled{};  ///< by set of pictures

  /// Before each item. Errors: Cancelled.
  Result<void> step(std::string_view part, std::size_t done, std::size_t all);

  /// None when one of them was refused.
  std::optional<std::vector<FacePtr>> parentsOf(const std::pair<std::size_t, std::size_t>& pair) const;
  /// Half way with all standard values.
  Recipe recipeFor(const std::vector<FacePtr>& faces) const;
  /// The pictures users get: same engine, same recipe. Timed.
  Result<Frame> render(const Recipe& recipe, const std::vector<FacePtr>& faces);
  /// One face as it is, by the network alone (detail 0) or with all that it lost (1); what surrounds it is the
  /// photograph's, or with Blend the network's too.
  Result<Frame> renderAlone(const FacePtr& face, double detail, Surroundings surroundings = Surroundings::A);

  void addJudgeFinds(const Groups& groups, const std::string& name, const Image8& picture);
  using Pair = std::pair<std::size_t, std::size_t>;
  /// A blend of a pair's faces, as both identity networks see it at `points`; and for the Fréchet distances.
  void addBlend(const std::string& name, const Pair& pair, const Image8& picture, const CropPoints& points);
  /// Where the labelled points of both parents come to lie.
  CropPoints pointsAt(const Pair& pair, double share) const;
  /// For the Fréchet distances.
  void keep(const Groups& groups, const std::string& set, const PerceptualFeatures& features);
};

// The parts, in this order.
Result<void> evaluatePhotographs(EvaluationRun& run);
Result<void> evaluateBlends(EvaluationRun& run);
Result<void> evaluatePaths(EvaluationRun& run);
Result<void> evaluateSeams(EvaluationRun& run);
Result<void> evaluateMeaning(EvaluationRun& run);
Result<void> evaluatePace(EvaluationRun& run);
Result<void> evaluateSamples(EvaluationRun& run);
Result<void> evaluateDistances(EvaluationRun& run);

/// What the policy says of an output, by the rules that look at one: figures `NAME.guard.*`.
/// `identities` of the faces that went in, as the guard sees them.
Result<void> addGuardFigures(EvaluationRun& run, const Groups& groups, const std::string& name, const Frame& frame,
                             const std::vector<Embedding>& identities);

}  // namespace mien
