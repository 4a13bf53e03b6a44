#include "core/guard/measure.h"

#include <algorithm>
#include <cmath>

#include "core/guard/look_of_picture.h"

namespace mien {
namespace {

/// Below this distance two photographs count as one person's: where 0.1 % of strangers pass (models/identity/card.md).
constexpr double kSamePerson = 0.475;

/// The distance to the farther of two real people, of the two for whom it is least; none unless there are two.
std::optional<double> distanceToFarther(const OutputFacts& output) {
  std::optional<double> least;
  for (std::size_t i = 0; i < output.parents.size(); ++i)
    for (std::size_t j = 0; j < i; ++j) {
      const auto& a = output.parents[i];
      const auto& b = output.parents[j];
      if (!a.real || !b.real || distance(a.identity, b.identity) < kSamePerson) continue;
      const double farther =
          std::max(distance(output.look.identity, a.identity), distance(output.look.identity, b.identity));
      least = std::min(least.value_or(farther), farther);
    }
  return least;
}

Score scoreOf(const std::optional<ProtectedPeople::Nearest>& nearest) {
  Score score;
  if (!nearest) return score;
  score.value = nearest->distance;
  score.number = nearest->person;
  score.detail = "It is number " + std::to_string(nearest->person) + " of the list.";
  return score;
}

Score scoreOf(const std::optional<NearestKnown>& nearest) {
  Score score;
  if (!nearest) return score;
  score.value = nearest->distance;
  score.number = nearest->number;
  score.detail = "It is training photograph " + std::to_string(nearest->number) + ".";
  return score;
}

}  // namespace

Scores scoresOf(const InputFacts& face) {
  Scores scores;
  Score& consent = scores["consent"];
  if (!face.drawn) {
    consent.value = face.consent;
    consent.detail = face.consentDetail;
  }
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
  scores["likeness"] = scoreOf(output.nearestProtected);
  scores["double-match"].value = distanceToFarther(output);
  scores["document"].value = output.inPhotograph ? 0 : output.documentLook;
  scores["near-copy"] = scoreOf(output.nearestTraining);
  for (std::size_t i = 0; i < output.parents.size(); ++i)
    scores[kParentDistances.at(i)].value = distance(output.look.identity, output.parents.at(i).identity);
  return scores;
}

}  // namespace mien
