#include <CLI/CLI.hpp>
#include <cstdio>
#include <memory>

#include "app/cli/commands.h"
#include "app/cli/session.h"
#include "core/base/atomic_file.h"
#include "core/photo/sheet.h"

namespace mien {
namespace {

struct Arguments {
  EngineArguments engine;
  OutputArguments writing;
  std::string a, b, output, surroundings = "blend", background;
  int steps = 8, columns = 0, gap = 16, size = 256, faceA = 0, faceB = 0;
  double fps = 12;
  bool sprite = false;
};

/// The file beside a sprite sheet that says where its frames are.
std::filesystem::path jsonBeside(const std::filesystem::path& picture) {
  return std::filesystem::path(picture).replace_extension(".json");
}

Result<Sheet> emptySheet(const Arguments& args) {
  SheetLayout layout{.frameWidth = args.size, .frameHeight = args.size, .count = args.steps, .columns = args.columns};
  if (!args.sprite) layout.gap = args.gap;
  const std::string background = !args.background.empty() ? args.background : args.sprite ? "none" : "white";
  if (background == "white") layout.background = {255, 255, 255};
  if (background == "black") layout.background = {0, 0, 0};
  return Sheet::make(layout);
}

Result<void> checkFiles(const Arguments& args) {
  for (const std::string& input : {args.a, args.b}) {
    if (auto kept = keepInput(args.output, input); !kept) return kept;
  }
  if (auto good = checkOutput(args.output, args.writing, Placement::Crop); !good) return good;
  return args.sprite ? keepExisting(jsonBeside(args.output), args.writing.overwrite) : Result<void>();
}

/// The frames are one blend from A to B. The picture says what it is and which model drew it, but carries no recipe:
/// one recipe would describe one frame of many.
Result<void> write(const Arguments& args, const Sheet& sheet, const Recipe& recipe) {
  WriteOptions options = args.writing.options;
  options.provenance = Provenance{
      .photographs = usesPhotographs(recipe.faces), .modelId = recipe.modelId, .modelHash = recipe.modelHash};
  if (auto free = checkFiles(args); !free) return free;
  auto done = writePicture(args.output, sheet.pixels(), *pictureFormatFor(args.output), options);
  if (!done || !args.sprite) return done;
  const std::string json = spriteJson(sheet, args.fps);
  return writeFileAtomically(jsonBeside(args.output),
                             {reinterpret_cast<const std::uint8_t*>(json.data()), json.size()});
}

Result<int> run(const Arguments& args) {
  if (auto good = checkFiles(args); !good) return tl::unexpected(good.error());
  auto sheet = emptySheet(args);
  if (!sheet) return tl::unexpected(sheet.error());
  auto session = Session::open(args.engine);
  if (!session) return tl::unexpected(session.error());
  const auto parents = session->parents({args.a, args.b}, {args.faceA, args.faceB});
  if (!parents) return tl::unexpected(parents.error());
  Recipe recipe = session->recipeFor(*parents);
  recipe.surroundings = *surroundingsFromString(args.surroundings);
  recipe.size = args.size;
  for (int i = 0; i < args.steps; ++i) {
    recipe.structure = recipe.features = recipe.colour = i / std::max(1.0, args.steps - 1.0);
    const auto frame = session->render(recipe, *parents);
    if (!frame) return tl::unexpected(frame.error());
    if (auto put = sheet->put(i, frame->pixels); !put) return tl::unexpected(put.error());
  }
  if (auto done = write(args, *sheet, recipe); !done) return tl::unexpected(done.error());
  return 0;
}

}  // namespace

void addSheetCommand(CLI::App& app, CommandRun& chosen) {
  const auto a = std::make_shared<Arguments>();
  CLI::App* command = app.add_subcommand("sheet", "Lay the steps from one face to another on one picture");
  command->add_option("a", a->a, "Photograph of the first face, or seed:N for a face drawn from the model")->required();
  command->add_option("b", a->b, "The last")->required();
  command->add_option("--steps", a->steps, "Frames, both faces included")
      ->check(CLI::Range(2, 10'000))
      ->capture_default_str();
  command->add_option("--columns", a->columns, "Frames in a row; 0: about as many as rows")
      ->check(CLI::Range(0, 10'000))
      ->capture_default_str();
  command->add_option("--gap", a->gap, "Space around the frames of a contact sheet, px")
      ->check(CLI::Range(0, 1000))
      ->capture_default_str();
  command->add_option("--background", a->background, "white, black or none (transparent, as in a sprite sheet)")
      ->check(CLI::IsMember({"white", "black", "none"}));
  command->add_flag("--sprite", a->sprite, "A sprite sheet: no gaps, and a JSON file beside it for game engines");
  command->add_option("--fps", a->fps, "Frames a second, for the JSON file")
      ->check(CLI::Range(0.1, 1000.0))
      ->capture_default_str();
  command->add_option("--surroundings", a->surroundings, "Hair and background of a, b, blend or none (transparent)")
      ->check(CLI::IsMember({"a", "b", "blend", "none"}))
      ->capture_default_str();
  command->add_option("--size", a->size, "Side of a frame, px")
      ->check(CLI::IsMember({256, 512, 1024}))
      ->capture_default_str();
  command->add_option("--face-a", a->faceA, "Which face of the first photograph, from the left, from 0")
      ->check(CLI::NonNegativeNumber);
  command->add_option("--face-b", a->faceB, "Which face of the last")->check(CLI::NonNegativeNumber);
  addOutputOptions(*command, a->output, a->writing);
  command->add_option("--device", a->engine.device, "Where the networks run")
      ->check(CLI::IsMember({"auto", "cpu", "cuda"}))
      ->capture_default_str();
  command->add_option("--models", a->engine.models, "Folder of model packs (default: the installed ones)");
  command->callback([a, &chosen] {
    chosen = [a] {
      const auto done = run(*a);
      return done ? *done : complain(done.error());
    };
  });
}

}  // namespace mien
