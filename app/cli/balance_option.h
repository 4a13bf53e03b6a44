#pragma once
#include <array>
#include <string>

#include "app/cli/session.h"

namespace CLI {
class App;
}

namespace mien {

/// --balance: a share of B, or "auto" (the default), which measures where the mix is equally like both faces.
void addBalanceOption(CLI::App& command, std::string& text);

/// Sets `recipe.balance` as `text` says. A recipe that shows one face alone is left as it is when nothing was asked
/// for. Errors: Model (no identity network), and those of rendering.
Result<void> applyBalance(const std::string& text, Session& session, const std::array<Parent, 2>& parents,
                          Recipe& recipe);

}  // namespace mien
