#include <QSettings>
#include <QTemporaryDir>
#include <QtTest>

#include "app/document/document_snapshot.h"
#include "app/model/studio_model.h"
#include "core/studio/fake_engine.h"
#include "core/studio/fake_judge.h"
#include "core/studio/identity_balance.h"
#include "tests/support/waiting.h"

using namespace mien;
using namespace Qt::StringLiterals;

class TestBalanceMeter : public QObject {
  Q_OBJECT

  QTemporaryDir folder_;

  static int rowOf(const char* id) { return static_cast<int>(findParameter(id) - parameters().data()); }
  static bool isAutomatic(StudioModel& studio) {
    ParameterList& list = *studio.parameters();
    return list.data(list.index(rowOf("balance")), ParameterList::LinkedRole).toBool();
  }
  static Engine& engineOf() {
    static const std::unique_ptr<Engine> engine = std::move(*makeFakeEngine());
    return *engine;
  }
  static double expected(const MixState& state) {
    Engine& engine = engineOf();
    const std::unique_ptr<Judge> judge = std::move(*makeFakeJudge());
    const std::vector<FacePtr> faces{state.faces[0].face, state.faces[1].face};
    Recipe recipe;
    recipe.modelId = engine.info().modelId;
    recipe.modelHash = engine.info().modelHash;
    recipe.faces = {faces[0]->ref(), faces[1]->ref()};
    return measureBalances(
               recipe, faces,
               [&](const Recipe& r, const std::vector<FacePtr>& pair) {
                 return engine.render(r, pair, {nullptr, nullptr});
               },
               [&](const Image8& picture, const FivePoints& at) { return judge->embed(picture, at); })
        ->front();
  }

 private Q_SLOTS:
  void initTestCase() {
    QCoreApplication::setOrganizationName(u"mien-tests"_s);
    QCoreApplication::setApplicationName(u"balance"_s);
    QSettings::setPath(QSettings::NativeFormat, QSettings::UserScope, folder_.path());
    qputenv("MIEN_DATA", folder_.filePath(u"data"_s).toUtf8());
  }

  void measuresEachPairOnce() {
    StudioModel studio(makeFakeEngine, makeFakeJudge);
    MixDocument& document = *studio.document();
    studio.startWithDrawnFaces();
    TRY_VERIFY(document.complete());
    QTRY_VERIFY_WITH_TIMEOUT(!studio.balanceMeter()->measuring(), 60'000);
    QVERIFY(isAutomatic(studio));
    const double first = document.state().balance;
    QCOMPARE(first, expected(document.state()));
    const int steps = document.stepIndex();

    document.swapFaces();
    QTRY_VERIFY_WITH_TIMEOUT(!studio.balanceMeter()->measuring(), 60'000);
    QCOMPARE(document.state().balance, expected(document.state()));
    QCOMPARE(document.stepIndex(), steps + 1);  // measuring is no step
    document.undo();
    QVERIFY(!studio.balanceMeter()->measuring());  // known
    QCOMPARE(document.state().balance, first);
  }

  void aHandOnTheSliderEndsIt() {
    StudioModel studio(makeFakeEngine, makeFakeJudge);
    MixDocument& document = *studio.document();
    studio.startWithDrawnFaces();
    TRY_VERIFY(document.complete());
    QTRY_VERIFY_WITH_TIMEOUT(!studio.balanceMeter()->measuring(), 60'000);
    const double measured = document.state().balance;
    const int row = rowOf("balance");
    studio.parameters()->setNumber(row, 81);
    QVERIFY(!isAutomatic(studio));
    QCOMPARE(document.state().balance, 0.81);
    QVERIFY(!studio.balanceMeter()->measuring());
    studio.parameters()->reset(row);
    QVERIFY(isAutomatic(studio));
    TRY_COMPARE(document.state().balance, measured);
    document.undo();
    QCOMPARE(document.state().balance, 0.81);
    document.undo();
    QVERIFY(isAutomatic(studio));
    QCOMPARE(document.state().balance, measured);
  }

  /// What a hand has set goes with the faces, and stays what a recipe takes.
  void swappingTurnsItRound() {
    StudioModel studio(makeFakeEngine, makeFakeJudge);
    MixDocument& document = *studio.document();
    studio.startWithDrawnFaces();
    TRY_VERIFY(document.complete());
    for (const double balance : {0.9, 0.1, 0.3}) {
      document.setValue(MixDocument::Balance, balance);
      document.finishAdjusting();
      document.swapFaces();
      QVERIFY(std::abs(document.state().balance - (1 - balance)) < 1e-12);
      const Recipe recipe = document.job(engineOf().info(), 256, Placement::Crop).recipe;
      QVERIFY(recipeFromJson(toJson(recipe)).has_value());
    }
  }

  /// A project shows what it showed, whatever this machine would measure.
  void whatAFileSaysIsNotMeasuredAgain() {
    StudioModel studio(makeFakeEngine, makeFakeJudge);
    MixDocument& document = *studio.document();
    studio.startWithDrawnFaces();
    TRY_VERIFY(document.complete());
    QTRY_VERIFY_WITH_TIMEOUT(!studio.balanceMeter()->measuring(), 60'000);
    DocumentSnapshot snapshot;
    snapshot.state = document.state();
    snapshot.state.balance = 0.23;
    FacePacker packer;
    const Project saved = projectOf(snapshot, packer).value();
    document.restore(stateOf(saved, document.state().faces), u"Open"_s);
    QVERIFY(!studio.balanceMeter()->measuring());
    QVERIFY(isAutomatic(studio));
    QCOMPARE(document.state().balance, 0.23);

    snapshot.state.balanceMeasured = false;  // saved while it was measured
    document.restore(stateOf(projectOf(snapshot, packer).value(), document.state().faces), u"Open"_s);
    QVERIFY(studio.balanceMeter()->measuring());
    QTRY_COMPARE_WITH_TIMEOUT(document.state().balance, expected(document.state()), 60'000);
  }

  void aPresetLeavesIt() {
    StudioModel studio(makeFakeEngine, makeFakeJudge);
    MixDocument& document = *studio.document();
    studio.startWithDrawnFaces();
    TRY_VERIFY(document.complete());
    studio.parameters()->setNumber(rowOf("balance"), 70);
    QCOMPARE(studio.presets()->save(u"Mine"_s), QString());
    QVERIFY(!document.state().presets.back().values.contains("balance"));
    studio.parameters()->setNumber(rowOf("balance"), 30);
    studio.parameters()->apply(document.state().presets.back().values, u"Mine"_s);
    QCOMPARE(document.state().balance, 0.3);
  }

  void closesWhileItMeasures() {
    StudioModel studio(makeFakeEngine, makeFakeJudge);
    studio.startWithDrawnFaces();
    TRY_VERIFY(studio.document()->complete());
  }
};

QTEST_MAIN(TestBalanceMeter)
#include "test_balance_meter.moc"
