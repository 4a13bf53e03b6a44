#pragma once
#include <array>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "core/gate/cost_meter.h"
#include "core/gate/face_looks.h"
#include "core/gate/spending.h"
#include "core/guard/judge.h"
#include "core/guard/measure.h"
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
  /// What recalls and holds are asked of in its place: the timeline, for a sheet of a film's frames. Empty: `recipe`.
  std::string film;
  std::string modelId, modelHash;
  Image8 picture;            ///< the picture, or a film's typical frame: for the thumbnail
  std::string pixelsDigest;  ///< SHA-256
  std::string project;
  CostMeter meter;  ///< started when making it began
  Cost earlier;     ///< of runs before that were stopped
};

/// What the gate says of a candidate.
struct Admission {
  std::int64_t output = 0;  ///< its number in the record
  Verdict verdict;
  std::optional<Error> refusal;       ///< Blocked or NeedsReview, what to do; none: it may leave
  std::vector<std::string> warnings;  ///< sentences: of retired packs, of a budget that is nearly spent

  /// All of them in one text.
  std::string warning() const;
};

/// The one way out: judges an output by policy and networks, writes it into the record, and says whether it may leave.
/// Window, command line, batch and films all come through here. For one export.
/// Thread: the record's for all but scoresOf(Frame), which touches neither record nor the other calls' state.
class Gate {
 public:
  Gate(std::shared_ptr<const Record> record, std::shared_ptr<Judge> judge, std::shared_ptr<FaceLooks> looks,
       Policy policy, ProtectedPeople people, Spending spending, std::shared_ptr<NotedCosts> costs);

  const Policy& policy() const { return policy_; }
  /// What scoresOf(Frame) depends on but for the frame and the faces: the judging networks and the protected people.
  std::string measuredBy() const { return judge_->hash() + people_.fileDigest(); }

  /// Seals texts about one film, `of` names which, with the record's key: what lies on the disk meanwhile is believed
  /// again under its seal alone. Answers nothing where there is no key. Any thread.
  std::function<std::string(const std::string& text)> sealer(const std::string& of) const;

  /// Before time is spent: refuses a recipe or timeline that was recalled or is held (heldMix()), and everything once
  /// the month's budget is spent. Errors: Blocked, NeedsReview.
  Result<void> mayBegin(const std::string& recipe) const;
  /// The same of what has no recipe, as a film that is joined of frames: the budget alone.
  Result<void> mayBegin() const;
  /// The same but for the budget: for each of many.
  Result<void> mayBeMade(const std::string& recipe) const;
  /// The same of a frame, which shows a mix like a picture of it, whatever became of its film: for each of very many.
  Result<void> mayBeShown(Recipe recipe) const;

  /// The faces that go in, "a" to "h", before anything is judged that is made of them. A consent counts as of now.
  Result<void> take(const std::vector<FacePtr>& faces);
  /// What the rules say of one face by itself: those of faces that go in, and of outputs what needs no mix. Nothing is
  /// recorded. Errors: as take().
  Result<Verdict> check(const Face& face);
  /// One picture or frame of the faces that were taken.
  Result<Scores> scoresOf(const Frame& frame) const;
  /// Whether the list of protected people has anybody.
  bool protectsAnybody() const { return !people_.people().empty(); }
  /// What the rule of likeness alone says of a face in a picture, which need not be an output. Errors: Internal.
  Result<Verdict> likenessOf(const Image8& picture, const FivePoints& points) const;
  /// The verdict by the policy in force on the faces that were taken and on `output`: scoresOf() a picture, or
  /// keepWorse() over all frames. Errors: Internal.
  Result<Verdict> verdictOf(const Scores& output) const;

  /// Records a candidate of the faces that were taken, its verdict, and what making it has cost so far: also of one
  /// that was made before, which is no new output. An output of the same recipe that a reviewer has approved may leave
  /// while nothing speaks against it that he had not seen (approvalOf()), and none of a mix or of pixels that are held
  /// (heldMix(), heldPixels()).
  /// Errors: Blocked (recalled), Input (an approval that the history does not know), Internal, Disk: then it may not
  /// leave either.
  Result<Admission> admit(const Candidate& candidate, const Scores& output);
  /// The file is written, at the cost of all since admit().
  Result<void> exported(std::int64_t output, const std::filesystem::path& file);

 private:
  struct Seen {
    Look look;
    Scores scores;
  };
  Result<void> stayWithinBudget(std::string* warning) const;
  Result<void> checkRecalls(const std::string& recipe) const;
  Result<void> checkRecalledPixels(const std::string& digest) const;
  Result<void> checkHolds(const std::string& recipe) const;
  Result<void> checkHeldFilms(const Candidate& candidate) const;
  Result<Seen> seen(const Face& face, const Look& look) const;
  /// Keeps the nearest of all that it is asked for.
  Result<void> measureLikeness(const Embedding& identity, OutputFacts& facts) const;
  Result<void> mayLeave(const Candidate& candidate, const Verdict& verdict, std::int64_t output, bool approved) const;
  Result<std::int64_t> recorded(const Candidate& candidate, const Verdict& verdict, const Cost& cost);

  std::shared_ptr<const Record> record_;
  std::shared_ptr<Judge> judge_;
  std::shared_ptr<FaceLooks> looks_;
  Policy policy_;
  ProtectedPeople people_;
  Spending spending_;
  std::shared_ptr<NotedCosts> costs_;
  std::vector<FacePtr> faces_;
  std::vector<SubjectScores> faceScores_;
  std::vector<Embedding> identities_;
  std::optional<CostMeter> writing_;  ///< since admit()
};

}  // namespace mien
