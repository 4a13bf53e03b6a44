#include "app/cli/interrupt.h"

#include <atomic>
#include <chrono>
#include <csignal>

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
    while (!end.stop_requested()) {
      if (asked) stop_.request_stop();
      std::this_thread::sleep_for(20ms);
    }
  });
}

Interrupt::~Interrupt() {
  std::signal(SIGINT, SIG_DFL);
  std::signal(SIGTERM, SIG_DFL);
}

}  // namespace mien
