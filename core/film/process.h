#pragma once
#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/result.h"

namespace mien::film {

/// What a sentence about an unfit program ends with.
inline constexpr const char* kInstallFfmpeg =
    "install ffmpeg (apt install ffmpeg) or name its program in the environment variable MIEN_FFMPEG";

struct ProcessStart {
  std::vector<std::string> arguments;  ///< the program first
  std::filesystem::path folder;        ///< where it runs; empty: ours
  bool takesInput = false;             ///< false: its standard input is empty
  bool givesOutput = false;            ///< false: its standard output is dropped
  /// Is told each line of its output while it runs, on a thread of its own.
  std::function<void(std::string_view)> onLine;
};

/// How a child ended.
struct ProcessEnd {
  bool good = false;   ///< exit status 0, and not killed by us
  std::string output;  ///< the last 64 KB of its standard output
  std::string errors;  ///< the last 64 KB of its standard error
};

/// One child program. It inherits none of our files but the pipes, its errors are drained while it runs, and a child
/// that goes away never raises SIGPIPE in us. A terminal's Ctrl-C does not reach it, and it never outlives us or the
/// thread that started it. The destructor kills and reaps it.
class Process {
 public:
  /// Errors: Input when the program can't be run.
  static Result<std::unique_ptr<Process>> start(const ProcessStart& what);
  ~Process();

  /// Blocks until the child has taken all. False when it has closed its input, ended or been killed. One thread at a
  /// time.
  bool write(std::span<const std::uint8_t> bytes);
  /// Closes its input, if open, and waits for its end. From the thread that writes, or after that has ended.
  ProcessEnd wait();
  /// Ends it at once and makes a blocked write() return. Any thread.
  void kill();

 private:
  struct State;
  explicit Process(std::unique_ptr<State> state);
  std::unique_ptr<State> state_;
};

}  // namespace mien::film
