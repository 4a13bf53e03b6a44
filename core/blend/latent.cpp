#include "core/blend/latent.h"

#include <algorithm>
#include <cmath>
#include <numbers>
#include <random>

namespace mien {
namespace {

using Group = std::vector<float>;
using Groups = std::vector<const Group*>;

double norm(const Group& v) {
  double sum = 0;
  for (const float x : v) sum += static_cast<double>(x) * static_cast<double>(x);
  return std::sqrt(sum);
}

Group straight(const Groups& groups, const FaceWeights& weights) {
  Group out(groups[0]->size());
  for (std::size_t k = 0; k < out.size(); ++k) {
    double sum = 0;
    for (std::size_t i = 0; i < groups.size(); ++i) sum += weights[i] * static_cast<double>((*groups[i])[k]);
    out[k] = static_cast<float>(sum);
  }
  return out;
}

/// 0 where one face has all, 1 from where none has more than half.
double mixedness(const FaceWeights& weights) {
  const double most = *std::max_element(weights.begin(), weights.end());
  return most > 0.5 ? 4 * most * (1 - most) : 1;
}

double lengthAlong(Path path, const Groups& groups, const FaceWeights& weights) {
  double length = 0;
  for (std::size_t i = 0; i < groups.size(); ++i) length += weights[i] * norm(*groups[i]);
  if (path == Path::Spherical) return length;
  const double typical = kTypicalLength * std::sqrt(static_cast<double>(groups[0]->size()));
  return std::lerp(length, typical, mixedness(weights));
}

/// How often each code is in the mix, which is their sum.
FaceWeights factors(Path path, const Groups& groups, const FaceWeights& weights) {
  const bool alone = std::any_of(weights.begin(), weights.end(), [](double w) { return w >= 1; });
  if (path == Path::Straight || alone) return weights;
  const double now = norm(straight(groups, weights));
  if (now < 1e-9) return weights;  // opposite codes: their middle has no direction
  const double grow = lengthAlong(path, groups, weights) / now;
  FaceWeights out = weights;
  for (double& w : out) w *= grow;
  return out;
}

Group along(Path path, const Groups& groups, const FaceWeights& weights) {
  return straight(groups, factors(path, groups, weights));
}

Groups groupsOf(std::span<const Latent* const> latents, Group Latent::*group) {
  Groups groups;
  for (const Latent* latent : latents) groups.push_back(&(latent->*group));
  return groups;
}

bool belongTogether(const Latent& a, const Latent& b) {
  return a.packHash == b.packHash && a.structure.size() == b.structure.size() && a.colour.size() == b.colour.size() &&
         a.features.size() == b.features.size();
}

}  // namespace

Result<Latent> mixLatents(std::span<const Latent* const> latents, const MixWeights& weights, Path path) {
  const Latent& first = *latents[0];
  if (!std::all_of(latents.begin(), latents.end(), [&](const Latent* l) { return belongTogether(first, *l); })) {
    return fail(ErrorKind::Model,
                "Faces encoded by different models can't be mixed: open the photographs again with one model.");
  }
  const auto of = [&](Group Latent::*group) { return groupsOf(latents, group); };
  return Latent{first.packHash, straight(of(&Latent::structure), weights.structure),
                along(path, of(&Latent::colour), weights.colour), along(path, of(&Latent::features), weights.features)};
}

FaceWeights featureFactors(std::span<const Latent* const> latents, const FaceWeights& weights, Path path) {
  return factors(path, groupsOf(latents, &Latent::features), weights);
}

Latent varied(const Latent& latent, const Variation& variation) {
  if (variation.amount == 0) return latent;
  // Apart from the seeds that faces are drawn with, so that no variation is a face that somebody drew.
  constexpr std::uint64_t kApart = 0x76617279'00000000ULL;
  const std::size_t count = latent.structure.size() + latent.colour.size() + latent.features.size();
  const std::vector<float> drawn = normals(kApart + static_cast<std::uint64_t>(variation.number), count);
  Latent out = latent;
  auto next = drawn.begin();
  for (Group* group : {&out.structure, &out.colour, &out.features}) {
    const auto rms = static_cast<float>(variation.amount * norm(*group) /
                                        std::sqrt(static_cast<double>(std::max<std::size_t>(1, group->size()))));
    for (float& x : *group) x = static_cast<float>(shareLeft(variation)) * x + rms * *next++;
  }
  return out;
}

/// Box & Muller 1958 over the engine's raw output: the standard library's own distribution differs between libraries.
std::vector<float> normals(std::uint64_t seed, std::size_t count) {
  std::mt19937_64 raw(seed);
  const auto uniform = [&] { return (static_cast<double>(raw() >> 11U) + 0.5) / 9007199254740992.0; };
  std::vector<float> out;
  while (out.size() < count) {
    const double r = std::sqrt(-2 * std::log(uniform()));
    const double angle = 2 * std::numbers::pi * uniform();
    out.push_back(static_cast<float>(r * std::cos(angle)));
    out.push_back(static_cast<float>(r * std::sin(angle)));
  }
  out.resize(count);
  return out;
}

}  // namespace mien
