#pragma once
#include <array>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>

#include "core/guard/judge.h"
#include "core/guard/protected_people.h"
#include "core/guard/verdict.h"
#include "core/record/output.h"
#include "core/record/record.h"
#include "core/studio/engine.h"

namespace mien {

/// An output that wants to leave.
struct Candidate {
  OutputKind kind = OutputKind::Picture;
  std::string recipe;  ///< canonical JSON of the recipe or timeline
  std::string modelId, modelHash;
  std::array<FacePtr, 2> faces;
  Scores output;             ///< Gate::scoresOf() the picture, or keepWorse() over all frames
  Image8 picture;            ///< the picture, or a film's typical frame: for the thumbnail
  std::string pixelsDigest;  ///< SHA-256
  std::string project;
  std::optional<Cost> cost;
};

/// What the gate said of a candidate that may leave.
struct Admission {
  std::int64_t output = 0;  ///< its number in the record
  Verdict verdict;
};

/// The one way out: judges an output by policy and networks, writes it into the record, and says whether it may leave.
/// Window, command line, batch and films all come through here. For one export.
/// Thread: the record's for all but scoresOf(Frame), which touches neither record nor the other calls' state.
class Gate {
 public:
  Gate(Record record, std::shared_ptr<Judge> judge, Policy policy, ProtectedPeople people);

  const Policy& policy() const { return policy_; }

  /// Before time is spent: refuses a recipe or timeline that was recalled or rejected. Errors: Blocked.
  Result<void> mayBegin(const std::string& recipe) const;

  /// The faces that go in, "a" and "b". A consent counts as of now.
  Result<std::vector<SubjectScores>> scoresOf(const std::array<FacePtr, 2>& faces);
  /// One picture or frame. After scoresOf(faces) of its parents.
  Result<Scores> scoresOf(const Frame& frame) const;
  /// The verdict by the policy in force. Errors: Internal.
  Result<Verdict> verdictOf(const std::vector<SubjectScores>& faces, const Scores& output) const;

  /// Judges and records. An output of the same recipe that a reviewer has approved may leave while nothing speaks
  /// against it that he had not seen. Errors: Blocked and NeedsReview, with the output's number and what to do.
  Result<Admission> admit(const Candidate& candidate);
  /// The file is written.
  Result<void> exported(std::int64_t output, const std::filesystem::path& file);

 private:
  Result<std::optional<std::int64_t>> approvedLike(const std::string& recipe, const Verdict& verdict) const;
  Result<std::int64_t> recorded(const Candidate& candidate, const Verdict& verdict);

  Record record_;
  std::shared_ptr<Judge> judge_;
  Policy policy_;
  ProtectedPeople people_;
  std::array<Embedding, 2> parents_{};
  std::array<bool, 2> real_{};
};

}  // namespace mien
