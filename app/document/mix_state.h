#pragma once
#include <QString>
#include <QUrl>
#include <array>
#include <memory>
#include <vector>

#include "core/blend/timeline.h"
#include "core/studio/studio.h"

namespace mien {

/// One parent as the user chose it.
struct FaceEntry {
  FacePtr face;                               ///< null: nothing chosen yet
  std::shared_ptr<const OpenedPhoto> opened;  ///< null: drawn from the model
  QString label;  ///< file name, "Clipboard" or "Drawn face 7": shown; in an output's name if asked, never inside it
  QUrl file;      ///< the photograph's, on this machine; empty: none or not known
  /// What a project says of it. Without `face`, its photograph must be found first.
  std::shared_ptr<const ProjectFace> project;

  bool muted = false;   ///< has no part in the mix, while it keeps its share
  bool locked = false;  ///< keeps its share while others are moved

  bool missing() const { return !face && project; }
  /// The same of a photograph, which must be found first; a drawn face is drawn.
  bool photographMissing() const { return missing() && std::holds_alternative<PhotoFaceRef>(project->ref); }
  friend bool operator==(const FaceEntry&, const FaceEntry&) = default;
};

/// Everything that undo brings back. Copies are cheap: faces and photos are shared.
struct MixState {
  std::vector<FaceEntry> faces = std::vector<FaceEntry>(2);  ///< 2..kMaxFaces; of the first two one may be empty
  std::vector<FaceShare> further;                            ///< of the faces after the second
  double overall = 0.5;
  std::array<double, 3> groups{0.5, 0.5, 0.5};   ///< structure, features, colour; share of B
  std::array<bool, 3> linked{true, true, true};  ///< follows the overall mix
  RegionMixes regions;                           ///< what has no value there follows
  double balance = 0.5;
  bool autoBalance = true;       ///< `balance` is measured for the two faces, see BalanceMeter
  bool balanceMeasured = false;  ///< and has been, so that it stays while they do
  double detail = 1.0;
  Path path = Path::Spherical;
  Variation variation;
  Kept kept;
  std::map<std::string, double, std::less<>> directions;
  Surroundings surroundings = Surroundings::Auto;
  std::vector<Preset> presets;
  Timeline timeline;  ///< what moves; its base stays empty: all else stands above
  friend bool operator==(const MixState&, const MixState&) = default;
};

}  // namespace mien
