#pragma once
#include <cstdint>
#include <string>

namespace mien {

/// A process, told apart from every other one on this machine: a process number alone is used again, also after a
/// restart.
struct Owner {
  std::int64_t pid = 0;
  std::int64_t started = 0;  ///< clock ticks since the machine started
  std::string boot;          ///< id of this run of the machine

  static Owner thisProcess();
  static Owner of(std::int64_t pid);
  /// False once the process has ended, also while its parent has not yet noticed.
  bool alive() const;
  bool operator==(const Owner&) const = default;
};

}  // namespace mien
