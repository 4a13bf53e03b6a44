#include <CLI/CLI.hpp>
#include <cstdio>
#include <memory>

#include "app/cli/balance_option.h"
#include "app/cli/commands.h"
#include "app/cli/consent_option.h"
#include "app/cli/parameter_options.h"
#include "app/cli/session.h"

namespace mien {
namespace {

struct Arguments {
  EngineArguments engine;
  OutputArguments writing;
  std::string a, b, output, inPhoto, balance;
  ParameterOptions parameters;
  ConsentOption consent;
  int size = 512, faceA = 0, faceB = 0;
  bool json = false;
};

Result<int> run(const Arguments& args) {
  const Placement placement = args.inPhoto.empty() ? Placement::Crop : *placementFromString("photo-" + args.inPhoto);
  for (const std::string& input : {args.a, args.b}) {
    if (auto kept = keepInput(args.output, input); !kept) return tl::unexpected(kept.error());
  }
  if (auto good = checkOutput(args.output, args.writing, placement); !good) return tl::unexpected(good.error());
  auto session = Session::open(args.engine);
  if (!session) return tl::unexpected(session.error());
  const auto parents = session->parents({args.a, args.b}, {args.faceA, args.faceB});
  if (!parents) return tl::unexpected(parents.error());
  if (auto given = args.consent.record({(*parents)[0].face->ref(), (*parents)[1].face->ref()}); !given)
    return tl::unexpected(given.error());
  Recipe recipe = session->recipeFor(*parents);
  args.parameters.apply(recipe);
  if (auto balanced = applyBalance(args.balance, *session, *parents, recipe); !balanced)
    return tl::unexpected(balanced.error());
  recipe.size = args.size;
  recipe.placement = placement;
  const auto frame = session->render(recipe, *parents);
  if (!frame) return tl::unexpected(frame.error());
  const auto admission = session->write(*frame, *parents, args.output, args.writing);
  if (!admission) return tl::unexpected(admission.error());
  if (args.json) printReport(session->report(recipe, args.output, *admission));
  return sayVerdict(*admission);
}

}  // namespace

void addMixCommand(CLI::App& app, CommandRun& chosen) {
  const auto a = std::make_shared<Arguments>();
  CLI::App* command = app.add_subcommand("mix", "Mix two faces into one picture");
  command->add_option("a", a->a, "Photograph of the first face, or seed:N for a face drawn from the model")->required();
  command->add_option("b", a->b, "The second")->required();
  addOutputOptions(*command, a->output, a->writing);
  addBitsOption(*command, a->writing);
  a->parameters.addTo(*command);
  addBalanceOption(*command, a->balance);
  a->consent.addTo(*command);
  command->add_option("--size", a->size, "Side of the crop, px")
      ->check(CLI::IsMember({256, 512, 1024}))
      ->capture_default_str();
  command->add_option("--in-photo", a->inPhoto, "Paste into the photograph of a or b")
      ->check(CLI::IsMember({"a", "b"}));
  command->add_option("--face-a", a->faceA, "Which face of the first photograph, from the left, from 0")
      ->check(CLI::NonNegativeNumber);
  command->add_option("--face-b", a->faceB, "Which face of the second")->check(CLI::NonNegativeNumber);
  command->add_option("--device", a->engine.device, "Where the networks run")
      ->check(CLI::IsMember({"auto", "cpu", "cuda"}))
      ->capture_default_str();
  command->add_option("--models", a->engine.models, "Folder of model packs (default: the installed ones)");
  command->add_flag("--json", a->json, "Print a report");
  command->callback([a, &chosen] {
    chosen = [a] {
      const auto done = run(*a);
      return done ? *done : complain(done.error());
    };
  });
}

}  // namespace mien
