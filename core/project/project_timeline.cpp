#include "core/project/project_timeline.h"

#include <algorithm>

#include "core/blend/parameters.h"
#include "core/blend/settle.h"
#include "core/blend/timeline_edit.h"

namespace mien {
namespace {

/// Of two, or when all are, nobody is.
bool someAreMuted(const Project& project) {
  const auto muted =
      std::count_if(project.faces.begin(), project.faces.end(), [](const auto& face) { return face && face->muted; });
  return project.faces.size() > 2 && muted > 0 && muted < std::ssize(project.faces);
}

}  // namespace

Result<Timeline> timelineOf(const Project& project, const std::string& name) {
  if (!project.timeline || project.timeline->tracks.empty())
    return fail(ErrorKind::Input, "\"" + name +
                                      "\" has no keyframes, so nothing of it moves: set some in the window, or name "
                                      "its photographs for a film from face to face.");
  for (std::size_t i = 0; i < project.faces.size(); ++i)
    if (!project.faces[i])
      return fail(ErrorKind::Input,
                  "\"" + name + "\" has no face " + capitalOf(i) + ": choose one in the window, and save it again.");
  if (someAreMuted(project))
    return fail(ErrorKind::Input, "\"" + name +
                                      "\" has muted faces, which only the window leaves out: export the film there, or "
                                      "let all be heard and save it again.");
  Timeline out = *project.timeline;
  out.base = baseRecipe(project);
  // Without a track of its own a value that has left its link would follow again.
  for (const Parameter& parameter : parametersOf(project.faces.size())) {
    const auto own = project.values.find(parameter.id);
    if (own == project.values.end() || parameter.isOwn || parameter.follows[0] == '\0') continue;
    if (findTrack(out, parameter.follows) && !findTrack(out, parameter.id)) setKey(out, parameter.id, 0, own->second);
  }
  settle(out);
  return out;
}

}  // namespace mien
