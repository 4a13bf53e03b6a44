#include "core/blend/easing.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace mien {
namespace {

constexpr std::array<std::pair<Easing, const char*>, 7> kNames{{{Easing::Hold, "hold"},
                                                                {Easing::Linear, "linear"},
                                                                {Easing::EaseIn, "ease-in"},
                                                                {Easing::EaseOut, "ease-out"},
                                                                {Easing::EaseInOut, "ease-in-out"},
                                                                {Easing::Bezier, "bezier"},
                                                                {Easing::Smooth, "smooth"}}};

/// One coordinate of the curve; `a` and `b` are the handles'.
double coordinate(double a, double b, double t) {
  return t * (3 * (1 - t) * ((1 - t) * a + t * b) + t * t);
}

double sign(double v) {
  return v < 0 ? -1 : 1;
}

}  // namespace

std::span<const std::pair<Easing, const char*>> easingNames() {
  return kNames;
}

std::string_view toString(Easing value) {
  return kNames[static_cast<std::size_t>(value)].second;
}

std::optional<Easing> easingFromString(std::string_view text) {
  for (const auto& [value, name] : kNames)
    if (text == name) return value;
  return std::nullopt;
}

double bezierAt(const BezierHandles& h, double x) {
  if (x <= 0) return 0;
  if (x >= 1) return 1;
  // x(t) never falls for handles within 0..1, so halving finds t; 60 halvings exhaust a double.
  double low = 0;
  double high = 1;
  for (int i = 0; i < 60; ++i) {
    const double t = (low + high) / 2;
    (coordinate(h.x1, h.x2, t) < x ? low : high) = t;
  }
  return coordinate(h.y1, h.y2, (low + high) / 2);
}

BezierHandles handlesOf(Easing easing) {
  if (easing == Easing::EaseIn) return {0.42, 0, 1, 1};
  if (easing == Easing::EaseOut) return {0, 0, 0.58, 1};
  return {0.42, 0, 0.58, 1};
}

double steffenTangent(double widthBefore, double slopeBefore, double widthAfter, double slopeAfter) {
  const double parabola = (slopeBefore * widthAfter + slopeAfter * widthBefore) / (widthBefore + widthAfter);
  const double least = std::min({std::abs(slopeBefore), std::abs(slopeAfter), std::abs(parabola) / 2});
  return (sign(slopeBefore) + sign(slopeAfter)) * least;
}

double steffenEndTangent(double width, double slope, double nextWidth, double nextSlope) {
  const double share = width / (width + nextWidth);
  const double tangent = slope * (1 + share) - nextSlope * share;
  if (tangent * slope <= 0) return 0;
  return std::abs(tangent) > 2 * std::abs(slope) ? 2 * slope : tangent;
}

}  // namespace mien
