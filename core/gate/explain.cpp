#include "core/gate/explain.h"

#include <algorithm>
#include <utility>

#include "core/gate/face_area.h"
#include "core/gate/influence.h"

namespace mien {
namespace {

constexpr int kSize = 256;
constexpr double kReach = 0.05;  // to either side, of the range
constexpr double kPer = 0.1;     // of the range: what influences are told for

/// One face has all.
FaceWeights allOf(std::size_t face, std::size_t faces) {
  FaceWeights weights(faces);
  weights.at(face) = 1;
  return weights;
}

Embedding identityOf(Judge& judge, const Frame& frame) {
  return judge.embed(frame.pixels, fivePoints(frame.facts.landmarks));
}

/// Renders around a mix and compares.
class Measuring {
 public:
  Measuring(Judge& judge, const RenderMix& render, const ExplainSettings& settings, std::size_t renders)
      : judge_(judge), render_(render), settings_(settings), renders_(renders) {}

  Result<Frame> render(Recipe recipe) {
    if (settings_.stop.stop_requested()) return fail(ErrorKind::Cancelled, "The explanation was stopped.");
    if (!recipe.directions.empty()) recipe.directionsHash = settings_.directionsHash;
    auto frame = render_(recipe);
    if (settings_.progress) settings_.progress(static_cast<double>(++done_) / static_cast<double>(renders_));
    return frame;
  }

  Result<Influence> influenceOf(const Recipe& recipe, const Movable& movable) {
    const Parameter& p = *movable.parameter;
    const double range = p.maximum - p.minimum;
    const double from = clamped(p, movable.value - kReach * range);
    const double to = clamped(p, movable.value + kReach * range);
    const auto low = render(movedTo(recipe, movable, from));
    if (!low) return tl::unexpected(low.error());
    const auto high = render(movedTo(recipe, movable, to));
    if (!high) return tl::unexpected(high.error());
    const double scale = kPer * range / (to - from);
    const auto area = faceArea(low->facts.landmarks, low->pixels.width(), low->pixels.height());
    return Influence{p.id, movable.value, scale * changeIn(area, low->pixels, high->pixels),
                     scale * distance(identityOf(judge_, *low), identityOf(judge_, *high))};
  }

 private:
  Judge& judge_;
  const RenderMix& render_;
  const ExplainSettings& settings_;
  const std::size_t renders_;
  std::size_t done_ = 0;
};

}  // namespace

Result<Explanation> explain(const Frame& output, Judge& judge, const RenderMix& render,
                            const ExplainSettings& settings) {
  Explanation explanation;
  explanation.nearest = judge.nearestKnown(identityOf(judge, output), settings.nearest);
  explanation.alike = judge.nearestByCode(output.facts.code, output.facts.codeOf, settings.nearest);
  explanation.alarmBelow = settings.alarmBelow;
  explanation.regions = regionShares(output.recipe);

  // Small, and without a photograph around it: the face itself is the same.
  Recipe mix = output.recipe;
  mix.size = kSize;
  mix.placement = Placement::Crop;
  const std::vector<Movable> movables = movablesOf(mix);
  Measuring measuring(judge, render, settings, 2 * movables.size());
  for (const Movable& movable : movables) {
    auto influence = measuring.influenceOf(mix, movable);
    if (!influence) return tl::unexpected(influence.error());
    explanation.influences.push_back(std::move(*influence));
  }
  std::stable_sort(explanation.influences.begin(), explanation.influences.end(),
                   [](const Influence& a, const Influence& b) { return a.pixels > b.pixels; });
  return explanation;
}

std::array<RegionShare, kRegionCount> regionShares(const Recipe& recipe) {
  const std::size_t faces = recipe.faces.size();
  const RegionWeights shape = regionWeights(recipe, &RegionMix::shape);
  const RegionWeights texture = regionWeights(recipe, &RegionMix::texture);
  std::array<RegionShare, kRegionCount> shares;
  for (std::size_t r = 0; r < kRegionCount; ++r) {
    if (hasShape(static_cast<Region>(r)))
      shares[r].shape = recipe.kept.shape ? allOf(*recipe.kept.shape, faces) : shape[r];
    shares[r].texture = texture[r];
  }
  if (recipe.kept.expression)
    shares[static_cast<std::size_t>(Region::Mouth)].texture = allOf(*recipe.kept.expression, faces);
  FaceWeights& around = shares[static_cast<std::size_t>(Region::Surroundings)].texture;
  if (const auto photograph = faceOf(recipe.placement))
    around = allOf(*photograph, faces);
  else if (const auto face = faceOf(recipe.surroundings))
    around = allOf(*face, faces);
  else if (recipe.surroundings == Surroundings::None)
    around.clear();
  else if (surroundingsAreAutomatic(recipe) && recipe.detail == 0)  // the network draws them
    around = mixWeights(recipe).features;
  return shares;
}

std::optional<double> nearCopyAlarm(const Policy& policy) {
  const auto setting = policy.rules.find("near-copy");
  if (setting == policy.rules.end()) return std::nullopt;
  for (const Action action : {Action::Review, Action::Note, Action::Block})
    if (const auto& threshold = setting->second.threshold(action)) return threshold;
  return std::nullopt;
}

}  // namespace mien
