#pragma once
#include <QtQml/qqmlregistration.h>

#include <QObject>
#include <QStringList>
#include <optional>

#include "app/document/mix_document.h"

namespace mien {

/// The timeline as a whole: length, frame rate, repeat, markers, the playhead, and the one-click start. Changes are
/// steps of undo; the playhead is not. Times are ticks. Thread: the window's.
class TimelineEditor : public QObject {
  Q_OBJECT
  QML_ELEMENT
  QML_UNCREATABLE("owned by the studio")
  Q_PROPERTY(int playhead READ playhead WRITE setPlayhead NOTIFY playheadChanged)
  Q_PROPERTY(QString playheadText READ playheadText NOTIFY playheadChanged)
  Q_PROPERTY(bool markerHere READ markerHere NOTIFY playheadChanged)
  Q_PROPERTY(int duration READ duration NOTIFY changed)
  Q_PROPERTY(QString durationText READ durationText NOTIFY changed)
  Q_PROPERTY(int lastFrame READ lastFrame NOTIFY changed)
  Q_PROPERTY(int frame READ frame NOTIFY changed)
  Q_PROPERTY(int framesPerSecond READ framesPerSecond WRITE setFramesPerSecond NOTIFY changed)
  Q_PROPERTY(QList<int> frameRates READ frameRates CONSTANT)
  Q_PROPERTY(QStringList frameRateTexts READ frameRateTexts CONSTANT)
  Q_PROPERTY(Repeats repeat READ repeat WRITE setRepeat NOTIFY changed)
  Q_PROPERTY(bool evenPace READ evenPace WRITE setEvenPace NOTIFY changed)
  Q_PROPERTY(bool moves READ moves NOTIFY changed)
  Q_PROPERTY(bool linksMore READ linksMore NOTIFY changed)
  Q_PROPERTY(QStringList easings READ easings CONSTANT)

 public:
  enum Repeats { Once, Looping, BackAndForth };  // the order of mien::Repeat
  Q_ENUM(Repeats)

  explicit TimelineEditor(MixDocument& document, QObject* parent = nullptr);

  int playhead() const { return static_cast<int>(document_.playhead()); }
  void setPlayhead(int time) { document_.setPlayhead(time); }
  QString playheadText() const { return textOf(playhead()); }
  bool markerHere() const;
  int duration() const { return static_cast<int>(timeline().duration); }
  QString durationText() const { return textOf(duration()); }
  int lastFrame() const;
  /// The length of one frame.
  int frame() const { return static_cast<int>(ticksPerFrame(timeline().framesPerSecond)); }
  int framesPerSecond() const { return timeline().framesPerSecond; }
  QList<int> frameRates() const;
  QStringList frameRateTexts() const;
  Repeats repeat() const { return static_cast<Repeats>(timeline().repeat); }
  bool evenPace() const { return timeline().evenPace; }
  /// Some parameter has keyframes.
  bool moves() const { return !timeline().tracks.empty(); }
  /// start() would make something follow the whole that has a value of its own.
  bool linksMore() const;
  /// Names for people, in the order of easingNames().
  QStringList easings() const;
  const Timeline& timeline() const { return document_.state().timeline; }

  void setFramesPerSecond(int rate);
  void setRepeat(Repeats repeat);
  void setEvenPace(bool even);
  Q_INVOKABLE void setDuration(int ticks);
  /// Takes a timecode or seconds as people type them; false when it is neither.
  Q_INVOKABLE bool setDurationText(const QString& text);
  Q_INVOKABLE bool goToText(const QString& text);
  Q_INVOKABLE QString textOf(int time) const;

  /// By frames; one that stands between two goes to the next one that way.
  Q_INVOKABLE void step(int frames);
  /// To the nearest frame; with `catches`, to a keyframe or marker less than `reach` ticks away.
  Q_INVOKABLE void scrub(double time, bool catches, double reach);

  Q_INVOKABLE void toggleMarker();
  Q_INVOKABLE void nameMarker(int time, const QString& name);
  Q_INVOKABLE QString markerName(int time) const;
  Q_INVOKABLE void removeMarker(int time);
  /// A drag of the marker that stands at `from`, until finish() or cancel(), or something else changes the timeline.
  void beginMarkerDrag(int from);
  void dragMarker(int to);
  void finish();
  void cancel();

  /// Replaces all tracks by the way through all faces (see timelineThroughAll); everything follows it. Markers stay.
  /// False, and heldBack(), when a face is locked.
  Q_INVOKABLE bool start(double seconds, double hold, int easing, Repeats repeat, bool evenPace);
  /// How long that film will be, in whole frames; of one that goes back and forth with the way back.
  Q_INVOKABLE double startSeconds(double seconds, double hold, Repeats repeat) const;

 Q_SIGNALS:
  void changed();
  void playheadChanged();
  /// A locked face would have had to move: nothing is done.
  void heldBack();
  /// What was typed can't be read as a time.
  void noTime(const QString& text);

 private:
  void commit(const QString& name, Timeline timeline);
  void documentChanged();

  MixDocument& document_;
  std::optional<Ticks> dragged_;
  Timeline dragStart_;
  Timeline dragNow_;  ///< what the drag made of it last
};

}  // namespace mien
