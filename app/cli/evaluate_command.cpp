#include <CLI/CLI.hpp>
#include <atomic>
#include <csignal>
#include <cstdio>
#include <memory>
#include <string>

#include "app/cli/commands.h"
#include "app/cli/engine_options.h"
#include "app/cli/output.h"
#include "app/cli/session.h"
#include "app/models_dir.h"
#include "core/base/atomic_file.h"
#include "core/evaluate/evaluate.h"
#include "core/evaluate/report.h"
#include "core/guard/judge.h"
#include "core/photo/sheet.h"
#include "core/photo/write.h"
#include "core/studio/make_engine.h"

namespace mien {
namespace {

struct Arguments {
  EngineArguments engine;
  std::string faces, judges, witness, json, sheet;
  EvaluateOptions options;
  bool overwrite = false;
};

std::atomic<bool> stop{false};
static_assert(std::atomic<bool>::is_always_lock_free, "a signal handler sets it");

extern "C" void onInterrupt(int) {
  stop = true;
}

/// One line a tenth of each part, so that a log stays readable.
void showProgress(std::string_view part, std::size_t done, std::size_t all) {
  const std::size_t step = all < 10 ? 1 : all / 10;
  if (done % step != 0) return;
  std::fprintf(stderr, "%.*s %zu of %zu\n", static_cast<int>(part.size()), part.data(), done, all);
}

constexpr int kShown = 48;  ///< pairs on a sheet
constexpr int kPairsAcross = 4;

Result<PictureFormat> sheetFormat(const std::string& file) {
  if (const auto format = pictureFormatFor(file)) return *format;
  return fail(ErrorKind::Usage,
              "The sheet \"" + file + "\" has no picture's name: end it in .png, .jpg, .webp or .tif.");
}

Result<void> writeShown(const std::vector<Image8>& pictures, const std::string& file) {
  SheetLayout layout;
  layout.frameWidth = layout.frameHeight = EvaluateOptions::kSize;
  layout.count = static_cast<int>(pictures.size());
  layout.columns = 3 * kPairsAcross;
  layout.gap = 8;
  layout.background = {32, 32, 32};
  auto sheet = Sheet::make(layout);
  if (!sheet) return tl::unexpected(sheet.error());
  for (int i = 0; i < layout.count; ++i)
    if (auto put = sheet->put(i, pictures[static_cast<std::size_t>(i)]); !put) return put;
  return sheetFormat(file).and_then([&](PictureFormat format) { return writePicture(file, sheet->pixels(), format); });
}

/// What can be refused before the hours, not after them.
Result<void> makeReady(const Arguments& a) {
  const auto folderOf = [](const std::string& file) {
    return makeFolder(std::filesystem::absolute(file).parent_path());
  };
  if (auto free = keepExisting(a.json, a.overwrite); !free) return free;
  if (a.sheet.empty()) return folderOf(a.json);
  if (auto free = keepExisting(a.sheet, a.overwrite); !free) return free;
  if (const auto format = sheetFormat(a.sheet); !format) return tl::unexpected(format.error());
  if (a.options.pairs == 0)
    return fail(ErrorKind::Usage, "A sheet shows blends, and --pairs 0 makes none: leave one of the two out.");
  return folderOf(a.json).and_then([&] { return folderOf(a.sheet); });
}

Result<void> run(const Arguments& a) {
  if (auto ready = makeReady(a); !ready) return ready;
  const auto faces = FaceSet::open(a.faces);
  if (!faces) return tl::unexpected(faces.error());
  const auto judges = openJudges(a.judges);
  if (!judges) return tl::unexpected(judges.error());
  const std::filesystem::path models = a.engine.models.empty() ? modelsDir() : std::filesystem::path(a.engine.models);
  const auto witness =
      openWitness(a.witness.empty() ? modelsDir() / "witness" : std::filesystem::path(a.witness), a.engine.device);
  if (!witness) return tl::unexpected(witness.error());
  const auto packs = enginePacksWith(models, a.engine.model.empty() ? kStandardModel : a.engine.model);
  if (!packs) return tl::unexpected(packs.error());
  const auto engine = makeEngine(*packs, a.engine.device);
  if (!engine) return tl::unexpected(engine.error());
  // The pack beside those measured, or, for packs alone, the installed one.
  const auto judge = makeJudge(exists(models / "identity") ? models : modelsDir(), a.engine.device);
  if (!judge) return tl::unexpected(judge.error());
  const auto before = std::signal(SIGINT, onInterrupt);
  const auto evaluation = evaluate({**engine, **judge, **judges, **witness}, *faces, a.options, showProgress, stop);
  std::signal(SIGINT, before);
  if (!evaluation) return tl::unexpected(evaluation.error());
  const std::string json = toJson(*evaluation);
  auto written = writeFileAtomically(a.json, {reinterpret_cast<const std::uint8_t*>(json.data()), json.size()});
  if (!written) std::printf("%s\n", json.c_str());  // nothing is lost
  if (!written || a.sheet.empty() || evaluation->shown.empty()) return written;
  return writeShown(evaluation->shown, a.sheet);
}

}  // namespace

void addEvaluateCommand(CLI::App& app, CommandRun& chosen) {
  auto* command =
      app.add_subcommand("evaluate", "Measure the model on labelled faces, with independent judges and a witness");
  const auto a = std::make_shared<Arguments>();
  command->add_option("--faces", a->faces, "Folder of manifest.csv, labels.safetensors and faces-NN.tar")->required();
  command->add_option("--judges", a->judges, "Folder of the judge networks")->required();
  command->add_option("--witness", a->witness, "Pack of the second identity network (default: the installed one)");
  command->add_option("--split", a->options.split, "Which rows of the manifest")->capture_default_str();
  command->add_option("--pairs", a->options.pairs, "50 % blends")
      ->check(CLI::Range(0, 1'000'000))
      ->capture_default_str();
  command
      ->add_option_function<std::string>(
          "--surroundings", [a](const std::string& name) { a->options.surroundings = *surroundingsFromString(name); },
          "Of blends: blend, or auto as mixes have them")
      ->check(CLI::IsMember({"blend", "auto"}));
  command->add_option("--limit", a->options.limit, "Photographs, spread over the split; 0: all")
      ->check(CLI::Range(0, 10'000'000))
      ->capture_default_str();
  command->add_option("--path-pairs", a->options.pathPairs, "Blends half way along each path")
      ->check(CLI::NonNegativeNumber)
      ->capture_default_str();
  command->add_option("--seams", a->options.seams, "Mixes with a region of its own, whose edge is measured")
      ->capture_default_str()
      ->check(CLI::Range(0, 1'000'000));
  command->add_option("--meaning-pairs", a->options.meaningPairs, "Blends whose meaning is measured, with faults too")
      ->check(CLI::Range(0, 1'000'000))
      ->capture_default_str();
  command->add_option("--pace-pairs", a->options.pacePairs, "Films whose pace is measured")
      ->check(CLI::Range(0, 1'000'000))
      ->capture_default_str();
  command->add_option("--samples", a->options.samples, "Faces drawn from the model")
      ->check(CLI::Range(0, 1'000'000))
      ->capture_default_str();
  addEngineOptions(*command, a->engine);
  command->add_option("--json", a->json, "The report")->required();
  command->add_option("--sheet", a->sheet,
                      "Contact sheet of the first 48 pairs: A, the balanced blend, B (.png, .jpg, .webp, .tif)");
  command->add_flag("--overwrite", a->overwrite, "Replace a report and a sheet that are there already");
  command->callback([a, &chosen] {
    if (!a->sheet.empty()) a->options.shown = kShown;
    chosen = [a] { return finish(run(*a)); };
  });
}

}  // namespace mien
