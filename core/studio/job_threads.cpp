#include "core/studio/job_threads.h"

#include <utility>

namespace mien {

JobThreads::JobThreads(int count) {
  for (int i = 0; i < count; ++i) threads_.emplace_back([this] { loop(); });
}

JobThreads::~JobThreads() {
  join();
}

void JobThreads::enqueue(Job job) {
  const std::lock_guard lock(mutex_);
  if (stop_) return;
  queue_.push_back(std::move(job));
  wake_.notify_one();  // under the lock: after it another thread may already destroy all of this
}

void JobThreads::replace(Job job) {
  Job displaced;  // destroyed after the lock is released: its captures may be large
  const std::lock_guard lock(mutex_);
  if (stop_) return;
  displaced = std::exchange(latest_, std::move(job));
  wake_.notify_one();
}

void JobThreads::stop(Job last) {
  std::deque<Job> dropped;
  Job droppedLatest;
  {
    const std::lock_guard lock(mutex_);
    if (last) last_ = std::move(last);
    stop_ = true;
    dropped.swap(queue_);
    droppedLatest = std::exchange(latest_, nullptr);
  }
  wake_.notify_all();
}

void JobThreads::join() {
  stop();
  for (std::thread& thread : threads_) thread.join();
  threads_.clear();
}

JobThreads::Job JobThreads::take() {
  std::unique_lock lock(mutex_);
  wake_.wait(lock, [this] { return stop_ || latest_ || !queue_.empty(); });
  if (stop_) return std::exchange(last_, nullptr);
  const bool fromLatest = latest_ && (latestIsNext_ || queue_.empty());
  latestIsNext_ = !fromLatest;
  if (fromLatest) return std::exchange(latest_, nullptr);
  Job job = std::move(queue_.front());
  queue_.pop_front();
  return job;
}

void JobThreads::loop() {
  while (const Job job = take()) job();
}

}  // namespace mien
