#pragma once
#include <filesystem>
#include <string>
#include <vector>

#include "app/cli/face_files.h"
#include "core/blend/timeline.h"

namespace mien {

/// What --timeline and --face name.
struct GivenTimeline {
  Timeline timeline;
  FilesOfFaces files;            ///< of its photographs; the project itself for those faces that it keeps
  bool measuresBalance = false;  ///< of a project that was saved before its balance was measured
};

/// A timeline from a JSON file, or from the project or the film that carries it, told by content (but for projects).
/// Errors: Input, Disk; Usage as faceFiles().
Result<GivenTimeline> givenTimeline(const std::filesystem::path& file, const std::vector<std::string>& faces);

/// Measures the balance that it lacks. Errors: as applyBalance().
Result<void> measureMissingBalance(Session& session, GivenTimeline& given);

}  // namespace mien
