#include "models/training/meaning_table.h"

#include <fmt/format.h>

#include <array>
#include <fstream>
#include <nlohmann/json.hpp>
#include <stdexcept>

namespace mien::training {
namespace {

using Json = nlohmann::json;

struct Kind {
  const char* id;
  const char* words;
};
constexpr std::array<Kind, 7> kKinds{{{"good", "half way between two photographs"},
                                      {"end", "one photograph alone"},
                                      {"moved", "half way, sliders of directions within their range"},
                                      {"covered", "bad: one of the two covered"},
                                      {"noFace", "bad: no face in the place of one"},
                                      {"profile", "bad: one of the two turned aside by 50 to 75 degrees"},
                                      {"extreme", "bad: sliders of directions at two to three times their range"}}};

std::string tableOf(const Json& kinds, const std::string& model) {
  std::string rows;
  for (const Kind& kind : kKinds) {
    if (!kinds.contains(kind.id)) continue;
    const Json& one = kinds.at(kind.id);
    const Json& score = one.at("score");
    const Json::json_pointer area("/areaUnderCurve/mean");
    rows += fmt::format("| {} | {} | {:.2f} | {:.0f} % | {} |\n", kind.words, score.at("count").get<int>(),
                        score.at("median").get<double>(), 100 * score.at("shareLow").get<double>(),
                        one.contains(area) ? fmt::format("{:.3f}", one.at(area).get<double>()) : "–");
  }
  return fmt::format(
      "### How far a blend means something\n\nWhat this network says is one of the parts of that number (the others: "
      "the code's density under the portrait pack's prior, the outline, folds, asymmetry, and what is kept of both "
      "faces). `mien evaluate` with the pack {} on blends of `val` photographs; bad ones were made so with seeds, and "
      "their area under the curve is against the good ones half way.\n\n"
      "| blends | how many | median | below 0.8, where the window warns | area under the curve |\n"
      "|---|---|---|---|---|\n{}\n",
      model, rows);
}

}  // namespace

std::string meaningTable(const std::filesystem::path& evaluation) {
  try {
    std::ifstream in(evaluation);
    const Json report = Json::parse(in);
    const Json& model = report.at("model");
    return tableOf(report.at("all").at("meaning"),
                   model.at("id").get<std::string>() + " " + model.at("version").get<std::string>());
  } catch (const Json::exception& e) {
    throw std::runtime_error(evaluation.string() + " is no report of mien evaluate with blends whose meaning was " +
                             "measured (" + e.what() + "): make one with --meaning-pairs.");
  }
}

}  // namespace mien::training
