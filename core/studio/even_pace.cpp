#include "core/studio/even_pace.h"

#include <algorithm>
#include <cmath>

#include "core/blend/picture_change.h"

namespace mien {
namespace {

constexpr int kSize = 256;

/// How much of the time a step gets that is `share` of the way: more than its part where much changes. A perceptual
/// network's distances are not as long as the way: of a step a quarter as long it sees more than a quarter.
double seenAs(double change, double share) {
  constexpr double kPower = 1.47;
  return std::pow(change / share, kPower) * share;
}

/// Near a keyframe, where a picture may be a photograph itself, the first bent pixels change more than all later ones
/// (bending blurs): there the steps are halved and halved again.
std::vector<double> looks() {
  std::vector<double> at;
  for (int step = 0; step <= kPaceSteps; ++step) at.push_back(static_cast<double>(step) / kPaceSteps);
  for (int halving = 1; halving <= kPaceHalvings; ++halving) {
    const double near = std::ldexp(1.0 / kPaceSteps, -halving);
    at.insert(at.end(), {near, 1 - near});
  }
  std::sort(at.begin(), at.end());
  return at;
}

class Measure {
 public:
  Measure(const Timeline& timeline, const RenderRecipe& render) : timeline_(timeline), render_(render) {}

  Result<Pace> run() {
    const std::vector<Ticks> times = keyframeTimes(timeline_);
    for (std::size_t i = 0; i + 1 < times.size() && times[i] < timeline_.duration; ++i) {
      if (auto done = stretch(times[i], times[i + 1]); !done) return tl::unexpected(done.error());
    }
    return Pace(std::move(stretches_));
  }

 private:
  Recipe recipeAtShare(Ticks begin, Ticks end, double share) const {
    // A hair before the end, or a value that jumps there would count as change on the way.
    share = std::min(share, 1 - 1e-9);
    Recipe recipe = recipeAt(timeline_, static_cast<double>(begin) + share * static_cast<double>(end - begin));
    recipe.placement = Placement::Crop;
    recipe.size = kSize;
    return recipe;
  }

  Result<void> stretch(Ticks begin, Ticks end) {
    Pace::Stretch out{static_cast<double>(begin), static_cast<double>(end), {}, at_};
    Recipe before = recipeAtShare(begin, end, 0);
    auto featuresBefore = featuresOf(before);
    if (!featuresBefore) return tl::unexpected(featuresBefore.error());
    for (std::size_t look = 1; look < at_.size(); ++look) {
      const Recipe recipe = recipeAtShare(begin, end, at_[look]);
      if (recipe == before) {
        out.change.push_back(0);
        continue;
      }
      auto here = featuresOf(recipe);
      if (!here) return tl::unexpected(here.error());
      out.change.push_back(seenAs(changeBetween(*featuresBefore, *here), at_[look] - at_[look - 1]));
      before = recipe;
      featuresBefore = std::move(here);
    }
    stretches_.push_back(std::move(out));
    return {};
  }

  Result<PictureFeatures> featuresOf(const Recipe& recipe) {
    const auto frame = render_(recipe);
    if (!frame) return tl::unexpected(frame.error());
    return pictureFeaturesOf(frame->pixels);
  }

  const Timeline& timeline_;
  const RenderRecipe& render_;
  const std::vector<double> at_ = looks();
  std::vector<Pace::Stretch> stretches_;
};

}  // namespace

Result<Pace> measurePace(const Timeline& timeline, const RenderRecipe& render) {
  if (!timeline.evenPace) return Pace{};
  return Measure(timeline, render).run();
}

}  // namespace mien
