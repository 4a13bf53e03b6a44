#pragma once
#include <QtQml/qqmlregistration.h>

#include <QObject>

namespace mien {

/// Where times lie across a timeline's width: shared by the ruler, the tracks and the playhead. Shows the whole
/// timeline until somebody zooms.
class TimeScale : public QObject {
  Q_OBJECT
  QML_ELEMENT
  Q_PROPERTY(double width READ width WRITE setWidth NOTIFY changed)
  Q_PROPERTY(double duration READ duration WRITE setDuration NOTIFY changed)
  Q_PROPERTY(double frame READ frame WRITE setFrame NOTIFY changed)
  Q_PROPERTY(double begin READ begin NOTIFY changed)
  Q_PROPERTY(double ticksPerPixel READ ticksPerPixel NOTIFY changed)
  Q_PROPERTY(double visibleShare READ visibleShare NOTIFY changed)
  Q_PROPERTY(double beginShare READ beginShare NOTIFY changed)

 public:
  static constexpr double kInset = 12;  ///< px before time 0, so that a keyframe there is seen whole
  explicit TimeScale(QObject* parent = nullptr) : QObject(parent) {}

  double width() const { return width_; }
  void setWidth(double width);
  /// Of the timeline and of one frame, in ticks.
  double duration() const { return duration_; }
  void setDuration(double ticks);
  double frame() const { return frame_; }
  void setFrame(double ticks);
  double begin() const { return begin_; }
  double ticksPerPixel() const { return ticksPerPixel_; }
  /// Of all that can be scrolled to, how much is seen and where it begins: what a scroll bar shows.
  double visibleShare() const;
  double beginShare() const;

  Q_INVOKABLE double xOf(double ticks) const { return kInset + (ticks - begin_) / ticksPerPixel_; }
  Q_INVOKABLE double timeAt(double x) const { return begin_ + (x - kInset) * ticksPerPixel_; }
  /// A factor above 1 shows less, larger; the time at `x` stays where it is.
  Q_INVOKABLE void zoom(double factor, double x);
  Q_INVOKABLE void scroll(double pixels);
  Q_INVOKABLE void scrollTo(double beginShare);
  Q_INVOKABLE void fit();
  /// Scrolls, if need be, so that a time is seen.
  Q_INVOKABLE void reveal(double ticks);

 Q_SIGNALS:
  void changed();

 private:
  double fitting() const;
  double whole() const;
  void place(double begin, double ticksPerPixel);
  void resized();

  double width_ = 600;
  double duration_ = 1800;
  double frame_ = 24;
  double begin_ = 0;
  double ticksPerPixel_ = 3;
  bool fitted_ = true;
};

}  // namespace mien
