#pragma once
#include <QtQml/qqmlregistration.h>

#include <QAbstractListModel>
#include <QString>
#include <memory>
#include <vector>

#include "core/export/export_queue.h"

namespace mien {

class Notices;

/// The exports of all processes as a list: those with work left in the order in which they run, then finished ones,
/// newest first. Thread: the window's; nothing here waits for the disk.
class JobsModel : public QAbstractListModel {
  Q_OBJECT
  QML_ELEMENT
  QML_UNCREATABLE("owned by the studio")
  Q_PROPERTY(int unfinished READ unfinished NOTIFY summaryChanged)
  Q_PROPERTY(int finished READ finished NOTIFY summaryChanged)
  Q_PROPERTY(int running READ running NOTIFY summaryChanged)
  Q_PROPERTY(bool anyFailed READ anyFailed NOTIFY summaryChanged)
  Q_PROPERTY(double progress READ progress NOTIFY summaryChanged)
  Q_PROPERTY(bool runningHere READ runningHere NOTIFY summaryChanged)
  Q_PROPERTY(QString problem READ problem NOTIFY problemChanged)

 public:
  enum State { Queued, Running, Paused, Done, Failed, Cancelled };  // the order of mien::JobState
  Q_ENUM(State)
  enum Role {
    NumberRole = Qt::UserRole,
    TitleRole,
    FormatRole,
    StateRole,
    StandingRole,
    ProgressRole,
    MessageRole,
    FolderRole,
    CanPauseRole,
    CanResumeRole,
    CanCancelRole,
    CanRetryRole,
    CanGoFirstRole,
    CanRemoveRole,
    NeedsReviewRole,
    LeadsToReviewRole,  ///< a reviewer can let it leave
    MadeRole
  };

  JobsModel(Notices& notices, QObject* parent);
  ~JobsModel() override;

  /// Opens the queue in the record; once. `renderer` must serve until close().
  void open(std::shared_ptr<Gatekeeper> keeper, std::unique_ptr<ExportRenderer> renderer);
  /// Waits until the job that runs here is back in the queue: at most for what the disk is doing.
  void close();

  int rowCount(const QModelIndex& parent = {}) const override;
  QVariant data(const QModelIndex& index, int role) const override;
  QHash<int, QByteArray> roleNames() const override;

  int unfinished() const;
  int finished() const { return rowCount() - unfinished(); }
  int running() const;
  bool anyFailed() const;
  /// Of all jobs with work left, 0..1.
  double progress() const;
  /// Whether this process makes a film at the moment.
  bool runningHere() const { return here_ != 0; }
  /// Why there is no queue, or empty.
  QString problem() const { return problem_; }
  /// Whether a job with work left will write there.
  bool willWrite(const QString& path) const;

  void add(FilmOrder order);
  Q_INVOKABLE void pause(int row);
  Q_INVOKABLE void resume(int row);
  Q_INVOKABLE void cancel(int row);
  Q_INVOKABLE void retry(int row);
  /// Runs next.
  Q_INVOKABLE void goFirst(int row);
  Q_INVOKABLE void remove(int row);
  Q_INVOKABLE void removeFinished();
  Q_INVOKABLE void showInFolder(int row) const;

  /// What a job's spec says, which may be long and is read once.
  struct SpecText {
    QString format;
    QString made;  ///< by which its film goes in the record
  };
  struct Row {
    Job job;  ///< without its spec
    SpecText spec;
    bool blockLeadsToReview = false;  ///< see BlockedFilms
  };
  /// What the queue says the list is.
  void show(std::vector<Row> rows);

 Q_SIGNALS:
  void summaryChanged();
  void problemChanged();

 private:
  ExportQueue::Callbacks callbacks(const std::filesystem::path& recordFile);
  void ended(const Job& job, const Result<Admission>& end);
  void setHere(std::int64_t job);
  const Job* at(int row) const;
  bool canGoFirst(const Job& job) const;
  int highestPriority() const;

  Notices& notices_;
  std::vector<Row> rows_;
  std::int64_t here_ = 0;
  QString problem_;
  std::unique_ptr<ExportQueue> queue_;
};

}  // namespace mien
