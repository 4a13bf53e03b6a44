#pragma once
#include <filesystem>
#include <memory>
#include <string>

#include "core/guard/judge.h"
#include "core/studio/engine.h"

namespace mien {

struct OpenedEngine {
  std::unique_ptr<Engine> engine;
  std::string warning;  ///< of a retired pack, to be shown; empty: none
};

/// The engine as the house allows it, for window and command line: packs that were recalled don't open, retired ones
/// warn, and the record learns which packs the model is made of. `modelHash` asks for the packs that something was made
/// with; empty: those in use, with the portrait pack that `model` names (empty: the standard one). Where the record
/// can't be read the engine opens all the same, for nothing leaves then. Errors: Blocked (a recalled pack), Model.
Result<OpenedEngine> openEngine(const std::filesystem::path& modelsDir, const std::string& device = "auto",
                                const std::string& modelHash = {}, const std::string& model = {});

/// The judging networks; Gatekeeper::open() says whether they may be used. Errors: Model.
Result<std::unique_ptr<Judge>> openJudge(const std::filesystem::path& modelsDir, const std::string& device = "auto");

}  // namespace mien
