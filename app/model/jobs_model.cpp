#include "app/model/jobs_model.h"

#include <QDesktopServices>
#include <QFileInfo>
#include <QUrl>
#include <algorithm>
#include <map>

#include "app/model/blocked_films.h"
#include "app/model/job_texts.h"
#include "app/model/mix_digests.h"
#include "app/model/notices.h"
#include "app/paths.h"
#include "core/export/film_spec.h"
#include "core/record/record.h"

namespace mien {
namespace {

QString pathOf(const Job& job) {
  return shownPath(job.output);
}

/// Running ones, then those that wait, as they will run, then paused ones, then finished ones.
int groupOf(const Job& job) {
  switch (job.state) {
    case JobState::Running:
      return 0;
    case JobState::Queued:
      return 1;
    case JobState::Paused:
      return 2;
    default:
      return 3;
  }
}

bool comesBefore(const JobsModel::Row& one, const JobsModel::Row& other) {
  const Job& a = one.job;
  const Job& b = other.job;
  if (groupOf(a) != groupOf(b)) return groupOf(a) < groupOf(b);
  if (isFinished(a.state)) return std::pair(a.finished, a.id) > std::pair(b.finished, b.id);
  return std::pair(-a.priority, a.id) < std::pair(-b.priority, b.id);
}

/// By which its film goes in the record.
QString madeBy(const Job& job) {
  const auto spec = filmSpecFromJson(job.spec);
  return spec ? digestsOf(toJson(spec->timeline)) : QString();
}

/// On the queue's thread.
std::vector<JobsModel::Row> rowsOf(std::vector<Job> jobs, std::map<std::int64_t, JobsModel::SpecText>& specs,
                                   BlockedFilms& blocked) {
  std::vector<JobsModel::Row> rows;
  for (Job& job : jobs) {
    const auto [it, isNew] = specs.try_emplace(job.id);
    if (isNew) it->second = {formatText(job), madeBy(job)};
    job.spec.clear();
    const bool leads = blocked.leadsToReview(job, it->second.made);
    rows.push_back({std::move(job), it->second, leads});
  }
  std::sort(rows.begin(), rows.end(), comesBefore);
  return rows;
}

}  // namespace

JobsModel::JobsModel(Notices& notices, QObject* parent) : QAbstractListModel(parent), notices_(notices) {}

JobsModel::~JobsModel() = default;

void JobsModel::open(std::shared_ptr<Gatekeeper> keeper, std::unique_ptr<ExportRenderer> renderer) {
  const ExportQueue::Callbacks said = callbacks(keeper->recordFile());
  if (keeper->recordFile().empty()) return said.unusable(defaultRecordFile().error());
  queue_ = std::make_unique<ExportQueue>(std::move(keeper), std::move(renderer), said);
}

void JobsModel::close() {
  queue_.reset();
}

/// Brings each home to the window's thread. What is still on its way when the model ends is dropped.
ExportQueue::Callbacks JobsModel::callbacks(const std::filesystem::path& recordFile) {
  const auto home = [this](auto handle) {
    return [this, handle](auto... what) {
      QMetaObject::invokeMethod(
          this, [handle, what...]() { handle(what...); }, Qt::QueuedConnection);
    };
  };
  const auto showLater = home([this](const std::vector<Row>& rows) { show(rows); });
  return {.changed = [showLater, specs = std::map<std::int64_t, SpecText>(), blocked = BlockedFilms(recordFile)](
                         std::vector<Job> jobs) mutable { showLater(rowsOf(std::move(jobs), specs, blocked)); },
          .started = home([this](std::int64_t job) { setHere(job); }),
          .ended = home([this](const Job& job, const Result<Admission>& end) { ended(job, end); }),
          .refused = home([this](const Error& error) { notices_.fail(error); }),
          .unusable = home([this](const Error& error) {
            problem_ = QString::fromStdString(error.message);
            notices_.fail(error);
            Q_EMIT problemChanged();
          })};
}

void JobsModel::setHere(std::int64_t job) {
  here_ = job;
  Q_EMIT summaryChanged();
}

void JobsModel::ended(const Job& job, const Result<Admission>& end) {
  setHere(0);
  const QFileInfo file(pathOf(job));
  if (end) {
    for (const std::string& warning : end->warnings) notices_.warn(QString::fromStdString(warning));
    notices_.tell(tr("Exported %1.").arg(file.fileName()), QUrl::fromLocalFile(file.absolutePath()));
  } else if (end.error().kind != ErrorKind::Cancelled) {
    Error error = end.error();
    error.message =
        tr("%1 was not exported. %2").arg(file.fileName(), QString::fromStdString(error.message)).toStdString();
    notices_.fail(error, madeBy(job));
  }
}

int JobsModel::rowCount(const QModelIndex& parent) const {
  return parent.isValid() ? 0 : static_cast<int>(rows_.size());
}

QHash<int, QByteArray> JobsModel::roleNames() const {
  return {{NumberRole, "number"},
          {TitleRole, "title"},
          {FormatRole, "format"},
          {StateRole, "state"},
          {StandingRole, "standing"},
          {ProgressRole, "progress"},
          {MessageRole, "message"},
          {FolderRole, "folder"},
          {CanPauseRole, "canPause"},
          {CanResumeRole, "canResume"},
          {CanCancelRole, "canCancel"},
          {CanRetryRole, "canRetry"},
          {CanGoFirstRole, "canGoFirst"},
          {CanRemoveRole, "canRemove"},
          {NeedsReviewRole, "needsReview"},
          {LeadsToReviewRole, "leadsToReview"},
          {MadeRole, "made"}};
}

QVariant JobsModel::data(const QModelIndex& index, int role) const {
  if (!checkIndex(index, CheckIndexOption::IndexIsValid)) return {};
  const auto& [job, spec, blockLeadsToReview] = rows_[static_cast<std::size_t>(index.row())];
  const bool runs = job.state == JobState::Running;
  switch (role) {
    case NumberRole:
      return QVariant::fromValue(job.id);
    case Qt::DisplayRole:
    case TitleRole:
      return QString::fromStdString(job.title);
    case FormatRole:
      return spec.format;
    case StateRole:
      return static_cast<int>(job.state);
    case StandingRole:
      return standingText(job);
    case ProgressRole:
      return shareDone(job);
    case MessageRole:
      return QString::fromStdString(job.message);
    case FolderRole:
      return QFileInfo(pathOf(job)).absolutePath();
    case CanPauseRole:
      return job.state == JobState::Queued || (runs && job.wanted == Wanted::Run);
    case CanResumeRole:
      return job.state == JobState::Paused || job.wanted == Wanted::Pause;
    case CanCancelRole:
      return !isFinished(job.state) && job.wanted != Wanted::Cancel;
    case CanRetryRole:
      return job.state == JobState::Failed || job.state == JobState::Cancelled;
    case CanGoFirstRole:
      return canGoFirst(job);
    case CanRemoveRole:
      return isFinished(job.state);
    case NeedsReviewRole:
      return needsReview(job);
    case LeadsToReviewRole:
      return needsReview(job) || blockLeadsToReview;
    case MadeRole:
      return spec.made;
    default:
      return {};
  }
}

int JobsModel::unfinished() const {
  return static_cast<int>(
      std::count_if(rows_.begin(), rows_.end(), [](const Row& row) { return !isFinished(row.job.state); }));
}

int JobsModel::running() const {
  return static_cast<int>(
      std::count_if(rows_.begin(), rows_.end(), [](const Row& row) { return row.job.state == JobState::Running; }));
}

bool JobsModel::anyFailed() const {
  return std::any_of(rows_.begin(), rows_.end(), [](const Row& row) { return row.job.state == JobState::Failed; });
}

double JobsModel::progress() const {
  double done = 0;
  double all = 0;
  for (const Row& row : rows_) {
    const Job& job = row.job;
    if (isFinished(job.state)) continue;
    done += shareDone(job) * static_cast<double>(job.framesTotal);
    all += static_cast<double>(job.framesTotal);
  }
  return all > 0 ? std::min(1.0, done / all) : 0;
}

bool JobsModel::willWrite(const QString& path) const {
  return std::any_of(rows_.begin(), rows_.end(),
                     [&](const Row& row) { return !isFinished(row.job.state) && pathOf(row.job) == path; });
}

const Job* JobsModel::at(int row) const {
  return queue_ && row >= 0 && row < rowCount() ? &rows_[static_cast<std::size_t>(row)].job : nullptr;
}

bool JobsModel::canGoFirst(const Job& job) const {
  const auto first =
      std::find_if(rows_.begin(), rows_.end(), [](const Row& row) { return row.job.state == JobState::Queued; });
  return job.state == JobState::Queued && first->job.id != job.id;
}

int JobsModel::highestPriority() const {
  int highest = 0;
  for (const Row& row : rows_)
    if (row.job.state == JobState::Queued) highest = std::max(highest, row.job.priority);
  return highest;
}

void JobsModel::add(FilmOrder order) {
  if (queue_) queue_->add(std::move(order));
}
void JobsModel::pause(int row) {
  if (const Job* job = at(row)) queue_->pause(job->id);
}
void JobsModel::resume(int row) {
  if (const Job* job = at(row)) queue_->resume(job->id);
}
void JobsModel::cancel(int row) {
  if (const Job* job = at(row)) queue_->cancel(job->id);
}
void JobsModel::retry(int row) {
  if (const Job* job = at(row)) queue_->retry(job->id);
}
void JobsModel::goFirst(int row) {
  if (const Job* job = at(row)) queue_->setPriority(job->id, highestPriority() + 1);
}
void JobsModel::remove(int row) {
  if (const Job* job = at(row)) queue_->remove(job->id);
}

void JobsModel::removeFinished() {
  for (int row = 0; row < rowCount(); ++row)
    if (isFinished(rows_[static_cast<std::size_t>(row)].job.state)) remove(row);
}

void JobsModel::showInFolder(int row) const {
  if (const Job* job = at(row)) QDesktopServices::openUrl(QUrl::fromLocalFile(QFileInfo(pathOf(*job)).absolutePath()));
}

/// Rows keep their identity, so that the keyboard stays where it is while jobs move.
void JobsModel::show(std::vector<Row> rows) {
  const auto find = [](const std::vector<Row>& in, std::int64_t id, std::size_t from) {
    const auto begin = in.begin() + static_cast<std::ptrdiff_t>(from);
    const auto it = std::find_if(begin, in.end(), [id](const Row& row) { return row.job.id == id; });
    return static_cast<std::size_t>(it - in.begin());
  };
  for (int row = rowCount() - 1; row >= 0; --row) {
    const auto it = rows_.begin() + row;
    if (find(rows, it->job.id, 0) < rows.size()) continue;
    beginRemoveRows({}, row, row);
    rows_.erase(it);
    endRemoveRows();
  }
  for (std::size_t i = 0; i < rows.size(); ++i) {
    const std::size_t from = find(rows_, rows[i].job.id, i);
    const int row = static_cast<int>(i);
    if (from == rows_.size()) {
      beginInsertRows({}, row, row);
      rows_.insert(rows_.begin() + row, rows[i]);
      endInsertRows();
    } else if (from != i) {
      const int old = static_cast<int>(from);
      beginMoveRows({}, old, old, {}, row);
      std::rotate(rows_.begin() + row, rows_.begin() + old, rows_.begin() + old + 1);
      endMoveRows();
    }
  }
  rows_ = std::move(rows);
  if (!rows_.empty()) Q_EMIT dataChanged(index(0), index(rowCount() - 1));
  Q_EMIT summaryChanged();
}

}  // namespace mien
