#include "app/cli/apply_mix.h"

#include "app/cli/balance_option.h"
#include "app/cli/parameter_options.h"
#include "core/blend/settle.h"

namespace mien {

Result<void> applyMix(const ParameterOptions& parameters, const std::string& balance, Session& session,
                      const Parents& parents, Recipe& recipe) {
  parameters.apply(recipe);
  if (auto balanced = applyBalance(balance, session, parents, recipe); !balanced) return balanced;
  applyParameters(parameters, session, recipe);  // what was given stands before what was measured
  return {};
}

void applyParameters(const ParameterOptions& parameters, const Session& session, Recipe& recipe) {
  parameters.apply(recipe);
  if (recipe.directionsHash.empty()) recipe.directionsHash = session.info().directionsHash;
  settle(recipe);
}

}  // namespace mien
