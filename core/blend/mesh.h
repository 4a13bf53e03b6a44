#pragma once
#include <array>
#include <span>
#include <vector>

#include "core/base/geometry.h"

namespace mien {

/// The control points of a face in its crop's unit square: 68 landmarks, 7 points over brows and temples that the
/// landmarks lack, and a ring outside of the crop that stays where it is.
struct Mesh {
  static constexpr int kForehead = 7;
  static constexpr int kRing = 16;
  static constexpr int kPoints = 68 + kForehead + kRing;
  std::array<Point, kPoints> points{};
};

/// How far the ring reaches beyond the unit square.
inline constexpr float kRingReach = 0.35F;

/// The mesh of these landmarks (unit square of the crop). Crossed inner lips, as a closed mouth's landmarks often
/// have them, are laid on their middle so that no triangle folds there.
Mesh meshFor(const Landmarks& landmarks);

/// Landmarks between two faces: (1 − t)·a + t·b.
Landmarks mixedLandmarks(const Landmarks& a, const Landmarks& b, float t);

using Triangle = std::array<int, 3>;

/// The one triangulation that all meshes share: Delaunay over the mesh of the mean face, corners in the sense that
/// makes (b − a) × (c − a) positive. A face in which it is negative has folded there.
std::vector<Triangle> triangulate(const Mesh& mean);

/// Share of the face's surface (triangles of landmarks alone) that is turned over, by area, 0..1.
double foldedShare(const Mesh& mesh, std::span<const Triangle> triangles);

}  // namespace mien
