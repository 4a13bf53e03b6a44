#pragma once
#include <QColor>
#include <QPointer>
#include <QQuickPaintedItem>
#include <optional>

#include "app/document/timeline_editor.h"
#include "app/items/time_scale.h"

namespace mien {

/// Timecodes, markers, and above them which frames are rendered. A drag scrubs (with Shift it catches keyframes and
/// markers), or moves the marker under it; a double click on a marker asks for its name.
class TimeRulerItem : public QQuickPaintedItem {
  Q_OBJECT
  QML_ELEMENT
  Q_PROPERTY(mien::TimelineEditor* timeline MEMBER timeline_ WRITE setTimeline NOTIFY setUp)
  Q_PROPERTY(mien::TimeScale* timeScale MEMBER scale_ WRITE setScale NOTIFY setUp)
  Q_PROPERTY(bool dragging READ dragging NOTIFY draggingChanged)
  Q_PROPERTY(QList<QPointF> covered MEMBER covered_ NOTIFY setUp)
  Q_PROPERTY(QColor ground MEMBER ground_ NOTIFY setUp)
  Q_PROPERTY(QColor line MEMBER line_ NOTIFY setUp)
  Q_PROPERTY(QColor ink MEMBER ink_ NOTIFY setUp)
  Q_PROPERTY(QColor beyond MEMBER beyond_ NOTIFY setUp)
  Q_PROPERTY(QColor mark MEMBER mark_ NOTIFY setUp)
  Q_PROPERTY(QColor ready MEMBER ready_ NOTIFY setUp)

 public:
  explicit TimeRulerItem(QQuickItem* parent = nullptr);
  void setTimeline(TimelineEditor* timeline);
  void setScale(TimeScale* scale);
  void paint(QPainter* painter) override;
  bool dragging() const { return drag_ != Drag::None; }
  /// Brings back the playhead or the marker; what the pointer does until it is released means nothing.
  Q_INVOKABLE void cancelDrag();

 Q_SIGNALS:
  void setUp();
  void draggingChanged();
  void pressed();
  void markerActivated(int time);

 protected:
  void mousePressEvent(QMouseEvent* event) override;
  void mouseMoveEvent(QMouseEvent* event) override;
  void mouseReleaseEvent(QMouseEvent* event) override;
  void mouseDoubleClickEvent(QMouseEvent* event) override;
  void mouseUngrabEvent() override;

 private:
  enum class Drag { None, Playhead, Marker };

  void setDrag(Drag drag);
  std::optional<Ticks> markerAt(QPointF at) const;
  void scrub(const QMouseEvent& event);
  void paintLabels(QPainter& painter) const;
  void paintMarkers(QPainter& painter) const;

  QPointer<TimelineEditor> timeline_;
  QPointer<TimeScale> scale_;
  QList<QPointF> covered_;
  QColor ground_, line_, ink_, beyond_, mark_, ready_;
  Drag drag_ = Drag::None;
  Ticks from_ = 0;  ///< where what is dragged was
};

}  // namespace mien
