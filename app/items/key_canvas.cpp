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

constexpr double kCatch = 7;       // px
constexpr double kGridApart = 72;  // px

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
  gesture_ = Gesture::Waiting;
  const bool add = event->modifiers() & (Qt::ShiftModifier | Qt::ControlModifier);
  grabbed_ = keyAt(pressedAt_);
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

void KeyCanvas::mouseMoveEvent(QMouseEvent* event) {
  if (!ready() || gesture_ == Gesture::None) return;
  const QPointF to = event->position();
  if (gesture_ == Gesture::Waiting) {
    if ((to - pressedAt_).manhattanLength() < QGuiApplication::styleHints()->startDragDistance() / 2.0) return;
    gesture_ = grabbed_ ? Gesture::Keys : Gesture::Box;
    if (grabbed_) keys_->beginDrag();
    boxBase_ = keys_->selection();
  }
  if (gesture_ == Gesture::Keys) {
    keyDragged(pressedAt_, to, event->modifiers());
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

void KeyCanvas::finishGesture() {
  if (gesture_ == Gesture::Keys && keys_) keys_->endDrag();
  gesture_ = Gesture::None;
  caught_.reset();
  update();
}

void KeyCanvas::mouseDoubleClickEvent(QMouseEvent* event) {
  if (!ready()) return;
  finishGesture();
  if (const auto key = keyAt(event->position())) return keys_->goTo(static_cast<int>(key->time));
  emptyDoubleClicked(event->position());
}

void KeyCanvas::hoverMoveEvent(QHoverEvent* event) {
  setCursor(ready() && keyAt(event->position()) ? Qt::PointingHandCursor : Qt::ArrowCursor);
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
  if (caught_ && gesture_ == Gesture::Keys)
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
