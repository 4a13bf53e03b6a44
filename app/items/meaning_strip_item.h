#pragma once
#include <QColor>
#include <QPointer>
#include <QQuickPaintedItem>

#include "app/items/time_scale.h"
#include "app/model/meaning_strip.h"

namespace mien {

/// How much each moment of the timeline means: a bar that is low, and of another colour, where it means little.
class MeaningStripItem : public QQuickPaintedItem {
  Q_OBJECT
  QML_ELEMENT
  Q_PROPERTY(mien::MeaningStrip* strip MEMBER strip_ WRITE setStrip NOTIFY setUp)
  Q_PROPERTY(mien::TimeScale* timeScale MEMBER scale_ WRITE setScale NOTIFY setUp)
  Q_PROPERTY(QColor ground MEMBER ground_ NOTIFY setUp)
  Q_PROPERTY(QColor good MEMBER good_ NOTIFY setUp)
  Q_PROPERTY(QColor low MEMBER low_ NOTIFY setUp)

 public:
  explicit MeaningStripItem(QQuickItem* parent = nullptr);
  void setStrip(MeaningStrip* strip);
  void setScale(TimeScale* scale);
  void paint(QPainter* painter) override;

 Q_SIGNALS:
  void setUp();

 private:
  QPointer<MeaningStrip> strip_;
  QPointer<TimeScale> scale_;
  QColor ground_, good_, low_;
};

}  // namespace mien
