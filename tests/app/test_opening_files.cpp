#include <QClipboard>
#include <QGuiApplication>
#include <QMimeData>
#include <QSignalSpy>
#include <QtTest>

#include "tests/app/studio_case.h"

using namespace mien;
using namespace Qt::StringLiterals;

/// Photographs that are dropped, pasted or chosen become faces.
class TestOpeningFiles : public StudioCase {
  Q_OBJECT

 private Q_SLOTS:
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
};

QTEST_MAIN(TestOpeningFiles)
#include "test_opening_files.moc"
