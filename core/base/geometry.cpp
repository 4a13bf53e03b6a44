#include "core/base/geometry.h"

#include <cassert>

namespace mien {
namespace {

Point meanOf(std::span<const Point> points) {
  Point sum;
  for (const Point& p : points) sum = sum + p;
  return sum * (1.0F / static_cast<float>(points.size()));
}

}  // namespace

FivePoints fivePoints(const Landmarks& landmarks) {
  const std::span<const Point> all(landmarks);
  return {meanOf(all.subspan(36, 6)), meanOf(all.subspan(42, 6)), landmarks[30], landmarks[48], landmarks[54]};
}

Similarity Similarity::inverse() const {
  const float n = a * a + b * b;
  const float ia = a / n;
  const float ib = -b / n;
  return {ia, ib, -(ia * tx - ib * ty), -(ib * tx + ia * ty)};
}

Similarity fitSimilarity(std::span<const Point> from, std::span<const Point> to) {
  assert(from.size() == to.size() && from.size() >= 2);
  const Point mf = meanOf(from);
  const Point mt = meanOf(to);
  double re = 0;
  double im = 0;
  double norm = 0;
  for (std::size_t i = 0; i < from.size(); ++i) {
    const Point f = from[i] - mf;
    const Point t = to[i] - mt;
    re += static_cast<double>(f.x * t.x + f.y * t.y);
    im += static_cast<double>(f.x * t.y - f.y * t.x);
    norm += static_cast<double>(f.x * f.x + f.y * f.y);
  }
  if (norm <= 0) return {1, 0, mt.x - mf.x, mt.y - mf.y};
  const auto a = static_cast<float>(re / norm);
  const auto b = static_cast<float>(im / norm);
  return {a, b, mt.x - (a * mf.x - b * mf.y), mt.y - (b * mf.x + a * mf.y)};
}

std::array<Point, 5> CropTemplate::points() const {
  const float s = eyeDistance;
  return {Point{0.5F - s / 2, eyeLine}, Point{0.5F + s / 2, eyeLine}, Point{0.5F, eyeLine + 0.5625F * s},
          Point{0.5F - 0.406F * s, eyeLine + 1.078F * s}, Point{0.5F + 0.406F * s, eyeLine + 1.078F * s}};
}

Similarity cropFromFivePoints(const FivePoints& p, const CropTemplate& crop) {
  const std::array<Point, 5> from{p.rightEye, p.leftEye, p.nose, p.rightMouth, p.leftMouth};
  const std::array<Point, 5> to = crop.points();
  return fitSimilarity(from, to);
}

Landmarks transformed(const Landmarks& landmarks, const Similarity& map) {
  Landmarks out;
  for (std::size_t i = 0; i < out.size(); ++i) out[i] = map(landmarks[i]);
  return out;
}

}  // namespace mien
