#include <cstdio>
#include <optional>

#include "app/cli/models_commands.h"
#include "app/cli/saved_face.h"
#include "app/cli/session.h"
#include "core/gate/open_engine.h"
#include "core/project/face_files.h"
#include "core/project/project_file.h"
#include "core/studio/projection.h"

namespace mien {
namespace {

struct Tools {
  Session session;
  std::shared_ptr<Judge> judge;
  std::unique_ptr<Engine> own;  ///< that the project was saved with; null where its packs are not to be had
};

Result<Tools> openTools(const ModelsArguments& args, const std::string& device, const Project& project) {
  auto session = Session::open({args.models().string(), device, {}});
  if (!session) return tl::unexpected(session.error());
  const auto keeper = session->gatekeeper();
  if (!keeper) return tl::unexpected(keeper.error());
  auto judge = (*keeper)->judge();
  if (!judge) return tl::unexpected(judge.error());
  Tools tools{std::move(*session), std::move(*judge), nullptr};
  if (auto own = openEngine(args.models(), device, project.modelHash)) tools.own = std::move(own->engine);
  return tools;
}

/// `face` becomes one of the model in use; the report's entry, null where there was nothing to do.
Result<nlohmann::json> bringOver(ProjectFace& face, Tools& tools) {
  if (!face.aligned) return nlohmann::json();  // only named: it is encoded, or drawn, when the project opens
  const auto saved = unpackFace(*face.aligned, ownSealer());
  if (!saved) return tl::unexpected(saved.error());
  if (tools.session.engine().restore(*saved)) return nlohmann::json();
  const auto projected = project(*saved, tools.session.engine(), tools.own.get());
  if (!projected) return tl::unexpected(projected.error());
  auto files = packFace(projected->face->saved(), ownSealer());
  if (!files) return tl::unexpected(files.error());
  face.aligned = std::make_shared<const FaceFiles>(std::move(*files));
  const ProjectionLoss loss = lossOf(*tools.judge, *projected);
  const bool drawn = std::holds_alternative<DrawnFaceRef>(saved->ref);
  std::fprintf(stderr, "%s: %s from %s%s.\n", face.label.c_str(), inWords(loss).c_str(),
               projected->byOwnModel ? "what its own packs make of it" : "its picture",
               drawn ? "; the same seed draws another face" : "");
  return nlohmann::json{{"face", face.label},
                        {"drawn", drawn},
                        {"psnr", loss.psnr},
                        {"identity_distance", loss.identity},
                        {"against", projected->byOwnModel ? "own packs" : "picture"}};
}

}  // namespace

Result<int> projectProject(const ModelsArguments& args, const ProjectArguments& arguments) {
  if (!isProjectFile(arguments.to))
    return fail(ErrorKind::Usage, arguments.to + " is no name of a project: let it end in .mien.");
  if (auto free = keepExisting(arguments.to, arguments.overwrite); !free) return tl::unexpected(free.error());
  auto project = readProject(arguments.from);
  if (!project) return tl::unexpected(project.error());
  auto tools = openTools(args, arguments.device, *project);
  if (!tools) return tl::unexpected(tools.error());
  const EngineInfo now = tools->session.info();
  nlohmann::json faces = nlohmann::json::array();
  for (auto& face : project->faces) {
    if (!face) continue;
    auto told = bringOver(*face, *tools);
    if (!told) return tl::unexpected(told.error());
    if (!told->is_null()) faces.push_back(std::move(*told));
  }
  const nlohmann::json from{{"id", project->modelId}, {"hash", project->modelHash}};
  project->modelId = now.modelId;
  project->modelHash = now.modelHash;
  if (auto written = writeProject(arguments.to, *project); !written) return tl::unexpected(written.error());
  if (args.json)
    printReport({{"schema", 1}, {"output", arguments.to}, {"from", from}, {"model", modelJson(now)}, {"faces", faces}});
  return 0;
}

}  // namespace mien
