#include "app/sample_record.h"

#include <random>

#include "core/base/digest.h"
#include "core/blend/new_face.h"
#include "core/gate/cost_meter.h"
#include "core/gate/policy_in_force.h"
#include "core/gate/protection.h"
#include "core/gate/spending.h"
#include "core/gate/thumbnail.h"
#include "core/guard/verdict.h"
#include "core/record/calendar.h"
#include "core/record/change.h"
#include "core/record/face_key.h"
#include "core/record/output_store.h"
#include "core/record/record_time.h"
#include "core/record/review_store.h"
#include "core/record/sql.h"

namespace mien {
namespace {

constexpr std::size_t kFaces = 16;
constexpr const char* kProjects[] = {"Autumn campaign", "Lookbook 12", "Anna to Boris", "Casting, board 3", ""};
constexpr const char* kUsers[] = {"ada", "jun", "mira"};
constexpr const char* kReviewers[] = {"Ada Brandt", "Jun Mori"};
struct SamplePerson {
  const char* name;
  const char* note;
  std::size_t photographs;
};
constexpr SamplePerson kProtected[] = {{"Clara Winter", "Asked for it in writing; her agency may lift it", 3},
                                       {"Tomas Vidal", "Contract of 2024, until it is cancelled", 1},
                                       {"Nora Lindqvist", "", 5}};
constexpr int kTrainingPhotographs = 16'421;
const Spending kSpending{"EUR", 0.34, 0.9, 5.0, 0.8};
constexpr const char* kPassphrase = "for pictures of the window only";

std::string digestOf(const std::string& text) {
  return sha256Hex({reinterpret_cast<const std::uint8_t*>(text.data()), text.size()});
}

/// One row of the sample after another, from one source of chance.
class Samples {
 public:
  Samples(std::unique_ptr<Engine> engine, std::unique_ptr<Judge> judge, Policy policy, Record record)
      : engine_(std::move(engine)), judge_(std::move(judge)), policy_(std::move(policy)), record_(std::move(record)) {}

  Result<void> fill(int count, int days) {
    if (auto written = setSpending(record_, kSpending); !written) return written;
    for (std::uint64_t seed = 1; seed <= kFaces; ++seed) {
      auto face = engine_->draw(newFace(seed));
      if (!face) return tl::unexpected(face.error());
      faces_.push_back(std::move(*face));
    }
    for (const auto& [name, note, photographs] : kProtected)
      if (auto added = protect(record_, {name, note, judge_->identityHash(), std::vector<Embedding>(photographs)});
          !added)
        return tl::unexpected(added.error());
    ReviewerStore reviewers(record_);
    for (const char* name : kReviewers) {
      if (auto added = reviewers.add(name, kPassphrase, open_.empty() ? nullptr : &open_.front()); !added)
        return tl::unexpected(added.error());
      auto open = reviewers.unlock(name, kPassphrase);
      if (!open) return tl::unexpected(open.error());
      open_.push_back(std::move(*open));
    }
    for (int i = 0; i < count; ++i)
      if (auto added = add(i); !added) return added;
    return days > 1 ? spread(count, days) : Result<void>();
  }

 private:
  bool chance(double share) { return std::uniform_real_distribution<>(0, 1)(random_) < share; }
  std::size_t below(std::size_t count) { return std::uniform_int_distribution<std::size_t>(0, count - 1)(random_); }

  /// What an output of this kind takes on a busy machine.
  Cost cost(OutputKind kind) {
    const double usual = kind == OutputKind::Film ? 6 : 0.9;
    const double wall = usual * std::lognormal_distribution<>(0, 0.4)(random_);
    Cost cost{.wallSeconds = wall, .cpuSeconds = 1.7 * wall, .peakBytes = 640'000'000};
    cost.joules = kWattsPerCore * cost.cpuSeconds;
    cost.energySource = "model";
    cost.user = kUsers[below(2) * (1 + below(2))];
    return priced(cost, kSpending);
  }

  /// Fewer at the weekend, more towards today.
  Result<void> spread(int count, int days) {
    const CalendarDay today = dayOf(recordNow());
    std::vector<double> weights;
    for (int day = 0; day < days; ++day) {
      const std::chrono::weekday weekday(today - std::chrono::days(days - 1 - day));
      const bool weekend = weekday == std::chrono::Saturday || weekday == std::chrono::Sunday;
      weights.push_back((weekend ? 0.1 : 1) * (0.4 + static_cast<double>(day) / days));
    }
    std::discrete_distribution<int> day(weights.begin(), weights.end());
    return changeRecord(record_, [&](Change& change) -> Result<void> {
      for (int id = 1; id <= count; ++id) {
        const std::int64_t time = msOf(today - std::chrono::days(days - 1 - day(random_)));
        move(change, "output", "UPDATE outputs SET time_ms = ? WHERE id = ? RETURNING id", time, id);
        move(change, "export", "UPDATE exports SET time_ms = ? WHERE output = ? RETURNING id", time, id);
        move(change, "cost", "UPDATE costs SET time_ms = ? WHERE output = ? RETURNING id", time, id);
      }
      return {};
    });
  }
  /// The history hears of it: the window checks it as it opens.
  static void move(Change& change, const char* kind, const char* how, std::int64_t time, std::int64_t output) {
    std::vector<std::int64_t> moved;
    {
      SQLite::Statement rows = sql::query(change.db(), how, time, output);
      while (rows.executeStep()) moved.push_back(rows.getColumn(0).getInt64());
    }
    for (const std::int64_t id : moved) change.logRow(kind, kind, id);
  }

  /// Scores that let everything pass, but for some rule now and then.
  SubjectScores scores(const std::string& subject, RuleSide side) {
    SubjectScores all{subject, {}};
    for (const Rule& rule : rules()) {
      if (rule.side != side) continue;
      double value = rule.speaks == Speaks::Below ? rule.maximum : rule.minimum;
      const RuleSetting& setting = policy_.rules.at(rule.id);
      if (chance(0.05)) {
        for (const Action action : {Action::Block, Action::Review, Action::Note})
          if (const auto& threshold = setting.threshold(action); threshold && (chance(0.7) || action == Action::Note))
            value = *threshold + (rule.speaks == Speaks::Below ? -0.04 : 0.04) * *threshold;
      }
      all.scores[rule.id].value = value;
    }
    if (side == RuleSide::Output) addNearest(all.scores);
    return all;
  }

  /// Distances as they usually are, where no rule spoke.
  void addNearest(Scores& scores) {
    const auto near = [this](double from, double to) { return std::uniform_real_distribution<>(from, to)(random_); };
    for (const char* parent : std::span(kParentDistances).first(2)) scores[parent].value = near(0.35, 0.62);
    for (const char* id : {"likeness", "near-copy"})
      if (Score& score = scores[id]; *score.value == findRule(id)->maximum) score.value = near(0.6, 0.9);
    scores["likeness"].number = 1 + static_cast<std::int64_t>(below(std::size(kProtected)));
    scores["near-copy"].number = 1 + static_cast<std::int64_t>(below(kTrainingPhotographs));
  }

  /// From the first face to this mix and on to the other.
  static Timeline filmTo(const Recipe& recipe) {
    Timeline timeline;
    timeline.base = recipe;
    timeline.duration = 4 * kTicksPerSecond;
    timeline.tracks = {{"mix", {{0, 0.0}, {2 * kTicksPerSecond, recipe.features}, {3 * kTicksPerSecond, 1.0}}}};
    return timeline;
  }

  Result<void> add(int i) {
    Recipe recipe;
    const std::size_t a = below(kFaces);
    const std::vector<FacePtr> faces{faces_[a], faces_[(a + 1 + below(kFaces - 1)) % kFaces]};
    const EngineInfo info = engine_->info();
    recipe.modelId = info.modelId;
    recipe.modelHash = info.modelHash;
    for (std::size_t k = 0; k < 2; ++k) recipe.faces.at(k) = faces.at(k)->ref();
    recipe.structure = recipe.features = recipe.colour = 0.2 + 0.1 * static_cast<double>(below(7));
    recipe.size = 256;
    const auto frame = engine_->render(recipe, faces, {});
    if (!frame) return tl::unexpected(frame.error());
    const auto verdict = decide(
        policy_, {scores("a", RuleSide::Input), scores("b", RuleSide::Input), scores("output", RuleSide::Output)},
        std::string(64, '0'));
    if (!verdict) return tl::unexpected(verdict.error());

    NewOutput output;
    output.kind = i % 9 == 4 ? OutputKind::Film : OutputKind::Picture;
    output.recipe = output.kind == OutputKind::Film ? toJson(filmTo(recipe)) : toJson(recipe);
    output.modelId = info.modelId;
    output.modelHash = info.modelHash;
    for (const FacePtr& face : faces) output.faces.push_back({faceKey(face->ref()), "", thumbnailOf(face->crop())});
    output.pixelsDigest = digestOf("pixels " + std::to_string(i));
    output.thumbnail = thumbnailOf(frame->pixels);
    output.project = kProjects[below(std::size(kProjects))];
    std::vector<std::string> spoken;
    for (const RuleFinding& finding : verdict->findings) spoken.push_back(finding.rule);
    output.verdict = {toJson(*verdict), static_cast<RecordedOutcome>(verdict->outcome), std::move(spoken),
                      verdict->policyHash, verdict->networksHash};
    output.cost = cost(output.kind);
    const auto id = OutputStore(record_).add(output);
    if (!id) return tl::unexpected(id.error());
    return decideOn(*id, output);
  }

  Result<void> decideOn(std::int64_t id, const NewOutput& output) {
    OutputStore outputs(record_);
    ReviewStore review(record_);
    const bool stopped = output.verdict.outcome >= RecordedOutcome::Review;
    if (!stopped) {
      const std::string file =
          "/srv/exports/mix-" + std::to_string(id) + (output.kind == OutputKind::Film ? ".mp4" : ".png");
      Cost writing = priced({.wallSeconds = 0.1, .cpuSeconds = 0.1, .joules = 0.1 * kWattsPerCore}, kSpending);
      writing.energySource = "model";
      if (auto added = outputs.addExport(id, file, digestOf(file), writing); !added)
        return tl::unexpected(added.error());
    }
    if (chance(0.25)) {
      if (auto done = outputs.setRating(id, 1 + static_cast<int>(below(5))); !done) return done;
    }
    if (chance(0.2)) {
      if (auto done = outputs.setLabel(id, kLabels[1 + below(std::size(kLabels) - 1)]); !done) return done;
    }
    if (!stopped && !chance(0.15)) return {};
    if (!stopped) {
      if (auto done = review.flag(id, "The hairline looks soft to me."); !done) return done;
    }
    const UnlockedReviewer& who = open_[below(open_.size())];
    if (chance(0.5)) {
      const auto approved = review.approve(id, who, "Checked against the signed release.");
      return approved ? Result<void>() : tl::unexpected(approved.error());
    }
    return chance(0.4) ? review.reject(id, who, "Not with this client.") : Result<void>();
  }

  std::unique_ptr<Engine> engine_;
  std::unique_ptr<Judge> judge_;
  Policy policy_;
  Record record_;
  std::mt19937 random_{12};
  std::vector<FacePtr> faces_;
  std::vector<UnlockedReviewer> open_;
};

}  // namespace

Result<void> fillSampleRecord(const Studio::EngineFactory& factory, const Gatekeeper::JudgeFactory& judge, int count,
                              int days) {
  const auto file = defaultRecordFile();
  if (!file) return tl::unexpected(file.error());
  auto record = Record::open(*file);
  if (!record) return tl::unexpected(record.error());
  auto policy = policyInForce(*record);
  if (!policy) return tl::unexpected(policy.error());
  auto engine = factory();
  if (!engine) return tl::unexpected(engine.error());
  auto judging = judge();
  if (!judging) return tl::unexpected(judging.error());
  return Samples(std::move(*engine), std::move(*judging), std::move(*policy), std::move(*record)).fill(count, days);
}

}  // namespace mien
