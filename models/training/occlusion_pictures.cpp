#include "models/training/occlusion_pictures.h"

#include <torch/nn/functional.h>

#include <cmath>
#include <numbers>

#include "models/training/sampling.h"

namespace mien::training {
namespace F = torch::nn::functional;

namespace {

constexpr int64_t kSide = 256;

/// One number a picture, N×1×1×1, uniform between the two.
torch::Tensor between(int64_t n, double from, double to) {
  return from + (to - from) * torch::rand({n, 1, 1, 1});
}

torch::Tensor some(int64_t n, double share) {
  return (torch::rand({n, 1, 1, 1}) < share).to(torch::kFloat);
}

torch::Tensor grown(const torch::Tensor& x) {
  return F::interpolate(
      x,
      F::InterpolateFuncOptions().size(std::vector<int64_t>{kSide, kSide}).mode(torch::kBilinear).align_corners(false));
}

/// Clouds of this many cells a side, standard normal.
torch::Tensor clouds(int64_t n, int64_t channels, int64_t cells) {
  return grown(torch::randn({n, channels, cells, cells}));
}

/// Moved by a part of the side, N×1×1×1 each; the edge repeats.
torch::Tensor shifted(const torch::Tensor& x, const torch::Tensor& right, const torch::Tensor& down) {
  const int64_t n = x.size(0);
  const torch::Tensor one = torch::ones({n, 1});
  const torch::Tensor m = torch::cat({one, 0 * one, -right.view({n, 1}), -down.view({n, 1})}, 1);
  return sampleCrops(x, 1, {m}, x.size(3), torch::kBorder);
}

torch::Tensor blurred(const torch::Tensor& x, int64_t size) {
  return F::avg_pool2d(x, F::AvgPool2dFuncOptions(size).stride(1).padding(size / 2).count_include_pad(false));
}

/// Over one another: what any of them hides.
torch::Tensor together(std::initializer_list<torch::Tensor> covers) {
  torch::Tensor open;
  for (const torch::Tensor& cover : covers) open = open.defined() ? open * (1 - cover) : 1 - cover;
  return 1 - open;
}

torch::Tensor over(const torch::Tensor& below, const torch::Tensor& colour, const torch::Tensor& cover) {
  return below + (colour - below) * cover;
}

/// Where the eyes are, and pixels' places about their middle in distances between them.
struct EyeFrame {
  explicit EyeFrame(const torch::Tensor& canonical) {
    const torch::Tensor right = canonical.narrow(0, 36, 6).mean(0);
    const torch::Tensor left = canonical.narrow(0, 42, 6).mean(0);
    unit = (left - right).norm().item<double>();
    const torch::Tensor middle = (left + right) / 2;
    const torch::Tensor axis = (torch::arange(kSide) + 0.5) / static_cast<double>(kSide);
    x = ((axis - middle[0]) / unit).view({1, 1, 1, -1});
    y = ((axis - middle[1]) / unit).view({1, 1, -1, 1});
  }
  double unit = 0;     ///< distance between the eyes, of the side
  torch::Tensor x, y;  ///< 1×1×1×S and 1×1×S×1
};

/// How a line or an edge ends, in eye distances.
torch::Tensor inside(const torch::Tensor& depth, const torch::Tensor& soft) {
  return torch::sigmoid(depth / soft);
}

/// The mean colour of nose and cheeks, N×3×1×1.
torch::Tensor skinOf(const torch::Tensor& textures, const EyeFrame& eyes) {
  const torch::Tensor there = (eyes.x.abs() < 0.7).logical_and((eyes.y - 0.45).abs() < 0.2).to(torch::kFloat);
  return (textures * there).sum({2, 3}, true) / there.sum();
}

/// Mostly black, brown or metal, also of the skin's or any colour; a tortoise's pattern on some.
torch::Tensor frameColour(const torch::Tensor& skin) {
  const int64_t n = skin.size(0);
  const torch::Tensor dark = between(n, 0.01, 0.2) * (1 + 0.3 * torch::randn({n, 3, 1, 1}));
  const torch::Tensor brown = torch::tensor({0.38F, 0.22F, 0.11F}).view({1, 3, 1, 1}) * between(n, 0.3, 1.6);
  const torch::Tensor metal =
      between(n, 0.25, 0.85) + torch::tensor({0.05F, 0.0F, -0.08F}).view({1, 3, 1, 1}) * between(n, -0.5, 2.5);
  const torch::Tensor any = torch::rand({n, 3, 1, 1});
  const torch::Tensor kind = torch::rand({n, 1, 1, 1});
  const torch::Tensor likeSkin = skin * between(n, 0.45, 1.25) * (1 + 0.08 * torch::randn({n, 3, 1, 1}));
  torch::Tensor colour = torch::where(kind < 0.38, dark, brown);
  colour = torch::where(kind > 0.55, metal, colour);
  colour = torch::where(kind > 0.73, likeSkin, colour);
  colour = torch::where(kind > 0.87, any, colour);
  const torch::Tensor pattern = clouds(n, 1, 24) * between(n, 0.2, 0.8) * some(n, 0.25);
  return (colour * (1 + pattern)).clamp(0, 1);
}

/// Two lenses (superellipses, a little tapered), a bridge and the beginning of the temples, as the head's turn and the
/// nose let them sit; the shade they throw, what their glasses mirror, and tinted ones.
OccludedPictures withSpectacles(const torch::Tensor& textures, const torch::Tensor& others, const EyeFrame& eyes) {
  const int64_t n = textures.size(0);
  const torch::Tensor tilt = between(n, -0.07, 0.07);
  const torch::Tensor turned = eyes.x * tilt.cos() + eyes.y * tilt.sin() - between(n, -0.07, 0.07);
  const torch::Tensor y = eyes.y * tilt.cos() - eyes.x * tilt.sin() - between(n, -0.08, 0.2);
  const torch::Tensor x = turned * (1 + between(n, -0.14, 0.14) * turned);
  const torch::Tensor away = x.abs();
  const torch::Tensor a = between(n, 0.3, 0.5);
  const torch::Tensor b = a * between(n, 0.5, 1.05);
  const torch::Tensor c = torch::maximum(between(n, 0.46, 0.58), a + 0.06);
  const torch::Tensor u = (away - c) / a;
  const torch::Tensor v = y / b;
  const torch::Tensor power = between(n, 2, 4.5);
  const torch::Tensor wide = (u * (1 + between(n, -0.2, 0.3) * -v)).abs() + 1e-4;
  const torch::Tensor high = (v * (1 + between(n, -0.2, 0.2) * u)).abs() + 1e-4;
  const torch::Tensor f = (wide.pow(power) + high.pow(power)).pow(1 / power);
  // The distance to the edge: f over how fast it grows, in eye distances.
  const double step = 2 / (static_cast<double>(kSide) * eyes.unit);
  const torch::Tensor padded = F::pad(f, F::PadFuncOptions({1, 1, 1, 1}).mode(torch::kReplicate));
  const torch::Tensor alongX = (padded.slice(2, 1, -1).slice(3, 2) - padded.slice(2, 1, -1).slice(3, 0, -2)) / step;
  const torch::Tensor alongY = (padded.slice(3, 1, -1).slice(2, 2) - padded.slice(3, 1, -1).slice(2, 0, -2)) / step;
  const torch::Tensor d = (f - 1) / (alongX.square() + alongY.square()).sqrt().clamp_min(0.5);

  const torch::Tensor soft = between(n, 0.005, 0.016);
  const torch::Tensor thin =
      torch::where(torch::rand({n, 1, 1, 1}) < 0.55, between(n, 0.008, 0.02), between(n, 0.02, 0.055));
  const torch::Tensor t = (thin * (1 - between(n, 0, 0.6) * v)).clamp_min(0.004);
  torch::Tensor rim = inside(t - d.abs(), soft);
  const torch::Tensor half = some(n, 0.18);  // no rim below
  rim = rim * (1 - half * torch::sigmoid((v - 0.1) * 12));
  const torch::Tensor gap = (c - a).clamp_min(0.04);
  const auto bridgeAt = [&](const torch::Tensor& height) {
    const torch::Tensor arc = height - 0.07 * (1 - (x / gap).square()) * between(n, 0, 1.5);
    return inside(thin * between(n, 0.7, 1.3) - (y - arc).abs(), soft) * inside(gap + 0.03 - away, soft);
  };
  const torch::Tensor bridge = together({bridgeAt(b * between(n, -0.55, 0)), bridgeAt(b * -0.9) * some(n, 0.15)});
  const torch::Tensor beyond = away - c - a;
  const torch::Tensor temple =
      inside(thin * between(n, 0.7, 1.8) - (y + b * between(n, 0.2, 0.7) - beyond * between(n, -0.25, 0.15)).abs(),
             soft) *
      inside(beyond + 0.03, soft) * torch::sigmoid((between(n, 0.1, 0.5) - beyond) * 25);
  const torch::Tensor frame = together({rim, bridge, temple});
  const torch::Tensor kind = torch::rand({n, 1, 1, 1});  // of glass alone, of coloured plastic, of what hides all
  const torch::Tensor opaque = torch::where(kind < 0.1, between(n, 0.1, 0.3),
                                            torch::where(kind < 0.37, between(n, 0.3, 0.75), between(n, 0.75, 1)));

  const torch::Tensor glass = inside(-d, soft);
  const torch::Tensor sun = some(n, 0.18);
  const torch::Tensor tint = sun * (between(n, 0.55, 1) - 0.25 * (v + 1).clamp(0, 2) * some(n, 0.4)).clamp(0, 1) +
                             (1 - sun) * between(n, 0, 0.12);
  const torch::Tensor tintColour = (between(n, 0, 0.25) + 0.12 * torch::rand({n, 3, 1, 1})).clamp(0, 1);
  const torch::Tensor way = between(n, 0, 2 * std::numbers::pi);
  const torch::Tensor along = x * way.cos() + y * way.sin() + 0.06 * clouds(n, 1, 6);
  const torch::Tensor band =
      inside(between(n, 0.03, 0.15) - (along - between(n, -0.5, 0.5)).abs(), between(n, 0.01, 0.05));
  const torch::Tensor glare = glass * band * between(n, 0.15, 0.85) * some(n, 0.3);
  const torch::Tensor glareColour = (between(n, 0.6, 1) + 0.15 * torch::randn({n, 3, 1, 1})).clamp(0, 1);
  const torch::Tensor mirrored = glass * sun * some(n, 0.4) * between(n, 0.1, 0.4);

  const torch::Tensor shade = shifted(blurred(frame, 5), between(n, -0.015, 0.015), between(n, 0.004, 0.03)) *
                              between(n, 0, 0.45) * some(n, 0.7);
  const torch::Tensor shine = torch::exp(-((d + t * between(n, -0.6, 0.6)) / (t * 0.5)).square()) *
                              clouds(n, 1, 5).clamp_min(0) * between(n, 0, 0.5);
  torch::Tensor picture = textures * (1 - shade);
  picture = over(picture, tintColour, glass * tint);
  picture = over(picture, blurred(others.flip(2), 9), mirrored);
  picture = over(picture, glareColour, glare);
  picture = over(picture, (frameColour(skinOf(textures, eyes)) + shine).clamp(0, 1), frame * opaque);
  const torch::Tensor dark = glass * ((tint - 0.2) / 0.3).clamp(0, 1);
  return {picture, together({frame, dark, glare, shade * (1 - glass * 0.5)})};
}

/// The others' skin or clothes, from any place of them at any size, in other light.
torch::Tensor pieces(const torch::Tensor& others) {
  const int64_t n = others.size(0);
  const torch::Tensor piece =
      sampleCrops(others, 1, jitter(spread({n}, 3.1), 0.15 + 0.5 * torch::rand({n}), spread({n, 2}, 0.25), 0.5, 0.5),
                  kSide, torch::kReflection);
  return piece * between(n, 0.6, 1.25) * (1 + 0.12 * torch::randn({n, 3, 1, 1}));
}

/// One to four fingers side by side, or something as long and thick as a microphone, from outside into the face.
OccludedPictures withHand(const torch::Tensor& textures, const torch::Tensor& others, const EyeFrame& eyes) {
  const int64_t n = textures.size(0);
  const torch::Tensor angle = between(n, 0.15, 2.99);  // where it comes from, down and to the sides
  const torch::Tensor cos = angle.cos();
  const torch::Tensor sin = angle.sin();
  const torch::Tensor width = between(n, 0.09, 0.2);
  const torch::Tensor reach = between(n, 0.1, 1.2);  // how far from the middle of the face it ends
  const torch::Tensor aside = between(n, -0.7, 0.7);
  const torch::Tensor lean = between(n, -0.5, 0.5);
  const torch::Tensor x = eyes.x;
  const torch::Tensor y = eyes.y - 0.6;  // from the middle of the face
  const torch::Tensor along = x * cos + y * sin;
  const torch::Tensor across = -x * sin + y * cos - aside - lean * (along - 1);
  const torch::Tensor soft = between(n, 0.008, 0.025);
  torch::Tensor depth = torch::full({n, 1, kSide, kSide}, -1.0);
  const torch::Tensor fingers = torch::randint(1, 5, {n, 1, 1, 1});
  for (int64_t i = 0; i < 4; ++i) {
    const torch::Tensor offset = across - width * (2.05 * static_cast<double>(i)) + width * fingers;
    const torch::Tensor end = reach + between(n, -0.15, 0.25);
    const torch::Tensor tip = (end - along).clamp_min(0);
    const torch::Tensor one = width - (offset.square() + tip.square()).sqrt();
    depth = torch::where(fingers > i, torch::maximum(depth, one), depth);
  }
  const torch::Tensor hand = inside(depth, soft);
  const torch::Tensor round = (depth / width).clamp(0, 1).sqrt();
  const torch::Tensor dark = some(n, 0.2);  // a microphone
  torch::Tensor filling = pieces(others);
  filling = filling * (1 - dark) + dark * (between(n, 0.02, 0.3) + 0.05 * torch::randn({n, 1, kSide, kSide}));
  filling = filling * (0.55 + 0.45 * round) * (1 + 0.15 * clouds(n, 1, 7));
  const torch::Tensor shade =
      shifted(blurred(hand, 9), between(n, -0.03, 0.03), between(n, -0.01, 0.04)) * between(n, 0, 0.5);
  return {over(textures * (1 - shade), filling.clamp(0, 1), hand), hand};
}

/// From one side up to a wavy edge: a scarf, a mask, a shoulder, a sheet of paper.
OccludedPictures withCloth(const torch::Tensor& textures, const torch::Tensor& others, const EyeFrame& eyes) {
  const int64_t n = textures.size(0);
  const torch::Tensor angle = between(n, -0.1, 3.24);
  const torch::Tensor wave = clouds(n, 1, 4) * between(n, 0, 0.18) + clouds(n, 1, 20) * between(n, 0, 0.04);
  const torch::Tensor depth = eyes.x * angle.cos() + (eyes.y - 0.5) * angle.sin() - between(n, 0.35, 1.0) + wave;
  const torch::Tensor soft = between(n, 0.008, 0.03);
  const torch::Tensor cloth = inside(depth, soft);
  const torch::Tensor plain =
      (torch::rand({n, 3, 1, 1}) * (1 + 0.25 * clouds(n, 1, 6)) + 0.1 * clouds(n, 1, 40) * between(n, 0, 1));
  const torch::Tensor filling = torch::where(torch::rand({n, 1, 1, 1}) < 0.6, plain, pieces(others));
  const torch::Tensor shade = shifted(blurred(cloth, 9), 0 * soft, between(n, -0.03, 0)) * between(n, 0, 0.4);
  return {over(textures * (1 - shade), filling.clamp(0, 1), cloth), cloth};
}

/// What stands over the others' foreheads, mostly hair, as wide as the picture: upright, as it hangs.
torch::Tensor hairOf(const torch::Tensor& others) {
  const int64_t n = others.size(0);
  const Similarities top = jitter(spread({n}, 0.4), 0.08 + 0.08 * torch::rand({n}), spread({n, 2}, 0.02), 0.5, 0.01);
  return sampleCrops(others, 1, top, kSide, torch::kReflection) * between(n, 0.7, 1.2);
}

/// Strands that hang over a cheek or an eye, or a curtain of hair.
OccludedPictures withStrands(const torch::Tensor& textures, const torch::Tensor& others, const EyeFrame& eyes) {
  const int64_t n = textures.size(0);
  const torch::Tensor side = 2 * some(n, 0.5) - 1;
  const torch::Tensor sway = clouds(n, 1, 3) * 0.12;
  const torch::Tensor x = eyes.x * side + sway + between(n, -0.5, 0.5) * (eyes.y - 0.5);
  const torch::Tensor strands = grown(torch::randn({n, 1, 4, 110})) + grown(torch::randn({n, 1, 3, 40}));
  const torch::Tensor bentStrands =
      sampleCrops(strands, 1, jitter(spread({n}, 0.35), torch::ones({n}), spread({n, 2}, 0.1), 0.5, 0.5), kSide,
                  torch::kReflection);
  const torch::Tensor depth = x - between(n, 0.35, 1.0) + bentStrands * between(n, 0.01, 0.12);
  const torch::Tensor hair = inside(depth, between(n, 0.01, 0.04)) * between(n, 0.8, 1);
  const torch::Tensor base =
      torch::tensor({1.0F, 0.72F, 0.5F}).view({1, 3, 1, 1}).pow(between(n, 0, 1.3)) * between(n, 0.03, 0.75);
  const torch::Tensor drawn = base * (1 + 0.25 * bentStrands) * (1 + 0.15 * clouds(n, 1, 5));
  const torch::Tensor filling = torch::where(torch::rand({n, 1, 1, 1}) < 0.4, hairOf(others), drawn);
  const torch::Tensor shade = shifted(blurred(hair, 9), -side * between(n, 0, 0.02), 0 * side) * between(n, 0, 0.4);
  return {over(textures * (1 - shade), filling.clamp(0, 1), hair), hair};
}

}  // namespace

const char* nameOf(Thing thing) {
  switch (thing) {
    case Thing::Spectacles:
      return "spectacles";
    case Thing::Hand:
      return "hands and microphones";
    case Thing::Cloth:
      return "scarves and masks";
    case Thing::Strands:
      return "strands of hair";
  }
  return "";
}

torch::Tensor withHardShadows(const torch::Tensor& textures, const torch::Tensor& canonical) {
  constexpr double kShare = 0.3;
  const torch::NoGradGuard guard;
  const EyeFrame eyes(canonical);
  const int64_t n = textures.size(0);
  const torch::Tensor angle = between(n, 0, 2 * std::numbers::pi);
  const torch::Tensor wave = clouds(n, 1, 4) * between(n, 0, 0.25);
  const torch::Tensor depth = eyes.x * angle.cos() + (eyes.y - 0.5) * angle.sin() - between(n, -0.6, 0.9) + wave;
  const torch::Tensor end = torch::where(torch::rand({n, 1, 1, 1}) < 0.3, between(n, 0.25, 0.7), between(n, 9, 10));
  const torch::Tensor soft = between(n, 0.008, 0.06);
  const torch::Tensor light = between(n, 0.3, 0.8) * (1 + 0.06 * torch::randn({n, 3, 1, 1}));
  const torch::Tensor shadowed =
      over(textures, textures * light, inside(depth, soft) * inside(end - depth, soft)).clamp(0, 1);
  return torch::where(some(n, kShare) > 0, shadowed, textures);
}

torch::Tensor atDusk(const torch::Tensor& pictures) {
  const torch::NoGradGuard guard;
  const int64_t n = pictures.size(0);
  const torch::Tensor dark = pictures.pow(between(n, 1.1, 2)) * between(n, 0.2, 0.7);
  return torch::where(some(n, 0.2) > 0, dark, pictures);
}

torch::Tensor perhapsHair(const torch::Tensor& textures, const torch::Tensor& canonical) {
  constexpr double kLeast = 0.06;   // of a colour: in black one differs from another by noise
  constexpr double kDarker = 0.55;  // natural logarithm
  constexpr double kColour = 0.35;
  const torch::NoGradGuard guard;
  const EyeFrame eyes(canonical);
  const torch::Tensor unlike = (blurred(textures, 5) + kLeast).log() - (skinOf(textures, eyes) + kLeast).log();
  const torch::Tensor light = unlike.mean(1, true);
  const torch::Tensor there = (light < -kDarker).logical_or((unlike - light).abs().amax(1, true) > kColour);
  const torch::Tensor aside = eyes.x.abs() > 0.85;
  const torch::Tensor found = there.logical_and(aside).to(torch::kFloat);
  return F::max_pool2d(found, F::MaxPool2dFuncOptions(7).stride(1).padding(3));
}

OccludedPictures drawnOver(Thing thing, const torch::Tensor& textures, const torch::Tensor& others,
                           const torch::Tensor& canonical) {
  const torch::NoGradGuard guard;
  const EyeFrame eyes(canonical);
  switch (thing) {
    case Thing::Spectacles:
      return withSpectacles(textures, others, eyes);
    case Thing::Hand:
      return withHand(textures, others, eyes);
    case Thing::Cloth:
      return withCloth(textures, others, eyes);
    case Thing::Strands:
      return withStrands(textures, others, eyes);
  }
  return {};
}

OccludedPictures drawnOver(const torch::Tensor& textures, const torch::Tensor& others, const torch::Tensor& canonical) {
  constexpr std::array<double, kThings.size()> kUntil{0.4, 0.55, 0.65, 0.84};  // of the batch
  OccludedPictures made{textures.clone(), torch::zeros({textures.size(0), 1, kSide, kSide})};
  int64_t from = 0;
  for (std::size_t i = 0; i < kThings.size(); ++i) {
    const auto to = static_cast<int64_t>(kUntil[i] * static_cast<double>(textures.size(0)));
    const int64_t n = to - from;
    if (n == 0) continue;
    const OccludedPictures drawn =
        drawnOver(kThings[i], textures.narrow(0, from, n), others.narrow(0, from, n), canonical);
    made.pictures.narrow(0, from, n).copy_(drawn.pictures);
    made.covered.narrow(0, from, n).copy_(drawn.covered);
    from = to;
  }
  return made;
}

torch::Tensor texturesOf(const FaceCache& cache, const torch::Tensor& index) {
  return cache.textures().index_select(0, index).permute({0, 3, 1, 2}).to(torch::kFloat) / 255;
}

torch::Tensor knownOf(const FaceCache& cache, const torch::Tensor& index) {
  return cache.known().index_select(0, index).unsqueeze(1).to(torch::kFloat) / 255;
}

torch::Tensor bridgeLines(const torch::Tensor& textures, const torch::Tensor& canonical) {
  const EyeFrame eyes(canonical);
  const torch::Tensor light = textures.mean(1, true);
  const torch::Tensor columns = (eyes.x.abs() < 0.1).to(torch::kFloat);
  const torch::Tensor rows = (eyes.y.abs() < 0.25).to(torch::kFloat).view({1, -1});
  const torch::Tensor profile = (light * columns).sum({1, 3}) / columns.sum();  // N×S
  const torch::Tensor slope = (profile.slice(1, 3) - profile.slice(1, 0, -3)).abs();
  return (slope * rows.slice(1, 1, -2)).amax(1) / light.std({1, 2, 3}).clamp_min(0.02);
}

torch::Tensor eyeBand(const torch::Tensor& canonical) {
  const EyeFrame eyes(canonical);
  return (eyes.x.abs() < 0.95).logical_and((eyes.y + 0.05).abs() < 0.45).to(torch::kFloat);
}

torch::Tensor lookedAt(const torch::Tensor& canonical) {
  const EyeFrame eyes(canonical);
  const torch::Tensor jaw = canonical.narrow(0, 0, 17);
  const double brow = canonical.narrow(0, 17, 10).select(1, 1).min().item<double>() - 0.12 * eyes.unit;
  // The polygon of the jaw, closed over the brows: what lies above the jaw at each column.
  const torch::Tensor axis = (torch::arange(kSide) + 0.5) / static_cast<double>(kSide);
  const torch::Tensor u = axis.view({1, -1});
  const torch::Tensor v = axis.view({-1, 1});
  torch::Tensor under = torch::full({1, kSide}, -1.0);  // the jaw's height at each column
  for (int64_t i = 0; i < 16; ++i) {
    const double x0 = jaw[i][0].item<double>(), y0 = jaw[i][1].item<double>();
    const double x1 = jaw[i + 1][0].item<double>(), y1 = jaw[i + 1][1].item<double>();
    const torch::Tensor within = (u >= std::min(x0, x1)).logical_and(u < std::max(x0, x1));
    under = torch::where(within, torch::maximum(under, y0 + (u - x0) * ((y1 - y0) / (x1 - x0))), under);
  }
  return (v < under).logical_and(v > brow).to(torch::kFloat).view({1, 1, kSide, kSide});
}

}  // namespace mien::training
