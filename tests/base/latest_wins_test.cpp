#include "core/base/latest_wins.h"

#include <QtTest>
#include <atomic>
#include <semaphore>
#include <thread>
#include <vector>

namespace {

/// Work that says when it has begun and ends only when told to.
struct Gate {
  std::counting_semaphore<> begun{0};
  std::counting_semaphore<> go{0};
  std::vector<int> done;  // the worker's alone until it has been joined

  void operator()(int job) {
    begun.release();
    go.acquire();
    done.push_back(job);
  }
};

}  // namespace

class LatestWinsTest : public QObject {
  Q_OBJECT

 private Q_SLOTS:
  void runsJobsInOrderWhenNoneWaits() {
    Gate gate;
    {
      mien::LatestWins<int> worker([&](int job) { gate(job); });
      for (int job = 0; job < 5; ++job) {
        QVERIFY(!worker.push(job));
        gate.begun.acquire();
        gate.go.release();
      }
    }
    QCOMPARE(gate.done, (std::vector<int>{0, 1, 2, 3, 4}));
  }

  void newestReplacesTheWaitingOne() {
    Gate gate;
    {
      mien::LatestWins<int> worker([&](int job) { gate(job); });
      QVERIFY(!worker.push(1));
      gate.begun.acquire();      // 1 runs
      QVERIFY(!worker.push(2));  // waits
      QVERIFY(worker.push(3));   // displaces 2
      QVERIFY(worker.push(4));   // displaces 3
      gate.go.release(2);
      gate.begun.acquire();  // 4 runs
    }
    QCOMPARE(gate.done, (std::vector<int>{1, 4}));
  }

  void destructionWaitsForTheRunningAndDropsTheWaitingJob() {
    Gate gate;
    auto worker = std::make_unique<mien::LatestWins<int>>([&](int job) { gate(job); });
    worker->push(1);
    gate.begun.acquire();
    worker->push(2);
    std::atomic<bool> destroyed = false;
    std::thread destroyer([&] {
      worker.reset();
      destroyed = true;
    });
    std::this_thread::sleep_for(std::chrono::milliseconds(30));
    QVERIFY(!destroyed);
    gate.go.release(2);  // enough for the waiting job too, were it not dropped
    destroyer.join();
    QCOMPARE(gate.done, std::vector<int>{1});
  }

  void destructionOfAnIdleWorker() {
    for (int i = 0; i < 200; ++i) {
      const mien::LatestWins<int> worker([](int) {});
    }
  }

  // The last job pushed is always done, and no thread sees jobs out of its own order.
  void manyPushers() {
    constexpr int kThreads = 4;
    constexpr int kJobs = 2000;
    struct Job {
      int thread = 0;
      int number = 0;
    };
    std::vector<Job> done;
    std::atomic<int> displaced = 0;
    std::binary_semaphore last{0};
    {
      mien::LatestWins<Job> worker([&](Job job) {
        done.push_back(job);
        if (job.thread < 0) last.release();
      });
      std::vector<std::thread> threads;
      for (int t = 0; t < kThreads; ++t) {
        threads.emplace_back([&, t] {
          for (int i = 0; i < kJobs; ++i) displaced += worker.push({t, i}) ? 1 : 0;
        });
      }
      for (std::thread& thread : threads) thread.join();
      displaced += worker.push({-1, 0}) ? 1 : 0;
      last.acquire();
    }
    QCOMPARE(static_cast<int>(done.size()) + displaced, kThreads * kJobs + 1);
    QCOMPARE(done.back().thread, -1);
    std::vector<int> newest(kThreads, -1);
    for (std::size_t i = 0; i + 1 < done.size(); ++i) {
      int& seen = newest[static_cast<std::size_t>(done[i].thread)];
      QVERIFY(done[i].number > seen);
      seen = done[i].number;
    }
  }

  // Jobs that can't be copied pass through, and a displaced one is destroyed at once.
  void moveOnlyJobs() {
    std::binary_semaphore begun{0};
    std::binary_semaphore go{0};
    mien::LatestWins<std::shared_ptr<int>> worker([&](std::shared_ptr<int>) {
      begun.release();
      go.acquire();
    });
    worker.push(std::make_shared<int>(1));
    begun.acquire();
    auto waiting = std::make_shared<int>(2);
    const std::weak_ptr<int> watch = waiting;
    worker.push(std::move(waiting));
    QVERIFY(!watch.expired());
    worker.push(nullptr);
    QVERIFY(watch.expired());
    go.release();
    begun.acquire();
    go.release();

    std::binary_semaphore ran{0};
    mien::LatestWins<std::unique_ptr<int>> unique([&](std::unique_ptr<int>) { ran.release(); });
    unique.push(std::make_unique<int>(3));
    ran.acquire();
  }
};

QTEST_APPLESS_MAIN(LatestWinsTest)
#include "latest_wins_test.moc"
