#include "core/blend/new_face.h"
#include "core/evaluate/metrics.h"
#include "core/evaluate/run.h"
#include "core/gate/facts.h"

namespace mien {
namespace {

/// Below this a Fréchet distance says more about the count than about the pictures.
constexpr std::size_t kFewestForFrechet = 50;

/// Faces drawn at one truncation: `name`'s figures.
Result<void> drawAt(EvaluationRun& run, double truncation, const std::string& name) {
  const auto count = static_cast<std::size_t>(run.out.options.samples);
  for (std::size_t i = 0; i < count; ++i) {
    if (auto ok = run.step(name, i, count); !ok) return ok;
    const auto face = run.engine.draw({i + 1, truncation});
    if (!face) return tl::unexpected(face.error());
    const auto frame = run.renderAlone(*face, 0);
    if (!frame) return tl::unexpected(frame.error());
    run.addJudgeFinds({kEveryone}, name, frame->pixels);
    run.keep({kEveryone}, name, run.judges.features(frame->pixels));
    const Embedding identity = lookOf(run.guard, **face).identity;
    if (auto ok = addGuardFigures(run, {kEveryone}, name, *frame, {identity, identity}); !ok) return ok;
  }
  return {};
}

}  // namespace

/// As they are drawn for users, and from the prior itself, which Fréchet distances are usually taken of.
Result<void> evaluateSamples(EvaluationRun& run) {
  return drawAt(run, kNewTruncation, "sample").and_then([&] { return drawAt(run, 1, "sampleOfPrior"); });
}

Result<void> evaluateDistances(EvaluationRun& run) {
  std::size_t done = 0;
  for (const auto& [group, sets] : run.pooled) {
    if (auto ok = run.step("distances", done++, run.pooled.size()); !ok) return ok;
    const auto photographs = sets.find(EvaluationRun::kPhotographs);
    if (photographs == sets.end() || photographs->second.size() < kFewestForFrechet) continue;
    for (const auto& [name, features] : sets) {
      if (name == EvaluationRun::kPhotographs || features.size() < kFewestForFrechet) continue;
      run.out.frechet[group][name] = {frechetDistance(features, photographs->second), features.size(),
                                      photographs->second.size()};
    }
  }
  return {};
}

}  // namespace mien
