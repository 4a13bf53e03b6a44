#pragma once
#include <QtQml/qqmlregistration.h>

#include <QObject>
#include <QTimer>
#include <functional>

#include "app/model/frame_feed.h"

namespace mien {

class Notices;
class PreviewModel;

/// Plays the timeline by a clock: a frame that is not rendered when its time is over is dropped and counted, and the
/// film never falls behind. Renders ahead while it plays and, if wanted, while nothing else happens.
/// Thread: the window's.
class TimelinePlayer : public QObject {
  Q_OBJECT
  QML_ELEMENT
  QML_UNCREATABLE("owned by the studio")
  Q_PROPERTY(bool playing READ playing NOTIFY playingChanged)
  Q_PROPERTY(int dropped READ dropped NOTIFY droppedChanged)
  Q_PROPERTY(bool rendersAhead READ rendersAhead WRITE setRendersAhead NOTIFY rendersAheadChanged)
  Q_PROPERTY(bool filling READ filling NOTIFY fillingChanged)
  Q_PROPERTY(QList<QPointF> covered READ covered NOTIFY coveredChanged)
  Q_PROPERTY(double coveredShare READ coveredShare NOTIFY coveredChanged)
  Q_PROPERTY(double megabytes READ megabytes NOTIFY coveredChanged)

 public:
  using Clock = std::function<double()>;  ///< milliseconds, never running back

  TimelinePlayer(FrameFeed& feed, MixDocument& document, PreviewModel& preview, Notices& notices, Clock clock,
                 QObject* parent = nullptr);
  static double steadyMilliseconds();

  bool playing() const { return playing_; }
  /// Since play() began.
  int dropped() const { return dropped_; }
  /// They were of another document.
  void forgetDropped() { setDropped(0); }
  /// Fills the cache while nothing else happens.
  bool rendersAhead() const { return rendersAhead_; }
  void setRendersAhead(bool on);
  bool filling() const { return filling_; }
  QList<QPointF> covered() { return feed_.covered(); }
  double coveredShare() { return feed_.coveredShare(); }
  double megabytes() const { return static_cast<double>(feed_.bytes()) / (1 << 20); }

  /// From the playhead on, or from the start when it stands at the end.
  Q_INVOKABLE void play();
  Q_INVOKABLE void pause();
  Q_INVOKABLE void toggle() { playing_ ? pause() : play(); }

  /// Shows what the clock asks for. A timer calls it; so may a test.
  void tick();

 Q_SIGNALS:
  void playingChanged();
  void droppedChanged();
  void rendersAheadChanged();
  void fillingChanged();
  void coveredChanged();

 private:
  void begin(std::int64_t frame);
  void advance(std::int64_t position);
  void show();
  void askAhead();
  void askWhenIdle();
  void frameArrived();
  void disturbed();
  void setFilling(bool filling);
  void setDropped(int dropped);
  void failed(const Error& error);
  void chooseSize();

  FrameFeed& feed_;
  MixDocument& document_;
  PreviewModel& preview_;
  Notices& notices_;
  Clock clock_;
  QTimer timer_;
  QTimer idle_;
  bool playing_ = false;
  bool rendersAhead_ = true;
  bool filling_ = false;
  bool ownMove_ = false;
  bool shown_ = false;
  int dropped_ = 0;
  double startedAt_ = 0;
  std::int64_t startFrame_ = 0;
  std::int64_t position_ = 0;  ///< counts on over repeats
};

}  // namespace mien
