#include <CLI/CLI.hpp>
#include <algorithm>
#include <cstdio>
#include <memory>
#include <numeric>

#include "app/cli/apply_mix.h"
#include "app/cli/balance_option.h"
#include "app/cli/commands.h"
#include "app/cli/consent_option.h"
#include "app/cli/engine_options.h"
#include "app/cli/face_arguments.h"
#include "app/cli/interrupt.h"
#include "app/cli/number_option.h"
#include "app/cli/parameter_options.h"
#include "app/cli/progress_line.h"
#include "app/cli/session.h"
#include "core/export/sheet_export.h"

namespace mien {
namespace {

constexpr double kHalfVaried = 0.5;
constexpr std::size_t kManyFrames = 50;  ///< of so many it is worth saying how far they are

struct Arguments {
  EngineArguments engine;
  OutputArguments writing;
  FaceArguments faces;
  ParameterOptions parameters;
  std::string output, background, balance;
  int steps = 0, variations = 0, columns = 0, gap = 16, size = 256;
  double fps = 12;
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

/// Of three faces or more, unless the third or a later one has a share that it keeps, the way leads through all, as a
/// film's does.
bool goesThroughAll(const Arguments& args) {
  const auto keeps = [&](const Parameter& p) { return p.face >= 2 && args.parameters.given(p.id); };
  const auto all = parameters();
  return args.variations == 0 && args.faces.texts().size() > 2 && std::none_of(all.begin(), all.end(), keeps);
}

/// Each frame is what `mien mix` makes of the same options; the steps are those of --mix, or from face to face.
SheetPlan planOf(Recipe recipe, const Arguments& args) {
  const auto steps = [&](std::size_t faces) { return args.steps > 0 ? args.steps : usualSteps(faces); };
  if (goesThroughAll(args)) {
    std::vector<std::size_t> all(args.faces.texts().size());
    std::iota(all.begin(), all.end(), std::size_t{0});
    return planThrough(all, recipe, steps(all.size()), lookOf(args));
  }
  if (args.variations == 0) return planSteps(recipe, steps(2), lookOf(args));
  if (!args.parameters.given("variation")) recipe.variation.amount = kHalfVaried;
  return planVariations(recipe, args.variations, lookOf(args));
}

/// What the sheet itself goes through can't be given for all of it.
Result<void> checkMix(const Arguments& args) {
  const auto given = [&](const char* id) { return args.parameters.given(id); };
  if (args.variations == 0 && given("mix"))
    return fail(ErrorKind::Usage,
                "The steps go from face to face by themselves: leave --mix (or --at) out, or give --variations.");
  if (args.variations == 0 && args.faces.hasWeights())
    return fail(
        ErrorKind::Usage,
        "The steps go from face to face by themselves: leave --weights out, or give the shares of C and others, "
        "as --c 0.25, to go through those of B alone.");
  if (args.variations > 0 && given("variation-number"))
    return fail(ErrorKind::Usage, "The variations of a sheet are numbered from 1: leave --variation-number out.");
  return args.parameters.checkFaces(args.faces.texts().size());
}

Result<void> checkFiles(const Arguments& args, const std::string& output) {
  for (const std::string& input : args.faces.texts()) {
    if (auto kept = keepInput(output, input); !kept) return kept;
  }
  if (auto good = checkOutput(output, args.writing, Placement::Crop); !good) return good;
  return args.sprite ? keepExisting(spriteFileOf(output), args.writing.overwrite) : Result<void>();
}

/// With the picture's name filled in.
Result<int> run(const Arguments& args, const std::string& output) {
  if (auto fits = checkMix(args); !fits) return tl::unexpected(fits.error());
  if (auto good = checkFiles(args, output); !good) return tl::unexpected(good.error());
  Recipe recipe;
  recipe.size = args.size;
  recipe.faces.resize(args.faces.texts().size());
  // What can't be is told before the model is loaded.
  if (auto size = sizeOf(planOf(recipe, args).layout); !size) return tl::unexpected(size.error());
  auto session = Session::open(args.engine);
  if (!session) return tl::unexpected(session.error());
  if (auto known = args.faces.checkIndices(); !known) return tl::unexpected(known.error());
  const auto parents = session->parents(args.faces.texts(), args.faces.indices());
  if (!parents) return tl::unexpected(parents.error());
  recipe = session->recipeFor(*parents);
  recipe.size = args.size;
  if (auto weighed = args.faces.applyWeights(recipe); !weighed) return tl::unexpected(weighed.error());
  if (auto set = applyMix(args.parameters, args.balance, *session, *parents, recipe); !set)
    return tl::unexpected(set.error());
  if (auto there = checkFaces(recipe); !there) return tl::unexpected(there.error());
  SheetPlan plan = planOf(recipe, args);
  // A part with a share of its own keeps it all the way.
  for (Recipe& frame : plan.recipes) applyParameters(args.parameters, *session, frame);
  plan.framesPerSecond = args.fps;
  if (auto given = args.consent.record(*parents); !given) return tl::unexpected(given.error());
  if (args.background == "none" && pictureFormatFor(output) == PictureFormat::Jpeg) sayWhitened("JPEG");
  const auto keeper = session->gatekeeper();
  if (!keeper) return tl::unexpected(keeper.error());
  const Interrupt interrupt;
  ProgressLine line("frame");
  const auto render = [&](const Recipe& one) -> Result<Frame> {
    if (auto goesOn = interrupt.check(); !goesOn) return tl::unexpected(goesOn.error());
    return session->render(one, *parents);
  };
  const auto admission = exportSheet(**keeper, plan, facesOf(*parents), render, output, args.writing.writing(),
                                     args.writing.project, [&](int done) {
                                       if (plan.recipes.size() >= kManyFrames)
                                         line.show(done, std::ssize(plan.recipes), 0);
                                     });
  line.clear();
  if (!admission) return tl::unexpected(admission.error());
  if (args.json) printReport(session->report(recipe, output, *admission));
  return interrupt.codeAfter(sayVerdict(*admission));
}

Result<int> run(const Arguments& args) {
  const NameTokens tokens = tokensOfMix(args.faces, args.parameters, args.size);
  return filledIn(args.output, tokens).and_then([&](const std::string& output) { return run(args, output); });
}

}  // namespace

void addSheetCommand(CLI::App& app, CommandRun& chosen) {
  const auto a = std::make_shared<Arguments>();
  CLI::App* command = app.add_subcommand("sheet", "Lay the steps from face to face, or variations, on one picture");
  a->faces.addTo(*command)->required();
  a->parameters.addTo(*command);
  a->faces.addWeights(*command);
  addBalanceOption(*command, a->balance);
  auto* steps =
      command
          ->add_option("--steps", a->steps,
                       "Frames, the first and the last face included; usually 8, or as few more as give "
                       "every face a frame of its own. With a share for C or another, as --c 0.25, from A to B")
          ->check(CLI::Range(2, 10'000));
  command
      ->add_option("--variations", a->variations,
                   "In place of steps so many new faces like them; half of each is drawn anew unless --variation says")
      ->check(CLI::Range(1, kVariations))
      ->excludes(steps);
  command->add_option("--columns", a->columns, "Frames in a row; 0: about as many as rows")
      ->check(CLI::Range(0, 10'000))
      ->capture_default_str();
  auto* gap = command->add_option("--gap", a->gap, "Space around the frames of a contact sheet, px")
                  ->check(CLI::Range(0, 1000))
                  ->capture_default_str();
  command->add_option("--background", a->background, "white, black or none (transparent, as in a sprite sheet)")
      ->check(CLI::IsMember({"white", "black", "none"}));
  auto* captions =
      command->add_flag("--captions", a->captions, "Below every frame of a contact sheet its shares, or its number");
  auto* sprite =
      command->add_flag("--sprite", a->sprite, "A sprite sheet: no gaps, and a JSON file beside it for game engines")
          ->excludes(captions)
          ->excludes(gap);
  command->add_option("--fps", a->fps, "Frames a second, for the JSON file")
      ->check(numberFrom(0.1, 1000))
      ->needs(sprite)
      ->capture_default_str();
  command->add_option("--size", a->size, "Side of a frame, px")
      ->check(CLI::IsMember({256, 512, 1024}))
      ->capture_default_str();
  a->faces.addIndices(*command);
  a->consent.addTo(*command);
  addOutputOptions(*command, a->output, a->writing);
  addEngineOptions(*command, a->engine);
  command->add_flag("--json", a->json, "Print a report");
  command->callback([a, &chosen] { chosen = [a] { return run(*a); }; });
}

}  // namespace mien
