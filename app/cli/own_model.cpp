#include "app/cli/own_model.h"

#include <CLI/CLI.hpp>
#include <cstdio>

#include "app/cli/face_files.h"
#include "app/models_dir.h"
#include "core/gate/open_engine.h"
#include "core/model/installed_packs.h"

namespace mien {
namespace {

constexpr std::size_t kShownDigits = 12;

std::filesystem::path modelsOf(const EngineArguments& arguments) {
  return arguments.models.empty() ? modelsDir() : std::filesystem::path(arguments.models);
}

/// The same, with the way out.
tl::unexpected<Error> offered(Error error) {
  error.message.back() = ',';  // from its full stop
  error.message += " or take those in use with --project-latents.";
  return tl::unexpected(std::move(error));
}

std::string nameOf(const std::string& id, const std::string& hash) {
  return id + " (" + hash.substr(0, kShownDigits) + "…)";
}

/// The same by the packs that the recipe names; nothing where they are not to be had.
std::optional<Frame> byOwnPacks(const EngineArguments& arguments, const Recipe& recipe,
                                const std::vector<std::string>& texts) {
  auto opened = openEngine(modelsOf(arguments), arguments.device, recipe.modelHash);
  if (!opened) return std::nullopt;
  Session own = Session::over(std::move(opened->engine), arguments);
  const auto parents = parentsOf(own, recipe, texts);
  if (!parents) return std::nullopt;
  auto frame = own.render(recipe, *parents);
  return frame ? std::optional(std::move(*frame)) : std::nullopt;
}

bool alike(const Image8& a, const Image8& b) {
  return a.width() == b.width() && a.height() == b.height() && a.channels() == b.channels();
}

}  // namespace

void addProjectionOption(CLI::App& command, bool& project) {
  command.add_flag("--project-latents", project,
                   "Made with other packs: use those that are in use now, and say what that changes");
}

Result<Session> openFor(EngineArguments engine, bool project, Recipe& recipe) {
  if (!project && !engine.model.empty())
    return fail(ErrorKind::Usage,
                "What was made before opens with its own model: leave out --model, or bring it over to that one with "
                "--project-latents.");
  engine.modelHash = project ? "" : recipe.modelHash;
  if (!project) {
    if (const auto packs = enginePacks(modelsOf(engine), recipe.modelHash); !packs) return offered(packs.error());
  }
  auto session = Session::open(engine);
  if (!session || !project) return session;
  const EngineInfo now = session->info();
  recipe.modelId = now.modelId;
  recipe.modelHash = now.modelHash;
  return session;
}

Result<std::optional<MeasuredLoss>> lossOfFrame(Session& session, EngineArguments engine, const Recipe& before,
                                                const std::vector<std::string>& texts, const Frame& after,
                                                const std::optional<std::filesystem::path>& picture) {
  const auto keeper = session.gatekeeper();
  if (!keeper) return tl::unexpected(keeper.error());
  const auto judge = (*keeper)->judge();
  if (!judge) return tl::unexpected(judge.error());
  const FivePoints points = fivePoints(after.facts.landmarks);
  if (const auto own = byOwnPacks(engine, before, texts); own && alike(own->pixels, after.pixels)) {
    return MeasuredLoss{lossBetween(**judge, own->pixels, fivePoints(own->facts.landmarks), after.pixels, points),
                        true};
  }
  if (!picture) return std::nullopt;
  const auto photo = readPhoto(*picture);
  if (!photo || !alike(photo->pixels, after.pixels)) return std::nullopt;  // a recipe alone, or a transparent picture
  return MeasuredLoss{lossBetween(**judge, photo->pixels, points, after.pixels, points), false};
}

nlohmann::json tellLoss(const Recipe& before, const EngineInfo& now, const std::optional<MeasuredLoss>& loss) {
  const std::string measured =
      loss ? inWords(loss->loss) + (loss->byOwnPacks ? " from what its own packs make of it." : " from its picture.")
           : "what that changes can't be measured, for neither its packs nor its picture are here.";
  std::fprintf(stderr, "Note: Projected from %s to %s: %s\n", nameOf(before.modelId, before.modelHash).c_str(),
               nameOf(now.modelId, now.modelHash).c_str(), measured.c_str());
  nlohmann::json json{{"from", {{"id", before.modelId}, {"hash", before.modelHash}}}, {"loss", nullptr}};
  if (loss)
    json["loss"] = {{"psnr", loss->loss.psnr},
                    {"identity_distance", loss->loss.identity},
                    {"against", loss->byOwnPacks ? "own packs" : "picture"}};
  return json;
}

}  // namespace mien
