#include "core/blend/face_order.h"

#include <array>
#include <tuple>
#include <variant>

namespace mien {

bool comesBefore(const FaceRef& a, const FaceRef& b) {
  if (a.index() != b.index()) return a.index() < b.index();
  if (const auto* drawn = std::get_if<DrawnFaceRef>(&a)) {
    const auto& other = std::get<DrawnFaceRef>(b);
    return std::tie(drawn->seed, drawn->truncation) < std::tie(other.seed, other.truncation);
  }
  const auto placeOf = [](const PhotoFaceRef& r) {
    std::array<float, 10> at{};
    if (r.anchors) {
      const FivePoints& p = *r.anchors;
      at = {p.rightEye.x, p.rightEye.y,   p.leftEye.x,    p.leftEye.y,   p.nose.x,
            p.nose.y,     p.rightMouth.x, p.rightMouth.y, p.leftMouth.x, p.leftMouth.y};
    }
    return std::tuple(r.digest, r.index, r.anchors.has_value(), at);
  };
  return placeOf(std::get<PhotoFaceRef>(a)) < placeOf(std::get<PhotoFaceRef>(b));
}

}  // namespace mien
