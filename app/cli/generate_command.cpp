#include <CLI/CLI.hpp>
#include <cstdio>
#include <memory>
#include <set>

#include "app/cli/commands.h"
#include "app/cli/engine_options.h"
#include "app/cli/generate_set.h"
#include "app/cli/interrupt.h"
#include "app/cli/number_option.h"
#include "core/base/name_template.h"
#include "core/guard/attributes.h"

namespace mien {
namespace {

using Arguments = GenerateArguments;

constexpr std::uint64_t kMostSeed = 9'000'000'000'000'000;  // a double holds it, and those of all --count

/// All files before the first is drawn, so that a wrong name costs no time and no file replaces another of this run.
Result<std::vector<std::filesystem::path>> filesOf(const Arguments& args) {
  std::vector<std::filesystem::path> files;
  std::set<std::filesystem::path> used;
  NameTokens tokens = dateAndTime(std::chrono::system_clock::now());
  tokens["size"] = std::to_string(args.size);
  const auto fileOf = [&](const std::string& name) {
    return std::filesystem::path(args.folder) / (name + "." + args.format);
  };
  const auto taken = [&](const std::string& name) {
    return used.contains(fileOf(name)) || !keepExisting(fileOf(name), args.writing.overwrite);
  };
  for (int i = 0; i < args.count; ++i) {
    tokens["seed"] = std::to_string(args.seed + static_cast<std::uint64_t>(i));
    const auto name = nameFromTemplate(args.name, tokens, taken);
    if (!name) return tl::unexpected(name.error());
    const auto file = fileOf(*name);
    if (!used.insert(file).second) {
      return fail(ErrorKind::Usage,
                  "Two faces would both be called " + file.filename().string() + ": put {seed} or {n} into --name.");
    }
    if (auto good = checkOutput(file, args.writing, Placement::Crop); !good) return tl::unexpected(good.error());
    files.push_back(file);
  }
  return files;
}

Result<int> drawFaces(const Arguments& args) {
  const auto files = filesOf(args);
  if (!files) return tl::unexpected(files.error());
  const auto made = OutputFolder::make(args.folder);
  if (!made) return tl::unexpected(made.error());
  auto session = Session::open(args.engine);
  if (!session) return tl::unexpected(session.error());
  nlohmann::json outputs = nlohmann::json::array();
  int code = 0;
  const Interrupt interrupt;
  for (int i = 0; i < args.count; ++i) {
    if (interrupt.requested()) {
      std::fprintf(stderr, "Stopped after %d of %d faces.\n", i, args.count);
      return kInterruptedExit;
    }
    const std::uint64_t seed = args.seed + static_cast<std::uint64_t>(i);
    const auto face = session->parent(textOf({seed, args.truncation}));
    if (!face) return tl::unexpected(face.error());
    const Parents parents{*face, *face};
    Recipe recipe = session->recipeFor(parents);
    recipe.structure = recipe.features = recipe.colour = 0;
    recipe.size = args.size;
    const auto frame = session->render(recipe, parents);
    if (!frame) return tl::unexpected(frame.error());
    const auto& file = (*files)[static_cast<std::size_t>(i)];
    const auto admission = session->write(*frame, parents, file, args.writing);
    if (!admission) return tl::unexpected(admission.error());
    // One face that is refused does not stop the rest; the exit code is that of the first.
    const int said = sayVerdict(*admission);
    if (code == 0) code = said;
    if (!args.json) continue;
    nlohmann::json one{{"seed", seed},
                       {"output", admission->refusal ? nlohmann::json() : nlohmann::json(file.string())},
                       {"outcome", toString(admission->verdict.outcome)},
                       {"recipe", nlohmann::json::parse(toJson(recipe))}};
    addAdmission(one, *admission);
    outputs.push_back(std::move(one));
  }
  if (args.json) {
    const EngineInfo info = session->engine().info();
    const nlohmann::json report{{"schema", 1},
                                {"outputs", outputs},
                                {"model", modelJson(info)},
                                {"device", info.device},
                                {"milliseconds", session->milliseconds()}};
    printReport(report);
  }
  return code;
}

/// Labelled sets have a first seed and a folder of their own.
Result<int> run(Arguments args, bool seedGiven) {
  if (!args.labels.empty()) {
    if (args.folder.empty()) args.folder = std::filesystem::path(args.labels).replace_extension();
    if (std::filesystem::path(args.labels).extension() != ".csv")
      return fail(ErrorKind::Usage, "The labels are written as CSV: give --labels a name that ends in .csv.");
    return generateSet(args);
  }
  if (!seedGiven) return fail(ErrorKind::Usage, "--seed is required: the same seed gives the same face.");
  if (args.folder.empty()) return fail(ErrorKind::Usage, "--output is required: the folder for the pictures.");
  return drawFaces(args);
}

std::string bandsOf(const char* name, std::span<const Band> bands) {
  std::string text = std::string(name) + ": ";
  for (const Band& band : bands) text += (&band == bands.data() ? "" : ", ") + std::string(band.name);
  return text + ". ";
}

/// What the labels say, and how they were measured.
std::string attributesInWords() {
  std::string text = "Labels, measured of each finished picture:\n";
  for (const AttributeInfo& info : attributeList()) {
    const std::string unit = *info.unit == 0 ? "" : std::string(", ") + info.unit;
    text += "  " + std::string(info.id) + unit + ": " + info.source + "\n";
  }
  return text + bandsOf("Ages", ageBands()) + bandsOf("Skin, darkest first", skinToneClasses());
}

}  // namespace

void addGenerateCommand(CLI::App& app, CommandRun& chosen) {
  const auto a = std::make_shared<Arguments>();
  CLI::App* command = app.add_subcommand("generate", "Draw new faces from the model");
  const CLI::Option* seed =
      command->add_option("--seed", a->seed, "First seed; the same seed gives the same face (with --labels: 1)")
          ->check(CLI::Range(std::uint64_t{0}, kMostSeed));
  command
      ->add_option("--truncation", a->truncation,
                   "How far from the mean face they may lie: 0 is the mean, 1 as unusual as photographs")
      ->check(numberFrom(0, 1))
      ->capture_default_str();
  command->add_option("--count", a->count, "How many")->check(CLI::Range(1, 1'000'000))->capture_default_str();
  command->add_option("--size", a->size, "Side, px")->check(CLI::IsMember({256, 512, 1024}))->capture_default_str();
  command->add_option("-o,--output", a->folder, "Folder for the pictures (with --labels out.csv: out)");
  command
      ->add_option("--name", a->name,
                   "Their names: {seed}, {size}, {date}, {time}, and {n} or {n:03} for the next free number")
      ->capture_default_str();
  command->add_option("--format", a->format, "Their format")
      ->check(CLI::IsMember({"png", "jpg", "webp", "tif"}))
      ->capture_default_str();
  addWritingOptions(*command, a->writing);
  addBitsOption(*command, a->writing);
  addEngineOptions(*command, a->engine);
  command->add_flag("--json", a->json, "Print a report");
  auto* labels = command->add_option(
      "--labels", a->labels,
      "Make a labelled set: a CSV of what is measured of each picture, and beside it CSV.manifest.jsonl with each "
      "verdict. A set that was broken off goes on when the same command is given again");
  auto* balance = command
                      ->add_option("--balance", a->balance,
                                   "Equally many faces a group: age,skin, or age=18-29/30-44,skin=light/tan/brown; "
                                   "--count is then of pictures, and faces of full groups are passed over")
                      ->needs(labels);
  command->add_flag("--continue", a->goOn, "Go on after a broken-off run; a finished set is left as it is")
      ->needs(labels);
  command->add_option("--give-up", a->giveUp, "Seeds in a row that fill no group before a balanced set is given up")
      ->needs(balance)
      ->check(CLI::Range(1, 100'000'000))
      ->capture_default_str();
  command->footer(attributesInWords());
  command->callback([a, seed, &chosen] {
    const bool seedGiven = seed->count() > 0;
    chosen = [a, seedGiven] { return run(*a, seedGiven); };
  });
}

}  // namespace mien
