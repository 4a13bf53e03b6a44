#include "app/cli/cli.h"

#include <CLI/CLI.hpp>
#include <algorithm>
#include <cstdio>
#include <exception>
#include <string>
#include <vector>

#include "app/cli/commands.h"
#include "app/cli/output.h"
#include "app/cli/session.h"
#include "app/cli/usage_error.h"
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

const CLI::App& chosenIn(const CLI::App& app) {
  const CLI::App* command = &app;
  while (!command->get_subcommands().empty()) command = command->get_subcommands().front();
  return *command;
}

/// By --json, or --format json.
bool asksForReport(const CLI::App& app) {
  const auto isSet = [](const CLI::Option* option, const char* value) {
    return option && option->count() > 0 && option->results().back() == value;
  };
  const CLI::App& command = chosenIn(app);
  return isSet(command.get_option_no_throw("--json"), "true") || isSet(command.get_option_no_throw("--format"), "json");
}

int runWords(const std::vector<std::string>& words) {
  CLI::App app(
      "Mien mixes faces. Without a subcommand it opens the studio; mien FILE… opens it with a project, a picture or "
      "film of Mien, or photographs, and mien --models DIR FILE… with the model packs of a folder.",
      "mien");
  CommandRun run;
  addCommands(app, run);
  try {
    std::vector<std::string> backwards(words.rbegin(), words.rend());  // as CLI11 wants them
    app.parse(backwards);
  } catch (const CLI::ParseError& e) {
    if (e.get_exit_code() == 0) return app.exit(e);  // help, or the version
    const std::string sentence = usageSentence(app, e, words);
    if (sentence.empty()) {
      app.exit(e);
    } else {
      std::fprintf(stderr, "%s\n", onOneLine(sentence).c_str());
    }
    return exitCode(ErrorKind::Usage);
  }
  try {
    if (!run) return 0;
    beginReport();
    const Result<int> code = run();
    if (code) return *code;
    if (asksForReport(app)) reportFailure(code.error());
    return complain(code.error());
  } catch (const std::exception& e) {
    std::fprintf(stderr, "%s\n", sentenceFor(e, "Mien failed inside", "the command you gave").c_str());
    return 1;
  }
}

}  // namespace

int runCli(int argc, char** argv) {
  const int code = runWords(std::vector<std::string>(argv + std::min(argc, 1), argv + argc));
  Session::closeEngine();
  return code;
}

int runLine(const std::vector<std::string>& words) {
  return runWords(words);
}

std::string outputNamedBy(std::vector<std::string> words) {
  // Made once: with all commands that takes a sixth of what mixing a line does.
  static CommandRun run;  // chosen, and never called
  static CLI::App app;
  if (app.get_subcommands({}).empty()) addCommands(app, run);
  std::reverse(words.begin(), words.end());
  try {
    app.parse(words);
  } catch (const CLI::ParseError&) {
    return {};  // running the line says so
  }
  const CLI::Option* output = chosenIn(app).get_option_no_throw("--output");
  return output && !output->empty() ? output->results().back() : std::string();
}

}  // namespace mien
