#include <QtTest>
#include <atomic>
#include <semaphore>

#include "core/studio/job_threads.h"

using mien::JobThreads;

class TestJobThreads : public QObject {
  Q_OBJECT

 private Q_SLOTS:
  void queuedJobsAllRunInOrder() {
    std::vector<int> ran;
    std::binary_semaphore done(0);
    JobThreads threads(1);
    for (int i = 0; i < 100; ++i) threads.enqueue([&ran, i] { ran.push_back(i); });
    threads.enqueue([&] { done.release(); });
    done.acquire();
    QCOMPARE(ran.size(), std::size_t{100});
    QVERIFY(std::is_sorted(ran.begin(), ran.end()));
  }

  void theNewestReplacesTheWaitingOne() {
    std::vector<int> ran;
    std::binary_semaphore started(0);
    std::binary_semaphore go(0);
    std::binary_semaphore done(0);
    JobThreads threads(1);
    threads.replace([&] {
      ran.push_back(0);
      started.release();
      go.acquire();
    });
    started.acquire();
    for (int i = 1; i <= 50; ++i)
      threads.replace([&ran, &done, i] {
        ran.push_back(i);
        if (i == 50) done.release();
      });
    go.release();
    done.acquire();
    QCOMPARE(ran, (std::vector<int>{0, 50}));
  }

  /// Each preview asks for the next one, as a drag does: what is queued must still get its turn, and the reverse.
  void neitherLaneStarvesTheOther() {
    std::vector<char> ran;
    std::binary_semaphore started(0);
    std::binary_semaphore go(0);
    std::binary_semaphore done(0);
    std::function<void()> preview;
    JobThreads threads(1);
    threads.enqueue([&] {
      started.release();
      go.acquire();
    });
    started.acquire();
    preview = [&] {
      ran.push_back('p');
      if (ran.size() < 40) threads.replace(preview);
    };
    threads.replace(preview);
    for (int i = 0; i < 10; ++i) threads.enqueue([&] { ran.push_back('q'); });
    threads.enqueue([&] { done.release(); });
    go.release();
    done.acquire();
    threads.join();
    const auto lastQueued = std::string(ran.begin(), ran.end()).rfind('q');
    QVERIFY2(lastQueued < 21, "ten queued jobs and the previews between them");
    QVERIFY(ran.size() >= 19);
    QVERIFY(std::count(ran.begin(), ran.begin() + 19, 'p') >= 9);
  }

  void whatWaitsIsDroppedWhenStopped() {
    std::atomic<int> ran = 0;
    std::atomic<bool> last = false;
    std::binary_semaphore started(0);
    std::binary_semaphore go(0);
    JobThreads threads(1);
    threads.enqueue([&] {
      started.release();
      go.acquire();
      ++ran;
    });
    started.acquire();
    threads.enqueue([&] { ++ran; });
    threads.replace([&] { ++ran; });
    threads.stop([&] { last = true; });
    threads.enqueue([&] { ++ran; });
    go.release();
    threads.join();
    QCOMPARE(ran.load(), 1);
    QVERIFY(last.load());
  }

  void manyThreadsPushAtOnce() {
    std::atomic<int> queued = 0;
    std::atomic<int> latest = 0;
    {
      JobThreads threads(2);
      std::vector<std::thread> pushers;
      for (int t = 0; t < 4; ++t)
        pushers.emplace_back([&] {
          for (int i = 0; i < 200; ++i) {
            threads.enqueue([&] { ++queued; });
            threads.replace([&] { ++latest; });
          }
        });
      for (std::thread& pusher : pushers) pusher.join();
      std::counting_semaphore<2> done(0);
      for (int i = 0; i < 2; ++i) threads.enqueue([&] { done.release(); });
      done.acquire();
      done.acquire();
    }
    QCOMPARE(queued.load(), 800);  // the threads are joined by now
    QVERIFY(latest.load() >= 1 && latest.load() <= 800);
  }
};

QTEST_APPLESS_MAIN(TestJobThreads)
#include "test_job_threads.moc"
