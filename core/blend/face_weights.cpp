#include "core/blend/face_weights.h"

#include <algorithm>
#include <cmath>
#include <numeric>

#include "core/blend/balance.h"
#include "core/blend/face_order.h"

namespace mien {
namespace {

/// `shares` as FaceShare::share: of B, of C, …
FaceWeights weightsFrom(const std::vector<double>& shares) {
  FaceWeights weights{1};
  for (const double share : shares) {
    for (double& w : weights) w *= 1 - share;
    weights.push_back(share);
  }
  return weights;
}

FaceWeights balanced(const Recipe& recipe, const std::vector<double>& shares) {
  if (shares.size() == 1) return weightsFrom({balancedShare(shares[0], recipe.balance)});
  FaceWeights weights = weightsFrom(shares);
  weights[1] *= oddsOf(recipe.balance);
  for (std::size_t i = 2; i < weights.size(); ++i) weights[i] *= oddsOf(recipe.further[i - 2].balance);
  const double sum = std::accumulate(weights.begin(), weights.end(), 0.0);
  for (double& w : weights) w /= sum;
  return weights;
}

/// One share a face from B on; `further` says it of those after B.
template <class OfFurther>
std::vector<double> sharesOf(const Recipe& recipe, double ofB, const OfFurther& further) {
  std::vector<double> shares{ofB};
  for (const FaceShare& face : recipe.further) shares.push_back(further(face));
  return shares;
}

/// Two people's hair shows through each other, so one of them has nearly all. A power of the shares, for a film must
/// not jump; where two are equal the one that comes first has it.
FaceWeights mostlyTheLargest(const Recipe& recipe, FaceWeights weights) {
  constexpr double kPower = 36;
  constexpr double kLater = 0.01;  // what each has of equals, beside the one before
  const double largest = *std::max_element(weights.begin(), weights.end());
  // Who has so much less than the largest share stands before nobody: 0, and 1 from where it may be its equal.
  const auto rivals = [&](double weight) { return std::clamp((weight / largest - 0.65) / 0.1, 0.0, 1.0); };
  constexpr double kUnseen = 0.011;  // so that half way between two one has all, and one picture is enough
  FaceWeights out;
  for (std::size_t i = 0; i < weights.size(); ++i) {
    double before = 0;
    for (std::size_t j = 0; j < weights.size(); ++j)
      if (comesBefore(recipe.faces[j], recipe.faces[i])) before = std::max(before, rivals(weights[j]));
    out.push_back(std::pow(weights[i] / largest, kPower) * std::pow(kLater, before));
  }
  const double most = *std::max_element(out.begin(), out.end());
  double sum = 0;
  for (double& w : out) sum += w = std::max(0.0, w / most - kUnseen);
  for (double& w : out) w /= sum;
  return out;
}

}  // namespace

MixWeights mixWeights(const Recipe& recipe) {
  const auto group = [&](double ofB, std::optional<double> FaceShare::*own) {
    return balanced(recipe, sharesOf(recipe, ofB, [&](const FaceShare& f) { return (f.*own).value_or(f.share); }));
  };
  return {group(recipe.structure, &FaceShare::structure), group(recipe.colour, &FaceShare::colour),
          group(recipe.features, &FaceShare::features)};
}

RegionWeights regionWeights(const Recipe& recipe, std::optional<double> RegionMix::*part) {
  const bool shape = part == &RegionMix::shape;
  const auto group = shape ? &FaceShare::structure : &FaceShare::features;
  RegionWeights out;
  for (std::size_t r = 0; r < kRegionCount; ++r) {
    const double ofB = (recipe.regions[r].*part).value_or(shape ? recipe.structure : recipe.features);
    const auto shares = sharesOf(
        recipe, ofB, [&](const FaceShare& f) { return (f.regions[r].*part).value_or((f.*group).value_or(f.share)); });
    // Without the balance, which would take half way to where hair passes from one to the other.
    const bool automatic = !shape && static_cast<Region>(r) == Region::Surroundings && surroundingsAreAutomatic(recipe);
    out[r] = automatic ? mostlyTheLargest(recipe, weightsFrom(shares)) : balanced(recipe, shares);
  }
  return out;
}

bool surroundingsAreAutomatic(const Recipe& recipe) {
  constexpr auto around = static_cast<std::size_t>(Region::Surroundings);
  return recipe.surroundings == Surroundings::Auto && !recipe.regions[around].texture &&
         std::none_of(recipe.further.begin(), recipe.further.end(),
                      [](const FaceShare& face) { return face.regions[around].texture.has_value(); });
}

FaceWeights overallWeights(const Recipe& recipe) {
  return weightsFrom(sharesOf(recipe, recipe.structure, [](const FaceShare& f) { return f.share; }));
}

std::vector<double> sharesFrom(const FaceWeights& weights) {
  std::vector<double> shares;
  double sum = weights.empty() ? 0 : weights[0];
  for (std::size_t i = 1; i < weights.size(); ++i) {
    sum += weights[i];
    shares.push_back(sum > 0 ? weights[i] / sum : 1.0 / static_cast<double>(i + 1));
  }
  return shares;
}

}  // namespace mien
