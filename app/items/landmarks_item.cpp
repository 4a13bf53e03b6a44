#include "app/items/landmarks_item.h"

#include <QPainter>

namespace mien {
namespace {

struct Line {
  int first, last;
  bool closed;
};
constexpr Line kLines[] = {{0, 16, false}, {17, 21, false}, {22, 26, false}, {27, 30, false}, {31, 35, false},
                           {36, 41, true}, {42, 47, true},  {48, 59, true},  {60, 67, true}};

}  // namespace

LandmarksItem::LandmarksItem(QQuickItem* parent) : QQuickPaintedItem(parent) {
  setAntialiasing(true);
}

void LandmarksItem::setPoints(const QList<QPointF>& points) {
  if (points == points_) return;
  points_ = points;
  Q_EMIT changed();
  update();
}

void LandmarksItem::setColour(const QColor& colour) {
  if (colour == colour_) return;
  colour_ = colour;
  Q_EMIT changed();
  update();
}

void LandmarksItem::paint(QPainter* painter) {
  if (points_.size() != 68) return;
  const auto at = [this](int i) { return QPointF(points_[i].x() * width(), points_[i].y() * height()); };
  painter->setRenderHint(QPainter::Antialiasing);
  // A dark line below keeps the light one readable on pale skin.
  for (const auto& [colour, thickness] : {std::pair{QColor(0, 0, 0, 110), 2.6}, std::pair{colour_, 1.1}}) {
    painter->setPen(QPen(colour, thickness, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
    for (const Line& line : kLines) {
      QPolygonF points;
      for (int i = line.first; i <= line.last; ++i) points.append(at(i));
      if (line.closed) points.append(points.front());
      painter->drawPolyline(points);
    }
  }
  painter->setPen(Qt::NoPen);
  painter->setBrush(colour_);
  for (int i = 0; i < 68; ++i) painter->drawEllipse(at(i), 1.4, 1.4);
}

}  // namespace mien
