#include <CLI/CLI.hpp>
#include <cstdio>
#include <memory>

#include "app/cli/commands.h"
#include "app/cli/consent_option.h"
#include "app/cli/face_files.h"
#include "app/cli/session.h"
#include "core/project/carried.h"

namespace mien {
namespace {

struct Arguments {
  EngineArguments engine;
  OutputArguments writing;
  std::string recipe, output;
  std::vector<std::string> faces;
  ConsentOption consent;
  bool json = false;
};

/// A recipe from a JSON file or from the picture that carries it, told by content.
Result<Recipe> readRecipe(const std::filesystem::path& file) {
  auto carried = readCarried(file);
  if (!carried) return tl::unexpected(carried.error());
  if (auto* recipe = std::get_if<Recipe>(&*carried)) return std::move(*recipe);
  return fail(ErrorKind::Input, "\"" + file.filename().string() +
                                    "\" holds a timeline, not a recipe: mien film --timeline makes a film of it.");
}

Result<Parent> parentFor(Session& session, const FaceRef& ref, std::size_t index, const FaceFiles& files) {
  const auto text = parentText(ref, index, files);
  if (!text) return tl::unexpected(text.error());
  const auto* photo = std::get_if<PhotoFaceRef>(&ref);
  return session.parent(*text, photo != nullptr ? *photo : PhotoFaceRef{});
}

Result<int> run(const Arguments& args) {
  const auto files = faceFiles(args.faces);
  if (!files) return tl::unexpected(files.error());
  for (const auto& [unused, file] : *files) {
    if (auto kept = keepInput(args.output, file); !kept) return tl::unexpected(kept.error());
  }
  const auto recipe = readRecipe(args.recipe);
  if (!recipe) return tl::unexpected(recipe.error());
  if (auto good = checkOutput(args.output, args.writing, recipe->placement); !good) return tl::unexpected(good.error());
  auto session = Session::open(args.engine);
  if (!session) return tl::unexpected(session.error());
  std::array<Parent, 2> parents;
  for (std::size_t i = 0; i < 2; ++i) {
    auto parent = parentFor(*session, recipe->faces[i], i, *files);
    if (!parent) return tl::unexpected(parent.error());
    parents[i] = std::move(*parent);
  }
  if (auto given = args.consent.record(recipe->faces); !given) return tl::unexpected(given.error());
  const auto frame = session->render(*recipe, parents);
  if (!frame) return tl::unexpected(frame.error());
  const auto admission = session->write(*frame, parents, args.output, args.writing);
  if (!admission) return tl::unexpected(admission.error());
  if (args.json) printReport(session->report(*recipe, args.output, *admission));
  return sayVerdict(*admission);
}

}  // namespace

void addRenderCommand(CLI::App& app, CommandRun& chosen) {
  const auto a = std::make_shared<Arguments>();
  CLI::App* command =
      app.add_subcommand("render", "Render a recipe again, from its file or from a picture that carries it");
  command->add_option("recipe", a->recipe, "Recipe (JSON), or a picture made by Mien")->required();
  command->add_option("--face", a->faces, "The recipe's photographs: a=FILE and b=FILE; told by content");
  a->consent.addTo(*command);
  addOutputOptions(*command, a->output, a->writing);
  addBitsOption(*command, a->writing);
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
