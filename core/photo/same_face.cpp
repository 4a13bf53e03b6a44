#include "core/photo/same_face.h"

#include <algorithm>

namespace mien {
namespace {

float eyesOf(const FivePoints& p) {
  return distance(p.rightEye, p.leftEye);
}

/// How much of the smaller box lies in the other, 0..1.
float sharedPart(const Box& a, const Box& b) {
  const float width = std::min(a.x + a.width, b.x + b.width) - std::max(a.x, b.x);
  const float height = std::min(a.y + a.height, b.y + b.height) - std::max(a.y, b.y);
  if (width <= 0 || height <= 0) return 0;
  return width * height / std::min(a.width * a.height, b.width * b.height);
}

}  // namespace

Point centreOf(const FivePoints& p) {
  return (p.rightEye + p.leftEye + p.nose + p.rightMouth + p.leftMouth) * 0.2F;
}

bool headsOverlap(const FoundFace& a, const FoundFace& b) {
  constexpr float kApart = 1.1F;  // eye distances
  const FivePoints p = fivePoints(a.landmarks);
  const FivePoints q = fivePoints(b.landmarks);
  return distance(centreOf(p), centreOf(q)) < kApart * std::max(eyesOf(p), eyesOf(q));
}

bool isNoOther(const FoundFace& first, const FoundFace& second) {
  constexpr float kFar = 0.3F;
  constexpr float kNear = 0.15F;
  constexpr float kUnsure = 0.65F;
  constexpr float kSmall = 0.4F;
  if (headsOverlap(first, second)) return true;
  const float shared = sharedPart(first.box, second.box);
  const bool unsure = second.score < kUnsure * first.score;
  const bool small = second.box.width < kSmall * first.box.width;
  return shared > kFar || (unsure && (small || shared > kNear));
}

}  // namespace mien
