#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <string>
#include <string_view>

#include "app/cli/cli.h"
#include "app/ffmpeg_setting.h"
#include "app/model/preferences.h"
#include "app/models_dir.h"
#include "app/window.h"
#include "core/gate/open_engine.h"

namespace {

/// A picture or film that Mien made, say; no subcommand has a dot.
bool isFile(const std::filesystem::path& file) {
  std::error_code none;
  return file.has_extension() && std::filesystem::is_regular_file(file, none);
}

/// What is wrong with a first word that names a file, and so no command; empty: nothing.
std::string problemOf(const std::filesystem::path& file) {
  std::error_code none;
  const bool isName = !file.string().starts_with('-') && (file.has_extension() || file.has_parent_path());
  if (!isName || isFile(file)) return {};
  if (std::filesystem::is_directory(file, none))
    return file.string() + " is a folder: name a project, or the photographs in it.";
  return std::filesystem::exists(file, none) ? std::string()
                                             : file.string() + " does not exist: check its name and folder.";
}

/// The first word that does not name the packs: --models DIR, or --models=DIR.
int firstWord(int argc, char** argv) {
  const std::string_view first = argc > 1 ? argv[1] : "";
  if (first.starts_with("--models=")) return 2;
  return first == "--models" && argc > 2 ? 3 : 1;
}

/// The window takes a file, and options for development; everything else on the line is the command line's.
bool wantsWindow(int argc, char** argv) {
  const int at = firstWord(argc, argv);
  if (at >= argc) return true;
  const std::string_view first = argv[at];
  return isFile(first) || first.ends_with(".mien") || first == "--fake-engine" || first == "--screenshot" ||
         first == "--startup-time" || first == "-platform";
}

/// Empty: the packs in use, with the portrait pack that is called `model`.
mien::Result<std::unique_ptr<mien::Engine>> load(const std::string& hash, const std::string& model) {
  auto opened = mien::openEngine(mien::modelsDir(), "auto", hash, model);
  if (!opened) return tl::unexpected(opened.error());
  return std::move(opened->engine);  // the window asks for the warning itself
}

mien::Result<std::unique_ptr<mien::Engine>> loadModel(const std::string& hash) {
  return load(hash, {});
}

/// The one that was chosen last; the standard one where it is gone.
mien::Result<std::unique_ptr<mien::Engine>> loadEngine() {
  auto engine = load({}, mien::Preferences::chosenModel());
  return engine ? std::move(engine) : load({}, {});
}

mien::Result<std::unique_ptr<mien::Judge>> loadJudge() {
  return mien::openJudge(mien::modelsDir());
}

}  // namespace

int main(int argc, char** argv) {
  std::signal(SIGXFSZ, SIG_IGN);  // a limit of files' sizes is an error of writing, not an end without a word
  mien::applyFfmpegSetting();
  if (wantsWindow(argc, argv)) return mien::runWindow(argc, argv, loadEngine, loadJudge, loadModel);
  if (const std::string problem = problemOf(argv[firstWord(argc, argv)]); !problem.empty()) {
    std::fprintf(stderr, "%s\n", problem.c_str());
    return mien::exitCode(mien::ErrorKind::Input);
  }
  const int code = mien::runCli(argc, argv);
  // What libtorch registered goes with the process: to take it back piece by piece took a tenth of a second.
  std::fflush(nullptr);
  std::quick_exit(code);
}
