#include "core/evaluate/faults.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numbers>
#include <vector>

namespace mien {
namespace {

Point middleOf(Point a, Point b) {
  return (a + b) * 0.5F;
}

/// The head as a cylinder about an upright axis.
struct Head {
  static constexpr double kRadius = 1.2;     // eye distances
  static constexpr double kNose = 0.4;       // how far its tip stands out
  static constexpr double kNoseWide = 0.2;   // of its slopes
  static constexpr double kNoseUp = 0.45;    // of its ridge, above the tip
  static constexpr double kNoseDown = 0.12;  // below the tip
  static constexpr double kLastSeen = 1.4;   // radians from the middle: what lies beyond is too slanting to be used
  double eyes, axis, noseTip;                // px

  explicit Head(const FivePoints& p)
      : eyes(static_cast<double>(distance(p.rightEye, p.leftEye))),
        axis(static_cast<double>(middleOf(p.rightEye, p.leftEye).x + middleOf(p.rightMouth, p.leftMouth).x) / 2),
        noseTip(static_cast<double>(p.nose.y)) {}
  double radius() const { return kRadius * eyes; }
  /// From the axis, px, at an angle from the front.
  double surface(double angle, double y) const {
    const double aside = radius() * angle / (kNoseWide * eyes);
    const double up = (y - noseTip) / ((y < noseTip ? kNoseUp : kNoseDown) * eyes);
    return radius() + kNose * eyes * std::exp(-aside * aside - up * up);
  }
  double source(double angle) const { return axis + radius() * std::sin(std::clamp(angle, -kLastSeen, kLastSeen)); }
  double angleOf(double x) const { return std::asin(std::clamp((x - axis) / radius(), -1.0, 1.0)); }
  Point turned(Point p, double radians) const {
    const double angle = angleOf(static_cast<double>(p.x));
    const double from = surface(angle, static_cast<double>(p.y));
    return {static_cast<float>(axis + from * std::sin(angle + radians)), p.y};
  }
};

}  // namespace

Image8 covered(Image8 picture, const FivePoints& points, std::mt19937_64& random) {
  const float eyes = distance(points.rightEye, points.leftEye);
  const Point centre = middleOf(points.nose, middleOf(points.rightEye, points.leftEye));
  const auto at = [&](float spread) { return spread * (static_cast<float>(random() % 1001) / 500 - 1); };
  const Point middle = centre + Point{at(0.6F), at(0.6F)} * eyes;
  const float half = (0.6F + 0.4F * static_cast<float>(random() % 1001) / 1000) * eyes;
  std::array<std::uint8_t, 3> colour{};
  for (auto& c : colour) c = static_cast<std::uint8_t>(random() % 256);
  for (int y = 0; y < picture.height(); ++y)
    for (int x = 0; x < picture.width(); ++x) {
      if (std::abs(static_cast<float>(x) - middle.x) > half || std::abs(static_cast<float>(y) - middle.y) > half)
        continue;
      for (int c = 0; c < 3; ++c) picture.at(x, y, c) = colour[static_cast<std::size_t>(c)];
    }
  return picture;
}

FivePoints elsewhere(const FivePoints& points, std::mt19937_64& random) {
  const float eyes = distance(points.rightEye, points.leftEye);
  const Point centre = middleOf(points.rightEye, points.leftEye);
  const float angle = 1.047F + 4.189F * static_cast<float>(random() % 1001) / 1000;
  const auto side = [&] { return random() % 2 == 0 ? 1.0F : -1.0F; };
  const Point to = centre + Point{1.2F * side(), 1.2F * side()} * eyes;
  const auto move = [&](Point p) {
    const Point d = p - centre;
    return to + Point{std::cos(angle) * d.x - std::sin(angle) * d.y, std::sin(angle) * d.x + std::cos(angle) * d.y};
  };
  return {move(points.rightEye), move(points.leftEye), move(points.nose), move(points.rightMouth),
          move(points.leftMouth)};
}

TurnedHead turnedAside(const Image8& picture, const FivePoints& points, double radians) {
  const Head head(points);
  TurnedHead out{picture, {}};
  const auto move = [&](Point p) { return head.turned(p, radians); };
  out.points = {move(points.rightEye), move(points.leftEye), move(points.nose), move(points.rightMouth),
                move(points.leftMouth)};
  // Row by row what lies nearest to the viewer, from the side that the turn brings to view to the other's edge.
  constexpr int kSteps = 2000;
  constexpr double kQuarter = std::numbers::pi / 2;
  const double first = -kQuarter - std::max(0.0, radians);
  const double last = kQuarter - std::min(0.0, radians);
  std::vector<double> nearest(static_cast<std::size_t>(picture.width()));
  for (int y = 0; y < picture.height(); ++y) {
    std::fill(nearest.begin(), nearest.end(), 0.0);
    int before = 0;
    for (int i = 0; i <= kSteps; ++i) {
      const double angle = std::lerp(first, last, static_cast<double>(i) / kSteps);
      const double from = head.surface(angle, y);
      const int x = static_cast<int>(std::lround(head.axis + from * std::sin(angle + radians)));
      const double depth = from * std::cos(angle + radians);
      const int source = std::clamp(static_cast<int>(std::lround(head.source(angle))), 0, picture.width() - 1);
      if (i == 0) before = x;
      // Steps of the surface are less than a pixel but where it turns away, and there little is seen of it.
      for (int at = std::min(x, before); at <= std::max(x, before); ++at) {
        if (at < 0 || at >= picture.width() || depth <= nearest[static_cast<std::size_t>(at)]) continue;
        nearest[static_cast<std::size_t>(at)] = depth;
        for (int c = 0; c < 3; ++c) out.picture.at(at, y, c) = picture.at(source, y, c);
      }
      before = x;
    }
  }
  return out;
}

}  // namespace mien
