#include "core/gate/gate.h"

#include <algorithm>

#include "core/base/digest.h"
#include "core/gate/thumbnail.h"
#include "core/guard/look_of_picture.h"
#include "core/guard/measure.h"
#include "core/record/consent_store.h"
#include "core/record/face_key.h"
#include "core/record/output_store.h"
#include "core/record/recall.h"
#include "core/record/review_store.h"

namespace mien {
namespace {

std::string digestOf(const std::string& text) {
  return sha256Hex({reinterpret_cast<const std::uint8_t*>(text.data()), text.size()});
}

std::string photoDigestOf(const FaceRef& ref) {
  const auto* photo = std::get_if<PhotoFaceRef>(&ref);
  return photo != nullptr ? photo->digest : std::string();
}

void setConsent(InputFacts& facts, const ConsentAnswer& answer) {
  switch (answer.standing) {
    case ConsentStanding::Valid:
      facts.consent = 1;
      break;
    case ConsentStanding::Expired:
      facts.consent = 0.5;
      facts.consentDetail = "The one that was recorded has expired.";
      break;
    case ConsentStanding::Withdrawn:
      facts.consent = 0.5;
      facts.consentDetail = "The one that was recorded was withdrawn.";
      break;
    case ConsentStanding::None:
      facts.consent = 0;
      break;
  }
}

RecordedOutcome recordedOutcome(Outcome outcome) {
  return static_cast<RecordedOutcome>(outcome);  // the same four, mildest first
}

/// Rules that stop the output until somebody decides.
std::vector<std::string> stoppingRules(const Verdict& verdict) {
  std::vector<std::string> ids;
  for (const RuleFinding& finding : verdict.findings)
    if (finding.action != Action::Note) ids.push_back(finding.rule);
  return ids;
}

std::vector<std::string> spokenRules(const Verdict& verdict) {
  std::vector<std::string> ids;
  for (const RuleFinding& finding : verdict.findings)
    if (std::find(ids.begin(), ids.end(), finding.rule) == ids.end()) ids.push_back(finding.rule);
  return ids;
}

Error withNumber(Error error, std::int64_t output) {
  error.message +=
      " It is output " + std::to_string(output) + " of the history (mien history show " + std::to_string(output) + ").";
  return error;
}

}  // namespace

Gate::Gate(Record record, std::shared_ptr<Judge> judge, Policy policy, ProtectedPeople people)
    : record_(std::move(record)), judge_(std::move(judge)), policy_(std::move(policy)), people_(std::move(people)) {}

Result<void> Gate::mayBegin(const std::string& recipe) const {
  const auto recalled = isRecalled(record_, digestOf(recipe));
  if (!recalled) return tl::unexpected(recalled.error());
  if (*recalled) {
    return fail(ErrorKind::Blocked,
                "This mix was recalled and is not made again: choose another one, or let a reviewer approve it.");
  }
  return {};
}

Result<std::vector<SubjectScores>> Gate::scoresOf(const std::array<FacePtr, 2>& faces) {
  const ConsentStore consents(record_);
  std::vector<SubjectScores> all;
  for (std::size_t i = 0; i < faces.size(); ++i) {
    const Face& face = *faces[i];
    InputFacts facts;
    facts.drawn = std::holds_alternative<DrawnFaceRef>(face.ref());
    facts.landmarks = face.cropLandmarks();
    const auto side = static_cast<float>(face.crop().width());
    facts.look = judge_->look(face.crop(), fivePoints(transformed(facts.landmarks, Similarity{}.scaled(side))));
    facts.sharpness = sharpnessOf(face.crop());
    const FaceFacts known = face.facts();
    facts.eyeDistance = known.eyeDistance;
    facts.otherFaces = known.otherFaces;
    if (!facts.drawn) {
      const auto answer = consents.find(faceKey(face.ref()), photoDigestOf(face.ref()), recordNow());
      if (!answer) return tl::unexpected(answer.error());
      setConsent(facts, *answer);
    }
    parents_.at(i) = facts.look.identity;
    real_.at(i) = !facts.drawn;
    all.push_back({i == 0 ? "a" : "b", mien::scoresOf(facts)});
  }
  return all;
}

Result<Scores> Gate::scoresOf(const Frame& frame) const {
  OutputFacts facts;
  facts.look = judge_->look(frame.pixels, fivePoints(frame.facts.landmarks));
  facts.codeLength = frame.facts.codeLength;
  facts.folded = frame.facts.folded;
  facts.inPhotograph = frame.recipe.placement != Placement::Crop;
  if (!facts.inPhotograph) {
    const Similarity toUnit = Similarity{}.scaled(1.0F / static_cast<float>(frame.pixels.width()));
    facts.documentLook = documentLook(frame.pixels, transformed(frame.facts.landmarks, toUnit));
  }
  for (std::size_t i = 0; i < 2; ++i) facts.parents.at(i) = {parents_.at(i), real_.at(i)};
  const auto nearest = people_.nearest(facts.look.identity, judge_->identityHash());
  if (!nearest) return tl::unexpected(nearest.error());
  if (*nearest) {
    facts.nearestProtected = (*nearest)->distance;
    facts.protectedDetail = "It is number " + std::to_string((*nearest)->person) + " of the list.";
  }
  return mien::scoresOf(facts);
}

Result<Verdict> Gate::verdictOf(const std::vector<SubjectScores>& faces, const Scores& output) const {
  std::vector<SubjectScores> all = faces;
  all.push_back({"output", output});
  return decide(policy_, std::move(all), judge_->hash());
}

Result<std::optional<std::int64_t>> Gate::approvedLike(const std::string& recipe, const Verdict& verdict) const {
  OutputQuery query;
  query.recipeDigest = digestOf(recipe);
  query.state = OutputState::Approved;
  const auto page = OutputStore(record_).search(query);
  if (!page) return tl::unexpected(page.error());
  const std::vector<std::string> stopping = stoppingRules(verdict);
  for (const OutputSummary& output : page->outputs) {
    const bool seen = std::all_of(stopping.begin(), stopping.end(), [&](const std::string& rule) {
      return std::find(output.rules.begin(), output.rules.end(), rule) != output.rules.end();
    });
    // What the reviewer saw as a matter of review must not pass as a block.
    if (seen && recordedOutcome(verdict.outcome) <= output.outcome) return output.id;
  }
  return std::optional<std::int64_t>();
}

Result<std::int64_t> Gate::recorded(const Candidate& candidate, const Verdict& verdict) {
  OutputStore outputs(record_);
  NewOutput output;
  output.kind = candidate.kind;
  output.recipe = candidate.recipe;
  output.modelId = candidate.modelId;
  output.modelHash = candidate.modelHash;
  for (const FacePtr& face : candidate.faces)
    output.faces.push_back({faceKey(face->ref()), photoDigestOf(face->ref()), thumbnailOf(face->crop())});
  output.pixelsDigest = candidate.pixelsDigest;
  output.thumbnail = thumbnailOf(candidate.picture);
  output.project = candidate.project;
  output.verdict = {toJson(verdict), recordedOutcome(verdict.outcome), spokenRules(verdict), verdict.policyHash,
                    verdict.networksHash};
  output.cost = candidate.cost;
  // The same output judged the same way again is no new one.
  OutputQuery query;
  query.recipeDigest = digestOf(candidate.recipe);
  query.policy = verdict.policyHash;
  query.networks = verdict.networksHash;
  query.limit = 10;
  const auto before = outputs.search(query);
  if (!before) return tl::unexpected(before.error());
  for (const OutputSummary& known : before->outputs) {
    if (known.pixelsDigest == output.pixelsDigest && known.kind == output.kind &&
        known.outcome == output.verdict.outcome && known.rules == output.verdict.rules)
      return known.id;
  }
  return outputs.add(output);
}

Result<Admission> Gate::admit(const Candidate& candidate) {
  if (auto begin = mayBegin(candidate.recipe); !begin) return tl::unexpected(begin.error());
  const auto faces = scoresOf(candidate.faces);
  if (!faces) return tl::unexpected(faces.error());
  auto verdict = verdictOf(*faces, candidate.output);
  if (!verdict) return tl::unexpected(verdict.error());
  const auto approved = approvedLike(candidate.recipe, *verdict);
  if (!approved) return tl::unexpected(approved.error());
  if (*approved) return Admission{**approved, std::move(*verdict)};
  const auto output = recorded(candidate, *verdict);
  if (!output) return tl::unexpected(output.error());
  if (auto said = admission(*verdict); !said) return tl::unexpected(withNumber(said.error(), *output));
  // A reviewer may have flagged or rejected what the policy lets pass.
  const ReviewStore review(record_, {policy_.approvals});
  if (auto said = review.mayExport(*output); !said) return tl::unexpected(withNumber(said.error(), *output));
  return Admission{*output, std::move(*verdict)};
}

Result<void> Gate::exported(std::int64_t output, const std::filesystem::path& file) {
  std::string digest;
  std::error_code none;
  if (std::filesystem::is_regular_file(file, none)) {
    const auto found = sha256HexOfFile(file);
    if (!found) return tl::unexpected(found.error());
    digest = *found;
  }
  const auto added = OutputStore(record_).addExport(output, file, digest);
  if (!added) return tl::unexpected(added.error());
  return {};
}

}  // namespace mien
