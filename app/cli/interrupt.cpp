#include "app/cli/interrupt.h"

#include <atomic>
#include <chrono>
#include <condition_variable>
#include <csignal>
#include <cstdio>
#include <mutex>

namespace mien {
namespace {

std::atomic<bool> asked{false};
static_assert(std::atomic<bool>::is_always_lock_free, "a signal handler sets it");

extern "C" void onStopSignal(int signal) {
  asked = true;
  std::signal(signal, SIG_DFL);
}

}  // namespace

Interrupt::Interrupt() {
  asked = false;
  std::signal(SIGINT, onStopSignal);
  std::signal(SIGTERM, onStopSignal);
  watcher_ = std::jthread([this](const std::stop_token& end) {
    using namespace std::chrono_literals;
    std::mutex mutex;
    std::condition_variable_any wake;  // by the end, which no picture of a batch is to wait for
    std::unique_lock lock(mutex);
    while (!end.stop_requested()) {
      if (asked) stop_.request_stop();
      wake.wait_for(lock, end, 20ms, [] { return false; });
    }
  });
}

Interrupt::~Interrupt() {
  std::signal(SIGINT, SIG_DFL);
  std::signal(SIGTERM, SIG_DFL);
}

bool Interrupt::requested() const {
  return asked || stop_.stop_requested();  // the watcher comes a little later
}

Result<void> Interrupt::check() const {
  if (requested()) return fail(ErrorKind::Cancelled, "Stopped: nothing was written.");
  return {};
}

int Interrupt::codeAfter(int code) const {
  if (!requested()) return code;
  if (code == 0) std::fputs("Stopped, but the picture was written already.\n", stderr);
  return kInterruptedExit;
}

}  // namespace mien
