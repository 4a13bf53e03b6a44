#include "app/items/key_canvas.h"

#include <QCursor>
#include <QGuiApplication>
#include <QPainter>
#include <QStyleHints>
#include <algorithm>
#include <cmath>

#include "app/items/time_grid.h"
#include "core/blend/timeline_settings.h"

namespace mien {
namespace {

constexpr double kCatch = 7;         // px
constexpr double kGridApart = 72;    // px
constexpr double kBracketAway = 10;  // px from the keyframe's middle to the bracket's
constexpr double kBracketReach = 4;  // px

}  // namespace

KeyCanvas::KeyCanvas(QQuickItem* parent) : QQuickPaintedItem(parent) {
  setAcceptedMouseButtons(Qt::LeftButton);
  setAcceptHoverEvents(true);
  setAntialiasing(true);
  connect(this, &KeyCanvas::setUp, this, [this] { update(); });
}

void KeyCanvas::setKeys(KeyEditor* keys) {
  if (keys == keys_) return;
  if (keys_) keys_->disconnect(this);
  keys_ = keys;
  if (keys_) {
    const auto repaint = [this] { update(); };
    connect(&keys_->document(), &MixDocument::changed, this, repaint);
    connect(keys_, &KeyEditor::selectionChanged, this, repaint);
    connect(keys_, &KeyEditor::currentRowChanged, this, repaint);
    connect(keys_, &KeyEditor::shownChanged, this, repaint);
  }
  Q_EMIT setUp();
}

void KeyCanvas::setScale(TimeScale* scale) {
  if (scale == scale_) return;
  if (scale_) scale_->disconnect(this);
  scale_ = scale;
  if (scale_) connect(scale_, &TimeScale::changed, this, [this] { update(); });
  Q_EMIT setUp();
}

void KeyCanvas::mousePressEvent(QMouseEvent* event) {
  if (!ready()) return event->ignore();
  Q_EMIT pressed();
  pressedAt_ = event->position();
  setGesture(Gesture::Waiting);
  before_ = keys_->selection();
  const bool add = event->modifiers() & (Qt::ShiftModifier | Qt::ControlModifier);
  grabbed_ = keyAt(pressedAt_);
  stretched_ = grabbed_ ? std::nullopt : endAt(pressedAt_);
  if (stretched_) return;
  if (const int row = grabbed_ ? grabbed_->row : rowAt(pressedAt_); row >= 0) keys_->setCurrentRow(row);
  if (!grabbed_) {
    if (!add) keys_->clearSelection();
    return;
  }
  // A press on one that is selected may become a drag of all of them.
  const auto time = static_cast<int>(grabbed_->time);
  chooseOnRelease_ = keys_->isSelected(grabbed_->row, time);
  addOnRelease_ = add;
  if (!chooseOnRelease_) keys_->selectKey(grabbed_->row, time, add);
}

void KeyCanvas::takeAt(QPointF at) {
  if (!ready()) return;
  const auto key = keyAt(at);
  if (const int row = key ? key->row : rowAt(at); row >= 0) keys_->setCurrentRow(row);
  if (key && !keys_->isSelected(key->row, static_cast<int>(key->time)))
    keys_->selectKey(key->row, static_cast<int>(key->time), false);
}

void KeyCanvas::startDrag() {
  setGesture(stretched_ ? Gesture::Stretch : grabbed_ ? Gesture::Keys : Gesture::Box);
  if (stretched_ || grabbed_) keys_->beginDrag();
  boxBase_ = keys_->selection();
}

void KeyCanvas::mouseMoveEvent(QMouseEvent* event) {
  if (!ready() || gesture_ == Gesture::None) return;
  const QPointF to = event->position();
  if (gesture_ == Gesture::Waiting) {
    if ((to - pressedAt_).manhattanLength() < QGuiApplication::styleHints()->startDragDistance() / 2.0) return;
    startDrag();
  }
  if (gesture_ == Gesture::Keys) {
    keyDragged(pressedAt_, to, event->modifiers());
  } else if (gesture_ == Gesture::Stretch) {
    const auto span = spanOf(boxBase_);
    const Ticks from = stretched_ == End::First ? span->first : span->second;
    keys_->dragEnd(stretched_ == End::First,
                   from + snapped(from, to.x() - pressedAt_.x(), event->modifiers() & Qt::ControlModifier));
  } else {
    boxEnd_ = to;
    keys_->select(boxBase_);  // empty, unless the box adds to what was selected
    boxDragged(QRectF(pressedAt_, to).normalized(), !boxBase_.empty());
  }
  update();
}

void KeyCanvas::mouseReleaseEvent(QMouseEvent*) {
  if (gesture_ == Gesture::Waiting && grabbed_ && chooseOnRelease_ && ready())
    keys_->selectKey(grabbed_->row, static_cast<int>(grabbed_->time), addOnRelease_);
  finishGesture();
}

void KeyCanvas::mouseUngrabEvent() {
  finishGesture();
}

void KeyCanvas::setGesture(Gesture gesture) {
  if (gesture == gesture_) return;
  gesture_ = gesture;
  Q_EMIT draggingChanged();
}

void KeyCanvas::holdHandle() {
  before_ = keys_->selection();
  setGesture(Gesture::Handle);
}

void KeyCanvas::finishGesture() {
  const bool changes = gesture_ == Gesture::Keys || gesture_ == Gesture::Stretch || gesture_ == Gesture::Handle;
  if (changes && keys_) keys_->endDrag();
  if (gesture_ == Gesture::Box && keys_) keys_->takeSelectedRow();
  setGesture(Gesture::None);
  caught_.reset();
  update();
}

void KeyCanvas::cancelDrag() {
  if (gesture_ == Gesture::None || !keys_) return;
  keys_->cancelDrag();
  keys_->select(before_);
  setGesture(Gesture::None);
  caught_.reset();
  update();
}

void KeyCanvas::mouseDoubleClickEvent(QMouseEvent* event) {
  if (!ready()) return;
  finishGesture();
  if (const auto key = keyAt(event->position())) return keys_->goTo(static_cast<int>(key->time));
  if (endAt(event->position())) return;
  emptyDoubleClicked(event->position());
}

void KeyCanvas::hoverMoveEvent(QHoverEvent* event) {
  if (!ready()) return;
  const QPointF at = event->position();
  setCursor(keyAt(at) ? Qt::PointingHandCursor : endAt(at) ? Qt::SizeHorCursor : Qt::ArrowCursor);
}

Ticks KeyCanvas::snapped(Ticks from, double pixels, bool freely) {
  const double wanted = static_cast<double>(from) + pixels * scale_->ticksPerPixel();
  Ticks best = nearestFrame(timeline(), wanted);
  caught_.reset();
  double nearest = kCatch * scale_->ticksPerPixel();
  const auto consider = [&](Ticks t) {
    const double distance = std::abs(static_cast<double>(t) - wanted);
    if (distance > nearest) return;
    nearest = distance;
    best = t;
    caught_ = t;
  };
  if (snapping_ && !freely) {
    const KeySelection& moving = keys_->selection();
    for (const Track& track : timeline().tracks)
      for (const Keyframe& key : track.keyframes)
        if (!moving.contains({track.parameter, key.time})) consider(key.time);
    for (const Marker& marker : timeline().markers) consider(marker.time);
    consider(lastFrame(timeline()));
    consider(keys_->document().playhead());
  }
  return best - from;
}

QRectF KeyCanvas::bracketAt(End end) const {
  const auto span = spanOf(keys_->selection());
  if (!span) return {};
  const auto [top, bottom] = bracketReach();
  const bool first = end == End::First;
  const double x = scale_->xOf(static_cast<double>(first ? span->first : span->second));
  return {x + (first ? -kBracketAway : kBracketAway) - kBracketReach, top, 2 * kBracketReach, bottom - top};
}

std::optional<KeyCanvas::End> KeyCanvas::endAt(QPointF at) const {
  for (const End end : {End::First, End::Last})
    if (bracketAt(end).contains(at)) return end;
  return std::nullopt;
}

void KeyCanvas::paintBrackets(QPainter& painter) const {
  if (gesture_ == Gesture::Box) return;
  for (const End end : {End::First, End::Last}) {
    const QRectF place = bracketAt(end);
    if (place.isEmpty()) continue;
    const double x = std::round(place.center().x());
    painter.fillRect(QRectF(x - 1, place.top(), 2, place.height()), accent_);
    for (const double y : {place.top(), place.bottom() - 2})
      painter.fillRect(QRectF(end == End::First ? x : x - 4, y, 4, 2), accent_);
  }
}

void KeyCanvas::paintGrid(QPainter& painter) const {
  painter.fillRect(QRectF(0, 0, width(), height()), ground_);
  const TimeGrid grid = timeGrid(*scale_, timeline().framesPerSecond, kGridApart);
  QColor faint = line_;
  faint.setAlphaF(0.45F);
  forEachLine(*scale_, grid, [&](Ticks time, bool major) {
    const double x = std::round(scale_->xOf(static_cast<double>(time)));
    painter.fillRect(QRectF(x, 0, 1, height()), major ? line_ : faint);
  });
}

void KeyCanvas::paintKey(QPainter& painter, QPointF at, Easing easing, bool selected) const {
  constexpr double kReach = 5;
  painter.setPen(QPen(ground_, 1.5));
  painter.setBrush(selected ? accent_ : ink_);
  if (easing == Easing::Hold) {
    painter.drawRect(QRectF(at.x() - 4, at.y() - 4, 8, 8));
  } else if (easing == Easing::Linear) {
    painter.drawPolygon(QPolygonF({{at.x(), at.y() - kReach - 0.5},
                                   {at.x() + kReach + 0.5, at.y()},
                                   {at.x(), at.y() + kReach + 0.5},
                                   {at.x() - kReach - 0.5, at.y()}}));
  } else {
    painter.drawEllipse(at, kReach - 0.2, kReach - 0.2);
  }
}

void KeyCanvas::paintOverlay(QPainter& painter) const {
  const double end = scale_->xOf(static_cast<double>(timeline().duration));
  if (end < width()) {
    painter.fillRect(QRectF(end, 0, width() - end, height()), beyond_);
    painter.fillRect(QRectF(std::round(end), 0, 1, height()), line_);
  }
  paintBrackets(painter);
  if (caught_ && gesture_ != Gesture::Box)
    painter.fillRect(QRectF(std::round(scale_->xOf(static_cast<double>(*caught_))), 0, 1, height()), accent_);
  if (gesture_ != Gesture::Box) return;
  QColor fill = accent_;
  fill.setAlphaF(0.12F);
  painter.setPen(QPen(accent_, 1));
  painter.setBrush(fill);
  painter.setRenderHint(QPainter::Antialiasing, false);
  painter.drawRect(QRectF(pressedAt_, boxEnd_).normalized());
}

}  // namespace mien
