#include "app/items/tracks_item.h"

#include <QPainter>
#include <algorithm>
#include <cmath>

#include "core/blend/timeline_settings.h"

namespace mien {
namespace {

constexpr double kReach = 7;  // px from a keyframe's middle at which the pointer is on it

}  // namespace

int TracksItem::rowAt(QPointF at) const {
  return keys_->rowAt(static_cast<int>(std::floor((at.y() + scrolled_) / rowHeight_)));
}

std::optional<KeyCanvas::Hit> TracksItem::keyAt(QPointF at) const {
  const int row = rowAt(at);
  const Track* track = row < 0 ? nullptr : findTrack(timeline(), KeyEditor::parameterOf(row));
  if (track == nullptr || std::abs(at.y() - middleOf(row)) > kReach + 1) return {};
  std::optional<Hit> best;
  double nearest = kReach;
  for (const Keyframe& key : track->keyframes) {
    const double distance = std::abs(scale_->xOf(static_cast<double>(key.time)) - at.x());
    if (distance > nearest) continue;
    nearest = distance;
    best = Hit{row, key.time};
  }
  return best;
}

std::pair<double, double> TracksItem::bracketReach() const {
  int first = keys_->rowCount();
  int last = 0;
  for (const KeyRef& ref : keys_->selection()) {
    first = std::min(first, KeyEditor::rowOf(ref.parameter));
    last = std::max(last, KeyEditor::rowOf(ref.parameter));
  }
  return {middleOf(first) - rowHeight_ / 2 + 3, middleOf(last) + rowHeight_ / 2 - 3};
}

void TracksItem::keyDragged(QPointF from, QPointF to, Qt::KeyboardModifiers modifiers) {
  const Ticks by = snapped(grabbed_->time, to.x() - from.x(), modifiers & Qt::ControlModifier);
  keys_->drag(static_cast<int>(by), 0, modifiers & Qt::AltModifier);
}

void TracksItem::boxDragged(QRectF box, bool add) {
  const int first = static_cast<int>(std::ceil((box.top() + scrolled_ - rowHeight_ / 2) / rowHeight_));
  const int last = static_cast<int>(std::floor((box.bottom() + scrolled_ - rowHeight_ / 2) / rowHeight_));
  const int highest = keys_->rowAt(std::max(first, 0));
  const int lowest = keys_->rowAt(std::min(last, keys_->shownCount() - 1));
  // Rows between them that are left out have no keyframes. An empty box selects nothing.
  keys_->selectBox(highest < 0 ? 0 : highest, highest < 0 ? -1 : lowest,
                   static_cast<int>(std::ceil(scale_->timeAt(box.left()))),
                   static_cast<int>(std::floor(scale_->timeAt(box.right()))), add);
}

void TracksItem::emptyDoubleClicked(QPointF at) {
  const int row = rowAt(at);
  if (row >= 0) keys_->addKey(row, static_cast<int>(nearestFrame(timeline(), scale_->timeAt(at.x()))));
}

void TracksItem::paintTrack(QPainter& painter, const Track& track) const {
  const int row = KeyEditor::rowOf(track.parameter);
  if (keys_->placeOf(row) < 0) return;
  const double y = std::round(middleOf(row));
  const auto x = [&](const Keyframe& key) { return scale_->xOf(static_cast<double>(key.time)); };
  for (std::size_t i = 0; i + 1 < track.keyframes.size(); ++i) {
    // A thick line where the value moves, a thin one where it stays.
    const bool moves =
        track.keyframes[i].value != track.keyframes[i + 1].value && track.keyframes[i].easing != Easing::Hold;
    QColor colour = moves ? dim_ : line_;
    painter.fillRect(QRectF(x(track.keyframes[i]), y - (moves ? 1 : 0.5),
                            x(track.keyframes[i + 1]) - x(track.keyframes[i]), moves ? 2 : 1),
                     colour);
  }
  for (const Keyframe& key : track.keyframes)
    paintKey(painter, {x(key), y}, key.easing, keys_->selection().contains({track.parameter, key.time}));
}

void TracksItem::paint(QPainter* painter) {
  if (!ready()) return;
  painter->setRenderHint(QPainter::Antialiasing);
  paintGrid(*painter);
  for (int place = 0; place < keys_->shownCount(); ++place) {
    const double top = place * rowHeight_ - scrolled_;
    if (keys_->rowAt(place) == keys_->currentRow()) painter->fillRect(QRectF(0, top, width(), rowHeight_), band_);
    painter->fillRect(QRectF(0, std::round(top + rowHeight_) - 1, width(), 1), line_);
  }
  for (const Track& track : timeline().tracks) paintTrack(*painter, track);
  paintOverlay(*painter);
}

}  // namespace mien
