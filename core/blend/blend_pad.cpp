#include "core/blend/blend_pad.h"

#include <algorithm>
#include <cmath>
#include <numbers>
#include <numeric>

namespace mien {
namespace {

constexpr double kNear = 1e-6;

struct Vector {
  double x, y;
};

Vector from(Point a, Point b) {
  return {static_cast<double>(b.x) - static_cast<double>(a.x), static_cast<double>(b.y) - static_cast<double>(a.y)};
}

double dot(Vector a, Vector b) {
  return a.x * b.x + a.y * b.y;
}

double cross(Vector a, Vector b) {
  return a.x * b.y - a.y * b.x;
}

/// How far along the line from a to b the point nearest to p lies, 0..1.
double along(Point a, Point b, Point p) {
  const Vector side = from(a, b);
  return std::clamp(dot(from(a, p), side) / dot(side, side), 0.0, 1.0);
}

FaceWeights onSide(std::size_t faces, std::size_t side, double share) {
  FaceWeights weights(faces, 0);
  weights[side] = 1 - share;
  weights[(side + 1) % faces] = share;
  return weights;
}

/// The side nearest to `p`, and how far that is; less than 0: `p` lies outside of it.
std::pair<std::size_t, double> nearestSide(const std::vector<Point>& corners, Point p) {
  std::pair<std::size_t, double> nearest{0, 1e9};
  bool outside = false;
  for (std::size_t i = 0; i < corners.size(); ++i) {
    const Point a = corners[i];
    const Point b = corners[(i + 1) % corners.size()];
    const Point q = a + (b - a) * static_cast<float>(along(a, b, p));
    const Vector way = from(q, p);
    if (const double far = std::sqrt(dot(way, way)); far < nearest.second) nearest = {i, far};
    outside = outside || cross(from(a, b), from(a, p)) < 0;
  }
  if (outside) nearest.second = -nearest.second;
  return nearest;
}

}  // namespace

std::vector<Point> padCorners(std::size_t faces) {
  if (faces == 2) return {{0, 0.5F}, {1, 0.5F}};
  std::vector<Point> corners;
  for (std::size_t i = 0; i < faces; ++i) {
    const double angle = 2 * std::numbers::pi * static_cast<double>(i) / static_cast<double>(faces);
    corners.push_back(
        {static_cast<float>(0.5 + 0.5 * std::sin(angle)), static_cast<float>(0.5 - 0.5 * std::cos(angle))});
  }
  return corners;
}

FaceWeights padWeights(std::size_t faces, Point at) {
  const std::vector<Point> corners = padCorners(faces);
  if (faces == 2) return onSide(2, 0, along(corners[0], corners[1], at));
  if (const auto side = nearestSide(corners, at); side.second < kNear)
    return onSide(faces, side.first, along(corners[side.first], corners[(side.first + 1) % faces], at));
  FaceWeights weights(faces);
  const auto halfTangent = [&](std::size_t i) {
    const Vector a = from(at, corners[i]);
    const Vector b = from(at, corners[(i + 1) % faces]);
    return std::tan(std::atan2(cross(a, b), dot(a, b)) / 2);
  };
  for (std::size_t i = 0; i < faces; ++i) {
    const Vector way = from(at, corners[i]);
    weights[i] = (halfTangent((i + faces - 1) % faces) + halfTangent(i)) / std::sqrt(dot(way, way));
  }
  const double sum = std::accumulate(weights.begin(), weights.end(), 0.0);
  for (double& w : weights) w /= sum;
  return weights;
}

Point padPoint(const FaceWeights& weights) {
  const std::vector<Point> corners = padCorners(weights.size());
  Point at{};
  for (std::size_t i = 0; i < corners.size(); ++i) at = at + corners[i] * static_cast<float>(weights[i]);
  return at;
}

}  // namespace mien
