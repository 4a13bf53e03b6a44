// Outputs: what is kept of them, how they are found, what they cost.
#include "core/record/output_store.h"

#include <QtTest>
#include <cmath>
#include <limits>
#include <map>
#include <random>

#include "core/record/output_sources.h"
#include "tests/record/folder_in_memory.h"
#include "tests/record/sample_record.h"

using namespace mien;

class OutputStoreTest : public QObject {
  Q_OBJECT

  std::unique_ptr<QTemporaryDir> folder_;
  std::optional<Record> record_;

  OutputStore store() { return OutputStore(*record_); }
  std::int64_t add(const NewOutput& output) { return store().add(output).value(); }
  /// The ids found, newest first.
  std::vector<std::int64_t> found(const OutputQuery& query) {
    std::vector<std::int64_t> ids;
    const OutputPage page = store().search(query).value();
    for (const OutputSummary& output : page.outputs) ids.push_back(output.id);
    if (page.total < static_cast<std::int64_t>(ids.size())) qFatal("fewer in all than on a page");
    return ids;
  }
  using Ids = std::vector<std::int64_t>;

 private Q_SLOTS:
  void init() {
    folder_ = folderInMemory();
    record_.emplace(Record::open(folder_->filePath(QStringLiteral("record.db")).toStdString()).value());
  }

  void whatThereIsToChooseFrom() {
    for (int i = 0; i < 7; ++i) add(newOutput(i));
    const OutputSources sources = outputSources(*record_).value();
    QCOMPARE(sources.models.size(), std::size_t{3});
    QCOMPARE(sources.models[0].hash, sha256HexOf("model 0"));  // of the newest
    QCOMPARE(sources.models[0].outputs, std::int64_t{3});
    QCOMPARE(sources.models[0].id, std::string("portrait"));
    QCOMPARE(sources.networks.size(), std::size_t{1});
    QCOMPARE(sources.networks[0].outputs, std::int64_t{7});
    QCOMPARE(sources.policies.size(), std::size_t{2});
    const auto faces = knownFaces(*record_, 3).value();
    QCOMPARE(faces.size(), std::size_t{3});
    QCOMPARE(faces[0].face.key, photoFace(6).key);
    QCOMPARE(faces[0].outputs, std::int64_t{2});
    QCOMPARE(faces[1].face.photoDigest, photoDigest(7));
    QCOMPARE(faces[1].face.thumbnail, photoFace(7).thumbnail);
  }

  void holdsWhatWasGiven() {
    NewOutput given = newOutput(3, RecordedOutcome::Note);
    given.kind = OutputKind::Film;
    given.faces.push_back(drawnFace(5));
    const auto id = add(given);
    const auto written = store().addExport(id, "film.mp4", sha256HexOf("film"), Cost{1.5}).value();
    const Output kept = store().get(id).value();
    QVERIFY(kept.kind == OutputKind::Film);
    QVERIFY(kept.state == OutputState::Draft);
    QCOMPARE(kept.uid.size(), std::size_t{32});
    QCOMPARE(kept.recipe, given.recipe);
    QCOMPARE(kept.recipeDigest, sha256HexOf(given.recipe));
    QCOMPARE(kept.modelId, given.modelId);
    QCOMPARE(kept.modelHash, given.modelHash);
    QCOMPARE(kept.pixelsDigest, given.pixelsDigest);
    QCOMPARE(kept.project, given.project);
    QCOMPARE(kept.verdict, given.verdict.json);
    QVERIFY(kept.outcome == RecordedOutcome::Note);
    QCOMPARE(kept.rules, given.verdict.rules);
    QCOMPARE(kept.policyHash, given.verdict.policyHash);
    QCOMPARE(kept.networksHash, given.verdict.networksHash);
    QCOMPARE(kept.thumbnail, given.thumbnail);
    QCOMPARE(store().thumbnail(id).value(), given.thumbnail);
    QCOMPARE(kept.faces.size(), std::size_t{3});
    for (std::size_t i = 0; i < 3; ++i) {
      QCOMPARE(kept.faces[i].key, given.faces[i].key);
      QCOMPARE(kept.faces[i].photoDigest, given.faces[i].photoDigest);
      QCOMPARE(kept.faces[i].thumbnail, given.faces[i].thumbnail);
    }
    QCOMPARE(kept.exports.size(), std::size_t{1});
    QCOMPARE(kept.exports[0].id, written);
    QVERIFY(kept.exports[0].file.is_absolute());
    QCOMPARE(kept.exports[0].digest, sha256HexOf("film"));
    QCOMPARE(kept.costs.size(), std::size_t{2});
    QCOMPARE(kept.costs[0].wallSeconds, 3.25);
    QCOMPARE(kept.costs[0].joules.value(), 3.5);
    QCOMPARE(kept.costs[0].energySource, std::string("rapl"));
    QCOMPARE(kept.costs[1].wallSeconds, 1.5);
    QVERIFY(!kept.costs[0].ofWriting && kept.costs[1].ofWriting);
    QVERIFY(!kept.costs[1].joules);
    QVERIFY(verifyHistory(*record_)->sound());
  }

  void doubtfulOnesStartFlagged() {
    QVERIFY(store().get(add(newOutput(1, RecordedOutcome::Review)))->state == OutputState::Flagged);
    QVERIFY(store().get(add(newOutput(2, RecordedOutcome::Block)))->state == OutputState::Flagged);
    QVERIFY(store().get(add(newOutput(3, RecordedOutcome::Note)))->state == OutputState::Draft);
  }

  void isFoundByText() {
    NewOutput output = newOutput(1);
    output.project = "Hôtel lobby";
    output.verdict.json = R"({"rules":[{"words":"The left ear is folded."}]})";
    const auto id = add(output);
    const auto other = add(newOutput(2));
    QVERIFY(store().addExport(id, "/tmp/campaign-seven.png", sha256HexOf("a")));
    QVERIFY(ReviewStore(*record_).flag(id, "Ask the client"));
    for (const char* text : {"hotel", "LOBBY", "folded", "ear left", "seven", "camp", "client", "blur lobby"})
      QVERIFY2(found({.text = text}) == Ids{id}, text);
    QVERIFY(found({.text = "blur"}) == (Ids{other, id}));
    for (const char* text : {"lobbyist", "nothing", "lobby nothing"}) QVERIFY2(found({.text = text}).empty(), text);
    // Nothing of FTS5's own language gets through.
    for (const char* text : {"\"", "lobby\"", "AND OR", "a:b", "(", "*", "NEAR(a b)", "-x", "'"})
      QVERIFY2(store().search({.text = text}).has_value(), text);
  }

  void isFoundByWhatItIs() {
    const auto a = add(newOutput(1));
    const auto b = add(newOutput(2, RecordedOutcome::Review));
    NewOutput drawn = newOutput(3, RecordedOutcome::Block);
    drawn.faces = {drawnFace(7), drawnFace(8)};
    drawn.verdict.rules = {"likeness", "minor"};
    const auto c = add(drawn);
    QVERIFY(found({}) == (Ids{c, b, a}));
    QVERIFY(found({.face = photoFace(2).key}) == (Ids{b, a}));
    QVERIFY(found({.face = photoDigest(1)}) == Ids{a});
    QVERIFY(found({.face = "drawn:8"}) == Ids{c});
    QVERIFY(found({.model = "portrait"}) == (Ids{c, b, a}));
    QVERIFY(found({.model = newOutput(2).modelHash}) == Ids{b});
    QVERIFY(found({.policy = newOutput(1).verdict.policyHash}) == (Ids{c, a}));
    QVERIFY(found({.networks = sha256HexOf("networks")}) == (Ids{c, b, a}));
    QVERIFY(found({.rule = "minor"}) == Ids{c});
    QVERIFY(found({.rule = "min"}).empty());
    QVERIFY(found({.project = "Project 2"}) == Ids{b});
    QVERIFY(found({.recipeDigest = sha256HexOf(recipeText(1))}) == Ids{a});
    QVERIFY(found({.state = OutputState::Flagged}) == (Ids{c, b}));
    QVERIFY(found({.outcome = RecordedOutcome::Block}) == Ids{c});
    const std::int64_t time = store().get(b)->time;
    QVERIFY(found({.from = time + 1'000'000}).empty());
    QVERIFY(found({.from = time - 1'000'000, .until = time + 1'000'000}).size() == 3);
    QVERIFY(store().setRating(a, 4));
    QVERIFY(store().setRating(b, 2));
    QVERIFY(store().setLabel(b, "blue"));
    QVERIFY(found({.ratingAtLeast = 3}) == Ids{a});
    QVERIFY(found({.ratingAtLeast = 1}) == (Ids{b, a}));
    QVERIFY(found({.label = "blue"}) == Ids{b});
    QVERIFY(found({.label = ""}) == (Ids{c, a}));
    QVERIFY(found({.face = photoDigest(2), .state = OutputState::Flagged, .label = "blue"}) == Ids{b});
  }

  void comesInPages() {
    for (int i = 0; i < 25; ++i) add(newOutput(i));
    const OutputPage second = store().search({.skip = 10, .limit = 10}).value();
    QCOMPARE(second.total, 25);
    QCOMPARE(second.outputs.size(), std::size_t{10});
    QCOMPARE(second.outputs.front().id, 15);
    QCOMPARE(store().search({.skip = 20, .limit = 10})->outputs.size(), std::size_t{5});
  }

  void refusals() {
    const auto id = add(newOutput(1));
    const std::int64_t entries = verifyHistory(*record_)->entries;
    NewOutput wrong = newOutput(2);
    wrong.faces[0].photoDigest.clear();
    QCOMPARE(store().add(wrong).error().kind, ErrorKind::Usage);
    for (const double value : {-1.0, std::nan(""), std::numeric_limits<double>::infinity()}) {
      wrong = newOutput(2);
      wrong.cost->joules = value;
      QCOMPARE(store().add(wrong).error().kind, ErrorKind::Usage);
    }
    QCOMPARE(store().get(9).error().kind, ErrorKind::Usage);
    QCOMPARE(store().addExport(9, "/a", "").error().kind, ErrorKind::Usage);
    QCOMPARE(store().setRating(id, 6).error().kind, ErrorKind::Usage);
    QCOMPARE(store().setRating(9, 1).error().kind, ErrorKind::Usage);
    QCOMPARE(store().setLabel(id, "beige").error().kind, ErrorKind::Usage);
    QCOMPARE(verifyHistory(*record_)->entries, entries);
  }

  void totalsAreTheSumsOfTheRows() {
    std::mt19937 random(3);
    for (int i = 0; i < 60; ++i) {
      NewOutput output = newOutput(i);
      output.cost->user = i % 3 == 0 ? "ada" : "ben";
      output.cost->currency = i % 7 == 0 ? "USD" : "EUR";
      output.cost->wallSeconds = static_cast<double>(random() % 1000) / 7;
      output.cost->energySource = i % 2 == 0 ? "rapl" : "model, 8 W a busy core, ± 50 %";
      if (i % 4 == 0) output.cost->joules.reset();
      const auto id = add(output);
      if (i % 5 == 0) QVERIFY(store().addExport(id, "/tmp/x", "", Cost{0.5, 0.25, 0.125, 5'000'000}));
      if (i % 6 == 0) QVERIFY(store().addCost(id, Cost{1.5, 0.75, 0.25, 6'000'000}));
    }
    for (const CostGroup by : {CostGroup::Project, CostGroup::Model, CostGroup::User, CostGroup::Day}) {
      struct Sum {
        std::int64_t rows = 0;
        std::int64_t made = 0;
        std::int64_t withEnergy = 0;
        std::int64_t peak = 0;
        double wall = 0;
        double joules = 0;
        double band = 0;
        double money = 0;
      };
      std::map<std::pair<std::string, std::string>, Sum> sums;
      for (std::int64_t id = 1; id <= 60; ++id) {
        const Output output = store().get(id).value();
        const QString day = QDateTime::fromMSecsSinceEpoch(output.time, Qt::UTC).toString(QStringLiteral("yyyy-MM-dd"));
        for (const Cost& cost : output.costs) {
          const std::string group = by == CostGroup::Project ? output.project
                                    : by == CostGroup::Model ? output.modelId
                                    : by == CostGroup::User  ? cost.user
                                                             : day.toStdString();
          Sum& sum = sums[{group, cost.currency}];
          ++sum.rows;
          sum.made += cost.ofWriting ? 0 : 1;
          sum.withEnergy += cost.joules ? 1 : 0;
          sum.peak = std::max(sum.peak, cost.peakBytes);
          sum.wall += cost.wallSeconds;
          sum.joules += cost.joules.value_or(0);
          if (cost.energySource.starts_with("model")) sum.band += kEnergyBand * cost.joules.value_or(0);
          sum.money += cost.money.value_or(0);
        }
      }
      const auto totals = costTotals(*record_, by).value();
      QCOMPARE(totals.size(), sums.size());
      for (const CostTotal& total : totals) {
        const Sum& sum = sums.at({total.group, total.currency});
        QCOMPARE(total.rows, sum.rows);
        QCOMPARE(total.made, sum.made);
        QCOMPARE(total.withEnergy, sum.withEnergy);
        QCOMPARE(total.peakBytes, sum.peak);
        QVERIFY(std::abs(total.wallSeconds - sum.wall) < 1e-9);
        QVERIFY(std::abs(total.joules - sum.joules) < 1e-9);
        QVERIFY(std::abs(total.joulesBand - sum.band) < 1e-9);
        QVERIFY(std::abs(total.money - sum.money) < 1e-9);
      }
    }
  }
};

QTEST_APPLESS_MAIN(OutputStoreTest)
#include "output_store_test.moc"
