#pragma once
#include "app/items/key_canvas.h"
#include "core/blend/parameters.h"

namespace mien {

/// The value of the current track over time. Keyframes are dragged in time and value (with Shift along one of them),
/// and the handles of a selected one shape the way to the next.
class CurveItem : public mien::KeyCanvas {  // in full, as QML's tools take the name from here
  Q_OBJECT
  QML_ELEMENT

 public:
  explicit CurveItem(QQuickItem* parent = nullptr) : KeyCanvas(parent) {}
  void paint(QPainter* painter) override;

 protected:
  std::optional<Hit> keyAt(QPointF at) const override;
  void keyDragged(QPointF from, QPointF to, Qt::KeyboardModifiers modifiers) override;
  void boxDragged(QRectF box, bool add) override;
  void emptyDoubleClicked(QPointF at) override;
  int rowAt(QPointF at) const override;
  std::pair<double, double> bracketReach() const override;
  void mousePressEvent(QMouseEvent* event) override;
  void mouseMoveEvent(QMouseEvent* event) override;

 private:
  /// A handle of the way from one keyframe to the next: the first leaves, the second arrives.
  struct Handle {
    Keyframe from, to;
    bool second = false;
    QPointF at;
  };

  const Parameter& parameter() const;
  const Track* track() const;
  double yOf(double value) const;
  double valueAtY(double y) const;
  QPointF pointOf(const Keyframe& key) const;
  std::vector<Handle> handles() const;
  void dragHandle(QPointF to);
  void paintValues(QPainter& painter) const;
  void paintCurve(QPainter& painter, const Track& track) const;

  std::optional<Handle> held_;
};

}  // namespace mien
