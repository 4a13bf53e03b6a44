#include <QClipboard>
#include <QGuiApplication>
#include <QMimeData>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QtTest>

#include "app/model/studio_model.h"
#include "core/studio/fake_engine.h"
#include "core/studio/fake_judge.h"
#include "tests/app/consents.h"
#include "tests/support/waiting.h"

using namespace mien;
using namespace Qt::StringLiterals;

class TestStudioModel : public QObject {
  Q_OBJECT

  QTemporaryDir folder_;

  QImage picture(int width, int height) {
    QImage image(width, height, QImage::Format_RGB32);
    for (int y = 0; y < height; ++y)
      for (int x = 0; x < width; ++x) image.setPixel(x, y, qRgb(x % 256, y % 256, (x + y) % 256));
    return image;
  }
  QUrl saved(const QString& name, const QImage& image) {
    image.save(folder_.filePath(name));
    return QUrl::fromLocalFile(folder_.filePath(name));
  }
  QUrl noPicture(const QString& name) {
    QFile file(folder_.filePath(name));
    if (!file.open(QIODevice::WriteOnly) || file.write("no picture") < 0) qWarning("no file");
    return QUrl::fromLocalFile(file.fileName());
  }
  QString firstNotice(StudioModel& studio) {
    return studio.notices()->data(studio.notices()->index(0), Notices::TextRole).toString();
  }

 private Q_SLOTS:
  void initTestCase() {
    QCoreApplication::setOrganizationName(u"mien-tests"_s);
    QCoreApplication::setApplicationName(u"studio-model"_s);
    QSettings::setPath(QSettings::NativeFormat, QSettings::UserScope, folder_.path());
  }
  void init() { QSettings().clear(); }

  void twoPhotosMakeAPreview() {
    StudioModel studio(makeFakeEngine, makeFakeJudge);
    const QUrl a = saved(u"a.png"_s, picture(300, 300));
    studio.openDropped({a, saved(u"b.png"_s, picture(320, 360))}, 0);
    TRY_VERIFY(studio.document()->complete());
    TRY_VERIFY(!studio.preview()->rendering() && studio.preview()->renderedSize() == studio.preview()->wantedSize());
    QCOMPARE(studio.slotA()->label(), u"a.png"_s);
    QCOMPARE(studio.slotB()->caption(), u"320 × 360  PNG"_s);
    QCOMPARE(studio.preferences()->recentPhotos().size(), 2);
    QVERIFY(studio.preferences()->recentPhotos().contains(a));
  }

  void aBadFileLeavesTheFaceAndSaysWhatToDo() {
    StudioModel studio(makeFakeEngine, makeFakeJudge);
    studio.slotA()->drawFace(5);
    TRY_VERIFY(studio.slotA()->filled());
    const QUrl bad = noPicture(u"bad.jpg"_s);
    studio.slotA()->openFile(bad);
    TRY_COMPARE(studio.notices()->count(), 1);
    QVERIFY(firstNotice(studio).contains(u"bad.jpg"_s));
    QCOMPARE(studio.slotA()->seed(), 5.0);
    QVERIFY(!studio.slotA()->busy());
    QVERIFY(studio.preferences()->recentPhotos().isEmpty());
  }

  void severalComeBehindWhereThatIsAskedFor() {
    StudioModel studio(makeFakeEngine, makeFakeJudge);
    studio.startWithDrawnFaces();
    TRY_VERIFY(studio.document()->complete());
    studio.openDropped({saved(u"c.png"_s, picture(300, 300)), saved(u"d.png"_s, picture(310, 300))}, 2);
    TRY_COMPARE(studio.document()->faceCount(), 4);
    QCOMPARE(studio.slot(2)->label(), u"c.png"_s);
    QCOMPARE(studio.slot(3)->label(), u"d.png"_s);
    QVERIFY(studio.slotA()->drawn() && studio.slotB()->drawn());
  }

  void aProjectIsOpenedAlone() {
    StudioModel studio(makeFakeEngine, makeFakeJudge);
    const QUrl project = QUrl::fromLocalFile(folder_.filePath(u"alone.mien"_s));
    studio.project()->saveAs(project);
    TRY_COMPARE(studio.project()->file(), project);
    studio.openDropped({saved(u"beside.png"_s, picture(300, 300)), project}, 0);
    QVERIFY2(firstNotice(studio).contains(u"Only alone.mien was opened"_s), qPrintable(firstNotice(studio)));
    QVERIFY(!studio.slotA()->filled());
  }

  /// The file behind it takes its place.
  void aBadFileAmongSeveralIsLeftOut() {
    StudioModel studio(makeFakeEngine, makeFakeJudge);
    const QUrl bad = noPicture(u"bad3.jpg"_s);
    studio.openDropped({saved(u"one.png"_s, picture(300, 300)), saved(u"two.png"_s, picture(310, 300)), bad,
                        saved(u"four.png"_s, picture(330, 300))},
                       0);
    TRY_COMPARE(studio.document()->faceCount(), 3);
    QCOMPARE(studio.slot(2)->label(), u"four.png"_s);
    QVERIFY(firstNotice(studio).contains(u"bad3.jpg"_s));
    // One that leaves its question unanswered, too.
    studio.openDropped({saved(u"five.png"_s, picture(300, 300)), saved(u"six.png"_s, picture(310, 300)),
                        saved(u"seven.png"_s, picture(320, 300)), saved(u"wide.png"_s, picture(600, 300)),
                        saved(u"nine.png"_s, picture(340, 300))},
                       0);
    QSignalSpy asked(studio.slot(3), &FaceSlot::choiceNeeded);
    TRY_COMPARE(asked.count(), 1);
    studio.slot(3)->leave();
    TRY_COMPARE(studio.document()->faceCount(), 4);
    QCOMPARE(studio.slot(3)->label(), u"nine.png"_s);
  }

  /// Nothing stops at a second face of which nothing came.
  void aBadSecondFileLeavesNoGap_data() {
    QTest::addColumn<int>("behind");
    QTest::newRow("another is on its way") << 1;
    QTest::newRow("others wait") << 3;
  }
  void aBadSecondFileLeavesNoGap() {
    QFETCH(int, behind);
    StudioModel studio(makeFakeEngine, makeFakeJudge);
    QList<QUrl> files{saved(u"one.png"_s, picture(300, 300)), noPicture(u"bad4.jpg"_s)};
    for (int i = 0; i < behind; ++i) files.append(saved(u"behind%1.png"_s.arg(i), picture(310 + 10 * i, 300)));
    studio.openDropped(files, 0);
    TRY_COMPARE(studio.document()->complete(), true);
    TRY_COMPARE(studio.document()->faceCount(), behind + 1);
    QCOMPARE(studio.slot(0)->label(), u"one.png"_s);
    for (int i = 0; i < behind; ++i) QCOMPARE(studio.slot(i + 1)->label(), u"behind%1.png"_s.arg(i));
  }

  /// Who moves up would close it.
  void aGapWaitsForAnOpenQuestion() {
    StudioModel studio(makeFakeEngine, makeFakeJudge);
    QSignalSpy asked(studio.slot(1), &FaceSlot::choiceNeeded);
    studio.openDropped(
        {noPicture(u"bad5.jpg"_s), saved(u"wide.png"_s, picture(600, 300)), saved(u"behind.png"_s, picture(300, 300))},
        0);
    TRY_COMPARE(asked.count(), 1);
    TRY_COMPARE(studio.slot(2)->filled(), true);
    QTest::qWait(50);
    QCOMPARE(studio.document()->faceCount(), 3);
    studio.slot(1)->choose(0);
    TRY_COMPARE(studio.document()->complete(), true);
    QCOMPARE(studio.document()->faceCount(), 2);
    QCOMPARE(studio.slot(0)->label(), u"wide.png"_s);
    QCOMPARE(studio.slot(1)->label(), u"behind.png"_s);
  }

  /// A gap of long ago is none of what is opened now.
  void anOldGapTakesNobodyOut() {
    StudioModel studio(makeFakeEngine, makeFakeJudge);
    QSignalSpy gaveUp(studio.slot(0), &FaceSlot::gaveUp);
    studio.openDropped({noPicture(u"bad6.jpg"_s)}, 0);
    TRY_COMPARE(gaveUp.count(), 1);
    QSignalSpy asked(studio.slot(0), &FaceSlot::choiceNeeded);
    studio.openDropped({saved(u"wide2.png"_s, picture(600, 300)), saved(u"first.png"_s, picture(300, 300)),
                        saved(u"second.png"_s, picture(310, 300))},
                       0);
    TRY_COMPARE(asked.count(), 1);
    TRY_COMPARE(studio.slot(2)->filled(), true);
    QTest::qWait(50);
    studio.slot(0)->choose(0);
    TRY_COMPARE(studio.document()->complete(), true);
    QCOMPARE(studio.document()->faceCount(), 3);
  }

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

  void severalFacesAskForAChoice() {
    StudioModel studio(makeFakeEngine, makeFakeJudge);
    const QSignalSpy asked(studio.slotA(), &FaceSlot::choiceNeeded);
    studio.slotA()->openFile(saved(u"wide.png"_s, picture(600, 300)));
    TRY_COMPARE(asked.count(), 1);
    QCOMPARE(studio.slotA()->found()->count(), 2);
    QVERIFY(!studio.slotA()->filled());
    studio.slotA()->choose(1);
    TRY_VERIFY(studio.slotA()->filled());
    QCOMPARE(std::get<PhotoFaceRef>(studio.document()->state().faces[0].face->ref()).index, 1);
  }

  void pointsByHandWhenNothingIsFound() {
    StudioModel studio(makeFakeEngine, makeFakeJudge);
    QImage plain(200, 100, QImage::Format_RGB32);
    plain.fill(Qt::gray);
    const QSignalSpy asked(studio.slotB(), &FaceSlot::pointsNeeded);
    studio.slotB()->openFile(saved(u"plain.png"_s, plain));
    TRY_COMPARE(asked.count(), 1);
    QVERIFY(!studio.slotB()->faceFound());
    QCOMPARE(studio.notices()->count(), 0);
    QCOMPARE(studio.slotB()->anchors().size(), 5);
    const QSignalSpy refused(studio.slotB(), &FaceSlot::pointsRefused);
    studio.slotB()->applyPoints({{0.6, 0.4}, {0.4, 0.4}, {0.5, 0.5}, {0.42, 0.7}, {0.58, 0.7}});
    QVERIFY(!studio.slotB()->busy());
    QCOMPARE(refused.count(), 1);
    QVERIFY(refused[0][0].toString().contains(u"eyes are exchanged"_s));
    QCOMPARE(studio.slotB()->anchors()[0], QPointF(0.6, 0.4));  // not lost
    studio.slotB()->applyPoints({{0.4, 0.4}, {0.6, 0.4}, {0.5, 0.5}, {0.42, 0.7}, {0.58, 0.7}});
    TRY_VERIFY(studio.slotB()->filled());
    const auto ref = std::get<PhotoFaceRef>(studio.document()->state().faces[1].face->ref());
    QVERIFY(ref.anchors.has_value());
    QCOMPARE(ref.anchors->leftEye.x, 120.0F);
    QCOMPARE(ref.anchors->leftEye.y, 40.0F);
    QCOMPARE(studio.document()->undoText(), u"Face B"_s);
    // Upside down they lie the other way round, and are right.
    studio.slotB()->editPoints();
    TRY_COMPARE(asked.count(), 2);
    studio.slotB()->applyPoints({{0.6, 0.7}, {0.4, 0.7}, {0.5, 0.6}, {0.58, 0.4}, {0.42, 0.4}});
    TRY_COMPARE(studio.document()->undoText(), u"Points of face B"_s);
    QCOMPARE(refused.count(), 1);
  }

  void pastesPicturesAndFiles() {
    StudioModel studio(makeFakeEngine, makeFakeJudge);
    QGuiApplication::clipboard()->clear();
    studio.slotA()->paste();
    QCOMPARE(studio.notices()->count(), 1);
    QGuiApplication::clipboard()->setImage(picture(200, 220));
    studio.slotA()->paste();
    TRY_COMPARE(studio.slotA()->label(), u"Clipboard"_s);
    auto* files = new QMimeData;
    files->setUrls({saved(u"copied.png"_s, picture(90, 90))});
    QGuiApplication::clipboard()->setMimeData(files);
    studio.slotB()->paste();
    TRY_COMPARE(studio.slotB()->label(), u"copied.png"_s);
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
