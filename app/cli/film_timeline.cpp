#include "app/cli/film_timeline.h"

#include "app/cli/balance_option.h"
#include "core/blend/parameters.h"
#include "core/project/carried.h"
#include "core/project/project_file.h"
#include "core/project/project_timeline.h"

namespace mien {
namespace {

constexpr double kHalf = 0.5;

Result<GivenTimeline> fromProject(const std::filesystem::path& file, FilesOfFaces files) {
  const auto project = readProject(file);
  if (!project) return tl::unexpected(project.error());
  auto timeline = timelineOf(*project, file.filename().string());
  if (!timeline) return tl::unexpected(timeline.error());
  for (std::size_t i = 0; i < project->faces.size(); ++i) {
    const ProjectFace& face = *project->faces[i];
    if (std::holds_alternative<PhotoFaceRef>(face.ref) && face.aligned) files.try_emplace(letterOf(i), file.string());
  }
  return GivenTimeline{std::move(*timeline), std::move(files),
                       project->autoBalance && !project->values.contains("balance")};
}

}  // namespace

Result<GivenTimeline> givenTimeline(const std::filesystem::path& file, const std::vector<std::string>& faces) {
  auto files = faceFiles(faces);
  if (!files) return tl::unexpected(files.error());
  if (isProjectFile(file)) return fromProject(file, std::move(*files));
  auto carried = readCarried(file);
  if (!carried) return tl::unexpected(carried.error());
  if (auto* timeline = std::get_if<Timeline>(&*carried))
    return GivenTimeline{std::move(*timeline), std::move(*files), false};
  return fail(ErrorKind::Input, "\"" + file.filename().string() +
                                    "\" holds a recipe, not a timeline: mien render makes a picture of it.");
}

Result<void> measureMissingBalance(Session& session, GivenTimeline& given) {
  if (!given.measuresBalance) return {};
  Recipe& base = given.timeline.base;
  Recipe half = base;  // of a mix that shows one face alone nothing is measured
  findParameter("mix")->set(half, kHalf);
  const auto texts = parentTexts(base, given.files);
  if (!texts) return tl::unexpected(texts.error());
  const auto parents = parentsOf(session, base, *texts);
  if (!parents) return tl::unexpected(parents.error());
  if (auto balanced = applyBalance("auto", session, *parents, half); !balanced) return balanced;
  base.balance = half.balance;
  for (std::size_t i = 0; i < base.further.size(); ++i) base.further[i].balance = half.further[i].balance;
  given.measuresBalance = false;
  return {};
}

}  // namespace mien
