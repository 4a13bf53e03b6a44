#pragma once
#include <QtQml/qqmlregistration.h>

#include <QCache>
#include <QElapsedTimer>
#include <QImage>
#include <QObject>
#include <QTimer>
#include <memory>
#include <optional>
#include <set>
#include <stop_token>

#include "app/model/output_details.h"
#include "core/export/rerender.h"
#include "core/studio/job_threads.h"
#include "core/studio/studio.h"

namespace mien {

class Preferences;
class RecordThread;

/// The output in hand as large as it was made, rendered anew: a picture, or a film that plays and is scrubbed through.
/// Frames that take longer than their time are left out; what was rendered is kept, in bounded memory.
/// Thread: the window's.
class OutputView : public QObject {
  Q_OBJECT
  QML_ELEMENT
  QML_UNCREATABLE("owned by the review")
  Q_PROPERTY(bool loading READ loading NOTIFY changed)
  Q_PROPERTY(bool moves READ moves NOTIFY changed)
  Q_PROPERTY(QString problem READ problem NOTIFY changed)
  Q_PROPERTY(QImage picture READ picture NOTIFY pictureChanged)
  Q_PROPERTY(int frames READ frames NOTIFY changed)
  Q_PROPERTY(int frame READ frame WRITE setFrame NOTIFY frameChanged)
  Q_PROPERTY(QString time READ time NOTIFY frameChanged)
  Q_PROPERTY(bool playing READ playing NOTIFY playingChanged)

 public:
  OutputView(Studio& studio, RecordThread& record, Preferences& preferences);
  ~OutputView() override;

  /// What open() is about from now on; another output than before, or another state of it, ends what was shown. Null:
  /// nothing.
  void show(std::shared_ptr<const OutputDetails> details);
  /// Opens its faces, unless it has or tries to, and renders its picture or its film's middle frame. After it has
  /// failed it tries again.
  Q_INVOKABLE void open();
  /// Before the studio goes: nothing is rendered any more.
  void close();

  bool loading() const { return loading_; }
  /// It is a film, and can be played.
  bool moves() const { return frames_ > 1; }
  /// Why it can't be rendered; empty where it can, and while nobody knows.
  QString problem() const { return problem_; }
  /// Null until something is rendered.
  QImage picture() const { return picture_; }
  int frames() const { return frames_; }
  int frame() const { return frame_; }
  /// Goes there, as far as the film reaches; what plays goes on from there.
  void setFrame(int frame);
  /// "01:12 of 12:00 · frame 37", seconds and frames as on the timeline; empty of a picture.
  QString time() const;
  bool playing() const { return playing_; }

  /// From the start when it stands at the end.
  Q_INVOKABLE void play();
  Q_INVOKABLE void pause();
  Q_INVOKABLE void toggle() { playing_ ? pause() : play(); }
  Q_INVOKABLE void step(int by);

 Q_SIGNALS:
  void changed();
  void pictureChanged();
  void frameChanged();
  void playingChanged();

 private:
  /// What the other thread renders with; its members are that thread's.
  struct Opened {
    std::stop_source stop;
    std::unique_ptr<ExportRenderer> renderer;
    std::optional<Rerender> film;
  };
  struct Facts {
    int frames = 0;
    int framesPerSecond = 0;
    bool repeats = false;
  };

  void clear();
  /// On the other thread, once the record has said where a queued film's photographs lie.
  void openFaces(const std::vector<std::filesystem::path>& queued);
  std::vector<Rerender::Wanted> wanted(const std::vector<std::filesystem::path>& queued) const;
  void opened(const Result<Facts>& facts);
  void tick();
  void goTo(int frame);
  /// Asks for what is not here: this frame, and while it plays those behind it.
  void askOn();
  int firstLacking();
  void arrived(int frame, Result<QImage> image);
  void fail(const Error& error);

  Studio& studio_;
  RecordThread& record_;
  Preferences& preferences_;
  std::shared_ptr<const OutputDetails> details_;
  std::shared_ptr<Opened> opened_;
  bool wanted_ = false;  ///< open() was called for this output
  bool loading_ = false;
  bool closed_ = false;
  QString problem_;
  QImage picture_;
  int frames_ = 0;
  int framesPerSecond_ = 0;
  bool repeats_ = false;
  int frame_ = 0;
  std::optional<int> askedFor_;  ///< before it was known how many there are
  bool playing_ = false;
  int startFrame_ = 0;
  QElapsedTimer since_;
  QTimer timer_;
  QCache<int, QImage> kept_;  ///< by frame; costs in KB
  std::set<int> pending_;
  int request_ = 0;
  JobThreads threads_{1};  // last: it posts to this
};

}  // namespace mien
