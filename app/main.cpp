#include <string_view>

#include "app/cli/cli.h"
#include "app/models_dir.h"
#include "app/window.h"

namespace {

/// The window takes a project, and options for development; everything else on the line is the command line's.
bool wantsWindow(int argc, char** argv) {
  if (argc < 2) return true;
  const std::string_view first = argv[1];
  return first.ends_with(".mien") || first == "--fake-engine" || first == "--screenshot" || first == "--startup-time" ||
         first == "-platform";
}

mien::Result<std::unique_ptr<mien::Engine>> loadEngine() {
  return mien::makeEngine(mien::modelsDir());
}

mien::Result<std::unique_ptr<mien::Judge>> loadJudge() {
  return mien::makeJudge(mien::modelsDir());
}

}  // namespace

int main(int argc, char** argv) {
  return wantsWindow(argc, argv) ? mien::runWindow(argc, argv, loadEngine, loadJudge) : mien::runCli(argc, argv);
}
