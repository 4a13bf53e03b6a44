#include "core/export/sheet_plan.h"

#include <algorithm>
#include <cmath>

#include "core/blend/parameters.h"
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
std::string sharesOf(double way) {
  const auto first = static_cast<std::size_t>(way);
  const auto second = std::lround(100 * (way - static_cast<double>(first)));
  if (second == 0) return capitalOf(first);
  if (second == 100) return capitalOf(first + 1);
  return capitalOf(first) + ' ' + std::to_string(100 - second) + " %  " + capitalOf(first + 1) + ' ' +
         std::to_string(second) + " %";
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

SheetPlan planThroughAll(const Recipe& base, int steps, const SheetLook& look) {
  const std::size_t faces = base.faces.size();
  if (faces <= 2) return planSteps(base, steps, look);
  SheetPlan plan;
  plan.sprite = look.sprite;
  for (int i = 0; i < steps; ++i) {
    Recipe recipe = base;
    const double way = static_cast<double>(faces - 1) * i / std::max(1.0, steps - 1.0);
    // Each comes over those before it, who stay below.
    const auto comes = [&](std::size_t face) { return std::clamp(way - static_cast<double>(face - 1), 0.0, 1.0); };
    recipe.structure = recipe.features = recipe.colour = comes(1);
    for (std::size_t face = 2; face < faces; ++face) {
      const Parameter* share = findParameter(letterOf(face));
      share->set(recipe, comes(face));
    }
    plan.recipes.push_back(std::move(recipe));
    if (look.captions) plan.captions.push_back(sharesOf(way));
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
