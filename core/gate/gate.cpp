#include "core/gate/gate.h"

#include <algorithm>
#include <nlohmann/json.hpp>

#include "core/base/digest.h"
#include "core/blend/settle.h"
#include "core/gate/approval_of.h"
#include "core/gate/consent_of.h"
#include "core/gate/facts.h"
#include "core/gate/held_frame.h"
#include "core/gate/model_standing.h"
#include "core/gate/refusals.h"
#include "core/gate/thumbnail.h"
#include "core/guard/look_of_picture.h"
#include "core/record/calendar.h"
#include "core/record/canonical.h"
#include "core/record/history.h"
#include "core/record/history_files.h"
#include "core/record/output_store.h"
#include "core/record/recall.h"
#include "core/record/review_store.h"
#include "core/record/same_pixels.h"

namespace mien {
namespace {

std::string digestOf(const std::string& text) {
  return sha256Hex({reinterpret_cast<const std::uint8_t*>(text.data()), text.size()});
}

std::string photoDigestOf(const FaceRef& ref) {
  const auto* photo = std::get_if<PhotoFaceRef>(&ref);
  return photo != nullptr ? photo->digest : std::string();
}

void setConsent(InputFacts& facts, const ConsentAnswer& answer, bool proven) {
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
      if (!proven) facts.consentDetail = kNotProven;
      break;
  }
}

RecordedOutcome recordedOutcome(Outcome outcome) {
  return static_cast<RecordedOutcome>(outcome);  // the same four, mildest first
}

/// Of a recipe or timeline; empty: it names none.
std::string modelHashIn(const std::string& recipe) {
  const auto json = nlohmann::json::parse(recipe, nullptr, false);
  for (const char* at : {"/model/hash", "/base/model/hash"}) {
    const nlohmann::json::json_pointer place(at);
    if (json.contains(place) && json[place].is_string()) return json[place].get<std::string>();
  }
  return {};
}

const std::string& askedOf(const Candidate& candidate) {
  return candidate.film.empty() ? candidate.recipe : candidate.film;
}

std::vector<std::string> spokenRules(const Verdict& verdict) {
  std::vector<std::string> ids;
  for (const RuleFinding& finding : verdict.findings)
    if (std::find(ids.begin(), ids.end(), finding.rule) == ids.end()) ids.push_back(finding.rule);
  return ids;
}

/// What stops an output, and that one of two reviewers has let it pass already.
tl::unexpected<Error> withApprovals(const Record& record, std::int64_t output, Error error) {
  const auto approvals = ReviewStore(record).approvals(output);
  if (!approvals) return tl::unexpected(approvals.error());
  if (*approvals > 0) error.message += " One reviewer has approved it: another must, too.";
  return tl::unexpected(std::move(error));
}

Error withNumber(Error error, std::int64_t output) {
  error.message += " It stands in the history as output " + std::to_string(output) + ".";
  return error;
}

}  // namespace

std::string Admission::warning() const {
  std::string all;
  for (const std::string& one : warnings) all += (all.empty() ? "" : " ") + one;
  return all;
}

Gate::Gate(std::shared_ptr<const Record> record, std::shared_ptr<Judge> judge, std::shared_ptr<FaceLooks> looks,
           Policy policy, ProtectedPeople people, Spending spending, std::shared_ptr<NotedCosts> costs)
    : record_(std::move(record)),
      judge_(std::move(judge)),
      looks_(std::move(looks)),
      policy_(std::move(policy)),
      people_(std::move(people)),
      spending_(std::move(spending)),
      costs_(std::move(costs)) {}

Result<void> Gate::stayWithinBudget(std::string* warning) const {
  if (!spending_.monthlyBudget) return {};
  const auto now = nowByHistory(*record_);
  if (!now) return tl::unexpected(now.error());
  const auto spent = costs_->since(*record_, monthBegin(*now));
  if (!spent) return tl::unexpected(spent.error());
  auto within = withinBudget(counted(*spent, spending_), spending_, warning);
  const std::string others = uncounted(*spent, spending_);
  if (within && warning != nullptr && !others.empty()) *warning += (warning->empty() ? "" : " ") + others;
  return within;
}

std::function<std::string(const std::string& text)> Gate::sealer(const std::string& of) const {
  auto key = HistoryFiles(record_->file()).readKey();
  if (!key) return [](const std::string&) { return std::string(); };
  return [key = std::make_shared<const SigningKey>(*std::move(key)), of](const std::string& text) {
    return key->digest(canonical({"mien-work-seal-1", of, text}));
  };
}

Result<void> Gate::mayBegin(const std::string& recipe) const {
  return mayBeMade(recipe).and_then([&] { return mayBegin(); });
}

Result<void> Gate::mayBegin() const {
  return stayWithinBudget(nullptr);
}

Result<void> Gate::mayBeMade(const std::string& recipe) const {
  return checkRecalls(recipe).and_then([&] { return checkHolds(recipe); });
}

Result<void> Gate::mayBeShown(Recipe recipe) const {
  const auto any = isAnythingHeld(*record_);
  if (!any) return tl::unexpected(any.error());
  if (!*any) return {};
  settle(recipe);  // as pictures are recorded
  return mayBeMade(toJson(recipe));
}

Result<void> Gate::checkHolds(const std::string& recipe) const {
  return heldMix(*record_, recipe).and_then([&](const auto& held) { return notHeld(*record_, held); });
}

/// A film holds pictures of its frames; what holds films is their own mixes.
Result<void> Gate::checkHeldFilms(const Candidate& candidate) const {
  if (candidate.kind != OutputKind::Picture || faces_.empty()) return {};
  const auto mix = recipeFromJson(candidate.recipe);
  if (!mix) return {};
  return heldFrame(*record_, *mix, recordKey(nameOf(*faces_.front()))).and_then([&](const auto& held) {
    return notHeldByFilm(*record_, held);
  });
}

Result<void> Gate::checkRecalls(const std::string& recipe) const {
  const auto back = recalledMix(*record_, recipe);
  if (!back) return tl::unexpected(back.error());
  if (auto mayBe = notRecalled(*record_, *back); !mayBe) return mayBe;
  if (const std::string model = modelHashIn(recipe); !model.empty()) {
    if (auto usable = checkStanding(*record_, model); !usable) return tl::unexpected(usable.error());
  }
  return {};
}

Result<void> Gate::checkRecalledPixels(const std::string& digest) const {
  return recalledPixels(*record_, digest).and_then([&](const auto& output) { return notRecalled(*record_, output); });
}

Result<Gate::Seen> Gate::seen(const Face& face, const Look& look) const {
  InputFacts facts;
  const NamedFace name = nameOf(face);
  facts.drawn = std::holds_alternative<DrawnFaceRef>(face.ref()) && !needsConsent(name);
  facts.landmarks = face.cropLandmarks();
  facts.look = look;
  facts.sharpness = sharpnessOf(face.crop());
  const FaceFacts known = face.facts();
  facts.eyeDistance = known.eyeDistance;
  facts.otherFaces = known.otherFaces;
  facts.consent = 1;
  if (needsConsent(name)) {
    const auto answer = consentOf(*record_, name);
    if (!answer) return tl::unexpected(answer.error());
    setConsent(facts, *answer, face.ownKey().empty());
  }
  return Seen{facts.look, mien::scoresOf(facts)};
}

Result<void> Gate::take(const std::vector<FacePtr>& faces) {
  std::vector<SubjectScores> all;
  std::vector<Embedding> identities;
  for (std::size_t i = 0; i < faces.size(); ++i) {
    // One that goes in twice, as a drawn face does, is looked at once.
    const auto same = std::find(faces.begin(), faces.begin() + static_cast<std::ptrdiff_t>(i), faces[i]);
    if (const auto before = static_cast<std::size_t>(same - faces.begin()); before < i) {
      identities.push_back(identities[before]);
      all.push_back({letterOf(i), all[before].scores});
      continue;
    }
    auto one = seen(*faces[i], looks_->of(faces[i]));
    if (!one) return tl::unexpected(one.error());
    identities.push_back(one->look.identity);
    all.push_back({letterOf(i), std::move(one->scores)});
  }
  faces_ = faces;
  identities_ = std::move(identities);
  faceScores_ = std::move(all);
  return {};
}

Result<void> Gate::measureLikeness(const Embedding& identity, OutputFacts& facts) const {
  const auto nearest = people_.nearest(identity, judge_->identityHash());
  if (!nearest) return tl::unexpected(nearest.error());
  if (*nearest && (!facts.nearestProtected || (*nearest)->distance < facts.nearestProtected->distance))
    facts.nearestProtected = *nearest;
  return {};
}

Result<Verdict> Gate::likenessOf(const Image8& picture, const FivePoints& points) const {
  OutputFacts facts;
  if (auto measured = measureLikeness(judge_->embed(picture, points), facts); !measured)
    return tl::unexpected(measured.error());
  Scores output = mien::scoresOf(facts);
  for (auto& [rule, score] : output)
    if (rule != "likeness") score = {};
  return decide(policy_, {{"output", std::move(output)}}, judge_->hash());
}

Result<Verdict> Gate::check(const Face& face) {
  auto one = seen(face, lookOf(*judge_, face));
  if (!one) return tl::unexpected(one.error());
  OutputFacts facts;
  facts.look = one->look;
  if (auto measured = measureLikeness(facts.look.identity, facts); !measured) return tl::unexpected(measured.error());
  Scores output = mien::scoresOf(facts);
  for (const char* ofMixes : {"plausible", "folds", "document"}) output[ofMixes].value.reset();
  return decide(policy_, {{"a", std::move(one->scores)}, {"output", std::move(output)}}, judge_->hash());
}

Result<Scores> Gate::scoresOf(const Frame& frame) const {
  OutputFacts facts = factsOf(*judge_, frame, identities_);
  // One that says it was drawn, or is a sample, may be somebody all the same.
  for (std::size_t i = 0; i < facts.parents.size(); ++i)
    if (!faces_.at(i)->ownKey().empty()) facts.parents[i].real = true;
  if (auto measured = measureLikeness(facts.look.identity, facts); !measured) return tl::unexpected(measured.error());
  // In a photograph others are seen too, as they are.
  for (std::size_t i = 0; protectsAnybody() && i < frame.facts.others.size(); ++i) {
    const Embedding other = judge_->embed(frame.pixels, fivePoints(frame.facts.others[i]));
    if (auto measured = measureLikeness(other, facts); !measured) return tl::unexpected(measured.error());
  }
  return mien::scoresOf(facts);
}

Result<Verdict> Gate::verdictOf(const Scores& output) const {
  std::vector<SubjectScores> all = faceScores_;
  all.push_back({"output", output});
  return decide(policy_, std::move(all), judge_->hash());
}

/// Whether output `output`, which the candidate is, may leave.
Result<void> Gate::mayLeave(const Candidate& candidate, const Verdict& verdict, std::int64_t output,
                            bool approved) const {
  const auto held = heldMix(*record_, askedOf(candidate));
  if (!held) return tl::unexpected(held.error());
  // A reviewer's no says more than the rules would once more.
  if (*held && (*held)->state == OutputState::Rejected) return notHeld(*record_, *held);
  if (!approved) {
    if (auto said = admission(verdict); !said) return withApprovals(*record_, output, said.error());
    // A reviewer may have flagged or rejected what the policy lets pass.
    if (auto said = ReviewStore(*record_, {policy_.approvals}).mayExport(output); !said) return said;
    if (auto free = checkHeldFilms(candidate); !free) return free;
  }
  if (auto free = notHeld(*record_, *held); !free) return free;
  // What is held must not leave by a recipe that is written otherwise and draws the very same.
  return heldPixels(*record_, candidate.pixelsDigest).and_then([&](const auto& same) {
    return notHeld(*record_, same);
  });
}

Result<std::int64_t> Gate::recorded(const Candidate& candidate, const Verdict& verdict, const Cost& cost) {
  OutputStore outputs(*record_);
  NewOutput output;
  output.kind = candidate.kind;
  output.recipe = candidate.recipe;
  output.modelId = candidate.modelId;
  output.modelHash = candidate.modelHash;
  for (const FacePtr& face : faces_)
    output.faces.push_back({recordKey(nameOf(*face)), photoDigestOf(face->ref()), thumbnailOf(face->crop())});
  output.pixelsDigest = candidate.pixelsDigest;
  output.thumbnail = thumbnailOf(candidate.picture);
  output.project = candidate.project;
  output.verdict = {toJson(verdict), recordedOutcome(verdict.outcome), spokenRules(verdict), verdict.policyHash,
                    verdict.networksHash};
  output.cost = cost;
  // The same output judged the same way again is no new one.
  OutputQuery query;
  query.recipeDigest = digestOf(candidate.recipe);
  query.policy = verdict.policyHash;
  query.networks = verdict.networksHash;
  query.limit = 10;
  const auto before = outputs.search(query);
  if (!before) return tl::unexpected(before.error());
  for (const OutputSummary& known : before->outputs) {
    if (known.pixelsDigest != output.pixelsDigest || known.kind != output.kind ||
        known.outcome != output.verdict.outcome || known.rules != output.verdict.rules)
      continue;
    // What stops it may be of another face by now, or a face another one: reviewers must have that before them.
    const auto seen = outputs.get(known.id);
    if (!seen) return tl::unexpected(seen.error());
    const auto then = verdictFromJson(seen->verdict);
    if (then && keysOf(seen->faces) == keysOf(output.faces) && stopsAlike(*then, verdict))
      return outputs.addCost(known.id, cost).map([&] { return known.id; });
  }
  return outputs.add(output);
}

Result<Admission> Gate::admit(const Candidate& candidate, const Scores& output) {
  if (auto made = checkRecalls(askedOf(candidate)); !made) return tl::unexpected(made.error());
  if (auto made = checkRecalledPixels(candidate.pixelsDigest); !made) return tl::unexpected(made.error());
  std::vector<std::string> warnings;
  for (const std::string& hash : {candidate.modelHash, judge_->hash()}) {
    auto standing = checkStanding(*record_, hash);
    if (!standing) return tl::unexpected(standing.error());
    if (!standing->empty()) warnings.push_back(std::move(*standing));
  }
  auto verdict = verdictOf(output);
  if (!verdict) return tl::unexpected(verdict.error());
  std::vector<std::string> keys;
  for (const FacePtr& face : faces_) keys.push_back(recordKey(nameOf(*face)));
  const auto approved = approvalOf(*record_, policy_, candidate, keys, *verdict);
  if (!approved) return tl::unexpected(approved.error());
  std::string spent;
  if (auto within = stayWithinBudget(&spent); !within) return tl::unexpected(within.error());
  if (!spent.empty()) warnings.push_back(std::move(spent));
  const Cost cost = priced(sumOf(candidate.earlier, candidate.meter.cost()), spending_);
  writing_.emplace();
  const auto number = *approved ? OutputStore(*record_).addCost(**approved, cost).map([&] { return **approved; })
                                : recorded(candidate, *verdict, cost);
  if (!number) return tl::unexpected(number.error());
  std::optional<Error> refusal;
  if (auto may = mayLeave(candidate, *verdict, *number, approved->has_value()); !may)
    refusal = withNumber(may.error(), *number);
  return Admission{*number, std::move(*verdict), std::move(refusal), std::move(warnings)};
}

Result<void> Gate::exported(std::int64_t output, const std::filesystem::path& file) {
  std::string digest;
  std::error_code none;
  if (std::filesystem::is_regular_file(file, none)) {
    const auto found = sha256HexOfFile(file);
    if (!found) return tl::unexpected(found.error());
    digest = *found;
  }
  std::optional<Cost> cost;
  if (writing_) cost = priced(writing_->cost(), spending_);
  const auto added = OutputStore(*record_).addExport(output, file, digest, cost);
  if (!added) return tl::unexpected(added.error());
  return {};
}

}  // namespace mien
