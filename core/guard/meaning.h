#pragma once
#include <array>

#include "core/guard/measure.h"

namespace mien {

/// What can make a blend mean little, hardest to mend last.
enum class Doubt { NoFace, Implausible, Misshapen, Folded, Lopsided, LikeNeither };
inline constexpr std::size_t kDoubtCount = 6;

/// How far a blend means something: it is one face, with something of each parent.
struct Meaning {
  double value = 1;                         ///< 0..1: that of the weakest part
  Doubt weakest = Doubt::NoFace;            ///< which part that is
  std::array<double, kDoubtCount> parts{};  ///< 0..1 by Doubt; 1: nothing to be said against it
};

/// Below it somebody should look: of 150 good blends half way 6 % lie there, of those with a covered face 80 %.
inline constexpr double kLowMeaning = 0.8;

/// Any thread. `landmarks` of the blend, in any unit.
Meaning meaningOf(const OutputFacts& blend, const Landmarks& landmarks);

/// How far a face is from its own mirror image: mean distance of its points from where the mirrored points lie once
/// both are laid on each other, in eye distances. A turned head is lopsided too.
double lopsidednessOf(const Landmarks& landmarks);

/// For people: one sentence.
const char* wordsFor(Doubt doubt);

}  // namespace mien
