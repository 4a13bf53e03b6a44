#include "core/blend/mesh.h"

#include <algorithm>
#include <cmath>
#include <opencv2/imgproc.hpp>

namespace mien {
namespace {

/// Upper and lower points of the inner lips, pairwise from the person's right to left.
constexpr std::array<std::array<int, 2>, 3> kInnerLips{{{61, 67}, {62, 66}, {63, 65}}};

void uncrossLips(Landmarks& face, Point down) {
  for (const auto& [upper, lower] : kInnerLips) {
    const Point gap = face[lower] - face[upper];
    if (gap.x * down.x + gap.y * down.y >= 0) continue;
    const Point middle = (face[upper] + face[lower]) * 0.5F;
    face[upper] = face[lower] = middle;
  }
}

}  // namespace

Mesh meshFor(const Landmarks& landmarks) {
  Landmarks face = landmarks;
  const FivePoints five = fivePoints(face);
  const Point axis = five.leftEye - five.rightEye;
  const Point down{-axis.y, axis.x};  // one eye distance long
  uncrossLips(face, down);

  Mesh mesh;
  std::copy(face.begin(), face.end(), mesh.points.begin());
  std::size_t next = face.size();
  const Point middle = (face[21] + face[22]) * 0.5F;
  const auto above = [&](Point p, float up) { mesh.points[next++] = p - down * up; };
  above(face[0], 0.55F);
  above(face[17], 0.50F);
  above(face[19], 0.60F);
  above(middle, 0.72F);
  above(face[24], 0.60F);
  above(face[26], 0.50F);
  above(face[16], 0.55F);

  constexpr float lo = -kRingReach;
  constexpr float side = 1 + 2 * kRingReach;
  for (int i = 0; i < 4; ++i) {
    const float s = lo + side * static_cast<float>(i) / 4;
    const float e = lo + side - side * static_cast<float>(i) / 4;
    mesh.points[next++] = {s, lo};
    mesh.points[next++] = {lo + side, s};
    mesh.points[next++] = {e, lo + side};
    mesh.points[next++] = {lo, e};
  }
  return mesh;
}

Landmarks mixedLandmarks(const Landmarks& a, const Landmarks& b, float t) {
  Landmarks out;
  for (std::size_t i = 0; i < out.size(); ++i) out[i] = a[i] * (1 - t) + b[i] * t;
  return out;
}

std::vector<Triangle> triangulate(const Mesh& mean) {
  // Subdiv2D wants its points inside of a rectangle; the coordinates' scale keeps its float predicates stable.
  constexpr float scale = 1000;
  cv::Subdiv2D plane(cv::Rect(-1000, -1000, 3000, 3000));
  std::array<int, 4 * Mesh::kPoints> pointOf{};
  pointOf.fill(-1);
  for (int i = 0; i < Mesh::kPoints; ++i) {
    const Point p = mean.points[static_cast<std::size_t>(i)];
    const int vertex = plane.insert(cv::Point2f(p.x * scale, p.y * scale));
    pointOf[static_cast<std::size_t>(vertex)] = i;
  }
  std::vector<Triangle> triangles;
  std::vector<int> leading;
  plane.getLeadingEdgeList(leading);
  for (const int edge : leading) {
    Triangle triangle{};
    int e = edge;
    bool ours = true;
    for (int& corner : triangle) {
      const int vertex = plane.edgeOrg(e);
      corner =
          vertex >= 0 && vertex < static_cast<int>(pointOf.size()) ? pointOf[static_cast<std::size_t>(vertex)] : -1;
      ours = ours && corner >= 0;
      e = plane.getEdge(e, cv::Subdiv2D::NEXT_AROUND_LEFT);
    }
    if (!ours) continue;
    const auto at = [&](int k) { return mean.points[static_cast<std::size_t>(triangle[static_cast<std::size_t>(k)])]; };
    const Point ab = at(1) - at(0);
    const Point ac = at(2) - at(0);
    if (ab.x * ac.y - ab.y * ac.x < 0) std::swap(triangle[1], triangle[2]);
    triangles.push_back(triangle);
  }
  return triangles;
}

double foldedShare(const Mesh& mesh, std::span<const Triangle> triangles) {
  double all = 0;
  double folded = 0;
  for (const auto& [i, j, k] : triangles) {
    if (std::max({i, j, k}) >= 68) continue;
    const auto at = [&](int n) { return mesh.points[static_cast<std::size_t>(n)]; };
    const Point u = at(j) - at(i);
    const Point v = at(k) - at(i);
    const double area =
        static_cast<double>(u.x) * static_cast<double>(v.y) - static_cast<double>(u.y) * static_cast<double>(v.x);
    all += std::abs(area);
    if (area < 0) folded -= area;
  }
  return all > 0 ? folded / all : 1;
}

}  // namespace mien
