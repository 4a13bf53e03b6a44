#include "app/items/icon_item.h"

#include <QPainter>
#include <algorithm>

#include "app/items/icon_paths.h"

namespace mien {

IconItem::IconItem(QQuickItem* parent) : QQuickPaintedItem(parent) {
  setAntialiasing(true);
  setImplicitSize(16, 16);
}

void IconItem::setName(const QString& name) {
  if (name == name_) return;
  name_ = name;
  Q_EMIT changed();
  update();
}

void IconItem::setColour(const QColor& colour) {
  if (colour == colour_) return;
  colour_ = colour;
  Q_EMIT changed();
  update();
}

void IconItem::paint(QPainter* painter) {
  constexpr double kGrid = 24;
  constexpr double kStroke = 1.35;  // screen pixels, whatever the icon's size
  const double scale = std::min(width(), height()) / kGrid;
  painter->setRenderHint(QPainter::Antialiasing);
  painter->setPen(QPen(colour_, kStroke / scale, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
  painter->scale(scale, scale);
  painter->drawPath(iconPath(name_));
}

}  // namespace mien
