#include "app/cli/cli.h"

#include <CLI/CLI.hpp>
#include <cstdio>
#include <exception>
#include <string>

#include "app/cli/commands.h"
#include "core/base/result.h"

namespace mien {

int runCli(int argc, char** argv) {
  CLI::App app("Mien mixes faces. Without a subcommand it opens the studio; mien FILE.mien opens it with that project.", "mien");
  app.set_version_flag("--version", std::string("mien ") + MIEN_VERSION);
  app.require_subcommand(0, 1);
  CommandRun run;
  addMixCommand(app, run);
  addRenderCommand(app, run);
  addGenerateCommand(app, run);
  addFindCommand(app, run);
  addInspectCommand(app, run);
  addModelsCommand(app, run);
  addEvaluateCommand(app, run);
  addBenchCommand(app, run);
  try {
    app.parse(argc, argv);
  } catch (const CLI::ParseError& e) {
    return app.exit(e) == 0 ? 0 : exitCode(ErrorKind::Usage);
  }
  try {
    return run ? run() : 0;
  } catch (const std::exception& e) {
    std::fprintf(stderr, "Mien failed inside (%s): please report this with the command you gave.\n", e.what());
    return 1;
  }
}

}  // namespace mien
