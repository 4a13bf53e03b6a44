#pragma once
#include <functional>

#include "core/base/result.h"

namespace CLI {
class App;
}

namespace mien {

/// What the chosen subcommand does once the line is parsed: its exit code. Who calls it says what went wrong.
using CommandRun = std::function<Result<int>()>;

/// Of a command that has nothing more to say than that it is done.
inline Result<int> finish(const Result<void>& done) {
  return done.map([] { return 0; });
}

/// Each adds one subcommand that sets `run` when it is chosen.
void addBatchCommand(CLI::App& app, CommandRun& run);
void addFilmCommand(CLI::App& app, CommandRun& run);
void addJoinCommand(CLI::App& app, CommandRun& run);
void addMixCommand(CLI::App& app, CommandRun& run);
void addRenderCommand(CLI::App& app, CommandRun& run);
void addGenerateCommand(CLI::App& app, CommandRun& run);
void addSheetCommand(CLI::App& app, CommandRun& run);
void addFindCommand(CLI::App& app, CommandRun& run);
void addInspectCommand(CLI::App& app, CommandRun& run);
void addModelsCommand(CLI::App& app, CommandRun& run);
void addEvaluateCommand(CLI::App& app, CommandRun& run);
void addJobsCommand(CLI::App& app, CommandRun& run);
void addParametersCommand(CLI::App& app, CommandRun& run);
void addCostCommand(CLI::App& app, CommandRun& run);
void addInsightsCommand(CLI::App& app, CommandRun& run);
void addPolicyCommand(CLI::App& app, CommandRun& run);
void addExplainCommand(CLI::App& app, CommandRun& run);
void addCheckCommand(CLI::App& app, CommandRun& run);
void addProtectCommand(CLI::App& app, CommandRun& run);
void addConsentCommand(CLI::App& app, CommandRun& run);
void addReviewCommand(CLI::App& app, CommandRun& run);
void addHistoryCommand(CLI::App& app, CommandRun& run);
void addRecordCommand(CLI::App& app, CommandRun& run);
void addRecallCommand(CLI::App& app, CommandRun& run);
void addEraseCommand(CLI::App& app, CommandRun& run);
void addBenchCommand(CLI::App& app, CommandRun& run);

}  // namespace mien
