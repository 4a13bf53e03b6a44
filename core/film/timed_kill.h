#pragma once
#include <chrono>
#include <condition_variable>
#include <mutex>
#include <thread>

#include "core/film/process.h"

namespace mien::film {

/// Kills a process that has not ended within `limit`, that is, before this object is gone.
class TimedKill {
 public:
  TimedKill(Process& process, std::chrono::milliseconds limit)
      : timer_([&process, limit](const std::stop_token& stop) {
          std::mutex mutex;
          std::unique_lock lock(mutex);
          std::condition_variable_any never;
          never.wait_for(lock, stop, limit, [] { return false; });
          if (!stop.stop_requested()) process.kill();
        }) {}

 private:
  std::jthread timer_;
};

}  // namespace mien::film
