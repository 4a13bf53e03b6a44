#include "app/cli/progress_line.h"

#include <unistd.h>

#include <cmath>
#include <cstdio>

namespace mien {
namespace {

constexpr double kEnough = 0.1;  ///< seconds, before which a rate says nothing

}  // namespace

bool ProgressLine::onTerminal() {
  return ::isatty(STDERR_FILENO) != 0;
}

void ProgressLine::show(std::int64_t done, std::int64_t total, std::int64_t kept, const std::string& more) {
  const auto now = std::chrono::steady_clock::now();
  const double seconds = std::chrono::duration<double>(now - begin_).count();
  const double rate = seconds >= kEnough ? static_cast<double>(done - kept) / seconds : 0;
  const bool last = done == total;
  if (terminal_ ? now - shown_ < std::chrono::milliseconds(100) && !last : done * 10 / total == tenth_) return;
  tenth_ = done * 10 / total;
  shown_ = now;
  std::fprintf(stderr, "%s%s %lld of %lld", terminal_ ? "\r\033[K" : "", noun_.c_str(), static_cast<long long>(done),
               static_cast<long long>(total));
  if (rate > 0)
    std::fprintf(stderr, ", %.1f %ss/s, %.0f s left", rate, noun_.c_str(),
                 std::ceil(static_cast<double>(total - done) / rate));
  std::fprintf(stderr, "%s%s", more.c_str(), terminal_ && !last ? "" : "\n");
}

void ProgressLine::clear() {
  if (terminal_) std::fputs("\r\033[K", stderr);
}

}  // namespace mien
