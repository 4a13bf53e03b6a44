#pragma once
#include <condition_variable>
#include <deque>
#include <functional>
#include <mutex>
#include <thread>
#include <vector>

namespace mien {

/// Threads with two lanes: a queue in which every job runs, in order, and one slot in which a newer job replaces the
/// waiting one. Both lanes take turns while both have work, so neither starves the other. A running job is never
/// stopped. Any thread may add jobs; jobs added after stop() are dropped.
class JobThreads {
 public:
  using Job = std::function<void()>;

  explicit JobThreads(int count);
  JobThreads(const JobThreads&) = delete;
  JobThreads& operator=(const JobThreads&) = delete;
  ~JobThreads();

  void enqueue(Job job);
  /// Latest wins: a job that still waits in this lane is dropped without having run.
  void replace(Job job);

  /// Drops all waiting jobs; running ones end by themselves. `last`, if given, runs once after that, on an own thread.
  void stop(Job last = nullptr);
  /// stop(), then waits for the running jobs. Not from one of the own threads.
  void join();

 private:
  void loop();
  Job take();

  std::mutex mutex_;
  std::condition_variable wake_;
  std::deque<Job> queue_;
  Job latest_;
  Job last_;
  bool latestIsNext_ = false;
  bool stop_ = false;
  std::vector<std::thread> threads_;
};

}  // namespace mien
