#include "core/evaluate/finding.h"

namespace mien {
namespace {

constexpr float kNear = 0.25F;
constexpr float kScale = 1.5F;

struct Eyes {
  Point middle;
  float apart = 0;
};

Eyes eyesOf(const Landmarks& landmarks) {
  const FivePoints p = fivePoints(landmarks);
  return {(p.rightEye + p.leftEye) * 0.5F, distance(p.rightEye, p.leftEye)};
}

struct Span {
  int from, count;
};
constexpr std::array<Span, 5> kSpans{{{0, 17}, {17, 10}, {27, 9}, {36, 12}, {48, 20}}};

}  // namespace

std::optional<std::size_t> labelledFace(std::span<const FoundFace> found, const Landmarks& label) {
  const Eyes wanted = eyesOf(label);
  std::optional<std::size_t> best;
  float nearest = kNear * wanted.apart;
  for (std::size_t i = 0; i < found.size(); ++i) {
    const Eyes eyes = eyesOf(found[i].landmarks);
    const float off = distance(eyes.middle, wanted.middle);
    const bool fits = eyes.apart < kScale * wanted.apart && eyes.apart * kScale > wanted.apart;
    if (!fits || off > nearest) continue;
    nearest = off;
    best = i;
  }
  return best;
}

LandmarkError landmarkError(const Landmarks& found, const Landmarks& label) {
  const double unit = 100.0 / static_cast<double>(eyesOf(label).apart);
  LandmarkError error;
  double sum = 0;
  for (std::size_t r = 0; r < kSpans.size(); ++r) {
    double region = 0;
    for (int i = kSpans[r].from; i < kSpans[r].from + kSpans[r].count; ++i) {
      const auto p = static_cast<std::size_t>(i);
      region += static_cast<double>(distance(found[p], label[p]));
    }
    error.regions[r] = unit * region / kSpans[r].count;
    sum += region;
  }
  error.all = unit * sum / static_cast<double>(label.size());
  return error;
}

}  // namespace mien
