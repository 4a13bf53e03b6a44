// Backups and restores as the history sees them.
#include "tests/record/history_case.h"

namespace fs = std::filesystem;
using namespace mien;

class HistoryRestoreTest : public HistoryCase {
  Q_OBJECT

 private Q_SLOTS:
  void aRestoreIsPartOfTheHistory() {
    fillRecord(open(), 3);
    const std::int64_t saved = verified().entries;
    QVERIFY(open().backup(path_ / "backup.db"));
    for (int i = 0; i < 4; ++i) QVERIFY(add());
    Record record = open();
    QVERIFY(record.restore(path_ / "backup.db"));
    soundWith(saved + 1);
    QVERIFY(names(verified().notes, saved + 1, "restored"));
    QVERIFY(add());
    soundWith(saved + 2);
    // Rolled back by hand instead, it is damage.
    cutAfter(saved);
    QVERIFY(!verified().sound());
  }

  void aCrashRightAfterARestoreIsNoDamage() {
    fillRecord(open(), 3);
    QVERIFY(open().backup(path_ / "backup.db"));
    for (int i = 0; i < 4; ++i) QVERIFY(add());
    const auto anchor = readFile(anchor_).value();
    Record record = open();
    QVERIFY(record.restore(path_ / "backup.db"));
    QVERIFY(writeFileAtomically(anchor_, anchor));
    QVERIFY(add());
    QVERIFY(verified().sound());
  }

  void aBackupOpensOnAnotherMachine() {
    fillRecord(open(), 3);
    const std::int64_t saved = verified().entries;
    QVERIFY(open().backup(path_ / "backup.db"));
    const fs::path elsewhere = path_ / "elsewhere" / "record.db";
    Record other = Record::open(elsewhere).value();
    QVERIFY(other.restore(path_ / "backup.db"));
    const Verification history = verifyHistory(other).value();
    QVERIFY2(history.sound(), told(history.damages).c_str());
    QVERIFY(names(history.notes, saved + 1, "new key"));
  }

  void anAlteredBackupIsRefused() {
    fillRecord(open(), 3);
    QVERIFY(open().backup(path_ / "backup.db"));
    execute(path_ / "backup.db", "UPDATE outputs SET state = 'approved' WHERE id = 2");
    Record record = open();
    const auto restored = record.restore(path_ / "backup.db");
    QVERIFY(!restored);
    QCOMPARE(restored.error().kind, ErrorKind::Input);
    QVERIFY(verified().sound());
    int left = 0;
    for (const auto& entry : fs::directory_iterator(path_)) left += entry.path().extension() == ".part" ? 1 : 0;
    QCOMPARE(left, 0);
  }

  void restoringMendsWhatWasCut() {
    fillRecord(open(), 3);
    QVERIFY(open().backup(path_ / "backup.db"));
    const std::int64_t saved = verified().entries;
    cutAfter(10);
    Record record = open();
    QVERIFY(record.restore(path_ / "backup.db"));
    soundWith(saved + 1);
  }
};

QTEST_APPLESS_MAIN(HistoryRestoreTest)
#include "history_restore_test.moc"
