#include "app/cli/history_output.h"

#include <CLI/CLI.hpp>
#include <cstdio>
#include <memory>
#include <sstream>

#include "app/cli/output.h"
#include "app/cli/record_arguments.h"
#include "app/cli/session.h"
#include "core/base/atomic_file.h"
#include "core/record/review_store.h"

namespace mien {
namespace {

using Json = nlohmann::json;

struct SearchArguments {
  std::vector<std::string> words;
  ChoiceArguments choice;
  OutputQuery query;  ///< what needs no reading
  std::string state, outcome, label;
  bool json = false;
};

struct ShowArguments {
  std::int64_t id = 0;
  bool recipe = false;
  std::string thumbnail;
  bool json = false;
};

Json parsed(const std::string& text) {
  const Json json = Json::parse(text, nullptr, false);
  return json.is_discarded() ? Json(text) : json;
}

Result<void> search(const SearchArguments& a) {
  auto chosen = queryFrom(a.choice);
  if (!chosen) return tl::unexpected(chosen.error());
  OutputQuery query = *std::move(chosen);
  for (const std::string& word : a.words) query.text += word + " ";
  query.rule = a.query.rule;
  query.project = a.query.project;
  query.ratingAtLeast = a.query.ratingAtLeast;
  query.skip = a.query.skip;
  query.limit = a.query.limit;
  query.state = outputStateFrom(a.state);
  query.outcome = recordedOutcomeFrom(a.outcome);
  if (!a.label.empty()) query.label = a.label == "none" ? "" : a.label;
  const auto record = openRecord();
  if (!record) return tl::unexpected(record.error());
  const auto page = OutputStore(*record).search(query);
  if (!page) return tl::unexpected(page.error());
  if (a.json) {
    Json all = Json::array();
    for (const OutputSummary& output : page->outputs) all.push_back(toJson(output));
    printReport({{"schema", 1}, {"total", page->total}, {"outputs", all}});
    return {};
  }
  constexpr const char* kLine = "%6s  %-16s  %-8s  %-8s  %-7s  %6s  %-7s  %s\n";
  std::printf(kLine, "id", "time", "kind", "state", "verdict", "rating", "label", "project");
  for (const OutputSummary& output : page->outputs)
    std::printf(kLine, std::to_string(output.id).c_str(), localTime(output.time).c_str(),
                std::string(nameOf(output.kind)).c_str(), std::string(nameOf(output.state)).c_str(),
                std::string(nameOf(output.outcome)).c_str(),
                output.rating == 0 ? "-" : std::to_string(output.rating).c_str(),
                output.label.empty() ? "-" : output.label.c_str(), onOneLine(output.project).c_str());
  if (page->total > static_cast<std::int64_t>(page->outputs.size()))
    std::printf("%zu of %lld: go on with --skip\n", page->outputs.size(), static_cast<long long>(page->total));
  return {};
}

Json toJson(const Cost& cost) {
  Json json{{"of", cost.ofWriting ? "writing" : "making"},
            {"wall_seconds", cost.wallSeconds},
            {"cpu_seconds", cost.cpuSeconds},
            {"gpu_seconds", cost.gpuSeconds},
            {"peak_bytes", cost.peakBytes},
            {"user", cost.user}};
  if (cost.joules) json["energy"] = {{"joules", *cost.joules}, {"source", cost.energySource}};
  if (cost.money) json["money"] = {{"amount", *cost.money}, {"currency", cost.currency}, {"tariff", cost.tariff}};
  return json;
}

Json toJson(const Output& output, const std::vector<Decision>& decisions) {
  Json json = toJson(static_cast<const OutputSummary&>(output));
  json["recipe"] = parsed(output.recipe);
  json["verdict"] = parsed(output.verdict);
  for (const char* list : {"faces", "exports", "costs", "decisions"}) json[list] = Json::array();
  for (const InputFace& face : output.faces) json["faces"].push_back({{"key", face.key}, {"photo", face.photoDigest}});
  for (const Export& written : output.exports)
    json["exports"].push_back({{"file", written.file.string()}, {"digest", written.digest}, {"time_ms", written.time}});
  for (const Cost& cost : output.costs) json["costs"].push_back(toJson(cost));
  for (const Decision& decision : decisions)
    json["decisions"].push_back({{"action", nameOf(decision.action)},
                                 {"from", nameOf(decision.from)},
                                 {"to", nameOf(decision.to)},
                                 {"reviewer", decision.reviewer},
                                 {"user", decision.user},
                                 {"reason", decision.reason},
                                 {"time_ms", decision.time},
                                 {"signature", decision.signature}});
  return json;
}

/// A comment's further lines stand under its first, so that none looks like an entry of its own.
std::string indented(const std::string& text) {
  std::string out;
  std::istringstream lines(text);
  for (std::string line; std::getline(lines, line);) out += (out.empty() ? "" : "\n          ") + onOneLine(line);
  return out;
}

void print(const Output& output, const std::vector<Decision>& decisions) {
  const auto line = [](const char* name, const std::string& value) { std::printf("%-9s %s\n", name, value.c_str()); };
  line("output", std::to_string(output.id) + " (" + output.uid + ")");
  line("made", localTime(output.time) + ", " + std::string(nameOf(output.kind)));
  line("state", std::string(nameOf(output.state)));
  line("project", onOneLine(output.project));
  line("model", output.modelId + " " + output.modelHash);
  line("verdict", std::string(nameOf(output.outcome)));
  for (const std::string& rule : output.rules) line("", rule);
  if (output.erased) line("erased", "A person was taken out: there is no recipe, thumbnail or verdict.");
  for (const InputFace& face : output.faces) line("face", face.key);
  for (const Export& written : output.exports)
    line("export", localTime(written.time) + "  " + onOneLine(written.file.string()));
  for (const Decision& decision : decisions)
    line("review", localTime(decision.time) + "  " + std::string(nameOf(decision.action)) +
                       (!decision.reviewer.empty() ? " by " + onOneLine(decision.reviewer)
                        : !decision.user.empty()   ? " by the user " + decision.user
                                                   : "") +
                       (decision.reason.empty() ? "" : ": " + indented(decision.reason)));
}

Result<void> show(const ShowArguments& a) {
  const auto record = openRecord();
  if (!record) return tl::unexpected(record.error());
  const auto output = OutputStore(*record).get(a.id);
  if (!output) return tl::unexpected(output.error());
  if (!a.thumbnail.empty()) {
    if (output->thumbnail.empty())
      return fail(ErrorKind::Input, "Output " + std::to_string(a.id) + " has no thumbnail.");
    if (auto free = keepExisting(a.thumbnail); !free) return free;
    if (auto written = writeFileAtomically(a.thumbnail, output->thumbnail); !written) return written;
  }
  if (a.recipe) {
    if (output->recipe.empty())
      return fail(ErrorKind::Input, "Output " + std::to_string(a.id) + " has no recipe any more: it was erased.");
    std::printf("%s\n", output->recipe.c_str());
    return {};
  }
  const auto decisions = ReviewStore(*record).decisions(a.id);
  if (!decisions) return tl::unexpected(decisions.error());
  if (a.json) {
    printReport({{"schema", 1}, {"output", toJson(*output, *decisions)}});
  } else {
    print(*output, *decisions);
  }
  return {};
}

}  // namespace

void addHistorySearch(CLI::App& history, CommandRun& chosen) {
  const auto a = std::make_shared<SearchArguments>();
  CLI::App* command = history.add_subcommand("search", "Find outputs, newest first");
  command->add_option("words", a->words,
                      "Beginnings of words in project, notes, verdict and file names; all must be there");
  addChoiceOptions(*command, a->choice);
  command->add_option("--state", a->state, "Only in this state")
      ->check(CLI::IsMember({"draft", "flagged", "approved", "rejected", "recalled"}));
  command->add_option("--verdict", a->outcome, "Only with this verdict")
      ->check(CLI::IsMember({"pass", "note", "review", "block"}));
  command->add_option("--rule", a->query.rule, "Only those of which this rule (its id) spoke");
  command->add_option("--project", a->query.project, "Only of this project");
  command->add_option("--rating", a->query.ratingAtLeast, "Only with so many stars or more")->check(CLI::Range(1, 5));
  command->add_option("--label", a->label, "Only with this label")
      ->check(CLI::IsMember({"none", "red", "orange", "yellow", "green", "blue", "purple"}));
  command->add_option("--skip", a->query.skip, "Leave out the first so many")->check(CLI::NonNegativeNumber);
  command->add_option("--limit", a->query.limit, "How many")->check(CLI::Range(1, 1'000'000))->capture_default_str();
  command->add_flag("--json", a->json, "Print a report");
  command->callback([a, &chosen] { chosen = [a] { return finish(search(*a)); }; });
}

void addHistoryShow(CLI::App& history, CommandRun& chosen) {
  const auto a = std::make_shared<ShowArguments>();
  CLI::App* command = history.add_subcommand("show", "Show all that is known of an output");
  command->add_option("id", a->id, "Number of the output, as found")->required();
  command->add_flag("--recipe", a->recipe, "Print its recipe or timeline alone");
  command->add_option("--thumbnail", a->thumbnail, "Write its thumbnail to this file");
  command->add_flag("--json", a->json, "Print a report");
  command->callback([a, &chosen] { chosen = [a] { return finish(show(*a)); }; });
}

}  // namespace mien
