// The consent that the window asks for.
#include <QtTest>

#include "app/model/face_check.h"
#include "app/model/notices.h"
#include "app/model/studio_model.h"
#include "core/studio/fake_engine.h"
#include "core/studio/fake_judge.h"
#include "tests/support/altered_judge.h"
#include "tests/support/waiting.h"

using namespace mien;
using namespace Qt::StringLiterals;

namespace {

/// Takes everybody for this old.
template <int Age>
Result<std::unique_ptr<Judge>> makeAgeJudge() {
  return std::make_unique<AlteredJudge>([](Look& look, const Image8&) { look.age = Age; });
}

}  // namespace

class TestFaceCheck : public QObject {
  Q_OBJECT

  QTemporaryDir dir_;

  void openPhoto(StudioModel& studio, const QString& name) {
    QImage picture(300, 300, QImage::Format_RGB32);
    for (int y = 0; y < 300; ++y)
      for (int x = 0; x < 300; ++x) picture.setPixel(x, y, qRgb(x % 256, y % 256, (x * y) % 256));
    QVERIFY(picture.save(dir_.filePath(name)));
    studio.slotA()->openFile(QUrl::fromLocalFile(dir_.filePath(name)));
    TRY_VERIFY(studio.slotA()->filled());
    TRY_VERIFY(studio.checkA()->needsConsent() && studio.checkA()->outcome() > FaceCheck::Checking);
  }

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
    openPhoto(studio, u"face.png"_s);
    FaceCheck& check = *studio.checkA();

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

  void aConsentThatCameFromElsewhereIsSeen() {
    StudioModel studio(makeFakeEngine, makeFakeJudge);
    openPhoto(studio, u"elsewhere.png"_s);
    FaceCheck& check = *studio.checkA();
    const auto finished = check.outcome();
    {
      StudioModel other(makeFakeEngine, makeFakeJudge);
      openPhoto(other, u"elsewhere.png"_s);
      other.checkA()->recordConsent(0, {}, {});
      TRY_COMPARE(other.checkA()->consent(), 0);
    }
    check.lookAgain();
    QCOMPARE(check.outcome(), finished);  // what is known stays to be seen meanwhile
    TRY_COMPARE(check.consent(), 0);
  }

  void aNoteIsNoRefusal() {
    StudioModel studio(makeFakeEngine, makeAgeJudge<20>);
    openPhoto(studio, u"noted.png"_s);
    const FaceCheck& check = *studio.checkA();
    QVERIFY2(check.findings().contains(u"The face looks too young."_s), qPrintable(check.findings().join(u'|')));
    QCOMPARE(check.blocked(), QString());
    QCOMPARE(check.review(), QString());
  }

  void whatNeedsAReviewIsSaidBefore() {
    StudioModel studio(makeFakeEngine, makeAgeJudge<17>);
    openPhoto(studio, u"young.png"_s);
    const FaceCheck& check = *studio.checkA();
    const QString review = u"The face looks too young: two reviewers must approve what is made of it."_s;
    QCOMPARE(check.review(), review);
    QCOMPARE(check.blocked(), QString());
    QVERIFY(check.findings().join(u'|').contains(u"two reviewers can approve it on proof"_s));

    studio.slotB()->drawFace(1);
    TRY_VERIFY(studio.slotB()->filled());
    TRY_VERIFY(studio.checkB()->outcome() > FaceCheck::Checking);
    QVERIFY(!studio.checkB()->needsConsent());
    QCOMPARE(studio.checkB()->review(), review);
    const QString drawn = studio.checkB()->findings().join(u'|');
    QVERIFY2(drawn.contains(u"Draw another face, or ask two reviewers"_s) && !drawn.contains(u"of age"_s),
             qPrintable(drawn));
  }
};

QTEST_MAIN(TestFaceCheck)
#include "test_face_check.moc"
