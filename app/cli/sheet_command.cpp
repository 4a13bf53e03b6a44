#include <CLI/CLI.hpp>
#include <cstdio>
#include <memory>

#include "app/cli/balance_option.h"
#include "app/cli/commands.h"
#include "app/cli/consent_option.h"
#include "app/cli/engine_options.h"
#include "app/cli/face_arguments.h"
#include "app/cli/number_option.h"
#include "app/cli/session.h"
#include "core/export/sheet_export.h"

namespace mien {
namespace {

struct Arguments {
  EngineArguments engine;
  OutputArguments writing;
  FaceArguments faces;
  std::string output, surroundings = "blend", background, balance;
  int steps = 8, variations = 0, columns = 0, gap = 16, size = 256;
  double fps = 12, share = 0.5, variation = 0.5;
  bool sprite = false, captions = false, json = false;
  ConsentOption consent;
};

SheetLook lookOf(const Arguments& args) {
  SheetLook look{
      .columns = args.columns, .gap = args.gap, .background = {}, .captions = args.captions, .sprite = args.sprite};
  const std::string background = !args.background.empty() ? args.background : args.sprite ? "none" : "white";
  if (background == "white") look.background = {255, 255, 255};
  if (background == "black") look.background = {0, 0, 0};
  return look;
}

SheetPlan planOf(Recipe recipe, const Arguments& args) {
  if (args.variations == 0) return planSteps(recipe, args.steps, lookOf(args));
  recipe.structure = recipe.features = recipe.colour = args.share;
  recipe.variation.amount = args.variation;
  return planVariations(recipe, args.variations, lookOf(args));
}

Result<void> checkFiles(const Arguments& args) {
  for (const std::string& input : args.faces.texts()) {
    if (auto kept = keepInput(args.output, input); !kept) return kept;
  }
  if (auto good = checkOutput(args.output, args.writing, Placement::Crop); !good) return good;
  return args.sprite ? keepExisting(spriteFileOf(args.output), args.writing.overwrite) : Result<void>();
}

Result<int> run(const Arguments& args) {
  if (auto good = checkFiles(args); !good) return tl::unexpected(good.error());
  Recipe recipe;
  recipe.size = args.size;
  // What can't be is told before the model is loaded.
  if (auto size = sizeOf(planOf(recipe, args).layout); !size) return tl::unexpected(size.error());
  auto session = Session::open(args.engine);
  if (!session) return tl::unexpected(session.error());
  if (auto known = args.faces.checkIndices(); !known) return tl::unexpected(known.error());
  const auto parents = session->parents(args.faces.texts(), args.faces.indices());
  if (!parents) return tl::unexpected(parents.error());
  recipe = session->recipeFor(*parents);
  recipe.surroundings = *surroundingsFromString(args.surroundings);
  recipe.size = args.size;
  if (auto balanced = applyBalance(args.balance, *session, *parents, recipe); !balanced)
    return tl::unexpected(balanced.error());
  SheetPlan plan = planOf(recipe, args);
  plan.framesPerSecond = args.fps;
  if (auto given = args.consent.record(recipe.faces); !given) return tl::unexpected(given.error());
  const auto keeper = session->gatekeeper();
  if (!keeper) return tl::unexpected(keeper.error());
  const auto admission = exportSheet(
      **keeper, plan, facesOf(*parents), [&](const Recipe& one) { return session->render(one, *parents); }, args.output,
      args.writing.writing(), args.writing.project);
  if (!admission) return tl::unexpected(admission.error());
  if (args.json) printReport(session->report(recipe, args.output, *admission));
  return sayVerdict(*admission);
}

}  // namespace

void addSheetCommand(CLI::App& app, CommandRun& chosen) {
  const auto a = std::make_shared<Arguments>();
  CLI::App* command =
      app.add_subcommand("sheet", "Lay the steps from one face to another, or variations, on one picture");
  a->faces.addTo(*command)->required()->expected(2)->description(
      "Photographs of two faces, A and B; seed:N is a face drawn from the model, seed:N@T of truncation T");
  addBalanceOption(*command, a->balance);
  auto* steps = command->add_option("--steps", a->steps, "Frames, both faces included")
                    ->check(CLI::Range(2, 10'000))
                    ->capture_default_str();
  auto* variations = command->add_option("--variations", a->variations, "In place of steps so many new faces like them")
                         ->check(CLI::Range(1, kVariations))
                         ->excludes(steps);
  command->add_option("--variation", a->variation, "How much of each is drawn anew")
      ->check(numberFrom(0, 1))
      ->needs(variations)
      ->capture_default_str();
  command->add_option("--mix,--at", a->share, "Share of B in each")
      ->check(numberFrom(0, 1))
      ->needs(variations)
      ->capture_default_str();
  command->add_option("--columns", a->columns, "Frames in a row; 0: about as many as rows")
      ->check(CLI::Range(0, 10'000))
      ->capture_default_str();
  command->add_option("--gap", a->gap, "Space around the frames of a contact sheet, px")
      ->check(CLI::Range(0, 1000))
      ->capture_default_str();
  command->add_option("--background", a->background, "white, black or none (transparent, as in a sprite sheet)")
      ->check(CLI::IsMember({"white", "black", "none"}));
  auto* captions = command->add_flag("--captions", a->captions,
                                     "Below every frame of a contact sheet its share of B, or its number");
  command->add_flag("--sprite", a->sprite, "A sprite sheet: no gaps, and a JSON file beside it for game engines")
      ->excludes(captions);
  command->add_option("--fps", a->fps, "Frames a second, for the JSON file")
      ->check(numberFrom(0.1, 1000))
      ->capture_default_str();
  command->add_option("--surroundings", a->surroundings, "Hair and background of a, b, blend or none (transparent)")
      ->check(CLI::IsMember({"a", "b", "blend", "none"}))
      ->capture_default_str();
  command->add_option("--size", a->size, "Side of a frame, px")
      ->check(CLI::IsMember({256, 512, 1024}))
      ->capture_default_str();
  a->faces.addIndices(*command, 2);
  a->consent.addTo(*command);
  addOutputOptions(*command, a->output, a->writing);
  addEngineOptions(*command, a->engine);
  command->add_flag("--json", a->json, "Print a report");
  command->callback([a, &chosen] {
    chosen = [a] {
      const auto done = run(*a);
      return done ? *done : complain(done.error());
    };
  });
}

}  // namespace mien
