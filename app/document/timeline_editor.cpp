#include "app/document/timeline_editor.h"

#include <algorithm>
#include <cmath>
#include <utility>

#include "app/document/face_changes.h"
#include "app/document/mix_values.h"
#include "core/blend/timecode.h"
#include "core/blend/timeline_settings.h"
#include "core/blend/timeline_start.h"

namespace mien {
namespace {

/// The way through all faces of the mix.
Timeline startTimeline(const MixState& state, const StartOptions& options) {
  Recipe base;
  base.faces.resize(std::max<std::size_t>(2, state.faces.size()));
  base.surroundings = state.surroundings;
  return timelineThroughAll(base, options);
}

}  // namespace

TimelineEditor::TimelineEditor(MixDocument& document, QObject* parent) : QObject(parent), document_(document) {
  connect(&document_, &MixDocument::changed, this, &TimelineEditor::documentChanged);
  connect(&document_, &MixDocument::changed, this, &TimelineEditor::changed);
  connect(&document_, &MixDocument::changed, this, &TimelineEditor::playheadChanged);  // its text and marker
  connect(&document_, &MixDocument::playheadChanged, this, &TimelineEditor::playheadChanged);
}

QString TimelineEditor::textOf(int time) const {
  return QString::fromStdString(timecode(time, framesPerSecond()));
}

bool TimelineEditor::markerHere() const {
  const auto& markers = timeline().markers;
  return std::any_of(markers.begin(), markers.end(), [this](const Marker& m) { return m.time == playhead(); });
}

int TimelineEditor::lastFrame() const {
  return static_cast<int>(mien::lastFrame(timeline()));
}

QList<int> TimelineEditor::frameRates() const {
  return {std::begin(kFrameRates), std::end(kFrameRates)};
}

QStringList TimelineEditor::frameRateTexts() const {
  QStringList out;
  for (const int rate : kFrameRates) out.append(tr("%1 fps").arg(rate));
  return out;
}

QStringList TimelineEditor::easings() const {
  return {tr("Hold"), tr("Linear"), tr("Ease in"), tr("Ease out"), tr("Ease in and out"), tr("Curve"), tr("Smooth")};
}

void TimelineEditor::commit(const QString& name, Timeline next) {
  MixState state = document_.state();
  state.timeline = std::move(next);
  document_.finishAdjusting();
  document_.commit(name, std::move(state));
}

void TimelineEditor::setFramesPerSecond(int rate) {
  Timeline next = timeline();
  setFrameRate(next, rate);
  commit(tr("Frame rate"), std::move(next));
}

void TimelineEditor::setRepeat(Repeats repeat) {
  Timeline next = timeline();
  next.repeat = static_cast<Repeat>(repeat);
  commit(tr("Repeat"), std::move(next));
}

void TimelineEditor::setEvenPace(bool even) {
  Timeline next = timeline();
  next.evenPace = even;
  commit(even ? tr("Even pace") : tr("Own pace"), std::move(next));
}

void TimelineEditor::setDuration(int ticks) {
  Timeline next = timeline();
  mien::setDuration(next, ticks);
  commit(tr("Duration"), std::move(next));
}

bool TimelineEditor::setDurationText(const QString& text) {
  const auto time = parseTimecode(text.toStdString(), framesPerSecond());
  time ? setDuration(static_cast<int>(*time)) : Q_EMIT noTime(text);
  return time.has_value();
}

bool TimelineEditor::goToText(const QString& text) {
  const auto time = parseTimecode(text.toStdString(), framesPerSecond());
  time ? setPlayhead(static_cast<int>(nearestFrame(timeline(), static_cast<double>(*time)))) : Q_EMIT noTime(text);
  return time.has_value();
}

void TimelineEditor::step(int frames) {
  const int over = playhead() % frame();
  const int from = over > 0 && frames < 0 ? playhead() - over + frame() : playhead() - over;
  setPlayhead(std::max(0, from + frames * frame()));
}

void TimelineEditor::scrub(double time, bool catches, double reach) {
  Ticks best = nearestFrame(timeline(), time);
  if (catches) {
    double nearest = reach;
    const auto consider = [&](Ticks t) {
      const double distance = std::abs(static_cast<double>(t) - time);
      if (distance >= nearest) return;
      nearest = distance;
      best = t;
    };
    for (const Ticks t : keyframeTimes(timeline())) consider(t);
    for (const Marker& marker : timeline().markers) consider(marker.time);
  }
  document_.setPlayhead(best);
}

void TimelineEditor::toggleMarker() {
  if (markerHere()) return removeMarker(playhead());
  Timeline next = timeline();
  setMarker(next, playhead(), {});
  commit(tr("Marker"), std::move(next));
}

void TimelineEditor::nameMarker(int time, const QString& name) {
  Timeline next = timeline();
  setMarker(next, time, name.trimmed().toStdString());
  commit(tr("Name a marker"), std::move(next));
}

QString TimelineEditor::markerName(int time) const {
  for (const Marker& marker : timeline().markers)
    if (marker.time == time) return QString::fromStdString(marker.name);
  return {};
}

void TimelineEditor::removeMarker(int time) {
  Timeline next = timeline();
  mien::removeMarker(next, time);
  commit(tr("Remove a marker"), std::move(next));
}

void TimelineEditor::documentChanged() {
  if (dragged_ && timeline() != dragNow_) dragged_.reset();
}

void TimelineEditor::beginMarkerDrag(int from) {
  document_.finishAdjusting();
  dragged_ = from;
  dragStart_ = dragNow_ = timeline();
}

void TimelineEditor::dragMarker(int to) {
  if (!dragged_) return;
  MixState next = document_.state();
  next.timeline = dragStart_;
  moveMarker(next.timeline, *dragged_, nearestFrame(next.timeline, to));
  dragNow_ = next.timeline;
  document_.adjust(tr("Move a marker"), std::move(next), MixDocument::kKeyLane + 2);
}

void TimelineEditor::finish() {
  dragged_.reset();
  document_.finishAdjusting();
}

void TimelineEditor::cancel() {
  dragged_.reset();
  document_.cancelAdjusting();
}

bool TimelineEditor::linksMore() const {
  const MixState& state = document_.state();
  const auto all = parametersOf(state);
  return std::any_of(all.begin(), all.end(), [&](const Parameter& parameter) {
    return followsAnother(parameter) && !isLinked(state, parameter);
  });
}

double TimelineEditor::startSeconds(double seconds, double hold, Repeats repeat) const {
  StartOptions options{seconds, hold, framesPerSecond()};
  options.repeat = static_cast<Repeat>(repeat);
  return static_cast<double>(filmFrameCount(startTimeline(document_.state(), options))) / options.framesPerSecond;
}

bool TimelineEditor::start(double seconds, double hold, int easing, Repeats repeat, bool evenPace) {
  if (anyLocked(document_.state())) {
    Q_EMIT heldBack();
    return false;
  }
  StartOptions options{seconds, hold, framesPerSecond()};
  options.easing = static_cast<Easing>(std::clamp(easing, 0, static_cast<int>(easingNames().size()) - 1));
  options.repeat = static_cast<Repeat>(repeat);
  options.evenPace = evenPace;
  MixState next = document_.state();
  Timeline made = startTimeline(next, options);
  next.surroundings = made.base.surroundings;
  made.base = {};
  made.markers = timeline().markers;
  next.timeline = std::move(made);
  for (const Parameter& parameter : parametersOf(next)) setLinked(next, parameter, true);
  document_.finishAdjusting();
  const QString last = QString::fromStdString(capitalOf(next.faces.size() - 1));
  const QString words = next.faces.size() > 2 ? tr("A to %1, %2 s each") : tr("A to %1 in %2 s");
  document_.commit(words.arg(last).arg(seconds), std::move(next));
  setPlayhead(0);
  return true;
}

}  // namespace mien
