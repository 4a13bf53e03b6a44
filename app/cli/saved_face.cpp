#include "app/cli/saved_face.h"

#include "core/base/digest.h"
#include "core/project/face_files.h"
#include "core/project/project_file.h"
#include "core/record/face_sealer.h"
#include "core/record/record.h"

namespace mien {

Sealer ownSealer() {
  return faceSealer(defaultRecordFile().value_or(std::filesystem::path()));
}

Result<FaceInProject> savedFaceIn(const std::filesystem::path& file, const PhotoFaceRef& ref) {
  if (ref.digest.empty())
    return fail(ErrorKind::Usage, file.string() +
                                      " is a project, not a photograph: give it to a recipe or timeline that names its "
                                      "faces, with --face a=" +
                                      file.filename().string() + " of mien render or mien film --timeline.");
  const auto project = readProject(file);
  if (!project) return tl::unexpected(project.error());
  for (const auto& face : project->faces) {
    if (!face || face->ref != FaceRef(ref) || !face->aligned) continue;
    auto saved = unpackFace(*face->aligned, ownSealer());
    if (!saved) return tl::unexpected(saved.error());
    if (saved->ref != face->ref)
      return fail(ErrorKind::Input, file.string() + " holds another face than it names: give its photograph.");
    const bool hasPhoto = face->photo && sha256Hex(*face->photo) == ref.digest;
    const auto photo = !saved->proven && hasPhoto ? face->photo : nullptr;
    return FaceInProject{std::move(*saved), photo};
  }
  return fail(ErrorKind::Input, file.string() + " keeps no such face: give its photograph, or save the project with " +
                                    "its faces again.");
}

}  // namespace mien
