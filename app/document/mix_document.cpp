#include "app/document/mix_document.h"

#include <algorithm>
#include <cmath>
#include <utility>

#include "app/document/face_changes.h"
#include "app/document/in_words.h"
#include "app/document/mix_step.h"
#include "app/document/mix_values.h"
#include "core/blend/parameters.h"
#include "core/blend/settle.h"
#include "core/blend/timeline_edit.h"
#include "core/blend/timeline_settings.h"

namespace mien {
namespace {

constexpr int kUndoSteps = 100;  // a step may keep a whole photograph alive

const Parameter& parameterOf(MixDocument::Value which) {
  return parameters()[static_cast<std::size_t>(which)];
}

QString nameOf(const Parameter& parameter) {
  return std::string_view(parameter.id) == "mix" ? MixDocument::tr("Overall mix") : QString::fromUtf8(parameter.name);
}

/// Puts what was found where the same face still lacks its picture or its photograph. What the user made of the face in
/// that state stays.
void fill(MixState& state, const FaceRef& ref, const FaceEntry& found) {
  for (FaceEntry& entry : state.faces) {
    const bool same = entry.face ? entry.face->ref() == ref : entry.project && entry.project->ref == ref;
    if (!same || (entry.face && entry.opened)) continue;
    entry.face = found.face;
    entry.opened = found.opened;
    entry.file = found.file;
    entry.project = found.project;
  }
}

}  // namespace

MixDocument::MixDocument(QObject* parent) : QObject(parent), startName_(tr("Start")) {
  undo_.setUndoLimit(kUndoSteps);
  connect(&undo_, &QUndoStack::indexChanged, this, &MixDocument::historyChanged);
  connect(&undo_, &QUndoStack::cleanChanged, this, &MixDocument::modifiedChanged);
}

MixDocument::~MixDocument() = default;

QStringList MixDocument::steps() const {
  QStringList out{startName_};
  for (int i = 0; i < undo_.count(); ++i) out.append(undo_.text(i));
  return out;
}

void MixDocument::setValue(Value which, double value) {
  const Parameter& parameter = parameterOf(which);
  if (!std::isfinite(value) || clamped(parameter, value) == valueOf(state_, parameter)) return;
  MixState next = state_;
  mien::setValue(next, parameter, value);
  adjust(nameOf(parameter), std::move(next), which);
}

void MixDocument::adjust(const QString& name, MixState next, int lane) {
  if (next == state_) return;
  if (!adjusting_) {
    adjusting_ = true;
    later_ = std::make_unique<LaterSteps>(undo_);
    Q_EMIT adjustingChanged();
  }
  push(name, std::move(next), gesture_ * kLanes + lane);
}

void MixDocument::finishAdjusting() {
  if (!adjusting_) return;
  ++gesture_;
  adjusting_ = false;
  const auto later = std::move(later_);
  inHistoryAlone_ = true;
  const bool back = later->putBack(undo_);
  inHistoryAlone_ = false;
  if (back) Q_EMIT historyChanged();
  Q_EMIT adjustingChanged();
}

void MixDocument::cancelAdjusting() {
  if (!adjusting_) return;
  cancelling_ = true;
  while (undo_.canUndo() && undo_.command(undo_.index() - 1)->id() >= gesture_ * kLanes) undo_.undo();
  cancelling_ = false;
  finishAdjusting();
  Q_EMIT historyChanged();
}

void MixDocument::resetValue(Value which) {
  finishAdjusting();
  if (followsAnother(parameterOf(which))) return setLinked(which, true);
  setValue(which, parameterOf(which).standard);
  finishAdjusting();
}

void MixDocument::setLinked(Value group, bool linked) {
  const Parameter& parameter = parameterOf(group);
  if (!followsAnother(parameter)) return;
  finishAdjusting();
  MixState next = state_;
  mien::setLinked(next, parameter, linked);
  const QString name = inWords(nameOf(parameter));
  commit(linked ? tr("Link %1").arg(name) : tr("Unlink %1").arg(name), std::move(next));
}

void MixDocument::setSurroundings(SurroundingsOf value) {
  finishAdjusting();
  MixState next = state_;
  next.surroundings = static_cast<Surroundings>(value);
  commit(tr("Surroundings"), std::move(next));
}

void MixDocument::swapFaces(int one, int other) {
  if (std::min(one, other) < 0 || std::max(one, other) >= faceCount() || one == other) return;
  finishAdjusting();
  MixState next = state_;
  const auto [first, second] = std::minmax({static_cast<std::size_t>(one), static_cast<std::size_t>(other)});
  mien::swapFaces(next, first, second);
  forgetBalance(next);
  commit(tr("Swap %1 and %2").arg(QString::fromStdString(capitalOf(first)), QString::fromStdString(capitalOf(second))),
         std::move(next));
}

void MixDocument::undo() {
  finishAdjusting();
  undo_.undo();
  Q_EMIT wentTo();
}

void MixDocument::redo() {
  finishAdjusting();
  undo_.redo();
  Q_EMIT wentTo();
}

void MixDocument::goToStep(int index) {
  finishAdjusting();
  undo_.setIndex(std::clamp(index, 0, undo_.count()));
  Q_EMIT wentTo();
}

void MixDocument::setFace(int index, FaceEntry entry) {
  finishAdjusting();
  MixState next = state_;
  const auto i = static_cast<std::size_t>(index);
  if (i >= kMaxFaces) return;
  const bool moved = i < next.faces.size() && movesPoints(next.faces[i], entry);
  if (i >= next.faces.size()) {
    next.further.push_back(equalShare(next.faces.size()));
    next.faces.push_back(std::move(entry));
  } else {
    entry.muted = next.faces[i].muted;
    entry.locked = next.faces[i].locked;
    next.faces[i] = std::move(entry);
  }
  forgetBalance(next);
  const QString name = moved ? tr("Points of face %1") : tr("Face %1");
  commit(name.arg(QString::fromStdString(capitalOf(i))), std::move(next));
}

void MixDocument::removeFace(int index) {
  const auto i = static_cast<std::size_t>(index);
  if (index < 0 || i >= state_.faces.size() || state_.faces.size() <= 2) return;
  finishAdjusting();
  MixState next = state_;
  mien::removeFace(next, i);
  forgetBalance(next);
  commit(tr("Remove face %1").arg(QString::fromStdString(capitalOf(i))), std::move(next));
}

void MixDocument::setFaces(std::vector<FaceEntry> entries, const QString& stepName) {
  finishAdjusting();
  MixState next = state_;
  next.faces = std::move(entries);
  forgetBalance(next);
  commit(stepName, std::move(next));
}

void MixDocument::setState(MixState state, const QString& stepName) {
  finishAdjusting();
  commit(stepName, std::move(state));
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
  amendAll([&](MixState& state) { fill(state, ref, entry); });
  Q_EMIT changed();
}

std::vector<DrawnFaceRef> MixDocument::drawnFaces() const {
  std::vector<DrawnFaceRef> all;
  const auto add = [&](const MixState& state) {
    for (const FaceEntry& entry : state.faces) {
      const auto* ref = entry.face ? std::get_if<DrawnFaceRef>(&entry.face->ref()) : nullptr;
      if (ref != nullptr && std::find(all.begin(), all.end(), *ref) == all.end()) all.push_back(*ref);
    }
  };
  add(state_);
  amendSteps(add);
  return all;
}

void MixDocument::redrawn(const DrawnFaceRef& ref, const FacePtr& face) {
  amendAll([&](MixState& state) {
    for (FaceEntry& entry : state.faces)
      if (entry.face && entry.face->ref() == FaceRef(ref)) entry.face = face;
  });
  Q_EMIT changed();
}

void MixDocument::balancesFound(const std::vector<FaceRef>& faces, const std::vector<double>& balances) {
  const MixState before = state_;
  amendAll([&](MixState& state) {
    const bool same = std::equal(state.faces.begin(), state.faces.end(), faces.begin(), faces.end(),
                                 [](const FaceEntry& e, const FaceRef& ref) { return e.face && e.face->ref() == ref; });
    if (!state.autoBalance || !same) return;
    state.balance = balances[0];
    for (std::size_t i = 0; i < state.further.size(); ++i) state.further[i].balance = balances[i + 1];
    state.balanceMeasured = true;
  });
  if (!(state_ == before)) Q_EMIT changed();
}

void MixDocument::whenBalanced(QObject* context, std::function<void()> then) {
  if (!balancePending()) return then();
  connect(
      this, &MixDocument::changed, context, [this, context, then = std::move(then)] { whenBalanced(context, then); },
      Qt::SingleShotConnection);
}

void MixDocument::whenSettled(QObject* context, std::function<void()> then) {
  if (balancePending()) return whenBalanced(context, [this, context, then] { whenSettled(context, then); });
  if (pending_ == 0) return then();
  connect(
      this, &MixDocument::settled, context, [this, context, then = std::move(then)] { whenSettled(context, then); },
      Qt::SingleShotConnection);
}

void MixDocument::setAutoBalance(bool on) {
  finishAdjusting();
  MixState next = state_;
  next.autoBalance = on;
  next.balanceMeasured = false;
  if (on)
    std::erase_if(next.timeline.tracks, [](const Track& track) { return isMeasured(*findParameter(track.parameter)); });
  commit(on ? tr("Automatic balance") : tr("Balance by hand"), std::move(next));
}

void MixDocument::markSaved() {
  finishAdjusting();
  undo_.setClean();
}

void MixDocument::markUnsaved() {
  finishAdjusting();
  undo_.resetClean();
}

void MixDocument::setOfAnotherModel(bool another) {
  if (another == ofAnotherModel_) return;
  ofAnotherModel_ = another;
  Q_EMIT modifiedChanged();
}

void MixDocument::setPlayhead(Ticks time) {
  time = std::clamp<Ticks>(time, 0, lastFrame(state_.timeline));
  if (time == playhead_) return;
  playhead_ = time;
  Q_EMIT playheadChanged();
}

void MixDocument::setPace(Pace pace) {
  if (pace == pace_) return;
  pace_ = std::move(pace);
  Q_EMIT paceChanged();
}

void MixDocument::addPending(int by) {
  pending_ += by;
  if (pending_ == 0) Q_EMIT settled();
}

double MixDocument::paced(Ticks time) const {
  const auto ticks = static_cast<double>(time);
  return state_.timeline.evenPace ? pace_(ticks) : ticks;
}

RenderJob MixDocument::stillJob(const EngineInfo& engine, int size, Placement placement) const {
  RenderJob job;
  Recipe& recipe = job.recipe;
  recipe = valuesOf(state_);
  recipe.modelId = engine.modelId;
  recipe.modelHash = engine.modelHash;
  recipe.directionsHash = engine.directionsHash;
  recipe.placement = placement;
  recipe.size = size;
  recipe.faces.clear();
  for (const FaceEntry& entry : state_.faces) {
    job.faces.push_back(entry.face);
    recipe.faces.push_back(entry.face->ref());
    job.photos.push_back(entry.opened ? entry.opened->photo : nullptr);
  }
  return job;
}

RenderJob MixDocument::job(const EngineInfo& engine, int size, Placement placement) const {
  RenderJob job = stillJob(engine, size, placement);
  if (state_.timeline.tracks.empty()) {
    mute(job.recipe, mutedFaces(state_));
    settle(job.recipe);
  } else {
    job.recipe = recipeAt(timeline(engine, size, placement), paced(playhead_));
  }
  return job;
}

Timeline MixDocument::timeline(const EngineInfo& engine, int size, Placement placement) const {
  Timeline out = state_.timeline;
  out.base = stillJob(engine, size, placement).recipe;
  // Without a track of its own a value that has left its link would follow again.
  for (const Parameter& parameter : parametersOf(state_))
    if (followsAnother(parameter) && !parameter.isOwn && !isLinked(state_, parameter) &&
        findTrack(state_.timeline, parameter.id) == nullptr && findTrack(state_.timeline, parameter.follows) != nullptr)
      setKey(out, parameter.id, 0, valueOf(state_, parameter));
  mute(out, mutedFaces(state_));
  settle(out);
  return out;
}

template <class Amend>
void MixDocument::amendAll(const Amend& amend) {
  amendSteps(amend);
  amend(state_);
}

template <class Amend>
void MixDocument::amendSteps(const Amend& amend) const {
  for (int i = 0; i < undo_.count(); ++i) static_cast<const Step*>(undo_.command(i))->amend(amend);
  if (later_) later_->amend(amend);
}

void MixDocument::push(const QString& name, MixState next, int mergeId) {
  if (next == state_) return;
  undo_.push(new Step(*this, name, std::move(next), mergeId));
  Q_EMIT historyChanged();  // a merged step may leave the index as it is
}

void MixDocument::apply(const MixState& state) {
  state_ = state;
  ++changeCount_;
  Q_EMIT changed();
  setPlayhead(playhead_);  // the timeline may have become shorter
}

}  // namespace mien
