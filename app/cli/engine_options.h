#pragma once
#include <string>

#include "app/cli/session.h"

namespace CLI {
class App;
}

namespace mien {

void addDeviceOption(CLI::App& command, std::string& device);

/// --device and --models.
void addDeviceOptions(CLI::App& command, std::string& device, std::string& models);

/// --model: which portrait pack mixes; empty: the standard one.
void addModelOption(CLI::App& command, std::string& model);

/// All three.
void addEngineOptions(CLI::App& command, EngineArguments& engine);

}  // namespace mien
