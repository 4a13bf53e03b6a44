#include <CLI/CLI.hpp>
#include <cstdio>
#include <memory>

#include "app/cli/commands.h"
#include "app/cli/session.h"

namespace mien {
namespace {

struct Arguments {
  EngineArguments engine;
  std::uint64_t seed = 0;
  int count = 1, size = 256;
  std::string folder;
  bool json = false;
};

Result<int> run(const Arguments& args) {
  if (auto made = makeFolder(args.folder); !made) return tl::unexpected(made.error());
  auto session = Session::open(args.engine);
  if (!session) return tl::unexpected(session.error());
  nlohmann::json outputs = nlohmann::json::array();
  for (int i = 0; i < args.count; ++i) {
    const std::uint64_t seed = args.seed + static_cast<std::uint64_t>(i);
    const auto face = session->parent("seed:" + std::to_string(seed));
    if (!face) return tl::unexpected(face.error());
    const std::array<Parent, 2> parents{*face, *face};
    Recipe recipe = session->recipeFor(parents);
    recipe.structure = recipe.features = recipe.colour = 0;
    recipe.size = args.size;
    const auto frame = session->render(recipe, parents);
    if (!frame) return tl::unexpected(frame.error());
    const auto file = std::filesystem::path(args.folder) / ("face-" + std::to_string(seed) + ".png");
    if (auto done = session->write(*frame, file, 100); !done) return tl::unexpected(done.error());
    outputs.push_back({{"seed", seed}, {"output", file.string()}, {"recipe", nlohmann::json::parse(toJson(recipe))}});
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
  return 0;
}

}  // namespace

void addGenerateCommand(CLI::App& app, CommandRun& chosen) {
  const auto a = std::make_shared<Arguments>();
  CLI::App* command = app.add_subcommand("generate", "Draw new faces from the model");
  command->add_option("--seed", a->seed, "First seed; the same seed gives the same face")
      ->required()
      ->check(CLI::Range(0.0, 9e15));
  command->add_option("--count", a->count, "How many")->check(CLI::Range(1, 1'000'000))->capture_default_str();
  command->add_option("--size", a->size, "Side, px")->check(CLI::IsMember({256, 512, 1024}))->capture_default_str();
  command->add_option("-o,--output", a->folder, "Folder for face-SEED.png")->required();
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
