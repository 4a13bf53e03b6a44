#include "core/evaluate/training_photographs.h"

#include <QTemporaryDir>
#include <QTest>

#include "tests/evaluate/face_set_writer.h"

using namespace mien;

class TrainingPhotographsTest : public QObject {
  Q_OBJECT
  QTemporaryDir dir_;

  static KnownSource fairface() { return {"FairFace", "CC BY 4.0", "Somebody, 2021"}; }
  static NearestKnown known(std::int64_t number, std::int64_t of, const KnownSource& source) {
    return {0.3, number, of, source};
  }

 private slots:
  void initTestCase() {
    writeFaceSet(dir_.path().toStdString(), {{"a.jpg", "train", "", "", 200, 40, 40, "fairface"},
                                             {"b.jpg", "val", "", "", 40, 200, 40, "fairface"},
                                             {"c.jpg", "train", "", "", 40, 40, 200, "fairface"},
                                             {"d.jpg", "train", "", "", 90, 90, 90, "sfhq"}});
  }

  void aNumberCountsTheTrainingRows() {
    const auto set = TrainingPhotographs::open(dir_.path().toStdString());
    QVERIFY2(set, set ? "" : set.error().message.c_str());
    const auto first = set->pictureOf(known(1, 3, fairface()), 96);
    const auto second = set->pictureOf(known(2, 3, fairface()), 96);
    QVERIFY(first && *first && second && *second);
    QCOMPARE((*first)->width(), 96);
    // The ground, by which drawn photographs differ.
    QVERIFY((*first)->at(2, 2, 0) > 150 && (*first)->at(2, 2, 2) < 100);
    QVERIFY((*second)->at(2, 2, 2) > 150 && (*second)->at(2, 2, 1) < 100);
  }

  void onlyWhatItsLicenceAllowsIsShown() {
    const auto set = TrainingPhotographs::open(dir_.path().toStdString());
    for (const char* licence : {"", "CC BY-NC 4.0", "research only"}) {
      const auto none = set->pictureOf(known(1, 3, {"FairFace", licence, ""}), 96);
      QVERIFY(none && !*none);
    }
    for (const char* licence : {"CC0", "MIT", "public domain"})
      QVERIFY(*set->pictureOf(known(1, 3, {"FairFace", licence, ""}), 96));
  }

  void anotherSetIsRefused() {
    const auto set = TrainingPhotographs::open(dir_.path().toStdString());
    for (const NearestKnown& other : {known(1, 4, fairface()), known(4, 3, fairface()), known(0, 3, fairface()),
                                      known(3, 3, fairface()), known(1, 3, {"SFHQ", "MIT", ""})}) {
      const auto picture = set->pictureOf(other, 96);
      QVERIFY(!picture);
      QCOMPARE(picture.error().kind, ErrorKind::Input);
    }
    QVERIFY(!TrainingPhotographs::open("/nowhere"));
  }
};

QTEST_APPLESS_MAIN(TrainingPhotographsTest)
#include "training_photographs_test.moc"
