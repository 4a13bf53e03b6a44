#include "models/training/policy_table.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <fstream>
#include <map>
#include <nlohmann/json.hpp>
#include <stdexcept>

namespace mien::training {
namespace {

using Json = nlohmann::json;

constexpr std::array kActions{"note", "review", "block"};  // mildest first

/// How often each action was the hardest.
using Counts = std::array<int, kActions.size()>;

std::size_t hardness(const Json& finding) {
  const auto* const found = std::find(kActions.begin(), kActions.end(), finding.at("action").get<std::string>());
  if (found == kActions.end()) throw std::runtime_error("unknown action");
  return static_cast<std::size_t>(found - kActions.begin());
}

std::string shares(const Counts& counts, int of) {
  std::string cells;
  for (const int count : counts) cells += fmt::format(" {:.1f} % |", 100.0 * count / of);
  return cells;
}

std::string tableOf(const Json& files) {
  int judged = 0;
  Counts all{};
  std::map<std::string, Counts> rules;
  for (const Json& file : files) {
    if (!file.contains("verdict")) continue;
    ++judged;
    int hardest = -1;
    for (const Json& finding : file.at("verdict").at("findings")) {
      const auto rule = finding.at("rule").get<std::string>();
      if (rule == "consent") continue;
      const std::size_t action = hardness(finding);
      ++rules[rule][action];
      hardest = std::max(hardest, static_cast<int>(action));
    }
    if (hardest >= 0) ++all[static_cast<std::size_t>(hardest)];
  }
  if (judged == 0) throw std::runtime_error("nothing was judged");
  std::string text = fmt::format(
      "### What the shipped policy says of these photographs\n\n`mien check` judged {} photographs of the `val` split; "
      "in {} more it found no face. All should pass. A blend is judged by more rules than a photograph, which are not "
      "in this table.\n\n| rule | noted | needs review | blocked |\n|---|---|---|---|\n| any |{}\n",
      judged, files.size() - static_cast<std::size_t>(judged), shares(all, judged));
  for (const auto& [rule, counts] : rules) text += fmt::format("| {} |{}\n", rule, shares(counts, judged));
  return text + "\n";
}

}  // namespace

std::string policyTable(const std::filesystem::path& check) {
  try {
    std::ifstream in(check);
    return tableOf(Json::parse(in).at("files"));
  } catch (const std::exception& e) {
    throw std::runtime_error(check.string() + " is no report of mien check --json (" + e.what() +
                             "): make one over the val photographs.");
  }
}

}  // namespace mien::training
