#include <CLI/CLI.hpp>
#include <cstdio>
#include <memory>

#include "app/cli/commands.h"
#include "app/cli/history_output.h"
#include "app/cli/record_arguments.h"
#include "app/cli/session.h"
#include "core/record/history.h"

namespace mien {
namespace {

struct ListArguments {
  HistoryQuery query;
  std::int64_t before = 0;
  bool json = false;
};

nlohmann::json parsed(const std::string& text) {
  const auto json = nlohmann::json::parse(text, nullptr, false);
  return json.is_discarded() ? nlohmann::json(text) : json;
}

Result<void> list(ListArguments a) {
  const auto record = openRecord();
  if (!record) return tl::unexpected(record.error());
  if (a.before > 0) a.query.before = a.before;
  const auto entries = listHistory(*record, a.query);
  if (!entries) return tl::unexpected(entries.error());
  if (a.json) {
    nlohmann::json all = nlohmann::json::array();
    for (const HistoryEntry& entry : *entries)
      all.push_back({{"seq", entry.seq},
                     {"time_ms", entry.time},
                     {"kind", entry.kind},
                     {"subject", entry.subject},
                     {"says", entry.erased ? nlohmann::json() : parsed(entry.text)},
                     {"erased", entry.erased},
                     {"hash", entry.hash}});
    printReport({{"schema", 1}, {"entries", all}});
    return {};
  }
  constexpr const char* kLine = "%8s  %-16s  %-10s  %s\n";
  std::printf(kLine, "entry", "time", "kind", "of");
  for (const HistoryEntry& entry : *entries)
    std::printf(kLine, std::to_string(entry.seq).c_str(), localTime(entry.time).c_str(), entry.kind.c_str(),
                entry.subject.c_str());
  return {};
}

nlohmann::json toJson(const std::vector<Finding>& findings) {
  nlohmann::json all = nlohmann::json::array();
  for (const Finding& finding : findings)
    all.push_back({{"entry", finding.seq}, {"subject", finding.subject}, {"what", finding.what}});
  return all;
}

/// Damage is Input: the record is not what it was.
Result<void> verify(bool json) {
  const auto record = openRecord();
  if (!record) return tl::unexpected(record.error());
  const auto history = verifyHistory(*record);
  if (!history) return tl::unexpected(history.error());
  if (json) {
    printReport({{"schema", 1},
                 {"sound", history->sound()},
                 {"entries", history->entries},
                 {"head", history->head},
                 {"key", history->key},
                 {"damages", toJson(history->damages)},
                 {"notes", toJson(history->notes)}});
  } else {
    for (const Finding& note : history->notes) std::printf("Note: %s\n", note.what.c_str());
    for (const Finding& damage : history->damages) std::printf("Damage: %s\n", damage.what.c_str());
    std::printf("%lld entries, the last one %s, signed with %s\n", static_cast<long long>(history->entries),
                history->head.c_str(), history->key.empty() ? "a key that is gone" : history->key.c_str());
    if (history->sound()) std::printf("All of the history is as it was written.\n");
  }
  if (history->sound()) return {};
  return fail(ErrorKind::Input,
              "The history was altered in " + std::to_string(history->damages.size()) +
                  (history->damages.size() == 1 ? " place" : " places") +
                  ": restore a backup with mien record restore, or go on as it lies with mien history "
                  "accept.");
}

Result<void> accept(const std::string& note, const SignerArguments& as) {
  const auto record = openRecord();
  if (!record) return tl::unexpected(record.error());
  const auto signer = signerFrom(*record, as);
  if (!signer) return tl::unexpected(signer.error());
  return acceptHistory(*record, note, pointerTo(*signer));
}

void addList(CLI::App& history, CommandRun& chosen) {
  const auto a = std::make_shared<ListArguments>();
  CLI::App* command = history.add_subcommand("list", "List the entries of the log, newest first");
  command->add_option("--kind", a->query.kind, "Only such entries, e.g. consent, output, decision, recall");
  command->add_option("--of", a->query.subject, "Only entries of this row, e.g. output:17");
  command->add_option("--limit", a->query.limit, "How many")->check(CLI::Range(1, 1'000'000))->capture_default_str();
  command->add_option("--before", a->before, "Only entries before this one, to go on");
  command->add_flag("--json", a->json, "Print a report, with what each entry says");
  command->callback([a, &chosen] { chosen = [a] { return finish(list(*a)); }; });
}

}  // namespace

void addHistoryCommand(CLI::App& app, CommandRun& chosen) {
  CLI::App* history = app.add_subcommand("history", "See what was made and decided, and check that it is unaltered");
  history->require_subcommand(1);
  addList(*history, chosen);
  addHistorySearch(*history, chosen);
  addHistoryShow(*history, chosen);

  const auto json = std::make_shared<bool>(false);
  CLI::App* verifying = history->add_subcommand("verify", "Check every entry, signature and row");
  verifying->add_flag("--json", *json, "Print a report");
  verifying->callback([json, &chosen] { chosen = [json] { return finish(verify(*json)); }; });

  const auto note = std::make_shared<std::string>();
  CLI::App* accepting =
      history->add_subcommand("accept", "Go on after damage that can't be undone; it stays on record");
  accepting->add_option("--note", *note, "What happened")->required();
  const auto signer = std::make_shared<SignerArguments>();
  addSignerOptions(*accepting, *signer);
  accepting->callback([note, signer, &chosen] { chosen = [note, signer] { return finish(accept(*note, *signer)); }; });
}

}  // namespace mien
