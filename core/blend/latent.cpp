#include "core/blend/latent.h"

#include <algorithm>
#include <cmath>

namespace mien {
namespace {

double norm(const std::vector<float>& v) {
  double sum = 0;
  for (const float x : v) sum += static_cast<double>(x) * static_cast<double>(x);
  return std::sqrt(sum);
}

std::vector<float> straight(const std::vector<float>& a, const std::vector<float>& b, double t) {
  std::vector<float> out(a.size());
  for (std::size_t i = 0; i < out.size(); ++i) {
    out[i] = static_cast<float>((1 - t) * static_cast<double>(a[i]) + t * static_cast<double>(b[i]));
  }
  return out;
}

std::vector<float> keepingLength(const std::vector<float>& a, const std::vector<float>& b, double t) {
  if (t <= 0) return a;
  if (t >= 1) return b;
  std::vector<float> out = straight(a, b, t);
  const double now = norm(out);
  if (now < 1e-9) return out;  // opposite codes: their middle has no direction
  const auto grow = static_cast<float>(((1 - t) * norm(a) + t * norm(b)) / now);
  for (float& x : out) x *= grow;
  return out;
}

}  // namespace

Result<Latent> mixLatents(const Latent& a, const Latent& b, const MixWeights& w) {
  if (a.packHash != b.packHash || a.structure.size() != b.structure.size() || a.colour.size() != b.colour.size() ||
      a.features.size() != b.features.size()) {
    return fail(ErrorKind::Model,
                "Two faces encoded by different models can't be mixed: open the photographs again with one model.");
  }
  return Latent{a.packHash, straight(a.structure, b.structure, w.structure),
                keepingLength(a.colour, b.colour, w.colour), keepingLength(a.features, b.features, w.features)};
}

}  // namespace mien
