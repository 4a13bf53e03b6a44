#include <cmath>

#include "core/blend/timeline_start.h"
#include "core/evaluate/run.h"
#include "core/studio/even_pace.h"

namespace mien {
namespace {

/// How even the steps of a film from A to B are: the largest ÷ the mean. A step is the root of the judge's distance,
/// which is a squared one, so that steps add up to the way.
Result<double> stepsOfFilm(EvaluationRun& run, const std::vector<FacePtr>& parents, bool even) {
  constexpr int kFrames = 60;
  StartOptions options;
  options.framesPerSecond = 30;
  options.seconds = static_cast<double>(kFrames) / options.framesPerSecond;
  options.easing = Easing::Linear;
  options.evenPace = even;
  const Timeline film = timelineFromAToB(run.recipeFor(parents), options);
  const auto start = EvaluateClock::now();
  const auto pace = measurePace(film, [&](const Recipe& r) { return run.render(r, parents); });
  if (!pace) return tl::unexpected(pace.error());
  if (even) run.out.figures.add({kEveryone}, "milliseconds.pace", millisecondsSince(start));
  double sum = 0;
  double largest = 0;
  std::optional<PerceptualFeatures> before;
  for (int n = 0; n < kFrames; ++n) {
    const auto frame = run.render(recipeForFilmFrame(film, n, *pace), parents);
    if (!frame) return tl::unexpected(frame.error());
    PerceptualFeatures here = run.judges.features(frame->pixels);
    if (before) {
      const double change = std::sqrt(perceptualDistance(*before, here));
      sum += change;
      largest = std::max(largest, change);
    }
    before = std::move(here);
  }
  return sum > 0 ? largest * (kFrames - 1) / sum : 1.0;
}

}  // namespace

Result<void> evaluatePace(EvaluationRun& run) {
  const std::size_t count = std::min(run.pairs.size(), static_cast<std::size_t>(run.out.options.pacePairs));
  for (std::size_t i = 0; i < count; ++i) {
    if (auto ok = run.step("pace", i, count); !ok) return ok;
    const auto parents = run.parentsOf(run.pairs[i]);
    if (!parents) continue;
    for (const bool even : {false, true}) {
      const auto unevenness = stepsOfFilm(run, *parents, even);
      if (!unevenness) return tl::unexpected(unevenness.error());
      run.out.figures.add({kEveryone}, even ? "pace.even.largestToMean" : "pace.linear.largestToMean", *unevenness);
    }
  }
  return {};
}

}  // namespace mien
