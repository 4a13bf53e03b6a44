#include "core/blend/latent.h"

#include <algorithm>
#include <cmath>

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

Group keepingLength(const Groups& groups, const FaceWeights& weights) {
  const auto all = std::find_if(weights.begin(), weights.end(), [](double w) { return w >= 1; });
  if (all != weights.end()) return *groups[static_cast<std::size_t>(all - weights.begin())];
  Group out = straight(groups, weights);
  const double now = norm(out);
  if (now < 1e-9) return out;  // opposite codes: their middle has no direction
  double length = 0;
  for (std::size_t i = 0; i < groups.size(); ++i) length += weights[i] * norm(*groups[i]);
  const auto grow = static_cast<float>(length / now);
  for (float& x : out) x *= grow;
  return out;
}

bool belongTogether(const Latent& a, const Latent& b) {
  return a.packHash == b.packHash && a.structure.size() == b.structure.size() && a.colour.size() == b.colour.size() &&
         a.features.size() == b.features.size();
}

}  // namespace

Result<Latent> mixLatents(std::span<const Latent* const> latents, const MixWeights& weights) {
  const Latent& first = *latents[0];
  if (!std::all_of(latents.begin(), latents.end(), [&](const Latent* l) { return belongTogether(first, *l); })) {
    return fail(ErrorKind::Model,
                "Faces encoded by different models can't be mixed: open the photographs again with one model.");
  }
  const auto of = [&](Group Latent::*group) {
    Groups groups;
    for (const Latent* latent : latents) groups.push_back(&(latent->*group));
    return groups;
  };
  return Latent{first.packHash, straight(of(&Latent::structure), weights.structure),
                keepingLength(of(&Latent::colour), weights.colour),
                keepingLength(of(&Latent::features), weights.features)};
}

}  // namespace mien
