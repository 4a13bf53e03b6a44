#pragma once
#include <string>

#include "app/cli/session.h"

namespace CLI {
class App;
}

namespace mien {

class ParameterOptions;

/// --balance: a share of B, or "auto" (the default), which measures where the mix is equally like both faces; of
/// further faces, each with A.
void addBalanceOption(CLI::App& command, std::string& text);

/// Sets `recipe.balance`, and with auto those of further faces, as `text` says. A recipe that shows one face alone is
/// left as it is when nothing was asked for. Errors: Model (no identity network), and those of rendering.
Result<void> applyBalance(const std::string& text, Session& session, const Parents& parents, Recipe& recipe);

/// Sets what the command line says of a mix: its parameters, and the balance where none is among them. Errors: as
/// applyBalance()'s.
Result<void> applyMix(const ParameterOptions& parameters, const std::string& balance, Session& session,
                      const Parents& parents, Recipe& recipe);
/// The parameters alone, onto a recipe that has a balance; one that already moves along directions keeps their hash.
void applyParameters(const ParameterOptions& parameters, const Session& session, Recipe& recipe);

}  // namespace mien
