#include <CLI/CLI.hpp>
#include <cstdio>
#include <memory>

#include "app/cli/commands.h"
#include "app/cli/consent_option.h"
#include "app/cli/engine_options.h"
#include "app/cli/face_files.h"
#include "app/cli/interrupt.h"
#include "app/cli/own_model.h"

namespace mien {
namespace {

struct Arguments {
  EngineArguments engine;
  OutputArguments writing;
  std::string recipe, output;
  std::vector<std::string> faces;
  ConsentOption consent;
  bool project = false;
  bool json = false;
};

/// `made`: the recipe; with the picture's name filled in.
Result<int> run(const Arguments& args, const FilesOfFaces& files, const Recipe& made, const std::string& output) {
  for (const auto& [unused, file] : files) {
    if (auto kept = keepInput(output, file); !kept) return tl::unexpected(kept.error());
  }
  if (auto good = checkOutput(output, args.writing, made.placement); !good) return tl::unexpected(good.error());
  Recipe recipe = made;
  const Interrupt interrupt;
  auto session = openFor(args.engine, args.project, recipe);
  if (!session) return tl::unexpected(session.error());
  const auto texts = parentTexts(recipe, files);
  if (!texts) return tl::unexpected(texts.error());
  const auto parents = parentsOf(*session, recipe, *texts);
  if (!parents) return tl::unexpected(parents.error());
  if (auto goesOn = interrupt.check(); !goesOn) return tl::unexpected(goesOn.error());
  if (auto given = args.consent.record(*parents); !given) return tl::unexpected(given.error());
  const auto frame = session->render(recipe, *parents);
  if (!frame) return tl::unexpected(frame.error());
  if (auto goesOn = interrupt.check(); !goesOn) return tl::unexpected(goesOn.error());
  const auto admission = session->write(*frame, *parents, output, args.writing);
  if (!admission) return tl::unexpected(admission.error());
  nlohmann::json report = session->report(recipe, output, *admission);
  if (recipe.modelHash != made.modelHash) {
    const auto loss = lossOfFrame(*session, args.engine, made, *texts, *frame, args.recipe);
    if (!loss) return tl::unexpected(loss.error());
    report["projected"] = tellLoss(made, session->info(), *loss);
  }
  if (args.json) printReport(report);
  return interrupt.codeAfter(sayVerdict(*admission));
}

Result<int> run(const Arguments& args) {
  const auto files = faceFiles(args.faces);
  if (!files) return tl::unexpected(files.error());
  const auto made = recipeIn(args.recipe);
  if (!made) return tl::unexpected(made.error());
  return filledIn(args.output, namesOf(*made, *files)).and_then([&](const std::string& output) {
    return run(args, *files, *made, output);
  });
}

}  // namespace

void addRenderCommand(CLI::App& app, CommandRun& chosen) {
  const auto a = std::make_shared<Arguments>();
  CLI::App* command =
      app.add_subcommand("render", "Render a recipe again, from its file or from a picture that carries it");
  command->add_option("recipe", a->recipe, "Recipe (JSON), or a picture made by Mien")->required();
  command->add_option(
      "--face", a->faces,
      "The recipe's photographs, or projects (.mien) that keep these faces: a=FILE, b=FILE and so on; told by content");
  a->consent.addTo(*command);
  addProjectionOption(*command, a->project);
  addOutputOptions(*command, a->output, a->writing);
  addBitsOption(*command, a->writing);
  addEngineOptions(*command, a->engine);
  command->add_flag("--json", a->json, "Print a report");
  command->callback([a, &chosen] { chosen = [a] { return run(*a); }; });
}

}  // namespace mien
