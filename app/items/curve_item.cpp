#include "app/items/curve_item.h"

#include <QPainter>
#include <QPainterPath>
#include <algorithm>
#include <cmath>

#include "core/blend/timeline_settings.h"

namespace mien {
namespace {
using namespace Qt::StringLiterals;

constexpr double kMargin = 16;  // px above and below the range, so that keyframes at its ends are seen whole
constexpr double kReach = 8;

double gap(QPointF a, QPointF b) {
  return std::hypot(a.x() - b.x(), a.y() - b.y());
}

}  // namespace

const Parameter& CurveItem::parameter() const {
  return parameters()[static_cast<std::size_t>(keys_->currentRow())];
}

const Track* CurveItem::track() const {
  return findTrack(timeline(), parameter().id);
}

double CurveItem::yOf(double value) const {
  const Parameter& p = parameter();
  return kMargin + (height() - 2 * kMargin) * (1 - (value - p.minimum) / (p.maximum - p.minimum));
}

double CurveItem::valueAtY(double y) const {
  const Parameter& p = parameter();
  return p.minimum + (1 - (y - kMargin) / std::max(1.0, height() - 2 * kMargin)) * (p.maximum - p.minimum);
}

QPointF CurveItem::pointOf(const Keyframe& key) const {
  return {scale_->xOf(static_cast<double>(key.time)), yOf(key.value)};
}

int CurveItem::rowAt(QPointF) const {
  return keys_->currentRow();
}

/// Below the range, where neither handles nor numbers are.
std::pair<double, double> CurveItem::bracketReach() const {
  return {height() - kMargin + 1, height() - 3};
}

std::optional<KeyCanvas::Hit> CurveItem::keyAt(QPointF at) const {
  std::optional<Hit> best;
  double nearest = kReach;
  if (track() == nullptr) return best;
  for (const Keyframe& key : track()->keyframes) {
    const double distance = gap(pointOf(key), at);
    if (distance > nearest) continue;
    nearest = distance;
    best = Hit{keys_->currentRow(), key.time};
  }
  return best;
}

void CurveItem::keyDragged(QPointF from, QPointF to, Qt::KeyboardModifiers modifiers) {
  QPointF by = to - from;
  if (modifiers & Qt::ShiftModifier) (std::abs(by.x()) > std::abs(by.y()) ? by.ry() : by.rx()) = 0;
  const Ticks time = by.x() == 0 ? 0 : snapped(grabbed_->time, by.x(), modifiers & Qt::ControlModifier);
  const double value = by.y() == 0 ? 0 : valueAtY(by.y()) - valueAtY(0);
  keys_->drag(static_cast<int>(time), value, modifiers & Qt::AltModifier);
}

void CurveItem::boxDragged(QRectF box, bool add) {
  KeySelection keys = add ? keys_->selection() : KeySelection();
  if (track() == nullptr) return;
  for (const Keyframe& key : track()->keyframes)
    if (box.contains(pointOf(key))) keys.insert({parameter().id, key.time});
  keys_->select(std::move(keys));
}

void CurveItem::emptyDoubleClicked(QPointF at) {
  keys_->addKey(keys_->currentRow(), static_cast<int>(nearestFrame(timeline(), scale_->timeAt(at.x()))));
}

std::vector<CurveItem::Handle> CurveItem::handles() const {
  std::vector<Handle> out;
  if (track() == nullptr || parameter().interpolation == Interpolation::Stepped) return out;
  const std::vector<Keyframe>& keys = track()->keyframes;
  const auto selected = [&](std::size_t i) { return keys_->selection().contains({parameter().id, keys[i].time}); };
  for (std::size_t i = 0; i + 1 < keys.size(); ++i) {
    const Easing easing = keys[i].easing;
    const bool shaped = easing != Easing::Hold && easing != Easing::Linear && easing != Easing::Smooth;
    if (!shaped || keys[i].value == keys[i + 1].value) continue;
    const BezierHandles h = easing == Easing::Bezier ? keys[i].handles : handlesOf(easing);
    const QPointF a = pointOf(keys[i]);
    const QPointF way = pointOf(keys[i + 1]) - a;
    if (selected(i)) out.push_back({keys[i], keys[i + 1], false, a + QPointF(way.x() * h.x1, way.y() * h.y1)});
    if (selected(i) || selected(i + 1))
      out.push_back({keys[i], keys[i + 1], true, a + QPointF(way.x() * h.x2, way.y() * h.y2)});
  }
  return out;
}

void CurveItem::mousePressEvent(QMouseEvent* event) {
  held_.reset();
  if (ready() && !keyAt(event->position()))
    for (const Handle& handle : handles())
      if (gap(handle.at, event->position()) <= kReach) held_ = handle;
  if (!held_) return KeyCanvas::mousePressEvent(event);
  holdHandle();
  Q_EMIT pressed();
}

void CurveItem::mouseMoveEvent(QMouseEvent* event) {
  holdsHandle() ? dragHandle(event->position()) : KeyCanvas::mouseMoveEvent(event);
}

void CurveItem::dragHandle(QPointF to) {
  const QPointF a = pointOf(held_->from);
  const QPointF way = pointOf(held_->to) - a;
  BezierHandles h = held_->from.easing == Easing::Bezier ? held_->from.handles : handlesOf(held_->from.easing);
  const double x = (to.x() - a.x()) / way.x();
  const double y = (to.y() - a.y()) / way.y();
  (held_->second ? h.x2 : h.x1) = x;
  (held_->second ? h.y2 : h.y1) = y;
  keys_->dragHandles(keys_->currentRow(), static_cast<int>(held_->from.time), h.x1, h.y1, h.x2, h.y2);
}

void CurveItem::paintValues(QPainter& painter) const {
  const Parameter& p = parameter();
  const int steps = p.choices.empty() ? 4 : static_cast<int>(p.choices.size()) - 1;
  for (int i = 0; i <= steps; ++i) {
    const double value = p.minimum + (p.maximum - p.minimum) * i / steps;
    const double y = std::round(yOf(value));
    painter.fillRect(QRectF(0, y, width(), 1), line_);
    const bool room = (height() - 2 * kMargin) / steps >= 16 || i % 2 == 0;
    if (!room) continue;
    const QString text = p.choices.empty() ? QString::number(std::string_view(p.unit) == "%" ? value * 100 : value)
                                           : QString::fromUtf8(p.choices[static_cast<std::size_t>(i)]);
    painter.setPen(dim_);
    painter.drawText(QRectF(3, y - 14, 60, 13), Qt::AlignLeft | Qt::AlignBottom, text);
  }
}

void CurveItem::paintCurve(QPainter& painter, const Track& shown) const {
  const int count = std::max(2, static_cast<int>(width()));
  const std::vector<double> values = sampled(shown, scale_->timeAt(0), scale_->timeAt(count - 1), count);
  QPainterPath path(QPointF(0, yOf(values[0])));
  for (int x = 1; x < count; ++x) {
    // A hold jumps: without the corner it would look like a slope.
    const double before = values[static_cast<std::size_t>(x - 1)];
    const double now = values[static_cast<std::size_t>(x)];
    if (std::abs(yOf(now) - yOf(before)) > 12) path.lineTo(x, yOf(before));
    path.lineTo(x, yOf(now));
  }
  painter.setBrush(Qt::NoBrush);
  painter.setPen(QPen(ink_, 1.5, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
  painter.drawPath(path);
  for (const Handle& handle : handles()) {
    painter.setPen(QPen(accent_, 1));
    painter.drawLine(pointOf(handle.second ? handle.to : handle.from), handle.at);
    painter.setBrush(ground_);
    painter.drawEllipse(handle.at, 3.5, 3.5);
  }
  for (const Keyframe& key : shown.keyframes)
    paintKey(painter, pointOf(key), key.easing, keys_->selection().contains({shown.parameter, key.time}));
}

void CurveItem::paint(QPainter* painter) {
  if (!ready()) return;
  painter->setRenderHint(QPainter::Antialiasing);
  QFont font = painter->font();
  font.setPixelSize(10);
  painter->setFont(font);
  paintGrid(*painter);
  paintValues(*painter);
  if (const Track* shown = track()) {
    paintCurve(*painter, *shown);
  } else {
    painter->setPen(dim_);
    painter->drawText(QRectF(0, 0, width(), height()), Qt::AlignCenter,
                      tr("%1 has no keyframes: a double click adds one").arg(QString::fromUtf8(parameter().name)));
  }
  paintOverlay(*painter);
}

}  // namespace mien
