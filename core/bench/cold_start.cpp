#include "core/bench/cold_start.h"

#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <chrono>
#include <cstdio>
#include <nlohmann/json.hpp>

#include "core/bench/bench.h"

namespace mien {
namespace {

std::int64_t now() {
  return std::chrono::steady_clock::now().time_since_epoch().count();
}

/// All that the child writes to stdout; nothing when it fails.
Result<std::string> outputOf(std::vector<std::string> words) {
  const auto failed = [] {
    return fail(ErrorKind::Internal, "The cold start could not be measured: a second mien did not run to its end.");
  };
  std::array<int, 2> pipe{};
  if (::pipe(pipe.data()) != 0) return failed();
  posix_spawn_file_actions_t actions;
  ::posix_spawn_file_actions_init(&actions);
  ::posix_spawn_file_actions_adddup2(&actions, pipe[1], STDOUT_FILENO);
  ::posix_spawn_file_actions_addclose(&actions, pipe[0]);
  ::posix_spawn_file_actions_addclose(&actions, pipe[1]);
  std::vector<char*> argv;
  for (std::string& word : words) argv.push_back(word.data());
  argv.push_back(nullptr);
  pid_t child = 0;
  const int error = ::posix_spawn(&child, "/proc/self/exe", &actions, nullptr, argv.data(), environ);
  ::posix_spawn_file_actions_destroy(&actions);
  ::close(pipe[1]);
  std::string output;
  std::array<char, 4096> piece{};
  for (ssize_t n = 0; error == 0 && (n = ::read(pipe[0], piece.data(), piece.size())) > 0;) {
    output.append(piece.data(), static_cast<std::size_t>(n));
  }
  ::close(pipe[0]);
  int status = 0;
  if (error != 0 || ::waitpid(child, &status, 0) != child || status != 0) return failed();
  return output;
}

}  // namespace

Result<std::unique_ptr<Engine>> benchEngine(const BenchOptions& options) {
  const auto packs = enginePacksWith(options.models, options.model);
  if (!packs) return tl::unexpected(packs.error());
  return makeEngine(*packs, options.device);
}

Result<std::string> coldStart(const BenchOptions& options) {
  nlohmann::json times{{"begun", now()}};
  const auto engine = benchEngine(options);
  if (!engine) return tl::unexpected(engine.error());
  times["engine"] = now();
  const auto face = (*engine)->draw({1});
  if (!face) return tl::unexpected(face.error());
  Recipe recipe;
  recipe.modelId = (*engine)->info().modelId;
  recipe.modelHash = (*engine)->info().modelHash;
  recipe.faces[0] = (*face)->ref();
  recipe.faces[1] = (*face)->ref();
  recipe.size = 256;
  const auto frame = (*engine)->render(recipe, {*face, *face}, {nullptr, nullptr});
  if (!frame) return tl::unexpected(frame.error());
  times["frame"] = now();
  return times.dump() + "\n";
}

Result<ColdStart> measureColdStart(const BenchOptions& options) {
  const std::int64_t start = now();
  const auto output = outputOf({"mien", "bench", "--cold-start", "--models", options.models.string(), "--device",
                                options.device, "--model", options.model});
  if (!output) return tl::unexpected(output.error());
  const auto times = nlohmann::json::parse(*output, nullptr, false);
  if (!times.is_object())
    return fail(ErrorKind::Internal, "The cold start could not be measured: its child said nothing.");
  const auto since = [&](const char* what) {
    return static_cast<double>(times.at(what).get<std::int64_t>() - start) * 1e-6;
  };
  return ColdStart{since("begun"), since("engine"), since("frame")};
}

}  // namespace mien
