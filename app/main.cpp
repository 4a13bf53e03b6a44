#include <string>
#include <string_view>

#include "app/cli/cli.h"
#include "app/models_dir.h"
#include "app/window.h"
#include "core/gate/open_engine.h"

namespace {

/// The window takes a project, and options for development; everything else on the line is the command line's.
bool wantsWindow(int argc, char** argv) {
  if (argc < 2) return true;
  const std::string_view first = argv[1];
  return first.ends_with(".mien") || first == "--fake-engine" || first == "--screenshot" || first == "--startup-time" ||
         first == "-platform";
}

/// Empty: the packs in use.
mien::Result<std::unique_ptr<mien::Engine>> loadModel(const std::string& hash) {
  auto opened = mien::openEngine(mien::modelsDir(), "auto", hash);
  if (!opened) return tl::unexpected(opened.error());
  return std::move(opened->engine);  // the window asks for the warning itself
}

mien::Result<std::unique_ptr<mien::Engine>> loadEngine() {
  return loadModel({});
}

mien::Result<std::unique_ptr<mien::Judge>> loadJudge() {
  return mien::openJudge(mien::modelsDir());
}

}  // namespace

int main(int argc, char** argv) {
  return wantsWindow(argc, argv) ? mien::runWindow(argc, argv, loadEngine, loadJudge, loadModel)
                                 : mien::runCli(argc, argv);
}
