#pragma once
#include <optional>

#include "app/cli/session.h"
#include "core/studio/projection.h"

namespace CLI {
class App;
}

namespace mien {

/// What was made before opens with its own packs; --project-latents brings it over to those in use instead.
void addProjectionOption(CLI::App& command, bool& project);

/// A session for something that `recipe` made. Projected, the recipe becomes one of the model in use. Errors: Model
/// when its packs don't lie among the others and it is not to be projected; as Session::open().
Result<Session> openFor(EngineArguments engine, bool project, Recipe& recipe);

/// What projecting lost of a frame: against the same recipe by its own packs, where they lie here and may be used, else
/// against `picture`, which it was rendered as; else nothing is known. `texts` name the parents as Session::parent()
/// takes them.
struct MeasuredLoss {
  ProjectionLoss loss;
  bool byOwnPacks = false;
};
Result<std::optional<MeasuredLoss>> lossOfFrame(Session& session, EngineArguments engine, const Recipe& before,
                                                const std::vector<std::string>& texts, const Frame& after,
                                                const std::optional<std::filesystem::path>& picture);

/// Tells stderr, and gives the report's entry.
nlohmann::json tellLoss(const Recipe& before, const EngineInfo& now, const std::optional<MeasuredLoss>& loss);

}  // namespace mien
