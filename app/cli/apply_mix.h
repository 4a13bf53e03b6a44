#pragma once
#include <string>

#include "app/cli/session.h"

namespace mien {

class FaceArguments;
class ParameterOptions;

/// Sets what the command line says of a mix: its parameters, and the balance where none is among them. Errors: as
/// applyBalance()'s.
Result<void> applyMix(const ParameterOptions& parameters, const std::string& balance, Session& session,
                      const Parents& parents, Recipe& recipe);
/// The parameters alone, onto a recipe that has a balance; one that already moves along directions keeps their hash.
void applyParameters(const ParameterOptions& parameters, const Session& session, Recipe& recipe);

/// The tokens of its picture's name, `size` px a side.
NameTokens tokensOfMix(const FaceArguments& faces, const ParameterOptions& parameters, int size);

}  // namespace mien
