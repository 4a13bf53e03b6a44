#pragma once
#include <optional>
#include <span>
#include <string_view>
#include <utility>

namespace mien {

/// The way from a keyframe to the next one.
enum class Easing {
  Hold,  ///< the value stays until the next keyframe
  Linear,
  EaseIn,     ///< starts slowly
  EaseOut,    ///< ends slowly
  EaseInOut,  ///< both
  Bezier,     ///< a cubic Bézier of its own
  Smooth      ///< a curve through the neighbours too, which never overshoots
};

/// Handles of a cubic Bézier from (0, 0) to (1, 1), as in CSS Easing Functions Level 1: x 0..1, y −1..2 (beyond 0..1 it
/// overshoots; values are held within their parameter's range).
struct BezierHandles {
  double x1 = 0.42, y1 = 0, x2 = 0.58, y2 = 1;
  friend bool operator==(const BezierHandles&, const BezierHandles&) = default;
};

std::string_view toString(Easing value);
std::optional<Easing> easingFromString(std::string_view text);  ///< hold, linear, ease-in, ease-out, ease-in-out, …
std::span<const std::pair<Easing, const char*>> easingNames();

/// Where the curve is at `x` (0..1). Exact at both ends; monotone in x.
double bezierAt(const BezierHandles& handles, double x);

/// The handles of EaseIn, EaseOut and EaseInOut (those of CSS).
BezierHandles handlesOf(Easing easing);

/// Tangent at a point between two neighbours, so that a cubic Hermite through them is monotone between any two points
/// (Steffen 1990, A&A 239:443). Widths > 0; slopes are those of the two chords.
double steffenTangent(double widthBefore, double slopeBefore, double widthAfter, double slopeAfter);

/// The same at an end of the curve: `width` and `slope` of the last chord, `nextWidth` and `nextSlope` of the one
/// behind.
double steffenEndTangent(double width, double slope, double nextWidth, double nextSlope);

}  // namespace mien
