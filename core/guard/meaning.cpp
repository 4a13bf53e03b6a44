#include "core/guard/meaning.h"

#include <algorithm>

namespace mien {
namespace {

/// 1 up to `fine`, 0 from `bad` on.
double falling(double value, double fine, double bad) {
  return std::clamp((bad - value) / (bad - fine), 0.0, 1.0);
}

/// How near the blend lies to the line between its parents: 1 on it. Of two pictures of one person, how near to both.
double kept(const OutputFacts& blend, const OutputFacts::Parent& a, const OutputFacts::Parent& b) {
  constexpr double kOnePerson = 0.3;
  const double apart = distance(a.identity, b.identity);
  const double way = distance(blend.look.identity, a.identity) + distance(blend.look.identity, b.identity);
  if (apart < kOnePerson) return falling(way / 2, 0.4, 0.8);
  return falling(way / apart, 1.5, 2.2);
}

/// Of the two parents that it keeps most of. A variation is to be like nobody, and need not keep as much.
double kept(const OutputFacts& blend) {
  double most = blend.parents.size() < 2 ? 1 : 0;
  for (std::size_t i = 0; i < blend.parents.size(); ++i)
    for (std::size_t j = 0; j < i; ++j) most = std::max(most, kept(blend, blend.parents[j], blend.parents[i]));
  return 1 - blend.likeness * (1 - most);
}

/// How likely the code is. That of a pack without a prior is judged by its length alone.
double plausible(const OutputFacts& blend) {
  return blend.density ? falling(-*blend.density, 1.6, 2.4) : falling(blend.codeLength, 1.6, 2.5);
}

}  // namespace

double lopsidednessOf(const Landmarks& landmarks) {
  Landmarks mirrored;
  for (std::size_t i = 0; i < landmarks.size(); ++i) {
    const Point other = landmarks[static_cast<std::size_t>(kMirroredLandmarks[i])];
    mirrored[i] = {-other.x, other.y};
  }
  const Landmarks laid = transformed(mirrored, fitSimilarity(mirrored, landmarks));
  const FivePoints five = fivePoints(landmarks);
  double sum = 0;
  for (std::size_t i = 0; i < laid.size(); ++i) sum += static_cast<double>(distance(laid[i], landmarks[i]));
  const auto eyes = static_cast<double>(distance(five.rightEye, five.leftEye));
  return eyes > 0 ? sum / static_cast<double>(laid.size()) / eyes : 1;
}

Meaning meaningOf(const OutputFacts& blend, const Landmarks& landmarks) {
  Meaning meaning;
  meaning.parts = {blend.look.face,
                   plausible(blend),
                   falling(blend.outline.value_or(0), 1, 2),
                   falling(blend.folded, 0.005, 0.05),
                   falling(lopsidednessOf(landmarks), 0.15, 0.35),
                   kept(blend)};
  const auto* const least = std::min_element(meaning.parts.begin(), meaning.parts.end());
  meaning.value = *least;
  meaning.weakest = static_cast<Doubt>(least - meaning.parts.begin());
  return meaning;
}

const char* wordsFor(Doubt doubt) {
  constexpr std::array<const char*, kDoubtCount> kWords{
      "It hardly looks like a face: something covers one of its faces, or it is none.",
      "It lies far from all faces that the model knows.",
      "Its outline is none that faces have: one of its faces is turned aside, or was not found well.",
      "The face is folded over itself.",
      "The two halves of the face differ too much: one of its faces is turned aside.",
      "It is hardly like the faces that it is made of.",
  };
  return kWords.at(static_cast<std::size_t>(doubt));
}

}  // namespace mien
