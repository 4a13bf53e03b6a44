// Thousands of random edits, deletions, reorders, cuts and forgeries behind Mien's back: each is found, and located.
#include <SQLiteCpp/Backup.h>

#include <QtTest>
#include <algorithm>
#include <atomic>
#include <mutex>
#include <thread>

#include "core/record/history_files.h"
#include "core/record/verify.h"
#include "tests/record/folder_in_memory.h"
#include "tests/record/raw_database.h"
#include "tests/record/sample_record.h"
#include "tests/record/tampering.h"

using namespace mien;

namespace {

bool locates(const Verification& history, const Tampered& tampered) {
  return std::any_of(history.damages.begin(), history.damages.end(), [&](const Finding& finding) {
    return tampered.entries.contains(finding.seq) || tampered.subjects.contains(finding.subject);
  });
}

/// A copy in memory that its owner can do anything to.
SQLite::Database openCopy(SQLite::Database& record) {
  SQLite::Database copy(":memory:", SQLite::OPEN_READWRITE | SQLite::OPEN_CREATE);
  SQLite::Backup backup(copy, record);
  backup.executeStep();
  copy.exec("PRAGMA ignore_check_constraints = ON");
  return copy;
}

Tampered tamper(SQLite::Database& copy, Tamperer& tamperer) {
  const UnguardedLog log(copy);
  return tamperer.tamper();
}

}  // namespace

class TamperTest : public QObject {
  Q_OBJECT

 private Q_SLOTS:
  void everyTamperingIsFoundAndLocated_data() {
    QTest::addColumn<unsigned>("seed");
    for (unsigned seed = 1; seed <= 4; ++seed) QTest::addRow("seed %u: 2,500", seed) << seed;
  }

  void everyTamperingIsFoundAndLocated() {
    QFETCH(unsigned, seed);
    constexpr int kThreads = 2;
    constexpr int kEach = 1250;
    const auto folder = folderInMemory();
    const std::filesystem::path file = folder->filePath(QStringLiteral("record.db")).toStdString();
    const Record record = Record::open(file).value();
    fillRecord(record, 34);
    const Witnesses witnesses = Witnesses::of(HistoryFiles(file));
    const std::int64_t entries = verifyHistory(record)->entries;
    QVERIFY(entries > 200);

    std::atomic<int> found = 0;
    std::atomic<int> located = 0;
    std::mutex mutex;
    std::string missed;
    std::vector<std::thread> threads;
    for (unsigned thread = 0; thread < kThreads; ++thread) {
      threads.emplace_back([&, thread, copy = std::make_shared<SQLite::Database>(openCopy(record.database()))] {
        Tamperer tamperer(*copy, kThreads * seed + thread);
        for (int i = 0; i < kEach; ++i) {
          copy->exec("SAVEPOINT untouched");
          const Tampered tampered = tamper(*copy, tamperer);
          const Verification history = verifyLog(*copy, witnesses);
          const bool ok = locates(history, tampered);
          found += history.sound() ? 0 : 1;
          located += ok ? 1 : 0;
          if (!ok) {
            const std::lock_guard lock(mutex);
            missed += tampered.what + "\n";
          }
          copy->exec("ROLLBACK TO untouched; RELEASE untouched");
        }
        // And the copy itself is sound: what was found was the tampering.
        if (!verifyLog(*copy, witnesses).sound()) qFatal("the copy was not put back");
      });
    }
    for (auto& thread : threads) thread.join();
    QVERIFY2(missed.empty(), missed.substr(0, 2000).c_str());
    QCOMPARE(found.load(), kThreads * kEach);
    QCOMPARE(located.load(), kThreads * kEach);
  }
};

QTEST_APPLESS_MAIN(TamperTest)
#include "tamper_test.moc"
