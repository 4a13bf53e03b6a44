#pragma once
#include <array>
#include <cmath>
#include <span>

namespace mien {

/// Pixel coordinates: x right, y down, the centre of the top left pixel is (0.5, 0.5).
struct Point {
  float x = 0;
  float y = 0;
  friend bool operator==(const Point&, const Point&) = default;
};
inline Point operator+(Point a, Point b) {
  return {a.x + b.x, a.y + b.y};
}
inline Point operator-(Point a, Point b) {
  return {a.x - b.x, a.y - b.y};
}
inline Point operator*(Point a, float s) {
  return {a.x * s, a.y * s};
}
inline float distance(Point a, Point b) {
  return std::hypot(a.x - b.x, a.y - b.y);
}

struct Box {
  float x = 0, y = 0, width = 0, height = 0;
  friend bool operator==(const Box&, const Box&) = default;
};

/// The 68 points of the iBUG scheme, in its order (0–16 jaw, 17–26 brows, 27–35 nose, 36–47 eyes, 48–67 mouth).
using Landmarks = std::array<Point, 68>;

/// Which landmark each becomes when the picture is mirrored.
inline constexpr std::array<int, 68> kMirroredLandmarks{
    16, 15, 14, 13, 12, 11, 10, 9,  8,  7,  6,  5,  4,  3,  2,  1,  0,  26, 25, 24, 23, 22, 21,
    20, 19, 18, 17, 27, 28, 29, 30, 35, 34, 33, 32, 31, 45, 44, 43, 42, 47, 46, 39, 38, 37, 36,
    41, 40, 54, 53, 52, 51, 50, 49, 48, 59, 58, 57, 56, 55, 64, 63, 62, 61, 60, 67, 66, 65};

/// Eyes, nose tip and mouth corners; "right" is the person's right, which lies left in the picture.
struct FivePoints {
  Point rightEye, leftEye, nose, rightMouth, leftMouth;
  friend bool operator==(const FivePoints&, const FivePoints&) = default;
};

/// Eye centres, nose tip and mouth corners read off 68 landmarks.
FivePoints fivePoints(const Landmarks& landmarks);

/// A similarity without mirroring: p ↦ (a·x − b·y + tx, b·x + a·y + ty).
struct Similarity {
  float a = 1, b = 0, tx = 0, ty = 0;
  Point operator()(Point p) const { return {a * p.x - b * p.y + tx, b * p.x + a * p.y + ty}; }
  float scale() const { return std::hypot(a, b); }
  Similarity inverse() const;
  /// This map followed by a scaling of the target by `s`.
  Similarity scaled(float s) const { return {a * s, b * s, tx * s, ty * s}; }
  friend bool operator==(const Similarity&, const Similarity&) = default;
};

/// Least-squares similarity that takes `from` to `to` (equal lengths ≥ 2; Umeyama 1991, no reflection).
Similarity fitSimilarity(std::span<const Point> from, std::span<const Point> to);

/// The square of a crop's plane that a picture or map covers, in units of the crop's side.
struct Window {
  float origin = 0;  ///< left and top
  float side = 1;
  friend bool operator==(const Window&, const Window&) = default;
};

/// The crop itself.
inline constexpr Window kCropWindow{0, 1};
/// The crop and the margin around it that keeps warps from running out of pixels.
inline constexpr Window kPaddedWindow{-0.125F, 1.25F};

/// Where the five points lie in an upright square crop of side 1. Eyes are centred at x = 0.5.
struct CropTemplate {
  float eyeDistance = 0.32F;  ///< ÷ side
  float eyeLine = 0.40F;      ///< ÷ side
  std::array<Point, 5> points() const;
};

/// The upright crop of side 1: maps photo pixels to the crop's unit square.
Similarity cropFromFivePoints(const FivePoints& points, const CropTemplate& crop = {});

/// `landmarks` moved by `map`.
Landmarks transformed(const Landmarks& landmarks, const Similarity& map);

}  // namespace mien
