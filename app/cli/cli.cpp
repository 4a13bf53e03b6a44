#include "app/cli/cli.h"

#include <CLI/CLI.hpp>
#include <algorithm>
#include <cstdio>
#include <exception>
#include <functional>
#include <string>

#include "app/cli/commands.h"
#include "app/cli/session.h"
#include "core/base/caught.h"
#include "core/base/result.h"

namespace mien {

namespace {

void addCommands(CLI::App& app, CommandRun& run) {
  app.set_version_flag("--version", std::string("mien ") + MIEN_VERSION);
  app.require_subcommand(0, 1);
  for (const auto add :
       {addMixCommand,     addRenderCommand,  addFilmCommand,     addJoinCommand,     addSheetCommand,
        addBatchCommand,   addJobsCommand,    addGenerateCommand, addFindCommand,     addInspectCommand,
        addModelsCommand,  addExplainCommand, addConsentCommand,  addCheckCommand,    addPolicyCommand,
        addProtectCommand, addReviewCommand,  addHistoryCommand,  addRecallCommand,   addEraseCommand,
        addRecordCommand,  addCostCommand,    addInsightsCommand, addEvaluateCommand, addParametersCommand,
        addBenchCommand})
    add(app, run);
}

int runWords(const std::function<void(CLI::App&)>& parse) {
  CLI::App app(
      "Mien mixes faces. Without a subcommand it opens the studio; mien FILE… opens it with a project, a picture or "
      "film "
      "of Mien, or photographs.",
      "mien");
  CommandRun run;
  addCommands(app, run);
  try {
    parse(app);
  } catch (const CLI::ParseError& e) {
    return app.exit(e) == 0 ? 0 : exitCode(ErrorKind::Usage);
  }
  try {
    return run ? run() : 0;
  } catch (const std::exception& e) {
    std::fprintf(stderr, "%s\n", sentenceFor(e, "Mien failed inside", "the command you gave").c_str());
    return 1;
  }
}

}  // namespace

int runCli(int argc, char** argv) {
  const int code = runWords([&](CLI::App& app) { app.parse(argc, argv); });
  Session::closeEngine();
  return code;
}

int runLine(std::vector<std::string> words) {
  std::reverse(words.begin(), words.end());  // as CLI11 wants them
  return runWords([&](CLI::App& app) { app.parse(words); });
}

std::string outputNamedBy(std::vector<std::string> words) {
  CLI::App app;
  CommandRun run;  // chosen, and never called
  addCommands(app, run);
  std::reverse(words.begin(), words.end());
  try {
    app.parse(words);
  } catch (const CLI::ParseError&) {
    return {};  // running the line says so
  }
  const CLI::App* command = &app;
  while (!command->get_subcommands().empty()) command = command->get_subcommands().front();
  const CLI::Option* output = command->get_option_no_throw("--output");
  return output && !output->empty() ? output->results().back() : std::string();
}

}  // namespace mien
