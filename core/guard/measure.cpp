#include "core/guard/measure.h"

#include <algorithm>
#include <cmath>

#include "core/guard/look_of_picture.h"

namespace mien {
namespace {

/// Below this distance two photographs customarily show one person.
constexpr double kSamePerson = 0.6;

/// None unless the parents are two real people.
std::optional<double> distanceToFarther(const OutputFacts& output) {
  const auto& [a, b] = output.parents;
  if (!a.real || !b.real || distance(a.identity, b.identity) < kSamePerson) return std::nullopt;
  return std::max(distance(output.look.identity, a.identity), distance(output.look.identity, b.identity));
}

}  // namespace

Scores scoresOf(const InputFacts& face) {
  Scores scores;
  scores["consent"] =
      face.drawn ? Score{} : Score{.value = face.consent, .detail = face.consentDetail, .frame = std::nullopt};
  scores["minor-input"].value = face.look.age;
  if (face.otherFaces) scores["other-faces"].value = *face.otherFaces;
  scores.try_emplace("other-faces");
  scores["face-size"].value = face.drawn ? std::nullopt : face.eyeDistance;
  scores["pose"].value = std::abs(yawOf(face.landmarks));
  scores["sharpness"].value = face.drawn ? std::nullopt : std::optional(face.sharpness);
  scores["clear-face"].value = face.look.face;
  return scores;
}

Scores scoresOf(const OutputFacts& output) {
  Scores scores;
  scores["is-face"].value = output.look.face;
  scores["plausible"].value = output.codeLength;
  scores["folds"].value = output.folded;
  scores["minor-output"].value = output.look.age;
  scores["likeness"] = {output.nearestProtected, output.protectedDetail, std::nullopt};
  scores["double-match"].value = distanceToFarther(output);
  scores["document"].value = output.inPhotograph ? 0 : output.documentLook;
  scores["near-copy"].value = output.nearestTraining;
  return scores;
}

}  // namespace mien
