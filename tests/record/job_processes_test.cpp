// The queue between processes and threads: who gets which job, and what is left when one of them dies.
#include <QtTest>
#include <set>
#include <thread>

#include "core/record/job_store.h"
#include "tests/record/child.h"
#include "tests/record/folder_in_memory.h"
#include "tests/record/raw_database.h"

namespace fs = std::filesystem;
using namespace mien;
using namespace std::chrono_literals;

namespace {

NewJob film(const std::string& title) {
  return {.kind = "film", .spec = "{}", .title = title, .output = "/tmp/a.mp4", .framesTotal = 100};
}

JobStore jobs(const fs::path& file) {
  return JobStore::open(Record::open(file).value()).value();
}

/// Claims until the queue is empty, and says which jobs it got.
void claimAll(const fs::path& file, const std::function<void(std::int64_t)>& got) {
  JobStore store = jobs(file);
  while (const auto job = store.claimNext().value()) {
    got(job->id);
    if (!store.finish(job->id)) qFatal("an own job could not be finished");
  }
}

}  // namespace

class JobProcessesTest : public QObject {
  Q_OBJECT

  std::unique_ptr<QTemporaryDir> folder_;
  fs::path file_;

  void add(int count) {
    JobStore store = jobs(file_);
    for (int i = 0; i < count; ++i) QVERIFY(store.add(film(std::to_string(i))));
  }

  void allDoneOnce(std::vector<std::int64_t> claimed, int count) {
    std::sort(claimed.begin(), claimed.end());
    std::vector<std::int64_t> all(static_cast<std::size_t>(count));
    std::iota(all.begin(), all.end(), 1);
    QCOMPARE(claimed, all);
    QCOMPARE(jobs(file_).list(JobState::Done)->size(), static_cast<std::size_t>(count));
  }

 private Q_SLOTS:
  void init() {
    folder_ = folderInMemory();
    file_ = folder_->filePath(QStringLiteral("record.db")).toStdString();
  }

  void processesClaimEachJobOnce() {
    add(200);
    std::vector<std::unique_ptr<Child>> children;
    for (int i = 0; i < 4; ++i)
      children.push_back(std::make_unique<Child>(
          [&](int out) { claimAll(file_, [out](std::int64_t id) { say(out, std::to_string(id)); }); }));
    std::vector<std::int64_t> claimed;
    for (const auto& child : children) {
      for (const std::string& line : child->lines()) claimed.push_back(std::stoll(line));
      QVERIFY(child->wait());
    }
    allDoneOnce(claimed, 200);
  }

  void threadsClaimEachJobOnce() {
    add(200);
    std::mutex mutex;
    std::vector<std::int64_t> claimed;
    std::vector<std::thread> threads;
    for (int i = 0; i < 8; ++i)
      threads.emplace_back([&] {
        claimAll(file_, [&](std::int64_t id) {
          const std::lock_guard lock(mutex);
          claimed.push_back(id);
        });
      });
    for (auto& thread : threads) thread.join();
    allDoneOnce(claimed, 200);
  }

  void aKilledRunnersJobsGoWhereTheyWereWanted() {
    add(4);
    Child runner([&](int out) {
      JobStore store = jobs(file_);
      for (std::int64_t id : {1, 2, 3}) {
        if (!store.claim(id) || !store.progress(id, 40, 9)) _exit(1);
      }
      say(out, "running");
      pause();
    });
    QCOMPARE(runner.line(), std::string("running"));
    JobStore store = jobs(file_);
    QVERIFY(store.pause(2));
    QVERIFY(store.cancel(3));
    // It lives: nobody takes its jobs.
    QCOMPARE(store.releaseOrphans().value(), 0);
    QVERIFY(!store.claim(1));
    QCOMPARE(store.claimNext().value()->id, 4);
    QVERIFY(!store.claimNext().value());

    ::kill(runner.pid(), SIGKILL);
    // Dead, but its parent has not looked yet: /proc still has it, as a zombie.
    siginfo_t info{};
    QCOMPARE(waitid(P_PID, static_cast<id_t>(runner.pid()), &info, WEXITED | WNOWAIT), 0);
    const Job again = store.claimNext().value().value();
    QCOMPARE(again.id, 1);
    QCOMPARE(again.framesDone, 40);
    QCOMPARE(store.get(2)->state, JobState::Paused);
    QCOMPARE(store.get(2)->framesDone, 40);
    QCOMPARE(store.get(3)->state, JobState::Cancelled);
  }

  void openingAStoreFreesAKilledRunnersJobs() {
    add(1);
    Child runner([&](int out) {
      if (!jobs(file_).claim(1)) _exit(1);
      say(out, "running");
      pause();
    });
    QCOMPARE(runner.line(), std::string("running"));
    runner.kill();
    QCOMPARE(jobs(file_).get(1)->state, JobState::Queued);
  }

  void anEarlierProcessOfTheSameNumberIsGone() {
    Owner owner = Owner::thisProcess();
    QVERIFY(owner.alive());
    owner.started -= 1;
    QVERIFY(!owner.alive());
    owner = Owner::thisProcess();
    owner.boot = "4a1c0000-0000-0000-0000-000000000000";
    QVERIFY(!owner.alive());
  }

  void cancelReachesAnotherProcess() {
    add(1);
    Child runner([&](int out) {
      JobStore store = jobs(file_);
      if (!store.claimNext().value()) _exit(1);
      say(out, "running");
      while (store.wanted(1).value() == Wanted::Run) std::this_thread::sleep_for(5ms);
      if (!store.stopped(1)) _exit(1);
      say(out, "stopped");
    });
    QCOMPARE(runner.line(), std::string("running"));
    JobStore store = jobs(file_);
    QVERIFY(store.cancel(1));
    QCOMPARE(runner.line(), std::string("stopped"));
    QCOMPARE(jobs(file_).get(1)->state, JobState::Cancelled);
  }

  void aWriterKilledAtAnyMomentLosesNothing() {
    std::mt19937 random(4);
    std::set<std::string> added;
    std::set<std::string> finished;
    for (int round = 0; round < 50; ++round) {
      Child writer([&](int out) {
        JobStore store = jobs(file_);
        for (int i = 0;; ++i) {
          const std::string title = std::to_string(round) + "." + std::to_string(i);
          if (store.add(film(title))) say(out, "+" + title);
          const auto job = store.claimNext().value();
          if (!job || !store.progress(job->id, i, 1)) continue;
          if (i % 3 != 0 && store.finish(job->id)) say(out, "-" + job->title);
        }
      });
      QCOMPARE(writer.line().front(), '+');  // its first job is in
      added.insert(std::to_string(round) + ".0");
      std::this_thread::sleep_for(std::chrono::microseconds(random() % 20'000));
      writer.kill();
      for (const std::string& line : writer.lines()) (line[0] == '+' ? added : finished).insert(line.substr(1));

      const auto list = jobs(file_).list();
      QVERIFY(list);
      std::set<std::string> there;
      std::set<std::string> done;
      for (const Job& job : *list) {
        QVERIFY2(there.insert(job.title).second, "a job is there twice");
        QVERIFY(job.state == JobState::Queued || job.state == JobState::Done);
        if (job.state == JobState::Done) done.insert(job.title);
      }
      // What was answered is there; the one call that was cut off may have been done or not.
      QVERIFY(std::includes(there.begin(), there.end(), added.begin(), added.end()));
      QVERIFY(there.size() <= added.size() + 1);
      QVERIFY(std::includes(done.begin(), done.end(), finished.begin(), finished.end()));
      QVERIFY(done.size() <= finished.size() + 1);
      added = there;
      finished = done;
      if (round % 10 == 9) QCOMPARE(answer(file_, "PRAGMA integrity_check"), std::string("ok"));
    }
    QVERIFY(finished.size() > 50);
  }

  void whoWaitsGetsATurnBesideAWriterWhoHardlyPauses() {
    JobStore store = jobs(file_);
    Child writer([&](int out) {
      SQLite::Database db(file_.string(), SQLite::OPEN_READWRITE, 5000);
      std::mt19937 random(5);
      for (;;) {
        db.exec("BEGIN IMMEDIATE");
        say(out, "writing");
        std::this_thread::sleep_for(std::chrono::milliseconds(200 + random() % 100));
        db.exec("COMMIT");
        std::this_thread::sleep_for(4ms);
      }
    });
    for (int i = 0; i < 6; ++i) {
      QCOMPARE(writer.line(), std::string("writing"));
      const auto added = store.add(film("patient"));
      QVERIFY2(added, added ? "" : added.error().message.c_str());
    }
  }

  void backupsAreOfOneMomentWhileOthersWrite() {
    // Each job is added and finished at once, so a copy of one moment holds at most one that is not done.
    Child writer([&](int) {
      JobStore store = jobs(file_);
      for (int i = 0;; ++i) {
        const auto id = store.add(film(std::to_string(i)));
        if (!id || !store.claim(*id) || !store.finish(*id)) _exit(1);
      }
    });
    const fs::path copy = file_.parent_path() / "backup.db";
    const Record record = Record::open(file_).value();
    for (int i = 0; i < 20; ++i) {
      const auto written = record.backup(copy);
      QVERIFY2(written, written ? "" : written.error().message.c_str());
      QVERIFY(std::stoi(answer(copy, "SELECT count(*) FROM jobs WHERE state <> 'done'")) <= 1);
      QCOMPARE(answer(copy, "SELECT ifnull(max(id), 0) - count(*) FROM jobs"), std::string("0"));
    }
  }
};

QTEST_APPLESS_MAIN(JobProcessesTest)
#include "job_processes_test.moc"
