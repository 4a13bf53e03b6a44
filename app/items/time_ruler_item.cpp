#include "app/items/time_ruler_item.h"

#include <QPainter>
#include <QPainterPath>
#include <algorithm>
#include <cmath>

#include "app/items/time_grid.h"

namespace mien {
namespace {

constexpr double kBar = 3;  // of rendered frames
constexpr double kFlag = 9;
constexpr double kReach = 8;
constexpr double kLabelsApart = 72;

}  // namespace

TimeRulerItem::TimeRulerItem(QQuickItem* parent) : QQuickPaintedItem(parent) {
  setAcceptedMouseButtons(Qt::LeftButton);
  setAntialiasing(true);
  connect(this, &TimeRulerItem::setUp, this, [this] { update(); });
}

void TimeRulerItem::setTimeline(TimelineEditor* timeline) {
  if (timeline == timeline_) return;
  if (timeline_) timeline_->disconnect(this);
  timeline_ = timeline;
  if (timeline_) connect(timeline_, &TimelineEditor::changed, this, [this] { update(); });
  Q_EMIT setUp();
}

void TimeRulerItem::setScale(TimeScale* scale) {
  if (scale == scale_) return;
  if (scale_) scale_->disconnect(this);
  scale_ = scale;
  if (scale_) connect(scale_, &TimeScale::changed, this, [this] { update(); });
  Q_EMIT setUp();
}

std::optional<Ticks> TimeRulerItem::markerAt(QPointF at) const {
  if (at.y() < height() - kFlag - 3) return {};
  for (const Marker& marker : timeline_->timeline().markers)
    if (std::abs(scale_->xOf(static_cast<double>(marker.time)) - at.x()) <= kReach) return marker.time;
  return {};
}

void TimeRulerItem::scrub(const QMouseEvent& event) {
  timeline_->scrub(scale_->timeAt(event.position().x()), event.modifiers() & Qt::ShiftModifier,
                   kReach * scale_->ticksPerPixel());
}

void TimeRulerItem::setDrag(Drag drag) {
  if (drag == drag_) return;
  drag_ = drag;
  Q_EMIT draggingChanged();
}

void TimeRulerItem::mousePressEvent(QMouseEvent* event) {
  if (!timeline_ || !scale_) return event->ignore();
  Q_EMIT pressed();
  auto marker = markerAt(event->position());
  // What lies on top is taken: the playhead hides a marker at its own moment.
  if (marker == timeline_->playhead()) marker.reset();
  from_ = marker ? *marker : timeline_->playhead();
  setDrag(marker ? Drag::Marker : Drag::Playhead);
  if (marker)
    timeline_->beginMarkerDrag(static_cast<int>(from_));
  else
    scrub(*event);
}

void TimeRulerItem::mouseMoveEvent(QMouseEvent* event) {
  if (!timeline_ || !scale_) return;
  if (drag_ == Drag::Marker)
    timeline_->dragMarker(static_cast<int>(scale_->timeAt(event->position().x())));
  else if (drag_ == Drag::Playhead)
    scrub(*event);
}

void TimeRulerItem::mouseReleaseEvent(QMouseEvent*) {
  mouseUngrabEvent();
}

void TimeRulerItem::mouseUngrabEvent() {
  if (drag_ == Drag::Marker && timeline_) timeline_->finish();
  setDrag(Drag::None);
}

void TimeRulerItem::cancelDrag() {
  if (drag_ == Drag::Marker && timeline_) timeline_->cancel();
  if (drag_ == Drag::Playhead && timeline_) timeline_->setPlayhead(static_cast<int>(from_));
  setDrag(Drag::None);
}

void TimeRulerItem::mouseDoubleClickEvent(QMouseEvent* event) {
  if (!timeline_ || !scale_) return;
  if (const auto marker = markerAt(event->position())) Q_EMIT markerActivated(static_cast<int>(*marker));
}

void TimeRulerItem::paintLabels(QPainter& painter) const {
  const int rate = timeline_->framesPerSecond();
  forEachLine(*scale_, timeGrid(*scale_, rate, kLabelsApart), [&](Ticks time, bool major) {
    const double x = std::round(scale_->xOf(static_cast<double>(time)));
    const double top = major ? kBar + 2 : height() - 5;
    painter.fillRect(QRectF(x, top, 1, height() - top), line_);
    if (!major || x + 36 > width()) return;
    painter.setPen(ink_);
    painter.drawText(QRectF(x + 4, kBar + 2, 70, 13), Qt::AlignLeft | Qt::AlignVCenter,
                     timeline_->textOf(static_cast<int>(time)));
  });
}

void TimeRulerItem::paintMarkers(QPainter& painter) const {
  QFont font = painter.font();
  font.setPixelSize(9);
  painter.setFont(font);
  for (const Marker& marker : timeline_->timeline().markers) {
    const double x = std::round(scale_->xOf(static_cast<double>(marker.time))) + 0.5;
    const double bottom = height();
    QPainterPath flag(QPointF(x, bottom));
    flag.lineTo(x - 4, bottom - 4);
    flag.lineTo(x - 4, bottom - kFlag);
    flag.lineTo(x + 4, bottom - kFlag);
    flag.lineTo(x + 4, bottom - 4);
    flag.closeSubpath();
    painter.fillPath(flag, mark_);
    if (marker.name.empty()) continue;
    painter.setPen(mark_);
    painter.drawText(QRectF(x + 7, bottom - 12, 120, 12), Qt::AlignLeft | Qt::AlignVCenter,
                     QString::fromStdString(marker.name));
  }
}

void TimeRulerItem::paint(QPainter* painter) {
  if (!timeline_ || !scale_) return;
  painter->setRenderHint(QPainter::Antialiasing);
  painter->fillRect(QRectF(0, 0, width(), height()), ground_);
  QFont font = painter->font();
  font.setPixelSize(10);
  painter->setFont(font);
  paintLabels(*painter);
  for (const QPointF& stretch : covered_) {
    const double begin = scale_->xOf(stretch.x());
    const double end = std::min(scale_->xOf(stretch.y()), scale_->xOf(timeline_->duration()));
    painter->fillRect(QRectF(begin, 0, end - begin, kBar), ready_);
  }
  const double end = scale_->xOf(timeline_->duration());
  if (end < width()) painter->fillRect(QRectF(end, 0, width() - end, height()), beyond_);
  paintMarkers(*painter);
  painter->fillRect(QRectF(0, height() - 1, width(), 1), line_);
}

}  // namespace mien
