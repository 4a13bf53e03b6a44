#include "core/bench/judging_bench.h"

#include <QTemporaryDir>
#include <QtTest>

#include "core/bench/bench_gate.h"
#include "core/bench/bench_photo.h"
#include "core/studio/make_engine.h"

using namespace mien;

class JudgingBenchTest : public QObject {
  Q_OBJECT

  BenchOptions options_{.models = MIEN_MODELS_DIR, .device = "cpu", .frames = 4};
  Frame frame_;

 private Q_SLOTS:
  void initTestCase() {
    const auto engine = makeEngine(MIEN_MODELS_DIR, "cpu").value();
    const FacePtr face = engine->draw({3}).value();
    frame_ = engine->render(mixOf(*engine, face, face, 0.5, 256), {face, face}, {}).value();
  }

  void eachNetworkIsMeasuredAlone() {
    const BenchJson stages = measureJudgingNetworks(options_, frame_).value();
    QCOMPARE(stages.size(), std::size_t{2});
    for (const char* name : {"identityNetworkFace", "judgeNetworkFace"}) {
      const BenchJson& stage = stages.at(name);
      QCOMPARE(stage.at("count").get<int>(), 4);
      QVERIFY(stage.at("least").get<double>() > 0);
      QVERIFY(stage.at("least").get<double>() <= stage.at("p50").get<double>());
      QVERIFY(stage.at("p50").get<double>() <= stage.at("p95").get<double>());
    }
  }

  /// A film of drawn faces is measured to its end, whatever they look like with the weights of the day.
  void theGateJudgesAndStopsNothing() {
    const BenchFolder folder;
    const Gate gate = openBenchGate(folder, options_, {}).value();
    QCOMPARE(gate.policy().rules.size(), rules().size());
    for (const auto& [id, setting] : gate.policy().rules)
      for (const Action action : {Action::Review, Action::Block}) QVERIFY2(!setting.threshold(action), id.c_str());
  }

  void aMissingPackIsNamed() {
    const QTemporaryDir empty;
    options_.models = empty.path().toStdString();
    const auto none = measureJudgingNetworks(options_, frame_);
    QVERIFY(!none && none.error().kind == ErrorKind::Model);
    QVERIFY2(none.error().message.find("identity") != std::string::npos, none.error().message.c_str());
  }
};

QTEST_GUILESS_MAIN(JudgingBenchTest)
#include "judging_bench_test.moc"
