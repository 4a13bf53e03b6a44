#pragma once
#include <string>

#include "app/cli/session.h"

namespace CLI {
class App;
}

namespace mien {

/// --balance: a share of B, or "auto" (the default), which measures where the mix is equally like both faces; of
/// further faces, each with A.
void addBalanceOption(CLI::App& command, std::string& text);

/// Sets `recipe.balance`, and with auto those of further faces, as `text` says. A recipe that shows one face alone is
/// left as it is when nothing was asked for. Errors: Model (no identity network), and those of rendering.
Result<void> applyBalance(const std::string& text, Session& session, const Parents& parents, Recipe& recipe);

}  // namespace mien
