#include <QSettings>
#include <QTemporaryDir>
#include <QtTest>

#include "app/model/studio_model.h"
#include "core/studio/fake_engine.h"
#include "core/studio/fake_judge.h"
#include "core/studio/identity_balance.h"

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
  static double expected(const MixState& state) {
    const std::unique_ptr<Engine> engine = std::move(*makeFakeEngine());
    const std::unique_ptr<Judge> judge = std::move(*makeFakeJudge());
    const std::array<FacePtr, 2> faces{state.faces[0].face, state.faces[1].face};
    Recipe recipe;
    recipe.modelId = engine->info().modelId;
    recipe.modelHash = engine->info().modelHash;
    recipe.faces = {faces[0]->ref(), faces[1]->ref()};
    return measureBalance(
               recipe, faces,
               [&](const Recipe& r) {
                 return engine->render(r, faces, {nullptr, nullptr});
               },
               [&](const Image8& picture, const FivePoints& at) { return judge->embed(picture, at); })
        .value();
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
    QTRY_VERIFY(document.complete());
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
    QTRY_VERIFY(document.complete());
    QTRY_VERIFY_WITH_TIMEOUT(!studio.balanceMeter()->measuring(), 60'000);
    const double measured = document.state().balance;
    const int row = rowOf("balance");
    studio.parameters()->setNumber(row, 81);
    QVERIFY(!isAutomatic(studio));
    QCOMPARE(document.state().balance, 0.81);
    QVERIFY(!studio.balanceMeter()->measuring());
    studio.parameters()->reset(row);
    QVERIFY(isAutomatic(studio));
    QTRY_COMPARE(document.state().balance, measured);
    document.undo();
    QCOMPARE(document.state().balance, 0.81);
    document.undo();
    QVERIFY(isAutomatic(studio));
    QCOMPARE(document.state().balance, measured);
  }

  void closesWhileItMeasures() {
    StudioModel studio(makeFakeEngine, makeFakeJudge);
    studio.startWithDrawnFaces();
    QTRY_VERIFY(studio.document()->complete());
  }
};

QTEST_MAIN(TestBalanceMeter)
#include "test_balance_meter.moc"
