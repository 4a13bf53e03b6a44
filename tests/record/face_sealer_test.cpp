// Seals by the record's key.
#include "core/record/face_sealer.h"

#include <QTemporaryDir>
#include <QtTest>

#include "core/record/history_files.h"
#include "core/record/record.h"

using namespace mien;

namespace fs = std::filesystem;

class FaceSealerTest : public QObject {
  Q_OBJECT
  QTemporaryDir folder_;
  fs::path at(const char* name) const { return fs::path(folder_.path().toStdString()) / name; }

 private Q_SLOTS:
  void aRecordKnowsItsOwnSeals() {
    const std::string one(64, '1');
    const std::string seal = faceSealer(at("mine/record.db"))(one);  // which makes the record
    QCOMPARE(seal.size(), std::size_t{64});
    QVERIFY(Record::open(at("mine/record.db")).has_value());
    QCOMPARE(faceSealer(at("mine/record.db"))(one), seal);
    QVERIFY(faceSealer(at("mine/record.db"))(std::string(64, '2')) != seal);
    QVERIFY(faceSealer(at("other/record.db"))(one) != seal);
  }

  void withoutAKeyThereAreNone() {
    QVERIFY(faceSealer({})(std::string(64, '1')).empty());
    QVERIFY(faceSealer("/proc/nowhere/record.db")(std::string(64, '1')).empty());
  }

  /// As after a lost key.
  void aNewKeyKnowsNoOldSeal() {
    const auto sealer = faceSealer(at("again/record.db"));
    const std::string seal = sealer(std::string(64, '1'));
    QVERIFY(HistoryFiles(at("again/record.db")).makeKey().has_value());
    QVERIFY(sealer(std::string(64, '1')) != seal);
  }
};

QTEST_APPLESS_MAIN(FaceSealerTest)
#include "face_sealer_test.moc"
