#include "core/studio/fake_face.h"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace mien {
namespace {

struct Rgb {
  float r = 0, g = 0, b = 0;
};
Rgb mix(Rgb a, Rgb b, float t) {
  return {a.r + (b.r - a.r) * t, a.g + (b.g - a.g) * t, a.b + (b.b - a.b) * t};
}
Rgb operator*(Rgb c, float s) {
  return {c.r * s, c.g * s, c.b * s};
}

/// SplitMix64: a well-spread stream from any seed.
class Dice {
 public:
  explicit Dice(std::uint64_t seed) : state_(seed) {}
  float operator()(float low, float high) {
    state_ += 0x9E3779B97F4A7C15ULL;
    std::uint64_t z = state_;
    z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9ULL;
    z = (z ^ (z >> 27)) * 0x94D049BB133111EBULL;
    return low + (high - low) * static_cast<float>((z ^ (z >> 31)) >> 40) / 16777216.0F;
  }

 private:
  std::uint64_t state_;
};

struct Cartoon {
  Rgb skin, hair, iris, lips, backdrop;
  float width, jaw, eye, brow, browTilt, nose, mouth, smile, fringe;
};

Cartoon cartoonFor(std::uint64_t seed) {
  static constexpr Rgb kSkin[] = {
      {0.96F, 0.80F, 0.69F}, {0.87F, 0.67F, 0.52F}, {0.70F, 0.49F, 0.35F}, {0.45F, 0.30F, 0.22F}};
  static constexpr Rgb kHair[] = {
      {0.10F, 0.08F, 0.08F}, {0.28F, 0.17F, 0.10F}, {0.62F, 0.42F, 0.20F}, {0.52F, 0.20F, 0.12F}};
  static constexpr Rgb kIris[] = {{0.25F, 0.45F, 0.55F}, {0.30F, 0.20F, 0.12F}, {0.30F, 0.45F, 0.25F}};
  Dice dice(seed);
  Cartoon c{};
  c.skin = mix(kSkin[static_cast<int>(dice(0, 3.99F))], kSkin[static_cast<int>(dice(0, 3.99F))], dice(0, 0.5F));
  c.hair = kHair[static_cast<int>(dice(0, 3.99F))];
  c.iris = kIris[static_cast<int>(dice(0, 2.99F))];
  c.lips = mix(c.skin, {0.72F, 0.22F, 0.25F}, dice(0.45F, 0.8F));
  const float grey = dice(0.25F, 0.7F);
  c.backdrop = {grey + dice(-0.08F, 0.08F), grey, grey + dice(-0.08F, 0.08F)};
  c.width = dice(0.31F, 0.37F);
  c.jaw = dice(0.0F, 0.5F);
  c.eye = dice(0.8F, 1.2F);
  c.brow = dice(0.010F, 0.022F);
  c.browTilt = dice(-0.12F, 0.12F);
  c.nose = dice(0.7F, 1.2F);
  c.mouth = dice(0.10F, 0.14F);
  c.smile = dice(-0.015F, 0.05F);
  c.fringe = dice(0.10F, 0.24F);
  return c;
}

/// 1 inside, 0 outside, a soft edge of `soft` around distance 0.
float cover(float distance, float soft) {
  return std::clamp(0.5F - distance / soft, 0.0F, 1.0F);
}

float ellipse(Point p, Point centre, float rx, float ry) {
  const Point q = p - centre;
  const float k = std::hypot(q.x / rx, q.y / ry);
  return (k - 1) * std::min(rx, ry);
}

/// Wide above, narrower towards the chin.
float head(Point p, const Cartoon& c, float grow) {
  const float below = std::max(0.0F, p.y - 0.50F);
  const float rx = (c.width + grow) * (1 - c.jaw * below * below * 2.2F);
  return ellipse(p, {0.5F, 0.53F}, rx, 0.42F + grow);
}

Rgb eyes(Rgb under, Point p, const Cartoon& c, float aa) {
  if (std::abs(p.y - 0.37F) > 0.15F + aa) return under;  // neither an eye nor a brow is there
  for (const float side : {-1.0F, 1.0F}) {
    const Point centre{0.5F + side * 0.18F, 0.38F + 0.02F};
    if (std::abs(p.x - centre.x) > 0.15F + aa) continue;
    const float white = ellipse(p, centre, 0.065F, 0.032F * c.eye);
    under = mix(under, under * 0.75F, cover(white - 0.012F, 0.02F));
    under = mix(under, {0.97F, 0.97F, 0.96F}, cover(white, aa));
    const float inside = cover(white, aa);
    under = mix(under, c.iris, inside * cover(ellipse(p, centre, 0.029F, 0.029F), aa));
    under = mix(under, {0.04F, 0.04F, 0.05F}, inside * cover(ellipse(p, centre, 0.013F, 0.013F), aa));
    under = mix(under, {1, 1, 1}, cover(ellipse(p, centre + Point{0.008F, -0.010F}, 0.006F, 0.006F), aa));
    const float along = (p.x - centre.x) * side;
    const float browY = 0.315F + along * c.browTilt + along * along * 3.0F;
    const float brow = std::max(std::abs(p.y - browY) - c.brow, std::abs(along - 0.005F) - 0.085F);
    under = mix(under, c.hair * 0.9F, cover(brow, aa * 2));
  }
  return under;
}

Rgb noseAndMouth(Rgb under, Point p, const Cartoon& c, float aa) {
  if (std::abs(p.x - 0.5F) > 0.18F + aa || std::abs(p.y - 0.6F) > 0.25F + aa) return under;  // beside both
  const float tip = ellipse(p, {0.5F, 0.575F}, 0.045F * c.nose, 0.032F);
  under = mix(under, under * 0.86F, cover(tip, 0.03F));
  for (const float side : {-1.0F, 1.0F})
    under =
        mix(under, under * 0.55F, cover(ellipse(p, {0.5F + side * 0.026F * c.nose, 0.592F}, 0.010F, 0.006F), aa * 2));
  const float bridge = std::max(std::abs(p.x - 0.52F) - 0.006F, std::abs(p.y - 0.47F) - 0.08F);
  under = mix(under, under * 0.9F, cover(bridge, 0.03F));
  const float x = (p.x - 0.5F) / c.mouth;
  const float line = 0.745F - c.smile * x * x;
  const float half = 0.030F * std::max(0.0F, 1 - x * x);
  under = mix(under, c.lips, cover(std::abs(p.y - line) - half, aa) * cover(std::abs(x) - 1, aa));
  under = mix(under, c.lips * 0.45F, cover(std::abs(p.y - line) - 0.004F, aa) * cover(std::abs(x) - 0.96F, aa));
  return under;
}

Rgb colourAt(Point p, const Cartoon& c, float aa) {
  Rgb out = c.backdrop * (1.08F - 0.3F * distance(p, {0.4F, 0.3F}));
  out = mix(out, c.hair * 0.85F, cover(ellipse(p, {0.5F, 0.42F}, c.width + 0.07F, 0.44F), aa * 2));
  const float neck = std::max(std::abs(p.x - 0.5F) - 0.17F, 0.8F - p.y);
  out = mix(out, c.skin * 0.72F, cover(neck, aa));
  const float light = 1.03F - 0.28F * std::pow(distance(p, {0.42F, 0.42F}) * 1.5F, 2.0F);
  const float face = head(p, c, 0);
  out = mix(out, out * 0.7F, cover(face - 0.02F, 0.06F));
  out = mix(out, c.skin * light, cover(face, aa));
  const float cheek = std::min(distance(p, {0.31F, 0.6F}), distance(p, {0.69F, 0.6F}));
  out = mix(out, mix(c.skin, c.lips, 0.5F) * light, 0.35F * cover(cheek - 0.05F, 0.12F));
  out = noseAndMouth(eyes(out, p, c, aa), p, c, aa);
  const float hairline = p.y - (c.fringe + 0.25F * std::pow(std::abs(p.x - 0.42F), 1.5F) * 2);
  const float strand = 0.9F + 0.1F * std::sin(p.x * 90 + p.y * 25);
  return mix(out, c.hair * strand, cover(std::max(hairline, head(p, c, 0.05F)), aa));
}

std::uint8_t toByte(float v) {
  return static_cast<std::uint8_t>(std::clamp(v, 0.0F, 1.0F) * 255.0F + 0.5F);
}

}  // namespace

Image8 drawCartoon(std::uint64_t seed, int side) {
  const Cartoon cartoon = cartoonFor(seed);
  const float aa = 1.5F / static_cast<float>(side);
  Image8 out(side, side, 3);
  for (int y = 0; y < side; ++y)
    for (int x = 0; x < side; ++x) {
      const Point p{(static_cast<float>(x) + 0.5F) / static_cast<float>(side),
                    (static_cast<float>(y) + 0.5F) / static_cast<float>(side)};
      const Rgb c = colourAt(p, cartoon, aa);
      std::uint8_t* pixel = out.row(y) + x * 3;
      pixel[0] = toByte(c.r);
      pixel[1] = toByte(c.g);
      pixel[2] = toByte(c.b);
    }
  return out;
}

Landmarks cartoonLandmarks(std::uint64_t seed) {
  constexpr float kStandardWidth = 0.34F;
  Landmarks out = standardLandmarks();
  const float wider = cartoonFor(seed).width / kStandardWidth;
  for (std::size_t i = 0; i < 17; ++i) out[i].x = 0.5F + (out[i].x - 0.5F) * wider;
  return out;
}

Landmarks standardLandmarks() {
  constexpr float kPi = std::numbers::pi_v<float>;
  Landmarks out{};
  const auto arc = [&out](int first, int count, Point centre, float rx, float ry, float from, float to) {
    for (int i = 0; i < count; ++i) {
      const float angle = (from + (to - from) * static_cast<float>(i) / static_cast<float>(count - 1)) * kPi;
      out[static_cast<std::size_t>(first + i)] = {centre.x + rx * std::cos(angle), centre.y - ry * std::sin(angle)};
    }
  };
  arc(0, 17, {0.5F, 0.45F}, 0.34F, 0.50F, 1.0F, 2.0F);
  arc(17, 5, {0.32F, 0.36F}, 0.10F, 0.06F, 0.95F, 0.05F);
  arc(22, 5, {0.68F, 0.36F}, 0.10F, 0.06F, 0.95F, 0.05F);
  for (int i = 0; i < 4; ++i) out[static_cast<std::size_t>(27 + i)] = {0.5F, 0.40F + 0.0608F * static_cast<float>(i)};
  arc(31, 5, {0.5F, 0.60F}, 0.05F, 0.02F, 1.0F, 2.0F);
  arc(36, 6, {0.32F, 0.38F}, 0.06F, 0.03F, 1.0F, -2.0F / 3.0F);
  arc(42, 6, {0.68F, 0.38F}, 0.06F, 0.03F, 1.0F, -2.0F / 3.0F);
  arc(48, 7, {0.5F, 0.768F}, 0.146F, 0.04F, 1.0F, 0.0F);
  arc(55, 5, {0.5F, 0.768F}, 0.12F, 0.05F, -0.1F, -0.9F);
  arc(60, 8, {0.5F, 0.768F}, 0.11F, 0.012F, 1.0F, -0.75F);
  return out;
}

}  // namespace mien
