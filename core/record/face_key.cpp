#include "core/record/face_key.h"

#include <charconv>

#include "core/record/canonical.h"

namespace mien {
namespace {

constexpr const char* kDrawn = "drawn:";

/// As few digits as hold the number.
std::string digits(float value) {
  std::array<char, 32> text{};
  const auto end = std::to_chars(text.data(), text.data() + text.size(), value + 0.0F).ptr;
  return {text.data(), end};
}

std::string textOf(const std::optional<FivePoints>& anchors) {
  if (!anchors) return {};
  std::string all;
  for (const Point& point :
       {anchors->rightEye, anchors->leftEye, anchors->nose, anchors->rightMouth, anchors->leftMouth})
    all += digits(point.x) + "," + digits(point.y) + ";";
  return all;
}

}  // namespace

std::string faceKey(const FaceRef& face) {
  if (const auto* drawn = std::get_if<DrawnFaceRef>(&face)) {
    const std::string key = kDrawn + std::to_string(drawn->seed);
    return drawn->truncation == kTypicalTruncation ? key : key + "@" + digits(static_cast<float>(drawn->truncation));
  }
  const auto& photo = std::get<PhotoFaceRef>(face);
  return sha256HexOf(canonical({"mien-face-1", photo.digest, std::to_string(photo.index), textOf(photo.anchors)}));
}

bool isDrawnKey(const std::string& key) {
  return key.starts_with(kDrawn);
}

}  // namespace mien
