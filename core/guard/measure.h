#pragma once
#include <optional>
#include <string>
#include <vector>

#include "core/base/geometry.h"
#include "core/base/image.h"
#include "core/guard/judge.h"
#include "core/guard/protected_people.h"
#include "core/guard/scores.h"

namespace mien {

/// A face that goes in, as far as the guard measures it.
struct InputFacts {
  Look look;
  bool drawn = false;  ///< from the model: it needs no consent, and has no photograph
  double consent = 0;  ///< 1 one that holds, 0.5 one that has ended, 0 none
  std::string consentDetail;
  std::optional<int> otherFaces;      ///< in the photograph, at least half as large; none: not known
  std::optional<double> eyeDistance;  ///< px of the photograph
  Landmarks landmarks{};              ///< unit square of the crop
  double sharpness = 0;               ///< sharpnessOf() the crop
};

/// One score for every rule of the input side.
Scores scoresOf(const InputFacts& face);

/// A picture that comes out, as far as the guard measures it.
struct OutputFacts {
  Look look;
  double codeLength = 0;          ///< SD a dimension
  std::optional<double> density;  ///< of the code where faces' codes are, nats a number; none: not known
  std::optional<double> outline;  ///< how unusual it is, about 1 of a photograph; none: not known
  double folded = 0;              ///< share of the face's surface that is turned over, 0..1
  double documentLook = 0;
  double likeness = 1;        ///< how much of its code is its faces' own, 0..1: less of a variation
  bool inPhotograph = false;  ///< pasted, which no document portrait is
  struct Parent {
    Embedding identity{};
    bool real = false;  ///< of a photograph
  };
  std::vector<Parent> parents;                               ///< in the order of the recipe's faces
  std::optional<ProtectedPeople::Nearest> nearestProtected;  ///< none: nobody is protected
  std::optional<NearestKnown> nearestTraining;
};

/// One score for every rule of the output side, and of kParentDistances as many as there are parents.
Scores scoresOf(const OutputFacts& output);

}  // namespace mien
