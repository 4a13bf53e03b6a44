#pragma once
#include <QByteArray>
#include <QUrl>
#include <map>

#include "app/document/mix_state.h"
#include "core/project/project_file.h"
#include "core/project/sealer.h"

namespace mien {

/// All that a project is made of, taken in no time: faces and photographs are shared.
struct DocumentSnapshot {
  MixState state;
  EngineInfo engine;
  Holds holds = Holds::Faces;
  QByteArray view;  ///< a JSON object
  QUrl file;        ///< the project's; empty: none yet
};

/// Packs faces, each once as long as it lives: a picture takes longer to pack than all the rest. One thread at a time.
class FacePacker {
 public:
  explicit FacePacker(Sealer sealer = {}) : sealer_(std::move(sealer)) {}
  Result<std::shared_ptr<const FaceFiles>> operator()(const FacePtr& face);

 private:
  struct Packed {
    std::weak_ptr<const Face> face;
    std::shared_ptr<const FaceFiles> files;
  };
  const Sealer sealer_;
  std::map<const Face*, Packed> packed_;
};

/// What is written to a project file, by `snapshot.holds`. Not on the window's thread.
Result<Project> projectOf(const DocumentSnapshot& snapshot, FacePacker& packer);

/// What is written to an autosave: faces always, and photographs that lie in no file.
Result<Autosave> autosaveOf(const DocumentSnapshot& snapshot, FacePacker& packer);

/// The state of a project with these faces.
MixState stateOf(const Project& project, std::vector<FaceEntry> faces);

}  // namespace mien
