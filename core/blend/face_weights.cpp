#include "core/blend/face_weights.h"

#include <numeric>

#include "core/blend/balance.h"

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
    out[r] = balanced(recipe, sharesOf(recipe, ofB, [&](const FaceShare& f) {
                        return (f.regions[r].*part).value_or((f.*group).value_or(f.share));
                      }));
  }
  return out;
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
