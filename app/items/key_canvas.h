#pragma once
#include <QColor>
#include <QPointer>
#include <QQuickPaintedItem>
#include <optional>
#include <utility>

#include "app/document/key_editor.h"
#include "app/items/time_scale.h"

namespace mien {

/// What the tracks and the curve have in common: colours, keyframes' shapes, snapping, and the pointer's drags.
/// Brackets at both ends of what is selected stretch it. A double click on a keyframe takes the playhead there.
class KeyCanvas : public QQuickPaintedItem {
  Q_OBJECT
  QML_ELEMENT
  QML_UNCREATABLE("a base")
  Q_PROPERTY(mien::KeyEditor* keys MEMBER keys_ WRITE setKeys NOTIFY setUp)
  Q_PROPERTY(mien::TimeScale* timeScale MEMBER scale_ WRITE setScale NOTIFY setUp)
  Q_PROPERTY(bool snapping MEMBER snapping_ NOTIFY setUp)
  Q_PROPERTY(bool dragging READ dragging NOTIFY draggingChanged)
  Q_PROPERTY(QColor ground MEMBER ground_ NOTIFY setUp)
  Q_PROPERTY(QColor band MEMBER band_ NOTIFY setUp)
  Q_PROPERTY(QColor line MEMBER line_ NOTIFY setUp)
  Q_PROPERTY(QColor beyond MEMBER beyond_ NOTIFY setUp)
  Q_PROPERTY(QColor ink MEMBER ink_ NOTIFY setUp)
  Q_PROPERTY(QColor dim MEMBER dim_ NOTIFY setUp)
  Q_PROPERTY(QColor accent MEMBER accent_ NOTIFY setUp)

 public:
  explicit KeyCanvas(QQuickItem* parent = nullptr);
  void setKeys(KeyEditor* keys);
  void setScale(TimeScale* scale);
  bool dragging() const { return gesture_ != Gesture::None; }
  /// Ends a drag with all as it was before; what the pointer does until it is released means nothing.
  Q_INVOKABLE void cancelDrag();
  /// What a menu at a point is about: the row there, and the keyframe, which is selected if it was not.
  Q_INVOKABLE void takeAt(QPointF at);

 Q_SIGNALS:
  void setUp();
  void pressed();
  void draggingChanged();

 protected:
  struct Hit {
    int row = -1;
    Ticks time = 0;
  };

  /// The keyframe under a point.
  virtual std::optional<Hit> keyAt(QPointF at) const = 0;
  virtual void keyDragged(QPointF from, QPointF to, Qt::KeyboardModifiers modifiers) = 0;
  virtual void boxDragged(QRectF box, bool add) = 0;
  virtual void emptyDoubleClicked(QPointF at) = 0;
  virtual int rowAt(QPointF at) const = 0;
  /// From where to where the brackets reach, in y.
  virtual std::pair<double, double> bracketReach() const = 0;

  void mousePressEvent(QMouseEvent* event) override;
  void mouseMoveEvent(QMouseEvent* event) override;
  void mouseReleaseEvent(QMouseEvent* event) override;
  void mouseDoubleClickEvent(QMouseEvent* event) override;
  void mouseUngrabEvent() override;
  void hoverMoveEvent(QHoverEvent* event) override;

  const Timeline& timeline() const { return keys_->document().state().timeline; }
  bool ready() const { return keys_ && scale_; }
  /// By how much to move a key at `from` that is dragged by `pixels`: to whole frames, and to what is near.
  Ticks snapped(Ticks from, double pixels, bool freely);
  void paintGrid(QPainter& painter) const;
  void paintKey(QPainter& painter, QPointF at, Easing easing, bool selected) const;
  void paintOverlay(QPainter& painter) const;

  /// For a handle that the deriving item drags by KeyEditor::dragHandles().
  void holdHandle();
  bool holdsHandle() const { return gesture_ == Gesture::Handle; }

  QPointer<KeyEditor> keys_;
  QPointer<TimeScale> scale_;
  bool snapping_ = true;
  QColor ground_, band_, line_, beyond_, ink_, dim_, accent_;
  std::optional<Hit> grabbed_;

 private:
  enum class Gesture { None, Waiting, Keys, Box, Stretch, Handle };
  enum class End { First, Last };

  void setGesture(Gesture gesture);
  void startDrag();
  void finishGesture();
  QRectF bracketAt(End end) const;
  std::optional<End> endAt(QPointF at) const;
  void paintBrackets(QPainter& painter) const;

  Gesture gesture_ = Gesture::None;
  QPointF pressedAt_;
  QPointF boxEnd_;
  KeySelection boxBase_;
  KeySelection before_;  ///< selected before the press
  std::optional<End> stretched_;
  bool chooseOnRelease_ = false;
  bool addOnRelease_ = false;
  std::optional<Ticks> caught_;  ///< what the drag snapped to
};

}  // namespace mien
