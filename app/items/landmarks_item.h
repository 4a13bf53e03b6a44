#pragma once
#include <QColor>
#include <QQuickPaintedItem>

namespace mien {

/// The 68 landmarks as thin lines along brows, eyes, nose, mouth and jaw. Points lie in the item's unit square.
class LandmarksItem : public QQuickPaintedItem {
  Q_OBJECT
  QML_ELEMENT
  Q_PROPERTY(QList<QPointF> points MEMBER points_ WRITE setPoints NOTIFY changed)
  Q_PROPERTY(QColor colour MEMBER colour_ WRITE setColour NOTIFY changed)

 public:
  explicit LandmarksItem(QQuickItem* parent = nullptr);
  void setPoints(const QList<QPointF>& points);
  void setColour(const QColor& colour);
  void paint(QPainter* painter) override;

 Q_SIGNALS:
  void changed();

 private:
  QList<QPointF> points_;
  QColor colour_ = Qt::white;
};

}  // namespace mien
