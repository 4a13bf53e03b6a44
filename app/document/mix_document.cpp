#include "app/document/mix_document.h"

#include <algorithm>
#include <cmath>
#include <utility>

#include "app/document/mix_values.h"

namespace mien {
namespace {

constexpr int kUndoSteps = 100;  // a step may keep a whole photograph alive

QString nameOf(MixDocument::Value which) {
  switch (which) {
    case MixDocument::Overall:
      return MixDocument::tr("Overall mix");
    case MixDocument::Structure:
      return MixDocument::tr("Structure");
    case MixDocument::Features:
      return MixDocument::tr("Features");
    case MixDocument::Colour:
      return MixDocument::tr("Colour");
    case MixDocument::Detail:
      break;
  }
  return MixDocument::tr("Detail");
}

std::size_t groupOf(MixDocument::Value which) {
  return static_cast<std::size_t>(which - MixDocument::Structure);
}

bool isGroup(MixDocument::Value which) {
  return which >= MixDocument::Structure && which <= MixDocument::Colour;
}

void setOverall(MixState& state, double value) {
  state.overall = value;
  for (std::size_t i = 0; i < 3; ++i)
    if (state.linked[i]) state.groups[i] = value;
}

/// Puts `found` where the same face still lacks its picture or its photograph.
void fill(MixState& state, const FaceRef& ref, const FaceEntry& found) {
  for (FaceEntry& entry : state.faces) {
    const bool same = entry.face ? entry.face->ref() == ref : entry.project && entry.project->ref == ref;
    if (same && (!entry.face || !entry.opened)) entry = found;
  }
}

}  // namespace

/// A step keeps the states before and after; all steps are of this one kind.
class MixDocument::Step : public QUndoCommand {
 public:
  Step(MixDocument& document, const QString& name, MixState next, int mergeId)
      : QUndoCommand(name), document_(document), before_(document.state_), after_(std::move(next)), id_(mergeId) {}
  int id() const override { return id_; }
  void undo() override { document_.apply(before_); }
  void redo() override { document_.apply(after_); }
  bool mergeWith(const QUndoCommand* other) override {
    after_ = static_cast<const Step*>(other)->after_;
    if (after_ == before_) setObsolete(true);
    return true;
  }
  /// The stack hands its steps out as const.
  void fillFace(const FaceRef& ref, const FaceEntry& found) const {
    fill(before_, ref, found);
    fill(after_, ref, found);
  }

 private:
  MixDocument& document_;
  mutable MixState before_;
  mutable MixState after_;
  int id_;
};

MixDocument::MixDocument(QObject* parent) : QObject(parent), startName_(tr("Start")) {
  undo_.setUndoLimit(kUndoSteps);
  connect(&undo_, &QUndoStack::indexChanged, this, &MixDocument::historyChanged);
  connect(&undo_, &QUndoStack::cleanChanged, this, &MixDocument::modifiedChanged);
}

QStringList MixDocument::steps() const {
  QStringList out{startName_};
  for (int i = 0; i < undo_.count(); ++i) out.append(undo_.text(i));
  return out;
}

void MixDocument::setValue(Value which, double value) {
  if (!std::isfinite(value)) return;
  value = std::clamp(value, 0.0, 1.0);
  MixState next = state_;
  if (which == Overall) setOverall(next, value);
  if (which == Detail) next.detail = value;
  if (isGroup(which)) {
    if (next.groups[groupOf(which)] == value) return;
    next.groups[groupOf(which)] = value;
    next.linked[groupOf(which)] = false;
  }
  if (next == state_) return;
  if (!adjusting_) {
    adjusting_ = true;
    Q_EMIT adjustingChanged();
  }
  commit(nameOf(which), std::move(next), gesture_ * 8 + which);
}

void MixDocument::finishAdjusting() {
  if (!adjusting_) return;
  ++gesture_;
  adjusting_ = false;
  Q_EMIT adjustingChanged();
}

void MixDocument::resetValue(Value which) {
  finishAdjusting();
  if (isGroup(which)) return setLinked(which, true);
  setValue(which, which == Detail ? 1.0 : 0.5);
  finishAdjusting();
}

void MixDocument::setLinked(Value group, bool linked) {
  if (!isGroup(group)) return;
  finishAdjusting();
  MixState next = state_;
  next.linked[groupOf(group)] = linked;
  if (linked) next.groups[groupOf(group)] = next.overall;
  commit(linked ? tr("Link %1").arg(nameOf(group).toLower()) : tr("Unlink %1").arg(nameOf(group).toLower()),
         std::move(next));
}

void MixDocument::setSurroundings(SurroundingsOf value) {
  finishAdjusting();
  MixState next = state_;
  next.surroundings = static_cast<Surroundings>(value);
  commit(tr("Surroundings"), std::move(next));
}

void MixDocument::swapFaces() {
  finishAdjusting();
  MixState next = state_;
  std::swap(next.faces[0], next.faces[1]);
  commit(tr("Swap A and B"), std::move(next));
}

void MixDocument::undo() {
  finishAdjusting();
  undo_.undo();
}

void MixDocument::redo() {
  finishAdjusting();
  undo_.redo();
}

void MixDocument::goToStep(int index) {
  finishAdjusting();
  undo_.setIndex(std::clamp(index, 0, undo_.count()));
}

void MixDocument::setFace(int index, FaceEntry entry) {
  finishAdjusting();
  MixState next = state_;
  next.faces[static_cast<std::size_t>(index)] = std::move(entry);
  commit(index == 0 ? tr("Face A") : tr("Face B"), std::move(next));
}

void MixDocument::setFaces(std::array<FaceEntry, 2> entries, const QString& stepName) {
  finishAdjusting();
  MixState next = state_;
  next.faces = std::move(entries);
  commit(stepName, std::move(next));
}

void MixDocument::setState(MixState state, const QString& stepName) {
  finishAdjusting();
  commit(stepName, std::move(state));
}

void MixDocument::applyValues(const ParameterValues& values, const QString& stepName) {
  MixState next = state_;
  setValues(next, values);
  setState(std::move(next), stepName);
}

void MixDocument::setPresets(std::vector<Preset> presets, const QString& stepName) {
  MixState next = state_;
  next.presets = std::move(presets);
  setState(std::move(next), stepName);
}

void MixDocument::restore(MixState state, const QString& startName, bool saved) {
  finishAdjusting();
  startName_ = startName;
  undo_.clear();
  saved ? undo_.setClean() : undo_.resetClean();
  apply(state);
  Q_EMIT historyChanged();
}

void MixDocument::faceFound(const FaceRef& ref, const FaceEntry& entry) {
  for (int i = 0; i < undo_.count(); ++i) static_cast<const Step*>(undo_.command(i))->fillFace(ref, entry);
  fill(state_, ref, entry);
  Q_EMIT changed();
}

void MixDocument::markSaved() {
  finishAdjusting();
  undo_.setClean();
}

RenderJob MixDocument::job(const EngineInfo& engine, int size, Placement placement) const {
  RenderJob job;
  Recipe& recipe = job.recipe;
  recipe.modelId = engine.modelId;
  recipe.modelHash = engine.modelHash;
  recipe.structure = state_.groups[0];
  recipe.features = state_.groups[1];
  recipe.colour = state_.groups[2];
  recipe.detail = state_.detail;
  recipe.surroundings = state_.surroundings;
  recipe.placement = placement;
  recipe.size = size;
  for (std::size_t i = 0; i < 2; ++i) {
    job.faces[i] = state_.faces[i].face;
    recipe.faces[i] = state_.faces[i].face->ref();
    if (state_.faces[i].opened) job.photos[i] = state_.faces[i].opened->photo;
  }
  return job;
}

void MixDocument::commit(const QString& name, MixState next, int mergeId) {
  if (next == state_) return;
  undo_.push(new Step(*this, name, std::move(next), mergeId));
  Q_EMIT historyChanged();  // a merged step may leave the index as it is
}

void MixDocument::apply(const MixState& state) {
  state_ = state;
  Q_EMIT changed();
}

}  // namespace mien
