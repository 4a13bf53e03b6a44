#pragma once
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "core/blend/timeline.h"
#include "core/project/preset.h"

namespace mien {

/// What a project keeps of its faces; each holds what the one before does.
enum class Holds {
  Digests,     ///< which photographs they are: these must be found again
  Faces,       ///< the aligned faces: the project opens without the photographs, and can't paste into them
  Photographs  ///< the photographs' files too
};

/// An aligned face as files, made by packFace().
struct FaceFiles {
  std::vector<std::uint8_t> facts;    ///< JSON
  std::vector<std::uint8_t> picture;  ///< PNG
};

/// One parent as a project knows it.
struct ProjectFace {
  FaceRef ref;
  std::string label;             ///< as the window shows it; kMaxLabel bytes at most
  std::uint64_t photoBytes = 0;  ///< length of the photograph's file; 0: not known, or drawn
  std::shared_ptr<const FaceFiles> aligned;
  std::shared_ptr<const std::vector<std::uint8_t>> photo;  ///< the photograph's file
  bool muted = false;                                      ///< has no part in the mix
  bool locked = false;                                     ///< keeps its share while others are moved
};

inline constexpr std::size_t kMaxLabel = 255;

/// A document: faces, values, timeline, presets, and how the window looked at it.
struct Project {
  /// 1 knew no balance, 2 no regions, 3 no third face, 4 no variation, 5 no Surroundings::Auto.
  static constexpr int kSchema = 6;

  std::string modelId;         ///< of the engine that it was made with; empty when there was none
  std::string modelHash;       ///< EngineInfo::modelHash
  std::string directionsHash;  ///< EngineInfo::directionsHash
  Holds holds = Holds::Faces;
  /// 2..kMaxFaces; none: nothing chosen yet.
  std::vector<std::optional<ProjectFace>> faces = std::vector<std::optional<ProjectFace>>(2);
  ParameterValues values;
  bool autoBalance = false;          ///< the balance among `values`, if it is there, was measured; it is when it is not
  std::optional<Timeline> timeline;  ///< its base is written from what the other fields say, see baseRecipe()
  std::vector<Preset> presets;
  std::string view = "{}";  ///< a small JSON object of the window's own: zoom, playhead, open panels
};

/// The recipe that faces, model and values describe, 512 px. Faces and a model that are not there are stood in for by
/// seed 0 and zeros.
Recipe baseRecipe(const Project& project);

/// Canonical JSON of all but the faces' own files: what project.json holds.
std::string toJson(const Project& project);

}  // namespace mien
