#pragma once
#include <sys/wait.h>
#include <unistd.h>

#include <QtTest>
#include <csignal>
#include <functional>
#include <string>
#include <vector>

/// A forked process that runs `work(out)` and says what it has to say through `out`, line by line.
class Child {
 public:
  explicit Child(const std::function<void(int out)>& work) {
    int ends[2];
    if (pipe(ends) != 0) qFatal("no pipe");
    pid_ = fork();
    if (pid_ == 0) {
      close(ends[0]);
      work(ends[1]);
      _exit(0);
    }
    close(ends[1]);
    in_ = ends[0];
  }
  Child(const Child&) = delete;
  Child& operator=(const Child&) = delete;
  ~Child() {
    kill();
    close(in_);
  }

  pid_t pid() const { return pid_; }
  /// Ends it like a power cut; it stays a zombie until wait().
  void kill() {
    if (pid_ > 0) ::kill(pid_, SIGKILL);
    wait();
  }
  /// True when it ended by itself with success.
  bool wait() {
    if (pid_ <= 0) return ok_;
    int status = 0;
    ok_ = waitpid(pid_, &status, 0) == pid_ && WIFEXITED(status) && WEXITSTATUS(status) == 0;
    pid_ = 0;
    return ok_;
  }
  std::string line() {
    std::string text;
    char c = 0;
    while (read(in_, &c, 1) == 1 && c != '\n') text += c;
    return text;
  }
  /// All that is left to read, by whole lines: the last may have been cut off.
  std::vector<std::string> lines() {
    std::string all;
    char piece[4096];
    for (ssize_t n = 0; (n = read(in_, piece, sizeof piece)) > 0;) all.append(piece, static_cast<std::size_t>(n));
    std::vector<std::string> lines;
    for (std::size_t from = 0, to = 0; (to = all.find('\n', from)) != std::string::npos; from = to + 1)
      lines.push_back(all.substr(from, to - from));
    return lines;
  }

 private:
  pid_t pid_ = 0;
  int in_ = -1;
  bool ok_ = false;
};

inline void say(int out, const std::string& text) {
  const std::string line = text + '\n';
  if (write(out, line.data(), line.size()) < 0) _exit(1);
}
