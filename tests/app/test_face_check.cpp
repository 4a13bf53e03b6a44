// The consent that the window asks for.
#include <QtTest>

#include "app/model/face_check.h"
#include "app/model/notices.h"
#include "app/model/studio_model.h"
#include "core/studio/fake_engine.h"
#include "core/studio/fake_judge.h"
#include "tests/support/waiting.h"

using namespace mien;
using namespace Qt::StringLiterals;

class TestFaceCheck : public QObject {
  Q_OBJECT

  QTemporaryDir dir_;

 private Q_SLOTS:
  void initTestCase() {
    QCoreApplication::setOrganizationName(u"mien-tests"_s);
    QCoreApplication::setApplicationName(u"face-check"_s);
    QSettings::setPath(QSettings::NativeFormat, QSettings::UserScope, dir_.path());
    qputenv("MIEN_DATA", dir_.filePath(u"data"_s).toUtf8());  // a record without the last run's consent
  }

  /// A day that is given is the last one that counts, and the window shows that day.
  void aConsentLastsThroughItsDay() {
    StudioModel studio(makeFakeEngine, makeFakeJudge);
    QImage picture(300, 300, QImage::Format_RGB32);
    for (int y = 0; y < 300; ++y)
      for (int x = 0; x < 300; ++x) picture.setPixel(x, y, qRgb(x % 256, y % 256, (x * y) % 256));
    QVERIFY(picture.save(dir_.filePath(u"face.png"_s)));
    studio.slotA()->openFile(QUrl::fromLocalFile(dir_.filePath(u"face.png"_s)));
    TRY_VERIFY(studio.slotA()->filled());
    FaceCheck& check = *studio.checkA();
    TRY_VERIFY(check.needsConsent() && check.outcome() != FaceCheck::Checking);

    const QDate today = QDate::currentDate();
    check.recordConsent(1, {}, today.addDays(-1).toString(Qt::ISODate));
    QCOMPARE(studio.notices()->count(), 1);
    check.recordConsent(1, {}, u"2027-02-30"_s);
    QCOMPARE(studio.notices()->count(), 2);
    QCOMPARE(check.consent(), -1);

    QVERIFY(check.dayProblem(u"2027-02-30"_s).contains(u"no day"_s));
    QVERIFY(check.dayProblem(today.addDays(-1).toString(Qt::ISODate)).contains(u"over"_s));
    QVERIFY(check.dayProblem({}).isEmpty() && check.dayProblem(today.toString(Qt::ISODate)).isEmpty());
    check.recordConsent(1, {}, today.toString(Qt::ISODate));
    TRY_COMPARE(check.consent(), 1);
    const QString shown = QLocale().toString(today, QLocale::ShortFormat);
    QVERIFY2(check.consentText().endsWith(shown), qPrintable(check.consentText()));
  }
};

QTEST_MAIN(TestFaceCheck)
#include "test_face_check.moc"
