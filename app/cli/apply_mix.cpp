#include "app/cli/apply_mix.h"

#include <algorithm>

#include "app/cli/balance_option.h"
#include "app/cli/face_arguments.h"
#include "app/cli/parameter_options.h"
#include "core/base/output_tokens.h"
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

NameTokens tokensOfMix(const FaceArguments& faces, const ParameterOptions& parameters, int size) {
  Recipe recipe;
  recipe.faces.resize(std::max<std::size_t>(faces.texts().size(), 2));
  for (std::size_t i = 2; i < recipe.faces.size(); ++i) recipe.further.push_back(equalShare(i));
  // What can't be is told as the mix is made.
  static_cast<void>(faces.applyWeights(recipe));
  if (parameters.checkFaces(recipe.faces.size())) parameters.apply(recipe);
  NameTokens tokens = outputTokens({.mix = findParameter("mix")->get(recipe), .size = size});
  tokens.merge(faces.names());
  return tokens;
}

}  // namespace mien
