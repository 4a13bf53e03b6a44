#pragma once
#include <array>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace mien {

/// What was measured for one rule.
struct Score {
  /// None: the rule has nothing to say of this one, e.g. the consent of a face that was drawn.
  std::optional<double> value;
  std::string detail;  ///< one more sentence for the user, or empty
  /// Of a film: the frame that this is of.
  std::optional<std::int64_t> frame;
  /// Of the nearest in a list that was searched: which one it is, from 1.
  std::optional<std::int64_t> number;
  friend bool operator==(const Score&, const Score&) = default;
};

/// By rule id.
using Scores = std::map<std::string, Score, std::less<>>;

/// Distances of the output to the faces that went in, by the identity network. No rule judges them: they are for
/// reviewers.
inline constexpr std::array<const char*, 8> kParentDistances{"parent-a", "parent-b", "parent-c", "parent-d",
                                                             "parent-e", "parent-f", "parent-g", "parent-h"};

/// What was measured of one face that goes in, or of the output.
struct SubjectScores {
  std::string subject;  ///< "a" to "h" or "output"
  Scores scores;
  friend bool operator==(const SubjectScores&, const SubjectScores&) = default;
};

/// How people call the face that is a subject: "A" to "H".
std::string faceLetter(std::string_view subject);

/// Keeps in `film` the worse of each rule's two scores. Deciding on the worst of all frames is deciding on each: a
/// score beyond a threshold stays the worst. Of a distance that no rule judges the smaller. `frame` is the number of
/// `next`.
void keepWorse(Scores& film, const Scores& next, std::int64_t frame);

}  // namespace mien
