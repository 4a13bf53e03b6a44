#include <CLI/CLI.hpp>
#include <cstdio>
#include <memory>

#include "app/cli/commands.h"
#include "app/cli/engine_options.h"
#include "app/cli/session.h"

namespace mien {
namespace {

struct Arguments {
  EngineArguments engine;
  std::vector<std::string> files;
  int face = 0;
  bool json = false;
};

Result<Verdict> verdictOf(Session& session, Gate& gate, const std::string& file, int index) {
  PhotoFaceRef ref;
  ref.index = index;
  const auto parent = session.parent(file, ref);
  if (!parent) return tl::unexpected(parent.error());
  return gate.check(*parent->face);
}

void print(const std::string& file, const Verdict& verdict) {
  std::printf("%s: %s\n", file.c_str(), std::string(toString(verdict.outcome)).c_str());
  for (const RuleFinding& finding : verdict.findings) {
    const Rule& rule = *findRule(finding.rule);
    std::printf("  %-6s  %s (%s: %s, threshold %s)%s%s\n", std::string(toString(finding.action)).c_str(),
                finding.words.c_str(), rule.score, withUnit(rule, finding.score).c_str(),
                withUnit(rule, finding.threshold).c_str(), finding.appeal.empty() ? "" : " ", finding.appeal.c_str());
  }
}

int codeOf(Outcome outcome) {
  if (outcome == Outcome::Block) return exitCode(ErrorKind::Blocked);
  return outcome == Outcome::Review ? exitCode(ErrorKind::NeedsReview) : 0;
}

/// Every file gets its turn; the exit code is that of the first that does not pass.
Result<int> run(const Arguments& args) {
  auto session = Session::open(args.engine);
  if (!session) return tl::unexpected(session.error());
  const auto keeper = session->gatekeeper();
  if (!keeper) return tl::unexpected(keeper.error());
  auto gate = (*keeper)->open();
  if (!gate) return tl::unexpected(gate.error());
  nlohmann::json list = nlohmann::json::array();
  int code = 0;
  for (const std::string& file : args.files) {
    const auto verdict = verdictOf(*session, *gate, file, args.face);
    const int own = verdict ? codeOf(verdict->outcome) : complain(verdict.error());
    if (code == 0) code = own;
    if (!verdict) {
      list.push_back({{"file", file}, {"error", verdict.error().message}});
      continue;
    }
    list.push_back({{"file", file}, {"verdict", verdictJson(*verdict)}});
    if (!args.json) print(file, *verdict);
  }
  if (args.json) printReport({{"schema", 1}, {"files", list}});
  return code;
}

}  // namespace

void addCheckCommand(CLI::App& app, CommandRun& chosen) {
  const auto a = std::make_shared<Arguments>();
  CLI::App* command = app.add_subcommand("check", "Judge photographs or pictures by the policy; nothing is recorded");
  command->add_option("files", a->files, "Pictures that show a face, or seed:N")->required();
  command->add_option("--face", a->face, "Which face of each, from the left, from 0")->check(CLI::NonNegativeNumber);
  addEngineOptions(*command, a->engine);
  command->add_flag("--json", a->json, "Print all rules that spoke, and all scores");
  command->footer("Exit code: 4 blocked, 5 needs review.");
  command->callback([a, &chosen] { chosen = [a] { return run(*a); }; });
}

}  // namespace mien
