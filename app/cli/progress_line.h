#pragma once
#include <chrono>
#include <cstdint>
#include <string>

namespace mien {

/// How far a long command has come, on stderr: on a terminal one line that changes; in a log a line a tenth.
class ProgressLine {
 public:
  explicit ProgressLine(std::string noun) : noun_(std::move(noun)) {}
  /// `kept` of those `done` were there before; `more` ends the line.
  void show(std::int64_t done, std::int64_t total, std::int64_t kept, const std::string& more = {});
  /// Before something else is said.
  void clear();

 private:
  const std::string noun_;
  const bool terminal_ = onTerminal();
  std::int64_t tenth_ = 0;
  const std::chrono::steady_clock::time_point begin_ = std::chrono::steady_clock::now();
  std::chrono::steady_clock::time_point shown_;

  static bool onTerminal();
};

}  // namespace mien
