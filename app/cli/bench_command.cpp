#include <CLI/CLI.hpp>
#include <cstdio>
#include <memory>

#include "app/cli/commands.h"
#include "app/cli/engine_options.h"
#include "app/models_dir.h"
#include "core/bench/bench.h"

namespace mien {

void addBenchCommand(CLI::App& app, CommandRun& chosen) {
  struct Arguments {
    BenchOptions options;
    EngineArguments engine;
    bool coldStart = false;
    bool json = true;
  };
  auto* command = app.add_subcommand("bench", "Measure speed; the report goes to stdout as JSON");
  const auto a = std::make_shared<Arguments>();
  command->add_flag("--json", a->json, "For likeness with the other commands: the report is JSON anyway");
  command->add_option("--frames", a->options.frames, "Renders of each size")
      ->check(CLI::Range(10, 100'000))
      ->capture_default_str();
  addEngineOptions(*command, a->engine);
  command->add_flag("--long", a->options.longFilm, "Render every frame of the film of 3,000: minutes more");
  command->add_flag("--cold-start", a->coldStart)->group("");
  command->callback([a, &chosen] {
    chosen = [a] {
      a->options.models = a->engine.models.empty() ? modelsDir() : std::filesystem::path(a->engine.models);
      a->options.device = a->engine.device;
      if (!a->engine.model.empty()) a->options.model = a->engine.model;
      const auto progress = [](std::string_view part) {
        std::fprintf(stderr, "%.*s\n", static_cast<int>(part.size()), part.data());
      };
      const auto report = a->coldStart ? coldStart(a->options) : bench(a->options, progress);
      if (!report) {
        std::fprintf(stderr, "%s\n", report.error().message.c_str());
        return exitCode(report.error().kind);
      }
      return std::fputs(report->c_str(), stdout) < 0 ? exitCode(ErrorKind::Disk) : 0;
    };
  });
}

}  // namespace mien
