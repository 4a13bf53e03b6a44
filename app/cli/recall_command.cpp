#include <CLI/CLI.hpp>
#include <cstdio>
#include <memory>
#include <optional>

#include "app/cli/commands.h"
#include "app/cli/output.h"
#include "app/cli/record_arguments.h"
#include "app/cli/session.h"
#include "core/base/atomic_file.h"
#include "core/record/history_files.h"
#include "core/record/output_store.h"
#include "core/record/recall_files.h"

namespace mien {
namespace {

struct Arguments {
  ChoiceArguments choice;
  std::string reason, report, check, key;
  SignerArguments signer;
  std::optional<std::int64_t> again;
  bool dryRun = false;
  bool json = false;
};

Result<RecallChoice> choiceFrom(const ChoiceArguments& arguments) {
  const auto query = queryFrom(arguments);
  if (!query) return tl::unexpected(query.error());
  return RecallChoice{query->face, query->model, query->networks, query->policy, query->from, query->until};
}

/// Errors: Usage where no output was ever made or judged so: that nothing came of a slip must not look like good news.
Result<void> wasEver(const Record& record, const OutputQuery& query, const std::string& what) {
  const auto found = OutputStore(record).search(query);
  if (!found) return tl::unexpected(found.error());
  if (found->total > 0) return {};
  return fail(ErrorKind::Usage, "No output was ever made or judged with " + what +
                                    ": look for it in mien history search --json, or mien models list for packs.");
}

/// Of what is chosen, one by one.
Result<void> isKnown(const Record& record, const RecallChoice& choice) {
  const auto look = [&](std::string OutputQuery::*field, const std::string& value, const char* option) {
    OutputQuery query;
    query.*field = value;
    query.limit = 1;
    return value.empty() ? Result<void>() : wasEver(record, query, std::string(option) + " \"" + value + "\"");
  };
  return look(&OutputQuery::model, choice.model, "--model")
      .and_then([&] { return look(&OutputQuery::networks, choice.networks, "--networks"); })
      .and_then([&] { return look(&OutputQuery::policy, choice.policy, "--policy"); });
}

nlohmann::json toJson(const std::vector<ConcernedOutput>& outputs) {
  nlohmann::json all = nlohmann::json::array();
  for (const ConcernedOutput& concerned : outputs) {
    nlohmann::json output = toJson(concerned.output);
    output["files"] = nlohmann::json::array();
    for (const ConcernedFile& file : concerned.files)
      output["files"].push_back({{"file", file.written.file.string()}, {"exists", file.exists}});
    all.push_back(std::move(output));
  }
  return all;
}

void print(const std::vector<ConcernedOutput>& outputs) {
  for (const ConcernedOutput& concerned : outputs) {
    std::printf("%6lld  %s  %s\n", static_cast<long long>(concerned.output.id),
                localTime(concerned.output.time).c_str(), concerned.output.project.c_str());
    for (const ConcernedFile& file : concerned.files)
      if (file.exists) std::printf("        still there: %s\n", file.written.file.c_str());
  }
}

std::string counted(const std::vector<ConcernedOutput>& outputs) {
  return std::to_string(outputs.size()) + (outputs.size() == 1 ? " output" : " outputs");
}

/// "1 output was" or "2 outputs were".
std::string theyWere(const std::vector<ConcernedOutput>& outputs) {
  return counted(outputs) + (outputs.size() == 1 ? " was" : " were");
}

/// What a recall means from now on.
constexpr const char* kRefused =
    "These mixes and films are not made again, at no size and in no place, until a reviewer approves one of them anew. "
    "Other mixes of the same faces still are: to refuse these, withdraw the consent (mien consent list, mien consent "
    "withdraw N).";

/// `trusted`: the key that it must be signed with; empty: this record's.
Result<void> check(const std::string& file, std::string trusted) {
  const auto bytes = readFile(file);
  if (!bytes) return tl::unexpected(bytes.error());
  const auto key = verifyReport({reinterpret_cast<const char*>(bytes->data()), bytes->size()});
  if (!key) return tl::unexpected(key.error());
  if (trusted.empty()) {
    const auto own = openRecord().and_then([](const Record& r) { return HistoryFiles(r.file()).readKey(); });
    if (!own) return tl::unexpected(own.error());
    trusted = own->publicKey();
  }
  if (*key != trusted)
    return fail(ErrorKind::Input, "The report is unaltered, but signed with " + *key +
                                      ", which is not this record's key: if you know whose it is, say so with --key.");
  std::printf("The report is unaltered, signed with %s\n", key->c_str());
  return {};
}

/// `said`: what is true however the report fared.
Result<void> tell(const RecallFiles& done, bool asJson, const std::string& said) {
  // A report that lies nowhere is given out at least.
  if (asJson || done.file.empty()) printReportText(done.report.json);
  if (!asJson) {
    print(done.report.outputs);
    std::printf("%s\n", said.c_str());
  }
  const std::string lies = done.file.empty() ? "" : "The report is " + done.file.string() + ".json and .html.";
  if (done.elsewhere)
    return fail(done.elsewhere->kind, "All of it was recalled, but: " + done.elsewhere->message + " " +
                                          (lies.empty() ? "The report stands in what was printed: keep it." : lies));
  std::fprintf(asJson ? stderr : stdout, "%s\n", lies.c_str());
  return {};
}

Result<void> again(const Arguments& a) {
  const auto record = openRecord();
  if (!record) return tl::unexpected(record.error());
  const auto done = reportAgain(*record, *a.again, a.report);
  if (!done) return tl::unexpected(done.error());
  return tell(*done, a.json, theyWere(done->report.outputs) + " recalled then.");
}

Result<void> run(const Arguments& a) {
  if (!a.check.empty()) return check(a.check, a.key);
  const auto choice = choiceFrom(a.choice);
  if (!choice) return tl::unexpected(choice.error());
  // Before anything is recalled: a report that can't be written would be lost.
  for (const char* ending : {".json", ".html"}) {
    if (a.report.empty()) break;
    if (auto free = keepExisting(a.report + ending); !free) return free;
  }
  if (a.again) return again(a);
  const auto record = openRecord();
  if (!record) return tl::unexpected(record.error());
  if (auto known = isKnown(*record, *choice); !known) return known;
  if (a.dryRun) {
    const auto outputs = concernedBy(*record, *choice);
    if (!outputs) return tl::unexpected(outputs.error());
    if (a.json) {
      printReport({{"schema", 1}, {"outputs", toJson(*outputs)}});
    } else {
      print(*outputs);
      std::printf("%s would be recalled. %s\n", counted(*outputs).c_str(), kRefused);
    }
    return {};
  }
  const auto signer = signerFrom(*record, a.signer);
  if (!signer) return tl::unexpected(signer.error());
  const auto done = recallAndReport(*record, *choice, a.reason, a.report, pointerTo(*signer));
  if (!done) return tl::unexpected(done.error());
  return tell(*done, a.json, theyWere(done->report.outputs) + " recalled. " + kRefused);
}

}  // namespace

void addRecallCommand(CLI::App& app, CommandRun& chosen) {
  const auto a = std::make_shared<Arguments>();
  CLI::App* command = app.add_subcommand("recall", "Take back every output that an incident concerns");
  addChoiceOptions(*command, a->choice);
  command->add_option("--reason", a->reason, "Why; it stands in the report and in the history");
  command->add_option(
      "--report", a->report,
      "Write the signed report to this name with .json and .html (default: recall-TIME beside the record)");
  command->add_option("--as", a->signer.name,
                      "Name of the reviewer who signs for it (anybody may recall: else the user's name is noted)");
  addPassphraseOption(*command, a->signer.passphraseFile);
  command->add_flag("--dry-run", a->dryRun, "Only list what would be recalled");
  CLI::Option* checking = command->add_option("--check", a->check, "Check a report's signature instead");
  command->add_option("--key", a->key, "The key that it must be signed with (default: this record's)")->needs(checking);
  CLI::Option* again =
      command
          ->add_option("--again", a->again,
                       "Make the report of an earlier recall again instead: the number of its entry in the history "
                       "(mien history list --kind recall); 0: the last one")
          ->check(CLI::NonNegativeNumber);
  for (const char* other :
       {"--face", "--model", "--networks", "--policy", "--from", "--until", "--reason", "--dry-run", "--check"})
    again->excludes(command->get_option(other));
  command->add_flag("--json", a->json, "Print the report");
  command->callback([a, &chosen] { chosen = [a] { return finish(run(*a)); }; });
}

}  // namespace mien
