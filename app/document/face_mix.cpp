#include "app/document/face_mix.h"

#include <algorithm>
#include <cmath>
#include <utility>

#include "app/document/face_changes.h"
#include "core/blend/blend_pad.h"

namespace mien {
namespace {

template <class Of>
auto listOf(const MixState& state, Of of) {
  QList<decltype(of(state.faces[0]))> out;
  for (const FaceEntry& entry : state.faces) out.append(of(entry));
  return out;
}

QString letter(int face) {
  return QString::fromStdString(capitalOf(static_cast<std::size_t>(face)));
}

}  // namespace

FaceMix::FaceMix(MixDocument& document, ParameterList& parameters, QObject* parent)
    : QObject(parent), document_(document), parameters_(parameters) {
  connect(&document_, &MixDocument::changed, this, &FaceMix::documentChanged);
  connect(&document_, &MixDocument::playheadChanged, this, &FaceMix::changed);
  connect(&document_, &MixDocument::paceChanged, this, &FaceMix::changed);
}

/// A face that was added is the one to look at.
void FaceMix::documentChanged() {
  if (count() > count_) {
    current_ = count() - 1;
    seeksMissing_ = false;
  }
  count_ = count();
  seeksMissing_ = seeksMissing_ && anyMissing();
  if (seeksMissing_) current_ = firstMissing();
  Q_EMIT changed();
}

int FaceMix::firstMissing() const {
  const auto& faces = document_.state().faces;
  const auto it =
      std::find_if(faces.begin(), faces.end(), [](const FaceEntry& entry) { return entry.photographMissing(); });
  return static_cast<int>(it - faces.begin());
}

void FaceMix::lookAtMissing() {
  seeksMissing_ = count() > 2;
  documentChanged();
}

void FaceMix::setCurrent(int face) {
  seeksMissing_ = false;
  if (face == current_) return;
  current_ = face;
  Q_EMIT changed();
}

FaceWeights FaceMix::shown() const {
  return weightsAt(document_.state(), document_.paced(document_.playhead()));
}

QList<double> FaceMix::weights() const {
  const FaceWeights now = shown();
  return {now.begin(), now.end()};
}

QList<bool> FaceMix::muted() const {
  return listOf(document_.state(), [](const FaceEntry& e) { return e.muted; });
}

QList<bool> FaceMix::locked() const {
  return listOf(document_.state(), [](const FaceEntry& e) { return e.locked; });
}

QList<QPointF> FaceMix::corners() const {
  QList<QPointF> out;
  for (const Point& corner : padCorners(document_.state().faces.size())) out.append({corner.x, corner.y});
  return out;
}

QPointF FaceMix::point() const {
  const Point at = padPoint(shown());
  return {at.x, at.y};
}

QStringList FaceMix::letters() const {
  QStringList out;
  for (int i = 0; i < count(); ++i) out.append(letter(i));
  return out;
}

QString FaceMix::words() const {
  QStringList out;
  const FaceWeights now = shown();
  for (int i = 0; i < count(); ++i)
    out.append(tr("%1 %2 %").arg(letter(i)).arg(qRound(100 * now[static_cast<std::size_t>(i)])));
  return out.join(u", ");
}

QStringList FaceMix::places() const {
  QStringList out{tr("Crop")};
  for (int i = 0; i < count(); ++i) out.append(tr("In photo %1").arg(letter(i)));
  return out;
}

QList<bool> FaceMix::placesUsable() const {
  QList<bool> out{true};
  for (const FaceEntry& entry : document_.state().faces) out.append(entry.opened != nullptr);
  return out;
}

QStringList FaceMix::placeProblems() const {
  QStringList out;
  for (const bool usable : placesUsable()) out.append(usable ? QString() : tr("it has no photograph"));
  return out;
}

void FaceMix::setPoint(const QPointF& point) {
  if (!std::isfinite(point.x()) || !std::isfinite(point.y())) return;
  set(padWeights(document_.state().faces.size(), {static_cast<float>(point.x()), static_cast<float>(point.y())}));
}

void FaceMix::setWeight(int face, double weight) {
  FaceWeights next = shown();
  const auto i = static_cast<std::size_t>(face);
  if (i >= next.size() || !std::isfinite(weight) || document_.state().faces[i].locked) return;
  double kept = 0;
  double others = 0;
  for (std::size_t k = 0; k < next.size(); ++k)
    if (k != i) (document_.state().faces[k].locked ? kept : others) += next[k];
  weight = std::clamp(weight, 0.0, 1 - kept);
  const double rest = 1 - kept - weight;
  const auto free = std::count_if(document_.state().faces.begin(), document_.state().faces.end(),
                                  [](const FaceEntry& e) { return !e.locked; }) -
                    1;
  for (std::size_t k = 0; k < next.size(); ++k) {
    if (k == i || document_.state().faces[k].locked) continue;
    next[k] = others > 0 ? next[k] * rest / others : rest / static_cast<double>(free);
  }
  next[i] = free > 0 ? weight : 1 - kept;
  set(next);
}

void FaceMix::moveCurrent(int by) {
  const int from = current();
  const int to = from + by;
  if (to < 0 || to >= count()) return;
  document_.swapFaces(from, to);
  setCurrent(to);
}

void FaceMix::level() {
  finish();
  set(FaceWeights(document_.state().faces.size(), 1));
  finish();
}

void FaceMix::set(const FaceWeights& weights) {
  MixState next = document_.state();
  setWeights(next, weights, document_.playhead(), document_.paced(document_.playhead()), parameters_.autoKey());
  document_.adjust(tr("Shares of the faces"), std::move(next), MixDocument::kFaceLane);
}

void FaceMix::setMuted(int face, bool muted) {
  finish();
  MixState next = document_.state();
  if (face < 0 || face >= count()) return;
  next.faces[static_cast<std::size_t>(face)].muted = muted;
  if (std::all_of(next.faces.begin(), next.faces.end(), [](const FaceEntry& entry) { return entry.muted; }))
    return Q_EMIT lastOneHeard();
  mutedBefore_.clear();
  document_.commit((muted ? tr("Mute face %1") : tr("Unmute face %1")).arg(letter(face)), std::move(next));
}

void FaceMix::setLocked(int face, bool locked) {
  finish();
  MixState next = document_.state();
  if (face < 0 || face >= count()) return;
  next.faces[static_cast<std::size_t>(face)].locked = locked;
  document_.commit((locked ? tr("Lock face %1") : tr("Unlock face %1")).arg(letter(face)), std::move(next));
}

void FaceMix::solo(int face) {
  finish();
  const bool on = !isSolo(face);
  MixState next = document_.state();
  bool anyAlone = false;
  for (int i = 0; i < count(); ++i) anyAlone = anyAlone || isSolo(i);
  if (!anyAlone) {
    mutedBefore_.clear();
    for (const FaceEntry& entry : next.faces)
      if (entry.muted) mutedBefore_.push_back(entry.face);
  }
  const auto wasMuted = [&](const FaceEntry& entry) {
    return std::find(mutedBefore_.begin(), mutedBefore_.end(), entry.face) != mutedBefore_.end();
  };
  for (int i = 0; i < count(); ++i) {
    FaceEntry& entry = next.faces[static_cast<std::size_t>(i)];
    entry.muted = on ? i != face : wasMuted(entry);
  }
  // Of all that were muted before, somebody must be heard.
  if (std::all_of(next.faces.begin(), next.faces.end(), [](const FaceEntry& entry) { return entry.muted; }))
    for (FaceEntry& entry : next.faces) entry.muted = false;
  document_.commit(on ? tr("Face %1 alone").arg(letter(face)) : tr("Face %1 no longer alone").arg(letter(face)),
                   std::move(next));
}

bool FaceMix::isSolo(int face) const {
  const auto& faces = document_.state().faces;
  for (int i = 0; i < count(); ++i)
    if (faces[static_cast<std::size_t>(i)].muted == (i == face)) return false;
  return true;
}

}  // namespace mien
