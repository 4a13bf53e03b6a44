// What the window says of how far a mix means something.
#include <QSignalSpy>

#include "tests/app/review_test.h"

using namespace mien;

class TestMeaningMeter : public ReviewTest {
  Q_OBJECT

 private Q_SLOTS:
  void saysItOnceTheSlidersRest() {
    start();
    MeaningMeter& meter = *studio_->meaning();
    TRY_VERIFY(meter.known());
    QVERIFY(meter.value() >= 0 && meter.value() <= 1);
    QCOMPARE(meter.parts().size(), static_cast<qsizetype>(kDoubtCount));
    for (const QString& part : meter.parts()) QVERIFY2(!part.startsWith(u':'), "a part without a name");
    QVERIFY(meter.parts()[static_cast<qsizetype>(Doubt::Misshapen)].startsWith(QStringLiteral("An outline")));
    QVERIFY2(meter.parts()[0].startsWith(QStringLiteral("Looks like a face: 99")), qPrintable(meter.parts()[0]));
    QCOMPARE(meter.low(), !meter.words().isEmpty());

    studio_->document()->setValue(MixDocument::Overall, 0.2);
    QVERIFY(!meter.known());  // of the mix before
    studio_->document()->finishAdjusting();
    TRY_VERIFY(meter.known());
  }

  /// Undo brings back a picture that was kept; it is measured all the same.
  void aKeptPictureIsMeasured() {
    start();
    studio_->preview()->setWantedSize(256);
    MeaningMeter& meter = *studio_->meaning();
    TRY_VERIFY(meter.known());
    studio_->document()->setValue(MixDocument::Overall, 0.1);
    studio_->document()->finishAdjusting();
    TRY_VERIFY(meter.known());
    studio_->document()->undo();
    QVERIFY(!meter.known());
    TRY_VERIFY(meter.known());
  }

  void anotherFaceIsAnotherMix() {
    start();
    TRY_VERIFY(studio_->meaning()->known());
    QSignalSpy changes(studio_->meaning(), &MeaningMeter::changed);
    studio_->slotB()->drawFace(77);
    TRY_VERIFY(changes.size() >= 2);  // unknown, maybe for a moment only, and known again
    TRY_VERIFY(studio_->meaning()->known());
  }
};

QTEST_MAIN(TestMeaningMeter)
#include "test_meaning_meter.moc"
