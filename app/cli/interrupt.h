#pragma once
#include <stop_token>
#include <thread>

#include "core/base/result.h"

namespace mien {

/// While it lives, Ctrl-C (SIGINT) and SIGTERM ask for a stop instead of ending the program; the second one ends it at
/// once. One at a time.
class Interrupt {
 public:
  Interrupt();
  ~Interrupt();
  Interrupt(const Interrupt&) = delete;
  Interrupt& operator=(const Interrupt&) = delete;

  std::stop_token token() const { return stop_.get_token(); }
  bool requested() const;
  /// Between the stages of a picture, as long as nothing of it is kept. Errors: Cancelled once a stop was asked for.
  Result<void> check() const;
  /// What to return once it is done: `code`, unless a stop was asked for too late, which ends a batch all the same.
  int codeAfter(int code) const;

 private:
  std::stop_source stop_;
  std::jthread watcher_;  ///< a signal handler may do no more than set a flag
};

/// What a program ended by Ctrl-C returns to the shell.
inline constexpr int kInterruptedExit = 130;

}  // namespace mien
