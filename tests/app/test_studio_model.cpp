#include <QGuiApplication>
#include <QSignalSpy>
#include <QtTest>

#include "tests/app/consents.h"
#include "tests/app/studio_case.h"

using namespace mien;
using namespace Qt::StringLiterals;

class TestStudioModel : public StudioCase {
  Q_OBJECT

 private Q_SLOTS:
  void noFailureIsPushedOut() {
    Notices notices;
    notices.fail(u"first"_s);
    for (int i = 0; i < 6; ++i) notices.tell(u"told %1"_s.arg(i));
    for (int i = 0; i < 6; ++i) notices.fail(u"failed %1"_s.arg(i));
    QCOMPARE(notices.data(notices.index(0), Notices::TextRole).toString(), u"first"_s);
    QCOMPARE(notices.count(), 7);
    notices.tell(u"last"_s);
    QCOMPARE(notices.count(), 8);
    for (int i = 0; i < 20; ++i) notices.fail(u"more %1"_s.arg(i));
    QVERIFY(notices.count() <= 9);
  }

  void whatNeedsAReviewIsNoFailureAndLeadsThere() {
    Notices notices;
    notices.fail(Error{ErrorKind::Blocked, "blocked"});
    notices.fail(Error{ErrorKind::NeedsReview, "doubtful"});
    notices.fail(Error{ErrorKind::Cancelled, "stopped"});
    notices.fail(Error{ErrorKind::Blocked, "rejected"}, u"0123abcd"_s);
    QCOMPARE(notices.count(), 3);
    const auto is = [&](int row, Notices::Role role) { return notices.data(notices.index(row), role).toBool(); };
    QVERIFY(is(0, Notices::FailureRole) && !is(0, Notices::LeadsToReviewRole));
    QVERIFY(!is(1, Notices::FailureRole) && is(1, Notices::WarningRole) && is(1, Notices::LeadsToReviewRole));
    QVERIFY(is(2, Notices::FailureRole) && is(2, Notices::LeadsToReviewRole));
  }

  /// A tick would say that it was done.
  void whatIsNotAsItWasMeantIsAWarning() {
    StudioModel studio(makeFakeEngine, makeFakeJudge);
    Notices& notices = *studio.notices();
    const auto warns = [&] { return notices.data(notices.index(0), Notices::WarningRole).toBool(); };
    studio.startWithDrawnFaces();
    TRY_VERIFY(studio.document()->complete());
    studio.timeline()->start(2, 0, 1, TimelineEditor::Once, false);
    studio.keys()->selectAll();
    studio.keys()->stretchBy(30);
    QCOMPARE(notices.count(), 1);
    QVERIFY2(firstNotice(studio).startsWith(u"A keyframe lies beyond the end"_s), qPrintable(firstNotice(studio)));
    QVERIFY(warns());
    QVERIFY(!studio.timeline()->goToText(u"soon"_s));
    QCOMPARE(notices.count(), 1);  // in its place
    QVERIFY(firstNotice(studio).contains(u"is no time"_s) && warns());
    notices.tellAnew(u"Done"_s);
    QCOMPARE(notices.count(), 1);
    QVERIFY(!warns());
  }

  void cancellingKeepsTheOldFace() {
    StudioModel studio(makeFakeEngine, makeFakeJudge);
    studio.slotA()->drawFace(1);
    TRY_VERIFY(studio.slotA()->filled());
    studio.slotA()->drawFace(2);
    studio.slotA()->cancel();
    QVERIFY(!studio.slotA()->busy());
    studio.slotB()->drawFace(3);
    TRY_VERIFY(studio.slotB()->filled());
    QCOMPARE(studio.slotA()->seed(), 1.0);
    QCOMPARE(studio.notices()->count(), 0);
  }

  void drawnFacesStepFromTheOneOnItsWay() {
    StudioModel studio(makeFakeEngine, makeFakeJudge);
    FaceSlot& slot = *studio.slotA();
    slot.drawFace(0);
    TRY_VERIFY(slot.filled());
    slot.drawOther(-1);
    QVERIFY(!slot.busy());
    for (int i = 0; i < 5; ++i) slot.drawOther(1);
    QCOMPARE(slot.seed(), 5.0);
    slot.drawOther(-1);
    TRY_VERIFY(!slot.busy());
    QCOMPARE(slot.label(), u"Drawn face 4"_s);
    QCOMPARE(studio.document()->stepIndex(), 2);
    slot.drawOther(1);
    slot.drawOther(-1);
    QVERIFY2(!slot.busy(), "the face is there already");
  }

  void editingAPhotoEndsWhatIsOnItsWay() {
    StudioModel studio(makeFakeEngine, makeFakeJudge);
    FaceSlot& slot = *studio.slotA();
    slot.openFile(saved(u"wide.png"_s, picture(600, 300)));
    TRY_COMPARE(slot.found()->count(), 2);
    slot.choose(0);
    TRY_VERIFY(slot.filled());
    for (const auto edit : {&FaceSlot::editPoints, &FaceSlot::chooseAgain}) {
      slot.openFile(saved(u"later.png"_s, picture(300, 300)));
      (slot.*edit)();
      TRY_VERIFY(!slot.busy());
      QTest::qWait(100);
      QCOMPARE(slot.photoName(), u"wide.png"_s);
      QCOMPARE(slot.label(), u"wide.png"_s);
    }
  }

  void twoDrawnFacesAreOneStep() {
    StudioModel studio(makeFakeEngine, makeFakeJudge);
    for (int i = 0; i < 3; ++i) studio.startWithDrawnFaces();
    QVERIFY(studio.slotA()->busy() && studio.slotB()->busy());
    TRY_VERIFY(studio.document()->complete());
    QTest::qWait(50);
    QCOMPARE(studio.document()->steps(), QStringList({u"Start"_s, u"Two drawn faces"_s}));
  }

  void twoDrawnFacesLeaveAFaceThatWasChosenMeanwhile() {
    StudioModel studio(makeFakeEngine, makeFakeJudge);
    studio.startWithDrawnFaces();
    studio.slotA()->drawFace(77);
    TRY_VERIFY(!studio.slotA()->busy() && !studio.slotB()->busy());
    QCOMPARE(studio.slotA()->seed(), 77.0);
  }

  /// Faces A to D are drawn; a photograph is on its way to one of them.
  void aPhotographComesToNoOtherFace_data() {
    QTest::addColumn<int>("slot");
    QTest::addColumn<int>("removed");  // or undone (-1), swapped (-2)
    QTest::addColumn<QList<int>>("left");
    QTest::newRow("its face is taken out") << 2 << 2 << QList<int>{1, 2, 4};
    QTest::newRow("one before it is") << 3 << 2 << QList<int>{1, 2, 4};
    QTest::newRow("the last is undone") << 3 << -1 << QList<int>{1, 2, 3};
    QTest::newRow("A and B are swapped") << 0 << -2 << QList<int>{2, 1, 3, 4};
  }
  void aPhotographComesToNoOtherFace() {
    QFETCH(int, slot);
    QFETCH(int, removed);
    QFETCH(QList<int>, left);
    StudioModel studio(makeFakeEngine, makeFakeJudge);
    MixDocument& document = *studio.document();
    for (int i = 0; i < 4; ++i) {
      studio.slot(i)->drawFace(i + 1);
      TRY_VERIFY(studio.slot(i)->filled());
    }
    studio.slot(slot)->openFile(saved(u"new.png"_s, picture(300, 300)));
    QVERIFY(studio.slot(slot)->busy());
    if (removed >= 0) document.removeFace(removed);
    if (removed == -1) document.undo();
    if (removed == -2) document.swapFaces();
    QVERIFY(!studio.slot(slot)->busy());
    QTest::qWait(200);
    QList<int> seeds;
    for (int i = 0; i < document.faceCount(); ++i) {
      QVERIFY2(studio.slot(i)->drawn(), qPrintable(studio.slot(i)->label()));
      seeds.append(static_cast<int>(studio.slot(i)->seed()));
    }
    QCOMPARE(seeds, left);
  }

  void aPhotographStaysWhereOtherFacesMove() {
    StudioModel studio(makeFakeEngine, makeFakeJudge);
    for (int i = 0; i < 4; ++i) {
      studio.slot(i)->drawFace(i + 1);
      TRY_VERIFY(studio.slot(i)->filled());
    }
    studio.slot(1)->openFile(saved(u"new.png"_s, picture(300, 300)));
    studio.document()->removeFace(2);
    TRY_COMPARE(studio.slot(1)->label(), u"new.png"_s);
    QCOMPARE(studio.document()->faceCount(), 3);
    // Those that are being added come, one after the other, one place earlier than they were begun.
    studio.openDropped({saved(u"1.png"_s, picture(300, 300)), saved(u"2.png"_s, picture(310, 300)),
                        saved(u"3.png"_s, picture(320, 300)), saved(u"4.png"_s, picture(330, 300)),
                        saved(u"5.png"_s, picture(340, 300))},
                       0);
    QVERIFY(studio.slot(3)->busy());
    studio.document()->removeFace(0);
    TRY_COMPARE(studio.document()->faceCount(), 4);
    QCOMPARE(studio.slot(2)->label(), u"4.png"_s);
    QCOMPARE(studio.slot(3)->label(), u"5.png"_s);
  }

  void whatAnotherProcessErasedDoesNotComeBack() {
    Preferences preferences;
    preferences.rememberPhoto(u"d1"_s, u"/jane.png"_s);
    preferences.rememberPhoto(u"d2"_s, u"/joe.png"_s);
    QSettings().sync();
    QFile file(QSettings().fileName());
    QVERIFY(file.open(QIODevice::ReadOnly));
    QVERIFY(file.readAll().contains("d1 /jane.png"));
    file.close();
    QSaveFile other(file.fileName());
    QVERIFY(other.open(QIODevice::WriteOnly));
    other.write("[photos]\nplaces=d2 /joe.png\n");
    QVERIFY(other.commit());
    preferences.rememberPhoto(u"d3"_s, u"/jim.png"_s);
    QVERIFY(preferences.placeOfPhoto(u"d1"_s).isEmpty());
    QCOMPARE(preferences.placeOfPhoto(u"d2"_s), u"/joe.png"_s);
    QCOMPARE(preferences.placeOfPhoto(u"d3"_s), u"/jim.png"_s);
  }

  void theWindowReturnsToAScreenThatIsThere() {
    const QRect left(-1920, 0, 1920, 1080);
    const QRect right(0, 0, 1280, 1024);
    const QRect window(-1500, 100, 1000, 700);
    QCOMPARE(Preferences::placed(window, {right, left}), window);
    QCOMPARE(Preferences::placed(window, {right}), QRect(140, 162, 1000, 700));
    QCOMPARE(Preferences::placed({100, 900, 1000, 700}, {right, left}), QRect(100, 324, 1000, 700));
    QCOMPARE(Preferences::placed({-100, -50, 3000, 2000}, {right}), right);
    QCOMPARE(Preferences::firstPlace({QRect(0, 0, 1280, 800)}), QRect(0, 40, 1280, 760));
    QCOMPARE(Preferences::firstPlace({QRect(0, 0, 2560, 1440)}), QRect(640, 320, 1280, 800));
    Preferences().saveWindow({10, 20, 640, 480}, true);
    QCOMPARE(Preferences().windowGeometry(), QRectF(10, 20, 640, 480));
    QVERIFY(Preferences().windowMaximised());
  }

  void withoutAModelTheWindowSaysSo() {
    StudioModel studio([]() -> Result<std::unique_ptr<Engine>> { return fail(ErrorKind::Model, "The pack is gone."); },
                       makeFakeJudge);
    TRY_COMPARE(studio.engineState(), StudioModel::Missing);
    QCOMPARE(firstNotice(studio), u"The pack is gone."_s);
  }
};

QTEST_MAIN(TestStudioModel)
#include "test_studio_model.moc"
