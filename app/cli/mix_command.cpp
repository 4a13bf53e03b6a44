#include <CLI/CLI.hpp>
#include <cstdio>
#include <memory>

#include "app/cli/apply_mix.h"
#include "app/cli/balance_option.h"
#include "app/cli/commands.h"
#include "app/cli/consent_option.h"
#include "app/cli/engine_options.h"
#include "app/cli/face_arguments.h"
#include "app/cli/interrupt.h"
#include "app/cli/parameter_options.h"
#include "app/cli/session.h"

namespace mien {
namespace {

struct Arguments {
  EngineArguments engine;
  OutputArguments writing;
  FaceArguments faces;
  std::string output, inPhoto, balance;
  ParameterOptions parameters;
  ConsentOption consent;
  int size = 512;
  bool json = false;
};

/// With the picture's name filled in.
Result<int> run(const Arguments& args, const std::string& output) {
  if (auto there = args.parameters.checkFaces(args.faces.texts().size()); !there) return tl::unexpected(there.error());
  const Placement placement = args.inPhoto.empty() ? Placement::Crop : *placementFromString("photo-" + args.inPhoto);
  for (const std::string& input : args.faces.texts()) {
    if (auto kept = keepInput(output, input); !kept) return tl::unexpected(kept.error());
  }
  if (auto good = checkOutput(output, args.writing, placement); !good) return tl::unexpected(good.error());
  const Interrupt interrupt;
  auto session = Session::open(args.engine);
  if (!session) return tl::unexpected(session.error());
  if (auto known = args.faces.checkIndices(); !known) return tl::unexpected(known.error());
  const auto parents = session->parents(args.faces.texts(), args.faces.indices());
  if (!parents) return tl::unexpected(parents.error());
  if (auto goesOn = interrupt.check(); !goesOn) return tl::unexpected(goesOn.error());
  Recipe recipe = session->recipeFor(*parents);
  if (auto given = args.consent.record(*parents); !given) return tl::unexpected(given.error());
  if (auto weighed = args.faces.applyWeights(recipe); !weighed) return tl::unexpected(weighed.error());
  if (auto set = applyMix(args.parameters, args.balance, *session, *parents, recipe); !set)
    return tl::unexpected(set.error());
  recipe.size = args.size;
  recipe.placement = placement;
  if (auto there = checkFaces(recipe); !there) return tl::unexpected(there.error());
  const auto frame = session->render(recipe, *parents);
  if (!frame) return tl::unexpected(frame.error());
  if (auto goesOn = interrupt.check(); !goesOn) return tl::unexpected(goesOn.error());
  const auto admission = session->write(*frame, *parents, output, args.writing);
  if (!admission) return tl::unexpected(admission.error());
  if (args.json) printReport(session->report(recipe, output, *admission));
  return interrupt.codeAfter(sayVerdict(*admission));
}

Result<int> run(const Arguments& args) {
  if (args.faces.texts().size() < 2) return fail(ErrorKind::Usage, "A mix needs two faces: name another one.");
  const NameTokens tokens = tokensOfMix(args.faces, args.parameters, args.size);
  return filledIn(args.output, tokens).and_then([&](const std::string& output) { return run(args, output); });
}

}  // namespace

void addMixCommand(CLI::App& app, CommandRun& chosen) {
  const auto a = std::make_shared<Arguments>();
  CLI::App* command = app.add_subcommand("mix", "Mix two faces or more into one picture");
  a->faces.addTo(*command)->required();
  addOutputOptions(*command, a->output, a->writing);
  addBitsOption(*command, a->writing);
  a->parameters.addTo(*command);
  a->faces.addWeights(*command);
  addBalanceOption(*command, a->balance);
  a->consent.addTo(*command);
  command->add_option("--size", a->size, "Side of the crop, px")
      ->check(CLI::IsMember({256, 512, 1024}))
      ->capture_default_str();
  addInPhotoOption(*command, a->inPhoto);
  a->faces.addIndices(*command);
  addEngineOptions(*command, a->engine);
  command->add_flag("--json", a->json, "Print a report");
  command->callback([a, &chosen] { chosen = [a] { return run(*a); }; });
}

}  // namespace mien
