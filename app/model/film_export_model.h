#pragma once
#include <QtQml/qqmlregistration.h>

#include <QStringList>
#include <functional>
#include <optional>

#include "app/model/output_choice.h"
#include "core/export/export_queue.h"
#include "core/film/ffmpeg.h"
#include "core/studio/job_threads.h"

namespace mien {

class JobsModel;
class Notices;

/// The choices for a film: how it goes from A to B where the document has no timeline that moves, and how it is
/// written. Asking for it adds a job to the queue. Thread: the window's.
/// (The base is named in full for the registration in QML.)
class FilmExportModel : public mien::OutputChoice {
  Q_OBJECT
  QML_ELEMENT
  QML_UNCREATABLE("owned by the studio")
  Q_PROPERTY(bool moves READ moves NOTIFY choicesChanged)
  Q_PROPERTY(QStringList formats READ formats CONSTANT)
  Q_PROPERTY(QStringList formatProblems READ formatProblems NOTIFY choicesChanged)
  Q_PROPERTY(int format READ format WRITE setFormat NOTIFY choicesChanged)
  Q_PROPERTY(Where where READ where WRITE setWhere NOTIFY choicesChanged)
  Q_PROPERTY(int size READ size WRITE setSize NOTIFY choicesChanged)
  Q_PROPERTY(bool canBeLarge READ canBeLarge NOTIFY choicesChanged)
  Q_PROPERTY(int quality READ quality WRITE setQuality NOTIFY choicesChanged)
  Q_PROPERTY(bool hasQuality READ hasQuality NOTIFY choicesChanged)
  Q_PROPERTY(double seconds READ seconds WRITE setSeconds NOTIFY choicesChanged)
  Q_PROPERTY(double hold READ hold WRITE setHold NOTIFY choicesChanged)
  Q_PROPERTY(int framesPerSecond READ framesPerSecond WRITE setFramesPerSecond NOTIFY choicesChanged)
  Q_PROPERTY(Ease ease READ ease WRITE setEase NOTIFY choicesChanged)
  Q_PROPERTY(RepeatOf repeat READ repeat WRITE setRepeat NOTIFY choicesChanged)
  Q_PROPERTY(bool evenPace READ evenPace WRITE setEvenPace NOTIFY choicesChanged)
  Q_PROPERTY(QString summary READ summary NOTIFY choicesChanged)
  Q_PROPERTY(QString problem READ problem NOTIFY choicesChanged)
  Q_PROPERTY(bool ffmpegIsWanted READ ffmpegIsWanted NOTIFY choicesChanged)
  Q_PROPERTY(bool ffmpegWasChosen READ ffmpegWasChosen NOTIFY choicesChanged)

 public:
  enum Where { Crop, InPhotoA, InPhotoB };  // the order of mien::Placement
  Q_ENUM(Where)
  enum Ease { Linear, Eased, Smooth };
  Q_ENUM(Ease)
  enum RepeatOf { Once, Looped, BackAndForth };  // the order of mien::Repeat
  Q_ENUM(RepeatOf)

  FilmExportModel(MixDocument& document, JobsModel& jobs, Notices& notices, Preferences& preferences,
                  TimelineOf timelineOf, QObject* parent);
  ~FilmExportModel() override;

  QString suffix() const override;
  bool moves() const;  ///< the document has a timeline of its own
  QStringList formats() const;
  /// Why a format can't be made here; empty where it can.
  QStringList formatProblems() const { return formatProblems_; }
  int format() const { return static_cast<int>(format_); }
  Where where() const { return where_; }
  int size() const { return size_ == 1024 && !canBeLarge() ? 512 : size_; }
  /// Whether some face is larger than 512 px.
  bool canBeLarge() const;
  int quality() const { return quality_; }
  bool hasQuality() const { return infoOf(format_).usesQuality; }
  double seconds() const { return seconds_; }
  double hold() const { return hold_; }
  int framesPerSecond() const { return framesPerSecond_; }
  Ease ease() const { return ease_; }
  RepeatOf repeat() const { return repeat_; }
  bool evenPace() const { return evenPace_; }
  /// "75 frames: 3.0 s at 25 frames/s", and that what is transparent turns white in a format that can't hold it.
  QString summary() const;
  /// Why no such film can be exported, or empty.
  QString problem() const;

  /// problem() is that there is no ffmpeg, or one that can't make the format, and choosing one helps: the environment
  /// names none.
  bool ffmpegIsWanted() const;
  bool ffmpegWasChosen() const;
  /// This program makes films from now on, in this window and for all commands; an empty one: the PATH's.
  Q_INVOKABLE void chooseFfmpeg(const QUrl& program);

  void setFormat(int format);
  void setWhere(Where where);
  void setSize(int size);
  void setQuality(int quality);
  void setSeconds(double seconds);
  void setHold(double seconds);
  void setFramesPerSecond(int rate);
  void setEase(Ease ease);
  void setRepeat(RepeatOf repeat);
  void setEvenPace(bool even);
  void setEngine(const EngineInfo& engine) { engine_ = engine; }

  /// Before it is shown: what depends on the mix and the moment, and which formats can be made here.
  Q_INVOKABLE void prepare();
  QString replaceText() const override;
  /// A folder that holds more than a film's frames is never replaced.
  QString replaceProblem() const override;
  /// Adds the job; refuses a file or a folder that exists unless `overwrite`.
  Q_INVOKABLE void start(bool overwrite);

 private:
  void add(const std::filesystem::path& output, bool overwrite);
  int sizeInName() const override { return size(); }
  bool isTaken(const QString& path) const override;
  Timeline timeline() const;
  FilmSpec spec() const;
  void lookForFfmpeg();
  void ffmpegFound(const Result<Ffmpeg>& ffmpeg);

  MixDocument& document_;
  JobsModel& jobs_;
  Notices& notices_;
  const TimelineOf timelineOf_;
  EngineInfo engine_;
  FilmFormat format_ = FilmFormat::Mp4H264;
  Where where_ = Crop;
  int size_ = 512;
  int quality_ = 80;
  double seconds_ = 3;
  double hold_ = 0.5;
  int framesPerSecond_ = 25;
  Ease ease_ = Eased;
  RepeatOf repeat_ = Once;
  bool evenPace_ = false;
  QStringList formatProblems_;
  QString ffmpegProblem_;
  int looked_ = 0;
  JobThreads looking_{1};  ///< asks the ffmpeg program, which may take seconds; last: it posts to this
};

}  // namespace mien
