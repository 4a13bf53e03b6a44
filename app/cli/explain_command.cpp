#include <CLI/CLI.hpp>
#include <memory>

#include "app/cli/apply_mix.h"
#include "app/cli/balance_option.h"
#include "app/cli/commands.h"
#include "app/cli/engine_options.h"
#include "app/cli/explain_report.h"
#include "app/cli/face_arguments.h"
#include "app/cli/face_files.h"
#include "app/cli/own_model.h"
#include "app/cli/parameter_options.h"
#include "core/gate/facts.h"

namespace mien {
namespace {

struct Arguments {
  EngineArguments engine;
  FaceArguments faces;
  std::vector<std::string> recipeFaces;
  std::string balance, trainingFaces, pictures;
  ParameterOptions parameters;
  int nearest = 5;
  bool project = false;
  bool json = false;
};

/// A mix, and who renders it.
struct Mix {
  Session session;
  Parents parents;
  Recipe recipe;
};

Result<Mix> mixOfRecipe(const Arguments& args) {
  const auto files = faceFiles(args.recipeFaces);
  if (!files) return tl::unexpected(files.error());
  auto recipe = recipeIn(args.faces.texts().front());
  if (!recipe) return tl::unexpected(recipe.error());
  if (auto there = args.parameters.checkFaces(recipe->faces.size()); !there) return tl::unexpected(there.error());
  auto session = openFor(args.engine, args.project, *recipe);
  if (!session) return tl::unexpected(session.error());
  const auto texts = parentTexts(*recipe, *files);
  if (!texts) return tl::unexpected(texts.error());
  auto parents = parentsOf(*session, *recipe, *texts);
  if (!parents) return tl::unexpected(parents.error());
  if (args.balance != "auto")  // it has one that was measured
    if (auto balanced = applyBalance(args.balance, *session, *parents, *recipe); !balanced)
      return tl::unexpected(balanced.error());
  applyParameters(args.parameters, *session, *recipe);
  return Mix{std::move(*session), std::move(*parents), std::move(*recipe)};
}

Result<Mix> mixOfFaces(const Arguments& args) {
  if (auto there = args.parameters.checkFaces(args.faces.texts().size()); !there) return tl::unexpected(there.error());
  auto session = Session::open(args.engine);
  if (!session) return tl::unexpected(session.error());
  if (auto known = args.faces.checkIndices(); !known) return tl::unexpected(known.error());
  auto parents = session->parents(args.faces.texts(), args.faces.indices());
  if (!parents) return tl::unexpected(parents.error());
  Recipe recipe = session->recipeFor(*parents);
  if (auto weighed = args.faces.applyWeights(recipe); !weighed) return tl::unexpected(weighed.error());
  if (auto set = applyMix(args.parameters, args.balance, *session, *parents, recipe); !set)
    return tl::unexpected(set.error());
  return Mix{std::move(*session), std::move(*parents), std::move(recipe)};
}

Result<int> run(const Arguments& args) {
  std::optional<TrainingPhotographs> photographs;
  if (!args.trainingFaces.empty()) {
    auto opened = TrainingPhotographs::open(args.trainingFaces);
    if (!opened) return tl::unexpected(opened.error());
    photographs = std::move(*opened);
  }
  auto mix = args.faces.texts().size() == 1 ? mixOfRecipe(args) : mixOfFaces(args);
  if (!mix) return tl::unexpected(mix.error());
  Session& session = mix->session;
  if (auto there = checkFaces(mix->recipe); !there) return tl::unexpected(there.error());
  const auto keeper = session.gatekeeper();
  if (!keeper) return tl::unexpected(keeper.error());
  const auto gate = (*keeper)->open();
  if (!gate) return tl::unexpected(gate.error());
  const auto judge = (*keeper)->judge();
  if (!judge) return tl::unexpected(judge.error());
  const auto render = [&](const Recipe& recipe) { return session.render(recipe, mix->parents); };
  const auto frame = render(mix->recipe);
  if (!frame) return tl::unexpected(frame.error());
  ExplainSettings settings;
  settings.nearest = static_cast<std::size_t>(args.nearest);
  settings.alarmBelow = nearCopyAlarm(gate->policy());
  settings.directionsHash = session.info().directionsHash;
  const auto explanation = explain(*frame, **judge, render, settings);
  if (!explanation) return tl::unexpected(explanation.error());
  std::vector<Embedding> identities;
  for (const FacePtr& face : facesOf(mix->parents)) identities.push_back(lookOf(**judge, *face).identity);
  const Meaning meaning = meaningOf(factsOf(**judge, *frame, identities), frame->facts.landmarks);
  NearestPictures pictures;
  if (photographs) {
    auto written = writeNearest(*explanation, *photographs, args.pictures);
    if (!written) return tl::unexpected(written.error());
    pictures = std::move(*written);
  }
  if (!args.json) {
    printExplanation(mix->recipe, meaning, *explanation, pictures);
    return 0;
  }
  nlohmann::json report = explanationJson(mix->recipe, meaning, *explanation, pictures);
  const EngineInfo about = session.info();
  report["schema"] = 1;
  report["model"] = modelJson(about);
  report["device"] = about.device;
  printReport(report);
  return 0;
}

}  // namespace

void addExplainCommand(CLI::App& app, CommandRun& chosen) {
  const auto a = std::make_shared<Arguments>();
  CLI::App* command = app.add_subcommand(
      "explain", "Say whom a mix is near to, who is where in it, and what each slider does; nothing is recorded");
  a->faces.addTo(*command)
      ->expected(1, static_cast<int>(kMaxFaces))
      ->required()
      ->description("Faces as for mix; or one recipe (JSON), or a picture made by Mien");
  command->add_option("--face", a->recipeFaces, "The recipe's photographs: a=FILE, b=FILE and so on; told by content");
  a->parameters.addTo(*command);
  a->faces.addWeights(*command);
  addBalanceOption(*command, a->balance);
  addProjectionOption(*command, a->project);
  a->faces.addIndices(*command);
  command->add_option("--nearest", a->nearest, "How many training photographs to name")
      ->check(CLI::Range(1, 100))
      ->capture_default_str();
  auto* faces = command->add_option("--training-faces", a->trainingFaces,
                                    "The face set that the model was trained on: pictures of those nearest are "
                                    "written where their licences allow that");
  auto* pictures = command->add_option("--pictures", a->pictures, "Folder for these pictures")->needs(faces);
  faces->needs(pictures);
  addEngineOptions(*command, a->engine);
  command->add_flag("--json", a->json, "Print a report");
  command->footer(
      "The training photographs are no part of Mien: they are named by number, set and licence, and shown only to "
      "whoever has them.");
  command->callback([a, &chosen] { chosen = [a] { return run(*a); }; });
}

}  // namespace mien
