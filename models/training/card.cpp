#include "models/training/card.h"

#include <fmt/format.h>

#include <fstream>
#include <nlohmann/json.hpp>
#include <optional>
#include <stdexcept>
#include <vector>

#include "core/base/atomic_file.h"
#include "core/model/pack.h"
#include "models/training/card_about.h"
#include "models/training/meaning_table.h"
#include "models/training/occlusion_table.h"
#include "models/training/policy_table.h"

namespace mien::training {
namespace {

using Json = nlohmann::json;

constexpr int kFewestOfAGroup = 20;  ///< photographs: fewer say more about themselves than about a group

Json reportFrom(const std::filesystem::path& file) {
  std::ifstream in(file);
  Json report = Json::parse(in, nullptr, false);
  if (report.is_discarded() || !report.contains("all"))
    throw std::runtime_error(
        file.string() + " is no report of mien evaluate or mien-train measure: make one with their --json option.");
  return report;
}

std::string cell(const Json& figures, const Line& line) {
  const Json::json_pointer at(line.figure);
  if (!figures.contains(at)) return "–";
  const double value = figures.at(at);
  return line.unit == Line::Share ? fmt::format("{:.1f} %", 100 * value) : fmt::format("{:.3g}", value);
}

std::string table(const About& about, const Json& report, const Json& beside, const char* besideName) {
  std::string text = beside.empty() ? "| figure | value |\n|---|---|\n"
                                    : fmt::format("| figure | this pack | {} |\n|---|---|---|\n", besideName);
  for (const Line& line : about.lines) {
    text += fmt::format("| {} | {} |", line.words, cell(report.at("all"), line));
    text += beside.empty() ? "\n" : " " + cell(beside.at("all"), line) + " |\n";
  }
  return text;
}

constexpr const char* kUnseen =
    "on photographs that no training step saw. (The splits are by photograph: of a few the same person in another "
    "photograph was trained on, see `docs/design.md`.)";

/// One paragraph: by which program, on what.
std::string howMeasured(const Json& report) {
  const int photographs = report.at("/counts/photographs"_json_pointer).get<int>();
  if (const Json::json_pointer own("/counts/judged"); report.contains(own))
    return fmt::format(
        "Measured by `mien-train measure` on {} photographs of the `val` split and {} {} made of them, with other "
        "random numbers than training's, {}",
        photographs, report.at(own).get<int>(), report.at("/counts/unit"_json_pointer).get<std::string>(), kUnseen);
  return fmt::format(
      "Measured by `mien evaluate` on {} photographs of the `{}` split ({} pairs, {}² pictures), with the teacher "
      "networks as judges, {}",
      photographs, report.at("/config/split"_json_pointer).get<std::string>(),
      report.at("/counts/pairsMeasured"_json_pointer).get<int>(), report.at("/config/size"_json_pointer).get<int>(),
      kUnseen);
}

std::string howTrained(std::int64_t steps) {
  constexpr std::int64_t kEnough = 2000;
  return fmt::format("It was trained for {} steps of 128 views.", steps) +
         (steps < kEnough ? " That is far too few to decide by: train it on before its word counts.\n" : "\n");
}

/// How near the judge puts strangers to one another.
const Line kStrangers{"two strangers of the group: identity distance, median", "/strangers/identity/median"};

/// The pack's first figures by the labels that the photographs carry.
std::string groupTable(const About& about, const Json& report) {
  std::vector<Line> lines(about.lines.begin(),
                          about.lines.begin() + std::min<std::ptrdiff_t>(2, std::ssize(about.lines)));
  if (report.at("all").contains(Json::json_pointer(kStrangers.figure))) lines.push_back(kStrangers);
  std::string rows;
  for (const char* label : {"race", "gender", "race and gender", "age"}) {
    if (!report.contains(label)) continue;
    for (const auto& [group, figures] : report.at(label).items()) {
      rows += fmt::format("| {} |", group);
      for (const Line& line : lines) rows += fmt::format(" {} |", cell(figures, line));
      rows += '\n';
    }
  }
  if (rows.empty()) return {};
  std::string text = "| group |";
  std::string rule = "\n|---|";
  for (const Line& line : lines) {
    text += fmt::format(" {} |", line.words);
    rule += "---|";
  }
  return text + rule + '\n' + rows;
}

struct Spread {
  std::string worst;
  double above = 0;  ///< the worst ÷ the best, less 1
};

/// How far the worst served race and gender stand behind the best, in the figure at `of`, or in it ÷ another.
std::optional<Spread> spreadOf(const Json& report, const char* of, const char* by = nullptr) {
  if (!report.contains("race and gender")) return {};
  double best = 0;
  double worst = 0;
  Spread spread;
  for (const auto& [group, figures] : report.at("race and gender").items()) {
    const Json::json_pointer figure(of);
    if (!figures.contains(figure) || figures.at(figure.parent_pointer()).at("count") < kFewestOfAGroup) continue;
    double value = figures.at(figure);
    if (by != nullptr) value /= figures.at(Json::json_pointer(by)).get<double>();
    if (best == 0 || value < best) best = value;
    if (value <= worst) continue;
    worst = value;
    spread.worst = group;
  }
  if (best == 0) return {};
  spread.above = worst / best - 1;
  return spread;
}

/// In words, of the pack's first figure: plain, and against the strangers of each group where the report has them.
std::string spreadOfGroups(const About& about, const Json& report) {
  const Line& line = about.lines.front();
  const auto spread = spreadOf(report, line.figure);
  if (!spread) return {};
  std::string text = fmt::format(
      "\nOf the groups by race and gender with {} photographs or more, {} fare worst: {:.0f} % above the best one's "
      "{}.",
      kFewestOfAGroup, spread->worst, 100 * spread->above, line.words);
  if (report.at("all").contains(Json::json_pointer(kStrangers.figure))) {
    const auto relative = spreadOf(report, line.figure, kStrangers.figure);
    text += fmt::format(
        " Part of that is the judge, which puts strangers of some groups nearer to one another than those of others: "
        "with the distances taken as shares of those between strangers of the same group, {} fare worst, {:.0f} % "
        "above the best.",
        relative->worst, 100 * relative->above);
  }
  return text + '\n';
}

/// Pictures of what it does badly, drawn by itself, and the commands that make them.
std::string failures() {
  return "## Known failures\n\n"
         "Drawn faces are soft, and what lies around them is a guess:\n\n![Drawn faces](drawn.jpg)\n\n"
         "Further from the mean (truncation 0.9) colours run now and then, and features double:\n\n"
         "![Unusual faces](unusual.jpg)\n\n"
         "Made by `mien sheet seed:1 seed:2 --variations 8 --variation 1 --columns 8 -o drawn.jpg`, and with "
         "`seed:1@0.85 seed:2@0.85` as faces. Hands, spectacles and hair over the face double in blends of photographs "
         "where the pack's network for them does not find them; a head that is turned aside is mixed with a frontal "
         "one at the cost of its far cheek.\n";
}

/// What the window shows of models side by side: models/NAME/figures.json, {"schema": 1, "figures": [{"words",
/// "value"}]}.
void writeFigures(const std::filesystem::path& folder, const About& about, const Json& report) {
  Json figures = Json::array();
  figures.push_back(
      {{"words", "measured on"},
       {"value", fmt::format("{} photographs, {} pairs", report.at("/counts/photographs"_json_pointer).get<int>(),
                             report.at("/counts/pairsMeasured"_json_pointer).get<int>())}});
  for (const Line& line : about.lines)
    figures.push_back({{"words", line.words}, {"value", cell(report.at("all"), line)}});
  const std::string text = Json{{"schema", 1}, {"figures", figures}}.dump(1) + "\n";
  const auto done =
      writeFileAtomically(folder / "figures.json", {reinterpret_cast<const std::uint8_t*>(text.data()), text.size()});
  if (!done) throw std::runtime_error(done.error().message);
}

}  // namespace

void writeCard(const std::string& name, const std::filesystem::path& models, const CardReports& reports) {
  About about = aboutOf(name);
  const auto pack = Pack::load(models / name);
  if (!pack) throw std::runtime_error(pack.error().message);
  const Json report = reportFrom(reports.evaluation);
  const bool portrait = name == "portrait" || name == "draft";
  const bool witnessed = portrait && report.contains("/all/blend/detail1/witnessDifference"_json_pointer);
  if (witnessed) {
    const std::vector<Line> more = witnessLines();
    about.lines.insert(about.lines.end(), more.begin(), more.end());
  }
  const Json beside = reports.linear.empty() ? Json() : reportFrom(reports.linear);
  const PackManifest& m = pack->manifest();
  std::string text = fmt::format("# {} {}\n\n{}\n\nLicence: {}. Pack hash: `{}`.\n\n## Limits\n\n{}\n\n", m.title,
                                 m.version, about.words, m.licence, pack->hash(), about.limits);
  text += "## Figures\n\n" + howMeasured(report) + "\n\n" +
          table(about, report, beside, name == "draft" ? "portrait" : "linear start") + '\n';
  if (portrait)
    text += "The identity and perceptual judges were also training losses, so these figures flatter the network.";
  if (witnessed) text += " The witness, a second identity network of our own, was part of no loss and no search.";
  if (portrait) text += "\n\n";
  if (name == "witness") text += howTrained(Json::parse(m.settings).at("training_steps"));
  if (const std::string groups = groupTable(about, report); !groups.empty())
    text += "### By label\n\nLabels are FairFace's own; the other sources carry none.\n\n" + groups;
  if (portrait) text += spreadOfGroups(about, report);
  if (!reports.check.empty()) text += "\n" + policyTable(reports.check);
  if (!reports.meaning.empty()) text += "\n" + meaningTable(reports.meaning);
  if (!reports.occlusion.empty()) text += "\n" + occlusionTable(reports.occlusion);
  if (portrait) text += "\n" + failures();
  text += "\n## Training data\n\n| set | pictures | licence | attribution |\n|---|---|---|---|\n";
  for (const PackData& d : m.data)
    text += fmt::format("| {} | {} | {} | {} |\n", d.name, d.count, d.licence, d.attribution);
  text += "\nPhotographs of adults, mostly from the front; ";
  text += name == "finder" ? "all were drawn alike.\n" : "groups were balanced by weights (race × gender × age).\n";
  text += "\n" + howToRetrain(name);
  if (portrait) writeFigures(models / name, about, report);
  const auto done =
      writeFileAtomically(models / name / "card.md", {reinterpret_cast<const std::uint8_t*>(text.data()), text.size()});
  if (!done) throw std::runtime_error(done.error().message);
}

}  // namespace mien::training
