#include <QTest>
#include <future>

#include "core/base/atomic_file.h"
#include "core/base/pack_hash.h"
#include "core/blend/timeline.h"
#include "core/gate/facts.h"
#include "core/gate/protection.h"
#include "core/record/history.h"
#include "core/record/pack_standing.h"
#include "core/studio/studio.h"
#include "tests/gate/reviewers.h"

using namespace mien;
namespace fs = std::filesystem;

#if defined(__SANITIZE_THREAD__) || defined(__SANITIZE_ADDRESS__)
constexpr int kCompared = 50;  // each takes many times as long
#else
constexpr int kCompared = 200;  // same_verdict_test compares a thousand, by the shipped networks
#endif

class GateTest : public QObject {
  Q_OBJECT
 private slots:
  /// Others are seen in a photograph beside the mix, as they are.
  void somebodyProtectedBesideTheMixIsFound() {
    const GateBench bench;
    const std::vector faces{bench.drawn(3), bench.drawn(8)};
    Frame frame = bench.engine->render(bench.recipeOf(faces), faces, {}).value();
    const Landmarks beside = transformed(frame.facts.landmarks, Similarity{0.5F, 0, 3, 60});
    const auto judge = makeFakeJudge().value();
    QVERIFY(
        protect(bench.opened(), {"Ada", "", judge->identityHash(), {judge->embed(frame.pixels, fivePoints(beside))}}));
    const auto distanceSaid = [&] {
      auto gate = bench.keeper->open().value();
      [&] { QVERIFY(gate.take(faces)); }();
      return gate.scoresOf(frame).value().at("likeness").value.value();
    };
    QVERIFY(distanceSaid() > 0.01);
    frame.facts.others = {beside};
    QVERIFY(distanceSaid() < 0.01);
  }

  void aHarmlessPictureLeavesAndIsRecorded() {
    const GateBench bench;
    const auto admission = bench.write({bench.drawn(3), bench.drawn(8)}, "out.png");
    QVERIFY2(admission, admission ? "" : admission.error().message.c_str());
    QVERIFY(!admission->refusal);
    QVERIFY(fs::exists(bench.folder / "out.png"));
    const Output output = OutputStore(bench.opened()).get(admission->output).value();
    QVERIFY(verdictFromJson(output.verdict).value() == admission->verdict);
    QVERIFY(recipeFromJson(output.recipe).value() == bench.recipeOf({bench.drawn(3), bench.drawn(8)}));
    QCOMPARE(output.exports.size(), std::size_t{1});
    QVERIFY(output.exports[0].file == bench.folder / "out.png");
    QVERIFY(!output.thumbnail.empty());
    QCOMPARE(output.project, std::string("test"));
  }

  void withoutConsentNothingIsWritten() {
    const GateBench bench;
    const std::vector faces{bench.photographed(1), bench.drawn(8)};
    const auto refused = bench.write(faces, "out.png");
    QVERIFY(refused && refused->refusal);
    QVERIFY(refused->refusal->kind == ErrorKind::Blocked);
    QVERIFY(refused->refusal->message.find("face A") != std::string::npos);
    QVERIFY(spoke(refused->verdict, "consent"));
    QVERIFY(!fs::exists(bench.folder / "out.png"));
    QVERIFY(bench.outputs().at(0).outcome == RecordedOutcome::Block);

    bench.consent(faces[0]);
    const auto written = bench.write(faces, "out.png");
    QVERIFY2(written && !written->refusal, written && written->refusal ? written->refusal->message.c_str() : "");
    QVERIFY(fs::exists(bench.folder / "out.png"));
  }

  void aConsentThatEndedIsNone() {
    const GateBench bench;
    const std::vector faces{bench.photographed(1), bench.drawn(8)};
    bench.consent(faces[0], recordNow() - 1000);
    const auto refused = bench.write(faces, "out.png");
    QVERIFY(refused && refused->refusal);
    QVERIFY2(refused->refusal->message.find("expired") != std::string::npos, refused->refusal->message.c_str());
  }

  void theSamePictureIsOneOutput() {
    const GateBench bench;
    for (const char* name : {"one.png", "two.png", "three.jpg"})
      QVERIFY(!bench.write({bench.drawn(3), bench.drawn(8)}, name)->refusal);
    QCOMPARE(bench.outputs().size(), std::size_t{1});
    QCOMPARE(OutputStore(bench.opened()).get(bench.outputs()[0].id)->exports.size(), std::size_t{3});
    QVERIFY(!bench.write({bench.drawn(3), bench.drawn(8)}, "other.png", 0.25)->refusal);
    QCOMPARE(bench.outputs().size(), std::size_t{2});
  }

  void theDistancesToTheParentsAreKept() {
    const GateBench bench;
    const std::vector faces{bench.drawn(3), bench.drawn(8)};
    const auto judge = makeFakeJudge().value();
    const Frame frame = bench.engine->render(bench.recipeOf(faces, 0.25), faces, {}).value();
    const Look look = judge->look(frame.pixels, fivePoints(frame.facts.landmarks));
    const std::int64_t output = bench.write(faces, "out.png", 0.25)->output;
    const Verdict kept = verdictFromJson(OutputStore(bench.opened()).get(output)->verdict).value();
    for (std::size_t i = 0; i < faces.size(); ++i) {
      const Score* score = kept.scoreOf("output", kParentDistances[i]);
      QVERIFY(score != nullptr);
      QVERIFY(std::abs(score->value.value() - distance(look.identity, lookOf(*judge, *faces[i]).identity)) < 1e-9);
    }
    QVERIFY(kept.scoreOf("output", "parent-a")->value < kept.scoreOf("output", "parent-b")->value);
    // A face by itself has none.
    auto gate = bench.keeper->open().value();
    QVERIFY(gate.check(*faces[0])->scoreOf("output", "parent-a") == nullptr);
  }

  void everyTimeCostsAndSoDoesEveryFile() {
    const GateBench bench;
    QVERIFY(setSpending(bench.opened(), {"EUR", 0.3, 1000, {}, 0.8}).has_value());
    const auto costs = [&](std::int64_t output) { return OutputStore(bench.opened()).get(output).value().costs; };
    const auto kinds = [&](std::int64_t output) {
      std::string all;
      for (const Cost& cost : costs(output)) all += cost.ofWriting ? 'w' : 'm';
      return all;
    };
    const std::vector faces{bench.drawn(3), bench.drawn(8)};
    const std::int64_t output = bench.write(faces, "one.png")->output;
    QCOMPARE(kinds(output), std::string("mw"));
    QCOMPARE(bench.write(faces, "two.jpg")->output, output);
    QCOMPARE(kinds(output), std::string("mwmw"));
    // What is refused was made all the same, each time; and once it is approved, too.
    acceptChanged(bench, "\"note\": 24, \"review\": 18", "\"note\": 60, \"review\": 50");
    const std::int64_t doubtful = bench.write(faces, "out.png", 0.25)->output;
    QVERIFY(bench.write(faces, "out.png", 0.25)->refusal);
    QCOMPARE(kinds(doubtful), std::string("mm"));
    approveByTwo(bench, doubtful);
    QVERIFY(!bench.write(faces, "out.png", 0.25)->refusal);
    QCOMPARE(kinds(doubtful), std::string("mmmw"));

    double wall = 0;
    double money = 0;
    for (const std::int64_t id : {output, doubtful}) {
      for (const Cost& cost : costs(id)) {
        QVERIFY(cost.wallSeconds > 0 && cost.money.value() > 0 && cost.currency == "EUR");
        wall += cost.wallSeconds;
        money += *cost.money;
      }
    }
    const auto totals = costTotals(bench.opened(), CostGroup::Project).value();
    QCOMPARE(totals.size(), std::size_t{1});
    QCOMPARE(totals[0].rows, std::int64_t{8});
    QCOMPARE(totals[0].made, std::int64_t{5});
    QVERIFY(std::abs(totals[0].wallSeconds - wall) < 1e-9);
    QVERIFY(std::abs(totals[0].money - money) < 1e-9);
    QVERIFY(verifyHistory(bench.opened()).value().damages.empty());
  }

  void anotherCurrencyIsSaidNotToCount() {
    const GateBench bench;
    const std::vector faces{bench.drawn(3), bench.drawn(8)};
    QVERIFY(setSpending(bench.opened(), {"EUR", 0.3, 1000, {}, 0.8}).has_value());
    QVERIFY(bench.write(faces, "one.png")->warnings.empty());
    QVERIFY(setSpending(bench.opened(), {"USD", 0.3, 1000, 1e6, 0.8}).has_value());
    const std::string warning = bench.write(faces, "two.png")->warning();
    QVERIFY2(warning.find("EUR were spent this month and are not counted") != std::string::npos, warning.c_str());
  }

  void aRecalledPackLetsNothingLeave() {
    GateBench bench;
    const std::string part(64, '1');
    const std::string model = hashOfPacks({part, std::string(64, '2')});
    bench.engine = makeFakeEngineOf(model).value();
    const std::vector faces{bench.drawn(3), bench.drawn(8)};
    QVERIFY(!bench.write(faces, "before.png")->refusal);
    // The window was opened before; it knows nothing of it.
    QVERIFY(noteModel(bench.opened(), {{"portrait", part}, {"finder", std::string(64, '2')}}));
    PackStanding pack{.id = "portrait", .hash = part, .standing = Standing::Retired};
    QVERIFY(setPackStanding(bench.opened(), pack));
    const auto retired = bench.write(faces, "retired.png");
    QVERIFY(retired && !retired->refusal && retired->warning().find("portrait") != std::string::npos);
    pack.standing = Standing::Recalled;
    pack.reason = "wrong ears";
    QVERIFY(setPackStanding(bench.opened(), pack));
    const auto refused = bench.write(faces, "after.png", 0.25);
    QVERIFY(!refused && refused.error().kind == ErrorKind::Blocked);
    QVERIFY2(refused.error().message.find("portrait") != std::string::npos &&
                 refused.error().message.find("wrong ears") != std::string::npos,
             refused.error().message.c_str());
    QVERIFY(!fs::exists(bench.folder / "after.png"));
    // A film is refused before its first frame.
    const auto gate = bench.keeper->open();
    Timeline timeline;
    timeline.base = bench.recipeOf(faces);
    QVERIFY(gate->mayBegin(toJson(timeline)).error().kind == ErrorKind::Blocked);
    timeline.base.modelHash = std::string(64, '3');
    QVERIFY(gate->mayBegin(toJson(timeline)).has_value());
    pack.standing = Standing::Current;
    pack.reason = "it was the crop";
    QVERIFY(setPackStanding(bench.opened(), pack));
    QVERIFY(!bench.write(faces, "after.png", 0.25)->refusal);
  }

  void aRecalledJudgeLetsNothingLeaveAndARetiredOneWarns() {
    GateBench bench;
    bench.engine = makeFakeEngineOf(std::string(64, '1')).value();
    const std::vector faces{bench.drawn(3), bench.drawn(8)};
    PackStanding judge{.id = "judge", .hash = makeFakeJudge().value()->hash(), .standing = Standing::Retired};
    QVERIFY(bench.write(faces, "before.png")->warnings.empty());
    QVERIFY(setPackStanding(bench.opened(), judge));
    const auto warned = bench.write(faces, "retired.png");
    QVERIFY(warned && !warned->refusal && warned->warning().find("judge") != std::string::npos);
    judge.standing = Standing::Recalled;
    judge.reason = "blind";
    QVERIFY(setPackStanding(bench.opened(), judge));
    QVERIFY(bench.write(faces, "after.png").error().kind == ErrorKind::Blocked);
    QVERIFY(!fs::exists(bench.folder / "after.png"));
  }

  void withoutJudgingNetworksNothingLeaves() {
    GateBench bench;
    bench.keeper = std::make_shared<Gatekeeper>(bench.record, []() -> Result<std::unique_ptr<Judge>> {
      return fail(ErrorKind::Model, "The pack judge is missing.");
    });
    const auto refused = bench.write({bench.drawn(3), bench.drawn(8)}, "out.png");
    QVERIFY(!refused);
    QVERIFY(refused.error().kind == ErrorKind::Model);
    QVERIFY(refused.error().message.find("nothing is exported") != std::string::npos);
    QVERIFY(!fs::exists(bench.folder / "out.png"));
  }

  void withAnAlteredListOfProtectedPeopleNothingLeaves() {
    const GateBench bench;
    QVERIFY(!bench.write({bench.drawn(3), bench.drawn(8)}, "first.png")->refusal);
    auto people = ProtectedPeople::open(bench.record.parent_path()).value();
    QVERIFY(people.add("Ada", "", std::string(64, '0'), {Embedding{}}));
    auto bytes = readFile(bench.record.parent_path() / "protected-people").value();
    bytes.back() ^= 1;
    QVERIFY(writeFileAtomically(bench.record.parent_path() / "protected-people", bytes));
    const auto refused = bench.write({bench.drawn(3), bench.drawn(8)}, "out.png");
    QVERIFY(!refused && refused.error().kind == ErrorKind::Blocked);
    QVERIFY(!fs::exists(bench.folder / "out.png"));
  }

  void checkingRecordsNothing() {
    const GateBench bench;
    auto gate = bench.keeper->open().value();
    const auto verdict = gate.check(*bench.photographed(1));
    QVERIFY(verdict && verdict->outcome == Outcome::Block);
    QVERIFY(spoke(*verdict, "consent"));
    QVERIFY(gate.check(*bench.drawn(3))->outcome == Outcome::Pass);
    QVERIFY(bench.outputs().empty());
  }

  /// The window renders in a studio and writes on its own threads, the command line in its main thread: 1,000 outputs
  /// are judged alike, to the last digit.
  void windowAndCommandLineJudgeAlike() {
    const GateBench bench;
    const GateBench window;
    Studio studio(makeFakeEngine, [](const Result<EngineInfo>&) {});
    const std::vector faces{bench.photographed(1), bench.drawn(8)};  // without consent: nothing is written
    for (int i = 0; i < kCompared; ++i) {
      const double mix = static_cast<double>(i) / kCompared;
      std::promise<Verdict> judged;
      Studio::ExportRequest request;
      request.job = {bench.recipeOf(faces, mix), faces, {}};
      request.file = window.folder / "out.png";
      request.write = [&](const Frame& frame) -> Result<void> {
        const auto admission = exportPicture(*window.keeper, {frame, faces, request.file, {}, "", {}});
        judged.set_value(admission.value().verdict);
        return tl::unexpected(*admission->refusal);
      };
      std::promise<ErrorKind> end;
      studio.exportPicture(
          request, nullptr, [](double) {}, [&](const Result<fs::path>& done) { end.set_value(done.error().kind); });
      QVERIFY(end.get_future().get() == ErrorKind::Blocked);
      const auto own = bench.write(faces, "out.png", mix);
      QCOMPARE(toJson(judged.get_future().get()), toJson(own->verdict));
    }
    QCOMPARE(bench.outputs({.limit = 2000}).size(), window.outputs({.limit = 2000}).size());
  }
};

QTEST_GUILESS_MAIN(GateTest)
#include "gate_test.moc"
