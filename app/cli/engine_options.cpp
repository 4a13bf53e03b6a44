#include "app/cli/engine_options.h"

#include <CLI/CLI.hpp>

namespace mien {

void addDeviceOption(CLI::App& command, std::string& device) {
  command.add_option("--device", device, "Where the networks run")
      ->check(CLI::IsMember({"auto", "cpu", "cuda"}))
      ->capture_default_str();
}

void addDeviceOptions(CLI::App& command, std::string& device, std::string& models) {
  addDeviceOption(command, device);
  command.add_option("--models", models, "Folder of model packs (default: the installed ones)");
}

void addModelOption(CLI::App& command, std::string& model) {
  command.add_option("--model", model,
                     "The portrait pack that mixes: portrait (the standard) or draft, for weak machines");
}

void addEngineOptions(CLI::App& command, EngineArguments& engine) {
  addDeviceOptions(command, engine.device, engine.models);
  addModelOption(command, engine.model);
}

}  // namespace mien
