#include <QSettings>
#include <QTemporaryDir>
#include <QtTest>

#include "app/model/studio_model.h"
#include "core/studio/even_pace.h"
#include "core/studio/fake_engine.h"
#include "core/studio/fake_judge.h"
#include "tests/support/waiting.h"

using namespace mien;
using namespace Qt::StringLiterals;

class TestPaceMeter : public QObject {
  Q_OBJECT

  QTemporaryDir folder_;

 private Q_SLOTS:
  void initTestCase() {
    QCoreApplication::setOrganizationName(u"mien-tests"_s);
    QCoreApplication::setApplicationName(u"pace"_s);
    QSettings::setPath(QSettings::NativeFormat, QSettings::UserScope, folder_.path());
  }

  void measuresWhatAFilmWouldShow() {
    StudioModel studio(makeFakeEngine, makeFakeJudge);
    MixDocument& document = *studio.document();
    studio.startWithDrawnFaces();
    TRY_VERIFY(document.complete());
    QTRY_VERIFY_WITH_TIMEOUT(!studio.balanceMeter()->measuring(), 60'000);
    studio.timeline()->start(1, 0.2, 4, TimelineEditor::Once, true);
    QVERIFY(studio.paceMeter()->measuring());
    QTRY_VERIFY_WITH_TIMEOUT(!studio.paceMeter()->measuring(), 60'000);
    QVERIFY(document.pace() != Pace{});

    const std::unique_ptr<Engine> engine = std::move(*makeFakeEngine());
    const std::vector<FacePtr> faces{document.state().faces[0].face, document.state().faces[1].face};
    const auto expected =
        measurePace(document.timeline(engine->info(), 256, Placement::Crop), [&](const Recipe& recipe) {
          return engine->render(recipe, faces, {nullptr, nullptr});
        });
    QVERIFY(expected.has_value());
    QVERIFY(document.pace() == *expected);

    studio.timeline()->toggleMarker();
    QVERIFY(!studio.paceMeter()->measuring());  // a marker changes no path
    studio.keys()->selectAll();
    studio.keys()->setEasing(1);
    QVERIFY(studio.paceMeter()->measuring());
    QVERIFY(document.pace() == Pace{});
    studio.timeline()->setEvenPace(false);
    QVERIFY(!studio.paceMeter()->measuring());
    QTest::qWait(400);
    QVERIFY(document.pace() == Pace{});
  }

  /// What leaves the house is what will be shown.
  void exportsWaitForIt() {
    StudioModel studio(makeFakeEngine, makeFakeJudge);
    MixDocument& document = *studio.document();
    studio.startWithDrawnFaces();
    TRY_VERIFY(document.complete());
    studio.timeline()->start(1, 0.2, 4, TimelineEditor::Once, true);
    Pace when;
    bool called = false;
    document.whenSettled(&studio, [&] {
      called = true;
      when = document.pace();
    });
    QVERIFY(!called);
    QTRY_VERIFY_WITH_TIMEOUT(called, 60'000);
    QVERIFY(when != Pace{} && !document.balancePending());
    studio.timeline()->setEvenPace(false);
    called = false;
    document.whenSettled(&studio, [&] { called = true; });
    QVERIFY(called);
  }

  void closesWhileItMeasures() {
    StudioModel studio(makeFakeEngine, makeFakeJudge);
    studio.startWithDrawnFaces();
    TRY_VERIFY(studio.document()->complete());
    studio.timeline()->start(1, 0.2, 4, TimelineEditor::Once, true);
    QTest::qWait(400);
  }
};

QTEST_MAIN(TestPaceMeter)
#include "test_pace_meter.moc"
