#pragma once
#include <condition_variable>
#include <functional>
#include <mutex>
#include <optional>
#include <thread>

namespace mien {

/// One worker thread: one job runs, the newest waits, nobody else queues. A job pushed while another waits takes
/// its place; the running one is never stopped. push() may be called from any thread; `work` runs on the worker.
template <class Job>
class LatestWins {
 public:
  explicit LatestWins(std::function<void(Job)> work) : work_(std::move(work)), thread_([this] { loop(); }) {}
  LatestWins(const LatestWins&) = delete;
  LatestWins& operator=(const LatestWins&) = delete;

  /// Drops the waiting job and joins after the running one.
  ~LatestWins() {
    {
      const std::lock_guard lock(mutex_);
      stop_ = true;
      waiting_.reset();
    }
    wake_.notify_one();
    thread_.join();
  }

  /// Returns true when a waiting job was displaced.
  bool push(Job job) {
    bool displaced = false;
    {
      const std::lock_guard lock(mutex_);
      displaced = waiting_.has_value();
      waiting_.emplace(std::move(job));
    }
    wake_.notify_one();
    return displaced;
  }

 private:
  void loop() {
    for (;;) {
      std::optional<Job> job;
      {
        std::unique_lock lock(mutex_);
        wake_.wait(lock, [this] { return stop_ || waiting_; });
        if (stop_) return;
        job.swap(waiting_);
      }
      work_(std::move(*job));
    }
  }

  std::function<void(Job)> work_;
  std::mutex mutex_;
  std::condition_variable wake_;
  std::optional<Job> waiting_;
  bool stop_ = false;
  std::thread thread_;
};

}  // namespace mien
