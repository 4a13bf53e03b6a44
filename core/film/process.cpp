#include "core/film/process.h"

#include <fcntl.h>
#include <gio/gio.h>
#include <gio/gunixoutputstream.h>
#include <pthread.h>
#include <signal.h>
#include <sys/prctl.h>
#include <unistd.h>

#include <array>
#include <atomic>
#include <chrono>
#include <condition_variable>
#include <ctime>
#include <mutex>
#include <thread>

namespace mien::film {
namespace {

using Clock = std::chrono::steady_clock;

struct Unref {
  void operator()(gpointer object) const { g_object_unref(object); }
};
template <class T>
using Owned = std::unique_ptr<T, Unref>;

/// Keeps SIGPIPE from this thread while it writes into a pipe, and takes back the one that a write has raised.
class WithoutSigpipe {
 public:
  WithoutSigpipe() {
    sigemptyset(&pipe_);
    sigaddset(&pipe_, SIGPIPE);
    pthread_sigmask(SIG_BLOCK, &pipe_, &before_);
  }
  WithoutSigpipe(const WithoutSigpipe&) = delete;
  ~WithoutSigpipe() {
    if (sigismember(&before_, SIGPIPE) == 0) {
      const timespec now{};
      while (sigtimedwait(&pipe_, nullptr, &now) == SIGPIPE) {
      }
    }
    pthread_sigmask(SIG_SETMASK, &before_, nullptr);
  }

 private:
  sigset_t pipe_{};
  sigset_t before_{};
};

/// Reads a pipe to its end and keeps the last of it.
class Drain {
 public:
  explicit Drain(GInputStream* pipe, std::function<void(std::string_view)> onLine = {})
      : pipe_(G_INPUT_STREAM(g_object_ref(pipe))),
        stop_(g_cancellable_new()),
        onLine_(std::move(onLine)),
        thread_([this] { run(); }) {}
  Drain(const Drain&) = delete;
  ~Drain() { finish(Clock::now()); }

  /// After the child's end. A grandchild may hold the pipe open for longer, so this waits only for a moment.
  std::string finish(Clock::time_point until) {
    if (thread_.joinable()) {
      {
        std::unique_lock lock(mutex_);
        ended_.wait_until(lock, until, [this] { return end_; });
      }
      g_cancellable_cancel(stop_.get());
      thread_.join();
    }
    return kept_;
  }

 private:
  void run() {
    constexpr std::size_t kKept = 64 << 10;
    std::array<char, 4096> piece;
    for (;;) {
      const gssize count = g_input_stream_read(pipe_.get(), piece.data(), piece.size(), stop_.get(), nullptr);
      if (count <= 0) break;
      const std::string_view read(piece.data(), static_cast<std::size_t>(count));
      kept_.append(read);
      if (onLine_) tellLines(read);
      if (kept_.size() > 2 * kKept) kept_.erase(0, kept_.size() - kKept);
    }
    const std::scoped_lock lock(mutex_);
    end_ = true;
    ended_.notify_all();
  }

  void tellLines(std::string_view read) {
    line_.append(read);
    std::size_t begin = 0;
    for (std::size_t end; (end = line_.find('\n', begin)) != std::string::npos; begin = end + 1)
      onLine_(std::string_view(line_).substr(begin, end - begin));
    line_.erase(0, begin);
  }

  Owned<GInputStream> pipe_;
  Owned<GCancellable> stop_;
  std::function<void(std::string_view)> onLine_;
  std::string line_;  ///< begun, not ended
  std::string kept_;
  std::mutex mutex_;
  std::condition_variable ended_;
  bool end_ = false;
  std::thread thread_;  // last: it uses all of the above
};

/// In the child, between fork and exec. Ctrl-C in a terminal goes to its whole process group, but how a child ends is
/// ours to say; and when we are killed, the child must not go on writing. (The kernel takes the end of the thread that
/// started the child for ours: that thread outlives it here.)
void endWithParent(gpointer parent) {
  ::setpgid(0, 0);
  ::prctl(PR_SET_PDEATHSIG, SIGKILL);
  if (::getppid() != GPOINTER_TO_INT(parent)) ::_exit(1);
}

}  // namespace

struct Process::State {
  Owned<GSubprocess> child;
  Owned<GCancellable> stop{g_cancellable_new()};
  std::unique_ptr<Drain> output;
  std::unique_ptr<Drain> errors;
  std::atomic<bool> killed = false;
};

Process::Process(std::unique_ptr<State> state) : state_(std::move(state)) {}

Process::~Process() {
  kill();
  wait();
}

Result<std::unique_ptr<Process>> Process::start(const ProcessStart& what) {
  const auto flags = static_cast<GSubprocessFlags>(
      (what.takesInput ? G_SUBPROCESS_FLAGS_STDIN_PIPE : G_SUBPROCESS_FLAGS_NONE) | G_SUBPROCESS_FLAGS_STDERR_PIPE |
      (what.givesOutput ? G_SUBPROCESS_FLAGS_STDOUT_PIPE : G_SUBPROCESS_FLAGS_STDOUT_SILENCE));
  const Owned<GSubprocessLauncher> launcher(g_subprocess_launcher_new(flags));
  if (!what.folder.empty()) g_subprocess_launcher_set_cwd(launcher.get(), what.folder.c_str());
  // Messages in English without colours, and no report file that tells paths.
  g_subprocess_launcher_setenv(launcher.get(), "LC_ALL", "C.UTF-8", TRUE);
  g_subprocess_launcher_setenv(launcher.get(), "AV_LOG_FORCE_NOCOLOR", "1", TRUE);
  g_subprocess_launcher_setenv(launcher.get(), "SVT_LOG", "1", TRUE);  // SVT-AV1: errors only
  g_subprocess_launcher_unsetenv(launcher.get(), "FFREPORT");

  g_subprocess_launcher_set_child_setup(launcher.get(), endWithParent, GINT_TO_POINTER(::getpid()), nullptr);

  std::vector<const char*> arguments;
  for (const std::string& argument : what.arguments) arguments.push_back(argument.c_str());
  arguments.push_back(nullptr);
  GError* error = nullptr;
  auto state = std::make_unique<State>();
  state->child.reset(g_subprocess_launcher_spawnv(launcher.get(), arguments.data(), &error));
  if (!state->child) {
    const std::string why = error->message;
    g_error_free(error);
    return fail(ErrorKind::Input, what.arguments.front() + " can't be run (" + why + "): " + kInstallFfmpeg + ".");
  }
  state->errors = std::make_unique<Drain>(g_subprocess_get_stderr_pipe(state->child.get()));
  if (what.givesOutput)
    state->output = std::make_unique<Drain>(g_subprocess_get_stdout_pipe(state->child.get()), what.onLine);
  if (what.takesInput) {
    // Otherwise a write that has begun can't be broken off while anybody holds the other end.
    const int pipe = g_unix_output_stream_get_fd(G_UNIX_OUTPUT_STREAM(g_subprocess_get_stdin_pipe(state->child.get())));
    ::fcntl(pipe, F_SETFL, ::fcntl(pipe, F_GETFL) | O_NONBLOCK);
  }
  return std::unique_ptr<Process>(new Process(std::move(state)));
}

bool Process::write(std::span<const std::uint8_t> bytes) {
  const WithoutSigpipe guard;
  return g_output_stream_write_all(g_subprocess_get_stdin_pipe(state_->child.get()), bytes.data(), bytes.size(),
                                   nullptr, state_->stop.get(), nullptr) != FALSE;
}

ProcessEnd Process::wait() {
  GSubprocess* child = state_->child.get();
  if (GOutputStream* input = g_subprocess_get_stdin_pipe(child)) g_output_stream_close(input, nullptr, nullptr);
  g_subprocess_wait(child, nullptr, nullptr);
  ProcessEnd end;
  end.good = g_subprocess_get_successful(child) != FALSE && !state_->killed;
  const auto until = Clock::now() + std::chrono::milliseconds(100);  // of both together
  end.errors = state_->errors->finish(until);
  if (state_->output) end.output = state_->output->finish(until);
  return end;
}

void Process::kill() {
  state_->killed = true;
  g_cancellable_cancel(state_->stop.get());
  g_subprocess_force_exit(state_->child.get());
}

}  // namespace mien::film
