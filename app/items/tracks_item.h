#pragma once
#include "app/items/key_canvas.h"

namespace mien {

/// All tracks as rows with their keyframes. A drag moves those selected (with Alt copies them), a drag from empty
/// ground draws a box, a double click on empty ground adds one.
class TracksItem : public mien::KeyCanvas {  // in full, as QML's tools take the name from here
  Q_OBJECT
  QML_ELEMENT
  Q_PROPERTY(double rowHeight MEMBER rowHeight_ NOTIFY setUp)
  Q_PROPERTY(double scrolled MEMBER scrolled_ NOTIFY setUp)

 public:
  explicit TracksItem(QQuickItem* parent = nullptr) : KeyCanvas(parent) {}
  void paint(QPainter* painter) override;

 protected:
  std::optional<Hit> keyAt(QPointF at) const override;
  void keyDragged(QPointF from, QPointF to, Qt::KeyboardModifiers modifiers) override;
  void boxDragged(QRectF box, bool add) override;
  void emptyDoubleClicked(QPointF at) override;
  int rowAt(QPointF at) const override;
  std::pair<double, double> bracketReach() const override;

 private:
  double middleOf(int row) const { return keys_->placeOf(row) * rowHeight_ - scrolled_ + rowHeight_ / 2; }
  void paintTrack(QPainter& painter, const Track& track) const;

  double rowHeight_ = 24;
  double scrolled_ = 0;
};

}  // namespace mien
