#include "app/items/meaning_strip_item.h"

#include <QPainter>
#include <cmath>

namespace mien {

MeaningStripItem::MeaningStripItem(QQuickItem* parent) : QQuickPaintedItem(parent) {
  connect(this, &MeaningStripItem::setUp, this, [this] { update(); });
}

void MeaningStripItem::setStrip(MeaningStrip* strip) {
  if (strip == strip_) return;
  if (strip_) strip_->disconnect(this);
  strip_ = strip;
  if (strip_) connect(strip_, &MeaningStrip::changed, this, [this] { update(); });
  Q_EMIT setUp();
}

void MeaningStripItem::setScale(TimeScale* scale) {
  if (scale == scale_) return;
  if (scale_) scale_->disconnect(this);
  scale_ = scale;
  if (scale_) connect(scale_, &TimeScale::changed, this, [this] { update(); });
  Q_EMIT setUp();
}

void MeaningStripItem::paint(QPainter* painter) {
  painter->fillRect(QRectF(0, 0, width(), height()), ground_);
  if (!strip_ || !scale_) return;
  for (const MeaningStrip::Moment& moment : strip_->moments()) {
    if (!moment.meaning) continue;
    const double begin = std::round(scale_->xOf(static_cast<double>(moment.begin)));
    const double end = std::round(scale_->xOf(static_cast<double>(moment.end)));
    const double tall = std::max(2.0, std::round((height() - 1) * moment.meaning->value));
    painter->fillRect(QRectF(begin, height() - tall, std::max(1.0, end - begin - 1), tall),
                      moment.meaning->value < kLowMeaning ? low_ : good_);
  }
}

}  // namespace mien
