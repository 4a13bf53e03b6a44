#include "app/document/key_editor.h"

#include <algorithm>
#include <cmath>
#include <iterator>
#include <numeric>
#include <utility>

#include "app/document/face_changes.h"
#include "app/document/in_words.h"
#include "app/document/mix_values.h"
#include "core/blend/timeline_settings.h"

namespace mien {

KeyEditor::KeyEditor(MixDocument& document, QObject* parent) : QObject(parent), document_(document) {
  connect(&document_, &MixDocument::changed, this, &KeyEditor::documentChanged);
  // What is selected is known by its time, and another keyframe may stand there in another step.
  connect(&document_, &MixDocument::wentTo, this, &KeyEditor::clearSelection);
  updateShown();
}

int KeyEditor::rowCount() const {
  return static_cast<int>(parametersOf(document_.state().faces.size()).size());
}

std::string KeyEditor::parameterOf(int row) {
  const bool known = row >= 0 && row < static_cast<int>(parameters().size());
  return known ? parameters()[static_cast<std::size_t>(row)].id : std::string();
}

int KeyEditor::rowOf(const std::string& parameter) {
  return static_cast<int>(findParameter(parameter) - parameters().data());
}

void KeyEditor::setAnimatedOnly(bool only) {
  if (only == animatedOnly_) return;
  animatedOnly_ = only;
  updateShown();
  Q_EMIT shownChanged();
}

void KeyEditor::updateShown() {
  std::vector<int> all(static_cast<std::size_t>(rowCount()));
  std::iota(all.begin(), all.end(), 0);
  std::vector<int> shown;
  const Timeline& timeline = document_.state().timeline;
  std::copy_if(all.begin(), all.end(), std::back_inserter(shown),
               [&](int row) { return animatedOnly_ && findTrack(timeline, parameterOf(row)) != nullptr; });
  if (shown.empty()) shown = std::move(all);
  if (shown == shown_) return;
  shown_ = std::move(shown);
  Q_EMIT shownChanged();
}

int KeyEditor::placeOf(int row) const {
  const auto at = std::lower_bound(shown_.begin(), shown_.end(), row);
  return at != shown_.end() && *at == row ? static_cast<int>(at - shown_.begin()) : -1;
}

int KeyEditor::rowAt(int place) const {
  return place >= 0 && place < shownCount() ? shown_[static_cast<std::size_t>(place)] : -1;
}

void KeyEditor::stepRow(int places) {
  const auto next = std::lower_bound(shown_.begin(), shown_.end(), currentRow_);
  auto place = static_cast<int>(next - shown_.begin());
  if (placeOf(currentRow_) < 0 && places > 0) --place;  // what is there now comes after the one left out
  setCurrentRow(rowAt(std::clamp(place + places, 0, shownCount() - 1)));
}

int KeyEditor::selectedEasing() const {
  int shared = -1;
  for (const KeyRef& ref : selection_) {
    const int easing = static_cast<int>(findKey(document_.state().timeline, ref.parameter, ref.time)->easing);
    if (shared >= 0 && easing != shared) return -1;
    shared = easing;
  }
  return shared;
}

void KeyEditor::setCurrentRow(int row) {
  row = std::clamp(row, 0, rowCount() - 1);
  if (row == currentRow_) return;
  currentRow_ = row;
  Q_EMIT currentRowChanged();
}

void KeyEditor::select(KeySelection keys) {
  selection_ = existing(document_.state().timeline, keys);
  Q_EMIT selectionChanged();
}

bool KeyEditor::isSelected(int row, int time) const {
  return selection_.contains({parameterOf(row), time});
}

void KeyEditor::selectKey(int row, int time, bool add) {
  KeySelection keys = add ? selection_ : KeySelection();
  const KeyRef ref{parameterOf(row), time};
  if (add && keys.contains(ref))
    keys.erase(ref);
  else
    keys.insert(ref);
  select(std::move(keys));
}

void KeyEditor::selectBox(int firstRow, int lastRow, int begin, int end, bool add) {
  KeySelection keys = add ? selection_ : KeySelection();
  for (const KeyRef& ref : allKeys(document_.state().timeline)) {
    const int row = rowOf(ref.parameter);
    if (row >= firstRow && row <= lastRow && ref.time >= begin && ref.time <= end) keys.insert(ref);
  }
  select(std::move(keys));
}

void KeyEditor::takeSelectedRow() {
  const auto isHere = [this](const KeyRef& ref) { return rowOf(ref.parameter) == currentRow_; };
  if (selection_.empty() || std::any_of(selection_.begin(), selection_.end(), isHere)) return;
  int first = rowCount();
  for (const KeyRef& ref : selection_) first = std::min(first, rowOf(ref.parameter));
  setCurrentRow(first);
}

void KeyEditor::selectTrack(int row) {
  selectBox(row, row, 0, static_cast<int>(kLongestTimeline), false);
}

void KeyEditor::selectAll() {
  select(allKeys(document_.state().timeline));
}

void KeyEditor::clearSelection() {
  select({});
}

void KeyEditor::commit(const QString& name, Timeline timeline) {
  MixState next = document_.state();
  next.timeline = std::move(timeline);
  document_.finishAdjusting();
  document_.commit(name, std::move(next));
}

bool KeyEditor::isFree(const std::string& parameter) const {
  return !movesLocked(document_.state(), *findParameter(parameter));
}

bool KeyEditor::mayEdit(const std::string& parameter) {
  const bool free = isFree(parameter);
  if (!free) Q_EMIT heldBack();
  return free;
}

KeySelection KeyEditor::freeKeys() {
  KeySelection keys = selection_;
  std::erase_if(keys, [&](const KeyRef& key) { return !isFree(key.parameter); });
  if (keys.empty() && !selection_.empty()) Q_EMIT heldBack();
  return keys;
}

void KeyEditor::remove() {
  const KeySelection keys = freeKeys();
  if (keys.empty()) return;
  document_.finishAdjusting();
  MixState next = document_.state();
  removeKeys(next, keys, document_.paced(document_.playhead()));
  document_.commit(keys.size() == 1 ? tr("Delete keyframe") : tr("Delete %1 keyframes").arg(keys.size()),
                   std::move(next));
}

void KeyEditor::copy() {
  if (!selection_.empty()) clip_ = copyKeys(document_.state().timeline, selection_);
}

void KeyEditor::cut() {
  copy();
  remove();
}

void KeyEditor::paste() {
  // What was copied may be of a face that has gone.
  std::vector<Track> clip = clip_;
  const auto faces = document_.state().faces.size();
  std::erase_if(clip, [&](const Track& track) { return findParameter(track.parameter)->face >= faces; });
  if (clip.empty()) return;
  std::erase_if(clip, [&](const Track& track) { return !isFree(track.parameter); });
  if (clip.empty()) return heldBack();
  Timeline next = document_.state().timeline;
  KeySelection pasted = pasteKeys(next, clip, document_.playhead());
  commit(tr("Paste keyframes"), std::move(next));
  select(std::move(pasted));
}

void KeyEditor::duplicate() {
  Timeline next = document_.state().timeline;
  KeySelection copies = pasteKeys(next, copyKeys(next, freeKeys()), document_.playhead());
  commit(tr("Duplicate keyframes"), std::move(next));
  select(std::move(copies));
}

void KeyEditor::align() {
  Timeline next = document_.state().timeline;
  KeySelection aligned = alignKeys(next, freeKeys(), document_.playhead());
  commit(tr("Align keyframes"), std::move(next));
  select(std::move(aligned));
}

void KeyEditor::nudge(int frames) {
  Timeline next = document_.state().timeline;
  KeySelection moved = moveKeys(next, freeKeys(), frames * ticksPerFrame(next.framesPerSecond));
  commit(tr("Move keyframes"), std::move(next));
  select(std::move(moved));
}

void KeyEditor::stretchBy(int frames) {
  const KeySelection keys = freeKeys();
  const auto span = spanOf(keys);
  if (!span) return;
  Timeline next = document_.state().timeline;
  const Ticks to = nearestFrame(next, static_cast<double>(span->second + frames * ticksPerFrame(next.framesPerSecond)));
  KeySelection stretched = stretchKeys(next, keys, false, to);
  commit(tr("Stretch keyframes"), std::move(next));
  select(std::move(stretched));
}

void KeyEditor::setEasing(int easing) {
  if (easing < 0 || easing >= static_cast<int>(easingNames().size())) return;
  Timeline next = document_.state().timeline;
  mien::setEasing(next, freeKeys(), static_cast<Easing>(easing));
  commit(tr("Easing"), std::move(next));
  Q_EMIT selectionChanged();
}

void KeyEditor::addKey(int row, int time) {
  const Parameter* parameter = findParameter(parameterOf(row));
  if (parameter == nullptr || !mayEdit(parameter->id)) return;
  Timeline next = document_.state().timeline;
  setKey(next, parameter->id, time, valueAt(document_.state(), *parameter, document_.paced(time)));
  commit(tr("Keyframe of %1").arg(inWords(QString::fromUtf8(parameter->name))), std::move(next));
  select({{parameter->id, time}});
}

void KeyEditor::beginDrag() {
  document_.finishAdjusting();
  dragStart_ = dragNow_ = document_.state().timeline;
  dragged_ = freeKeys();
}

void KeyEditor::drag(int ticks, double value, bool copies) {
  if (dragged_.empty()) return;
  MixState next = document_.state();  // a face that arrived meanwhile stays
  next.timeline = dragStart_;
  const std::string row = parameterOf(currentRow_);
  if (value != 0)
    for (const KeyRef& ref : dragged_)
      if (ref.parameter == row)
        setKey(next.timeline, row, ref.time, findKey(next.timeline, row, ref.time)->value + value);
  KeySelection moved = moveKeys(next.timeline, dragged_, ticks, copies);
  dragNow_ = next.timeline;
  document_.adjust(copies ? tr("Copy keyframes") : tr("Move keyframes"), std::move(next), MixDocument::kKeyLane);
  select(std::move(moved));
}

void KeyEditor::dragEnd(bool first, Ticks to) {
  if (dragged_.empty()) return;
  MixState next = document_.state();  // a face that arrived meanwhile stays
  next.timeline = dragStart_;
  KeySelection stretched = stretchKeys(next.timeline, dragged_, first, to);
  dragNow_ = next.timeline;
  document_.adjust(tr("Stretch keyframes"), std::move(next), MixDocument::kKeyLane + 3);
  select(std::move(stretched));
}

void KeyEditor::dragHandles(int row, int time, double x1, double y1, double x2, double y2) {
  if (!mayEdit(parameterOf(row))) return;
  MixState next = document_.state();
  setHandles(next.timeline, {parameterOf(row), time}, {x1, y1, x2, y2});
  document_.adjust(tr("Shape a curve"), std::move(next), MixDocument::kKeyLane + 1);
  Q_EMIT selectionChanged();
}

void KeyEditor::endDrag() {
  document_.finishAdjusting();
  dragStart_ = dragNow_ = {};
  dragged_.clear();
}

void KeyEditor::cancelDrag() {
  KeySelection before = std::exchange(dragged_, {});
  document_.cancelAdjusting();
  if (!before.empty()) select(std::move(before));
  endDrag();
}

void KeyEditor::goToKey(int row, bool forward, bool extend) {
  const auto to = neighbourKey(document_.state().timeline, parameterOf(row), document_.playhead(), forward);
  if (!to) return;
  document_.setPlayhead(*to);
  const int first = row < 0 ? 0 : row;
  const int last = row < 0 ? rowCount() - 1 : row;
  selectBox(first, last, static_cast<int>(*to), static_cast<int>(*to), extend);
}

void KeyEditor::tellBeyond() {
  const Timeline& timeline = document_.state().timeline;
  int beyond = 0;
  for (const KeyRef& ref : allKeys(timeline)) beyond += ref.time > timeline.duration ? 1 : 0;
  if (beyond > std::exchange(beyond_, beyond)) Q_EMIT beyondEnd(beyond);
}

void KeyEditor::documentChanged() {
  tellBeyond();
  if (!dragged_.empty() && document_.state().timeline != dragNow_) dragged_.clear();
  setCurrentRow(currentRow_);  // a face may have gone
  updateShown();
  KeySelection left = existing(document_.state().timeline, selection_);
  if (left == selection_) return;
  selection_ = std::move(left);
  Q_EMIT selectionChanged();
}

}  // namespace mien
