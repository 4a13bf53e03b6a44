#include <CLI/CLI.hpp>
#include <cmath>
#include <cstdio>
#include <memory>
#include <string>

#include "app/cli/commands.h"
#include "app/cli/session.h"
#include "core/blend/parameters.h"

namespace mien {
namespace {

bool isChoice(const Parameter& p) {
  return !p.choices.empty();
}

std::string number(double value) {
  char text[32];
  std::snprintf(text, sizeof text, "%g", value);
  return text;
}

std::string valuesOf(const Parameter& p) {
  if (!isChoice(p)) return number(p.minimum) + " to " + number(p.maximum);
  std::string all;
  for (const char* choice : p.choices) all += (all.empty() ? "" : ", ") + std::string(choice);
  return all;
}

std::string standardOf(const Parameter& p) {
  return isChoice(p) ? p.choices[static_cast<std::size_t>(std::lround(p.standard))] : number(p.standard);
}

const char* pathOf(const Parameter& p) {
  return p.interpolation == Interpolation::Stepped ? "jumps" : "moves";
}

void printMarkdown() {
  std::puts(
      "# Parameters\n\n"
      "What a picture is mixed with, and what a film moves. Each is an option of `mien mix` and `mien film`, a slider "
      "of\nthe studio and a track of its timeline. `mien parameters --markdown` writes this page.\n\n"
      "| option | name | values | standard | between keyframes | follows | what it is |\n"
      "|---|---|---|---|---|---|---|");
  for (const Parameter& p : parameters()) {
    const std::string follows = *p.follows == '\0' ? "" : "`--" + std::string(p.follows) + "`";
    std::printf("| `--%s` | %s | %s | %s | %s | %s | %s |\n", p.id, p.name, valuesOf(p).c_str(), standardOf(p).c_str(),
                pathOf(p), follows.c_str(), p.help);
  }
  std::puts(
      "\nWho follows another has its value until it is given one, or a track, of its own. The balance is measured for "
      "the "
      "two\nfaces unless it is given (`--balance auto`, and the slider's *Auto*).");
}

void printJson() {
  nlohmann::json all = nlohmann::json::array();
  for (const Parameter& p : parameters()) {
    nlohmann::json one{{"id", p.id},
                       {"name", p.name},
                       {"help", p.help},
                       {"minimum", p.minimum},
                       {"maximum", p.maximum},
                       {"standard", p.standard},
                       {"steps", p.interpolation == Interpolation::Stepped}};
    if (isChoice(p)) one["choices"] = std::vector<std::string>(p.choices.begin(), p.choices.end());
    if (*p.follows != '\0') one["follows"] = p.follows;
    all.push_back(std::move(one));
  }
  printReport({{"schema", 1}, {"parameters", all}});
}

void printTable() {
  for (const Parameter& p : parameters())
    std::printf("--%-14s %-18s %-8s %s\n", p.id, valuesOf(p).c_str(), standardOf(p).c_str(), p.help);
}

}  // namespace

void addParametersCommand(CLI::App& app, CommandRun& chosen) {
  CLI::App* command = app.add_subcommand("parameters", "List what a mix is set with and a film moves");
  const auto json = std::make_shared<bool>(false);
  const auto markdown = std::make_shared<bool>(false);
  auto* asJson = command->add_flag("--json", *json, "Print a report");
  command->add_flag("--markdown", *markdown, "Print docs/parameters.md")->excludes(asJson);
  command->callback([json, markdown, &chosen] {
    chosen = [json, markdown] {
      *json ? printJson() : *markdown ? printMarkdown() : printTable();
      return 0;
    };
  });
}

}  // namespace mien
