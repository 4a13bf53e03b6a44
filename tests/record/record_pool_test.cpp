// Connections that are used again: for one thread at a time, and never for another file than the one at the place.
#include "core/record/record_pool.h"

#include <QtTest>
#include <fstream>
#include <thread>

#include "core/record/job_store.h"
#include "tests/record/folder_in_memory.h"

namespace fs = std::filesystem;
using namespace mien;

namespace {

void addJob(RecordPool& pool) {
  NewJob job;
  job.kind = "film";
  job.output = "/tmp/a.mp4";
  job.framesTotal = 1;
  static_cast<void>(JobStore::open(*pool.take().value()).value().add(job).value());
}

std::size_t jobsIn(const Record& record) {
  return JobStore::open(record)->list()->size();
}

}  // namespace

class RecordPoolTest : public QObject {
  Q_OBJECT

  std::unique_ptr<QTemporaryDir> dir_;
  fs::path file_;

 private Q_SLOTS:
  void init() {
    dir_ = folderInMemory();
    file_ = fs::path(dir_->path().toStdString()) / "record.db";
  }

  void oneThatCameBackIsTakenAgain() {
    RecordPool pool(file_);
    const auto* first = &pool.take().value()->database();
    QCOMPARE(&pool.take().value()->database(), first);
  }

  void whatIsOutIsNobodyElses() {
    RecordPool pool(file_);
    const auto one = pool.take().value();
    const auto other = pool.take().value();
    QVERIFY(&one->database() != &other->database());
  }

  void aFileThatWasReplacedIsOpenedAnew() {
    RecordPool pool(file_);
    addJob(pool);
    for (const char* end : {"", "-wal", "-shm"}) fs::remove(file_.string() + end);
    QVERIFY(jobsIn(*pool.take().value()) == 0);
  }

  void whatCanNotBeOpenedIsRefused() {
    RecordPool pool(file_);
    std::ofstream(file_) << "not a database, whatever its name says, and long enough to be looked at";
    QCOMPARE(pool.take().error().kind, ErrorKind::Input);
  }

  void aConnectionOutlivesThePool() {
    auto pool = std::make_unique<RecordPool>(file_);
    auto record = pool->take().value();
    pool.reset();
    QCOMPARE(jobsIn(*record), 0U);
  }

  void threadsTakeTurns() {
    RecordPool pool(file_);
    constexpr int kThreads = 4;
    constexpr int kJobs = 25;
    std::vector<std::thread> threads;
    for (int t = 0; t < kThreads; ++t) {
      threads.emplace_back([&pool] {
        for (int i = 0; i < kJobs; ++i) addJob(pool);
      });
    }
    for (std::thread& thread : threads) thread.join();
    QCOMPARE(jobsIn(*pool.take().value()), static_cast<std::size_t>(kThreads) * kJobs);
  }
};

QTEST_GUILESS_MAIN(RecordPoolTest)
#include "record_pool_test.moc"
