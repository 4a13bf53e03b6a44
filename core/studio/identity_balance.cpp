#include "core/studio/identity_balance.h"

#include <algorithm>
#include <cmath>
#include <utility>

#include "core/blend/balance.h"
#include "core/blend/face_order.h"
#include "core/blend/parameters.h"

namespace mien {
namespace {

constexpr int kSize = 256;
constexpr double kSamePicture = 0.05;  // distance below which there is nothing to be balanced
constexpr double kEven = 0.004;        // difference of two distances that nobody sees

struct View {
  bool mirrored;
  float scale;  ///< of the crop that the network sees
  Point shift;  ///< eye distances
};
constexpr std::array<View, 4> kViews{
    {{false, 1, {0, 0}}, {true, 1, {0, 0}}, {false, 1.06F, {0.04F, -0.03F}}, {true, 0.95F, {0.03F, 0.04F}}}};
using Views = std::array<Embedding, kViews.size()>;

Image8 mirrored(const Image8& picture) {
  Image8 out(picture.width(), picture.height(), picture.channels());
  for (int y = 0; y < out.height(); ++y)
    for (int x = 0; x < out.width(); ++x)
      for (int c = 0; c < out.channels(); ++c) out.at(x, y, c) = picture.at(out.width() - 1 - x, y, c);
  return out;
}

FivePoints mirrored(const FivePoints& p, int width) {
  const auto across = [&](Point q) { return Point{static_cast<float>(width) - q.x, q.y}; };
  return {across(p.leftEye), across(p.rightEye), across(p.nose), across(p.leftMouth), across(p.rightMouth)};
}

/// As if the crop about them were larger and elsewhere.
FivePoints moved(const FivePoints& p, const View& view) {
  const Point centre = (p.rightEye + p.leftEye) * 0.5F;
  const Point shift = view.shift * distance(p.rightEye, p.leftEye);
  const auto move = [&](Point q) { return centre + (q - centre) * view.scale + shift; };
  return {move(p.rightEye), move(p.leftEye), move(p.nose), move(p.rightMouth), move(p.leftMouth)};
}

Views viewsOf(const Image8& picture, const FivePoints& points, const EmbedFace& embed) {
  const Image8 other = mirrored(picture);
  const FivePoints there = mirrored(points, picture.width());
  Views out;
  for (std::size_t i = 0; i < out.size(); ++i)
    out[i] = kViews[i].mirrored ? embed(other, moved(there, kViews[i])) : embed(picture, moved(points, kViews[i]));
  return out;
}

Views viewsOf(const Face& face, const EmbedFace& embed) {
  const Similarity toCrop = Similarity{}.scaled(static_cast<float>(face.crop().width()));
  return viewsOf(face.crop(), fivePoints(transformed(face.cropLandmarks(), toCrop)), embed);
}

double meanDistance(const Views& a, const Views& b) {
  double sum = 0;
  for (std::size_t i = 0; i < a.size(); ++i) sum += distance(a[i], b[i]);
  return sum / static_cast<double>(a.size());
}

/// In hundredths: finer nobody sees, and devices that round differently agree.
double asBalance(double share) {
  return clamped(*findParameter("balance"), std::round(share * 100) / 100);
}

double logOdds(double balance) {
  return std::log(oddsOf(balance));
}

/// Draws balances, each with the same face, together until a recipe takes every face's with every other.
void narrow(std::vector<double>& balances) {
  const auto [low, high] = std::minmax_element(balances.begin(), balances.end());
  const double widest = logOdds(*high) - logOdds(*low);
  const double most = logOdds(findParameter("balance")->maximum);
  if (widest <= most) return;
  for (double& balance : balances) balance = 1 / (1 + std::exp(-logOdds(balance) * most / widest));
}

/// A share and by how much more the mix is like A there.
struct Lean {
  double share, by;
};

/// Where the straight line between the two crosses zero.
double crossing(const Lean& a, const Lean& b) {
  return a.share + (b.share - a.share) * a.by / (a.by - b.by);
}

}  // namespace

Result<double> measureBalance(const Recipe& recipe, const std::vector<FacePtr>& faces, const RenderRecipe& render,
                              const EmbedFace& embed) {
  const Views a = viewsOf(*faces[0], embed);
  const Views b = viewsOf(*faces[1], embed);
  const double apart = meanDistance(a, b);
  if (!(apart > kSamePicture)) return 0.5;
  Recipe mix;
  mix.modelId = recipe.modelId;
  mix.modelHash = recipe.modelHash;
  mix.faces = {faces[0]->ref(), faces[1]->ref()};
  mix.surroundings = recipe.surroundings;
  mix.size = kSize;
  // False position with Illinois's halving (Dowell and Jarratt 1971): the lean falls from A to B.
  Lean low{0, apart};
  Lean high{1, -apart};
  int side = 0;
  for (int i = 0; i < kBalanceRenders; ++i) {
    // Half way, as it will be used: whose hair it is does not change with the balance.
    const double share = mix.balance = clamped(*findParameter("balance"), crossing(low, high));
    const auto frame = render(mix);
    if (!frame) return tl::unexpected(frame.error());
    const Views seen = viewsOf(frame->pixels, fivePoints(frame->facts.landmarks), embed);
    const double by = meanDistance(seen, b) - meanDistance(seen, a);
    if (std::abs(by) < kEven) return asBalance(share);
    const int now = by > 0 ? 1 : -1;
    (now > 0 ? low : high) = {share, by};
    if (now == side) (now > 0 ? high : low).by /= 2;
    side = now;
  }
  return asBalance(crossing(low, high));
}

Result<std::vector<double>> measureBalances(
    const Recipe& recipe, const std::vector<FacePtr>& faces,
    const std::function<Result<Frame>(const Recipe&, const std::vector<FacePtr>&)>& render, const EmbedFace& embed) {
  // The network is not transitive: A's balance with B and C's with A don't say that of C with B. So all are measured
  // with the same face, whichever comes first in the mix.
  const auto reference = std::min_element(
      faces.begin(), faces.end(), [](const FacePtr& a, const FacePtr& b) { return comesBefore(a->ref(), b->ref()); });
  std::vector<double> withReference(faces.size(), 0.5);
  Recipe usual = recipe;
  usual.surroundings = Surroundings::Auto;
  for (auto face = faces.begin(); face != faces.end(); ++face) {
    if (face == reference) continue;
    const std::vector<FacePtr> pair{*reference, *face};
    const auto balance = measureBalance(
        usual, pair, [&](const Recipe& mix) { return render(mix, pair); }, embed);
    if (!balance) return tl::unexpected(balance.error());
    withReference[static_cast<std::size_t>(face - faces.begin())] = *balance;
  }
  narrow(withReference);
  std::vector<double> balances;
  for (std::size_t i = 1; i < faces.size(); ++i) {
    const double withFirst = balancedShare(withReference[i], 1 - withReference[0]);
    balances.push_back(clamped(*findParameter("balance"), std::round(withFirst * 1e9) / 1e9));  // 0.42, not 0.4200…04
  }
  return balances;
}

}  // namespace mien
