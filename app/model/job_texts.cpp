#include "app/model/job_texts.h"

#include <QCoreApplication>
#include <QLocale>
#include <algorithm>
#include <cmath>

#include "core/export/film_spec.h"
#include "core/export/job_progress.h"

namespace mien {
namespace {
using namespace Qt::StringLiterals;

QString tr(const char* text) {
  return QCoreApplication::translate("Jobs", text);
}

QString framesText(const Job& job) {
  return tr("%1 of %2 frames").arg(std::min(job.framesDone, job.framesTotal)).arg(job.framesTotal);
}

QString runningText(const Job& job) {
  if (job.wanted == Wanted::Pause) return tr("Pausing…");
  if (job.wanted == Wanted::Cancel) return tr("Cancelling…");
  if (job.framesDone == 0) return tr("Preparing…");
  const JobProgress progress = progressOf(job);
  if (progress.made >= progress.total && (progress.coded == 0 || progress.coded >= progress.total))
    return tr("Finishing…");
  QString frames =
      progress.coded > 0 ? tr("Coding, %1 of %2 frames").arg(progress.coded).arg(progress.total) : framesText(job);
  if (!progress.secondsLeft) return frames;
  const QString left = durationText(*progress.secondsLeft);
  const bool codingFollows = progress.codedInTheEnd && progress.coded == 0;
  const QString rate = QString::number(job.framesPerSecond, 'f', job.framesPerSecond < 10 ? 1 : 0);
  return u"%1  ·  %2  ·  %3"_s.arg(frames, tr("%1 frames/s").arg(rate),
                                   codingFollows ? tr("%1 left, then coding").arg(left) : tr("%1 left").arg(left));
}

QString failedText(const Job& job) {
  if (needsReview(job)) return tr("Needs a review");
  return job.kindOfError == ErrorKind::Blocked ? tr("Blocked") : tr("Failed");
}

}  // namespace

bool needsReview(const Job& job) {
  return job.state == JobState::Failed && job.kindOfError == ErrorKind::NeedsReview;
}

double shareDone(const Job& job) {
  if (job.state == JobState::Done) return 1;
  return progressOf(job).share();
}

QString formatText(const Job& job) {
  const auto spec = filmSpecFromJson(job.spec);
  if (!spec) return QString::fromStdString(job.kind);
  const std::string_view label = infoOf(spec->format).label;
  return QString::fromUtf8(label.data(), static_cast<qsizetype>(label.size()));
}

QString standingText(const Job& job) {
  switch (job.state) {
    case JobState::Queued:
      return job.framesDone > 0 ? tr("Waiting, %1 done").arg(framesText(job)) : tr("Waiting");
    case JobState::Running:
      return runningText(job);
    case JobState::Paused:
      return tr("Paused, %1 done").arg(framesText(job));
    case JobState::Done:
      return tr("Done, %1 frames").arg(job.framesTotal);
    case JobState::Failed:
      return failedText(job);
    case JobState::Cancelled:
      return tr("Cancelled");
  }
  return {};
}

QString durationText(double seconds) {
  const auto whole = static_cast<qint64>(std::ceil(seconds));
  constexpr qint64 kMinute = 60;
  constexpr qint64 kHour = 3600;
  if (whole < kMinute) return tr("%1 s").arg(whole);
  if (whole < kHour) return tr("%1 min %2 s").arg(whole / kMinute).arg(whole % kMinute);
  return tr("%1 h %2 min").arg(whole / kHour).arg(whole % kHour / kMinute);
}

}  // namespace mien
