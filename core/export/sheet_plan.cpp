#include "core/export/sheet_plan.h"

#include <algorithm>
#include <cmath>

#include "core/blend/face_weights.h"
#include "core/blend/timecode.h"

namespace mien {
namespace {

int captionHeightFor(int frame) {
  return frame / 9;
}

SheetLayout layoutFor(int frame, std::size_t count, const SheetLook& look) {
  return {.frameWidth = frame,
          .frameHeight = frame,
          .count = static_cast<int>(count),
          .columns = look.columns,
          .gap = look.sprite ? 0 : look.gap,
          .captionHeight = look.captions && !look.sprite ? captionHeightFor(frame) : 0,
          .background = look.background};
}

/// "A", or between two "A 75 %  B 25 %".
std::string sharesOf(std::size_t first, std::size_t second, double share) {
  const auto percent = std::lround(100 * share);
  if (percent == 0) return capitalOf(first);
  if (percent == 100) return capitalOf(second);
  return capitalOf(first) + ' ' + std::to_string(100 - percent) + " %  " + capitalOf(second) + ' ' +
         std::to_string(percent) + " %";
}

}  // namespace

SheetPlan planSteps(const Recipe& base, int steps, const SheetLook& look) {
  SheetPlan plan;
  plan.sprite = look.sprite;
  for (int i = 0; i < steps; ++i) {
    Recipe recipe = base;
    const double share = i / std::max(1.0, steps - 1.0);
    recipe.structure = recipe.features = recipe.colour = share;
    plan.recipes.push_back(std::move(recipe));
    if (look.captions) plan.captions.push_back(std::to_string(std::lround(share * 100)) + " %");
  }
  plan.layout = layoutFor(base.size, plan.recipes.size(), look);
  return plan;
}

int usualSteps(std::size_t faces) {
  constexpr int kLeast = 8;
  const int ways = static_cast<int>(faces) - 1;
  const int between = (kLeast - 1 + ways - 1) / ways * ways;
  return between + 1;
}

SheetPlan planThrough(const std::vector<std::size_t>& faces, const Recipe& base, int steps, const SheetLook& look) {
  SheetPlan plan;
  plan.sprite = look.sprite;
  for (int i = 0; i < steps; ++i) {
    const double way = static_cast<double>(faces.size() - 1) * i / std::max(1.0, steps - 1.0);
    const std::size_t before = std::min(static_cast<std::size_t>(way), faces.size() - 2);
    const double second = way - static_cast<double>(before);
    FaceWeights weights(base.faces.size(), 0);
    weights[faces[before]] = 1 - second;
    weights[faces[before + 1]] = second;
    const std::vector<double> shares = sharesFrom(weights);
    Recipe recipe = base;
    recipe.structure = recipe.features = recipe.colour = shares[0];
    for (std::size_t k = 0; k < recipe.further.size(); ++k) {
      FaceShare& face = recipe.further[k];
      face.share = shares[k + 1];
      face.structure = face.features = face.colour = std::nullopt;
    }
    plan.recipes.push_back(std::move(recipe));
    if (look.captions) plan.captions.push_back(sharesOf(faces[before], faces[before + 1], second));
  }
  plan.layout = layoutFor(base.size, plan.recipes.size(), look);
  return plan;
}

SheetPlan planVariations(const Recipe& base, int count, const SheetLook& look) {
  SheetPlan plan;
  plan.sprite = look.sprite;
  for (int number = 1; number <= count; ++number) {
    plan.recipes.push_back(base);
    plan.recipes.back().variation.number = number;
    if (look.captions) plan.captions.push_back(std::to_string(number));
  }
  plan.layout = layoutFor(base.size, plan.recipes.size(), look);
  return plan;
}

SheetPlan planFilm(const Timeline& timeline, const Pace& pace, std::int64_t frames, const SheetLook& look) {
  SheetPlan plan;
  plan.sprite = look.sprite;
  plan.film = timeline;
  const std::int64_t all = filmFrameCount(timeline);
  frames = std::clamp<std::int64_t>(frames, 1, all);
  for (std::int64_t i = 0; i < frames; ++i) {
    const std::int64_t n = frames == 1 ? 0 : (i * (all - 1) + (frames - 1) / 2) / (frames - 1);
    plan.recipes.push_back(recipeForFilmFrame(timeline, n, pace));
    if (look.captions)
      plan.captions.push_back(std::to_string(n) + "   " +
                              timecode(n * ticksPerFrame(timeline.framesPerSecond), timeline.framesPerSecond));
  }
  plan.layout = layoutFor(timeline.base.size, plan.recipes.size(), look);
  plan.framesPerSecond =
      static_cast<double>(timeline.framesPerSecond) * static_cast<double>(frames) / static_cast<double>(all);
  return plan;
}

}  // namespace mien
