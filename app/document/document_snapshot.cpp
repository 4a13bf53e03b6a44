#include "app/document/document_snapshot.h"

#include <QDateTime>

#include "app/document/face_changes.h"
#include "app/document/mix_values.h"
#include "core/project/face_files.h"

namespace mien {
namespace {

/// What of a face goes into the file.
struct Parts {
  bool aligned = false;
  bool photo = false;
};

std::string labelOf(const QString& label) {
  QByteArray text = label.toUtf8();
  while (text.size() > static_cast<qsizetype>(kMaxLabel)) text = label.left(label.size() / 2).toUtf8();
  return text.toStdString();
}

Result<ProjectFace> faceOf(const FaceEntry& entry, const Parts& parts, FacePacker& packer) {
  ProjectFace out;
  if (entry.project) out = *entry.project;
  out.label = labelOf(entry.label);
  out.muted = entry.muted;
  out.locked = entry.locked;
  if (entry.face) out.ref = entry.face->ref();
  if (entry.opened && entry.opened->file) {
    out.photo = entry.opened->file;
    out.photoBytes = out.photo->size();
  }
  if (entry.face && parts.aligned) {
    auto files = packer(entry.face);
    if (!files) return tl::unexpected(files.error());
    out.aligned = std::move(*files);
  }
  if (!parts.aligned) out.aligned = nullptr;
  if (!parts.photo) out.photo = nullptr;
  return out;
}

template <class PartsOf>
Result<Project> project(const DocumentSnapshot& snapshot, FacePacker& packer, const PartsOf& partsOf) {
  Project out;
  out.modelId = snapshot.engine.modelId;
  out.modelHash = snapshot.engine.modelHash;
  out.directionsHash = snapshot.engine.directionsHash;
  out.holds = snapshot.holds;
  out.values = parameterValuesOf(snapshot.state);
  out.autoBalance = snapshot.state.autoBalance;
  if (out.autoBalance && !snapshot.state.balanceMeasured)
    std::erase_if(out.values, [](const auto& value) { return isMeasured(*findParameter(value.first)); });
  out.presets = snapshot.state.presets;
  static const Timeline untouched;
  if (!(snapshot.state.timeline == untouched)) out.timeline = snapshot.state.timeline;
  out.view = snapshot.view.toStdString();
  out.faces.assign(snapshot.state.faces.size(), std::nullopt);
  for (std::size_t i = 0; i < out.faces.size(); ++i) {
    const FaceEntry& entry = snapshot.state.faces[i];
    if (!entry.face && !entry.project) continue;
    auto face = faceOf(entry, partsOf(entry), packer);
    if (!face) return tl::unexpected(face.error());
    out.faces[i] = std::move(*face);
  }
  return out;
}

std::string textOf(const QUrl& url) {
  return url.toEncoded().toStdString();
}

}  // namespace

Result<std::shared_ptr<const FaceFiles>> FacePacker::operator()(const FacePtr& face) {
  std::erase_if(packed_, [](const auto& entry) { return entry.second.face.expired(); });
  const auto known = packed_.find(face.get());
  if (known != packed_.end()) return known->second.files;
  auto files = packFace(face->saved(), sealer_);
  if (!files) return tl::unexpected(files.error());
  auto shared = std::make_shared<const FaceFiles>(std::move(*files));
  packed_[face.get()] = {face, shared};
  return shared;
}

Result<Project> projectOf(const DocumentSnapshot& snapshot, FacePacker& packer) {
  const Parts parts{snapshot.holds != Holds::Digests, snapshot.holds == Holds::Photographs};
  return project(snapshot, packer, [&](const FaceEntry&) { return parts; });
}

Result<Autosave> autosaveOf(const DocumentSnapshot& snapshot, FacePacker& packer) {
  auto kept = project(snapshot, packer, [](const FaceEntry& entry) { return Parts{true, entry.file.isEmpty()}; });
  if (!kept) return tl::unexpected(kept.error());
  std::vector<std::string> photographs;
  for (const FaceEntry& entry : snapshot.state.faces) photographs.push_back(textOf(entry.file));
  return Autosave{std::move(*kept),
                  {textOf(snapshot.file), std::move(photographs), QDateTime::currentMSecsSinceEpoch()}};
}

MixState stateOf(const Project& project, std::vector<FaceEntry> faces) {
  MixState state;
  state.faces = std::move(faces);
  for (std::size_t i = 2; i < state.faces.size(); ++i) state.further.push_back(equalShare(i));
  for (std::size_t i = 0; i < state.faces.size(); ++i) {
    if (!project.faces[i]) continue;
    state.faces[i].muted = project.faces[i]->muted;
    state.faces[i].locked = project.faces[i]->locked;
  }
  freeHiddenFaces(state);
  if (project.timeline) state.timeline = *project.timeline;
  state.timeline.base = {};
  setParameterValues(state, project.values);
  state.autoBalance = project.autoBalance;
  state.balanceMeasured = project.autoBalance && project.values.contains("balance");
  state.presets = project.presets;
  return state;
}

}  // namespace mien
