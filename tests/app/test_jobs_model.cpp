#include <QAbstractItemModelTester>
#include <QSignalSpy>
#include <QtTest>

#include "app/model/job_texts.h"
#include "app/model/jobs_model.h"
#include "app/model/notices.h"
#include "core/blend/timeline_start.h"
#include "core/export/film_spec.h"

using namespace mien;
using namespace Qt::StringLiterals;

namespace {

JobsModel::Row row(std::int64_t id, JobState state, std::int64_t done = 0, std::int64_t total = 100) {
  Job job;
  job.id = id;
  job.state = state;
  job.title = std::to_string(id);
  job.output = "/films/" + job.title + ".gif";
  job.framesDone = done;
  job.framesTotal = total;
  return {job, u"GIF"_s};
}

}  // namespace

class TestJobsModel : public QObject {
  Q_OBJECT

  Notices notices_;

  QString titles(const JobsModel& model) {
    QString all;
    for (int i = 0; i < model.rowCount(); ++i) all += model.data(model.index(i), JobsModel::TitleRole).toString();
    return all;
  }

 private Q_SLOTS:
  void rowsComeGoAndMove() {
    JobsModel model(notices_, nullptr);
    const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    model.show({row(1, JobState::Queued), row(2, JobState::Queued), row(3, JobState::Queued)});
    QCOMPARE(titles(model), u"123"_s);
    const QPersistentModelIndex third = model.index(2);
    const QSignalSpy resets(&model, &QAbstractItemModel::modelReset);
    model.show({row(3, JobState::Running), row(4, JobState::Queued), row(2, JobState::Queued), row(1, JobState::Done)});
    QCOMPARE(titles(model), u"3421"_s);
    QCOMPARE(third.row(), 0);
    QCOMPARE(model.data(third, JobsModel::StateRole).toInt(), int{JobsModel::Running});
    model.show({row(2, JobState::Running)});
    QCOMPARE(titles(model), u"2"_s);
    QVERIFY(!third.isValid());
    model.show({});
    QCOMPARE(model.rowCount(), 0);
    QCOMPARE(resets.count(), 0);
  }

  void whatCanBeDoneFollowsTheState() {
    JobsModel model(notices_, nullptr);
    auto pausing = row(2, JobState::Running);
    pausing.job.wanted = Wanted::Pause;
    model.show({row(1, JobState::Running), pausing, row(3, JobState::Queued), row(4, JobState::Queued),
                row(5, JobState::Paused), row(6, JobState::Done), row(7, JobState::Failed),
                row(8, JobState::Cancelled)});
    const auto can = [&](JobsModel::Role role) {
      QString rows;
      for (int i = 0; i < model.rowCount(); ++i)
        if (model.data(model.index(i), role).toBool()) rows += QString::number(i + 1);
      return rows;
    };
    QCOMPARE(can(JobsModel::CanPauseRole), u"134"_s);
    QCOMPARE(can(JobsModel::CanResumeRole), u"25"_s);
    QCOMPARE(can(JobsModel::CanCancelRole), u"12345"_s);
    QCOMPARE(can(JobsModel::CanRetryRole), u"78"_s);
    QCOMPARE(can(JobsModel::CanGoFirstRole), u"4"_s);
    QCOMPARE(can(JobsModel::CanRemoveRole), u"678"_s);
    QCOMPARE(model.unfinished(), 5);
    QCOMPARE(model.running(), 2);
    QVERIFY(model.anyFailed());
  }

  void theSummaryIsOfAllThatIsLeft() {
    JobsModel model(notices_, nullptr);
    model.show({row(1, JobState::Running, 50, 100), row(2, JobState::Queued, 0, 300), row(3, JobState::Done, 9, 9)});
    QCOMPARE(model.progress(), 0.125);
    QCOMPARE(model.finished(), 1);
    QVERIFY(model.willWrite(u"/films/2.gif"_s));
    QVERIFY(!model.willWrite(u"/films/3.gif"_s));
  }

  void aNameThatIsNoUtf8IsShown() {
    JobsModel::Row latin = row(1, JobState::Running);
    latin.job.output = "/films/na\xefve.gif";
    JobsModel model(notices_, nullptr);
    model.show({latin});
    QVERIFY(!model.willWrite(u"/films/naive.gif"_s));
    QCOMPARE(model.data(model.index(0), JobsModel::FolderRole).toString(), u"/films"_s);
    latin.job.state = JobState::Failed;
    model.show({latin});
    QCOMPARE(model.rowCount(), 1);
  }

  void textsSaySpeedAndTimeLeft() {
    Job job = row(1, JobState::Running, 31, 75).job;
    job.framesPerSecond = 11;
    QCOMPARE(standingText(job), u"31 of 75 frames  ·  11 frames/s  ·  4 s left"_s);
    job.framesPerSecond = 0.4;
    QVERIFY(standingText(job).endsWith(u"0.4 frames/s  ·  1 min 50 s left"_s));
    job.framesDone = 0;
    QCOMPARE(standingText(job), u"Preparing…"_s);
    // A GIF is coded as a whole in the end: "0 s left" would not be true before.
    Recipe base;
    base.modelId = "fake";
    base.modelHash = std::string(64, '0');
    base.faces = {DrawnFaceRef{8}, DrawnFaceRef{12}};
    FilmSpec gif;
    gif.timeline = timelineFromAToB(base, {});
    gif.format = FilmFormat::Gif;
    job.spec = toJson(gif);
    job.framesPerSecond = 11;
    job.framesDone = 31;
    QCOMPARE(standingText(job), u"31 of 75 frames  ·  11 frames/s  ·  4 s left, then coding"_s);
    QVERIFY(shareDone(job) < 0.25);
    job.framesDone = 75 + 20;
    QCOMPARE(standingText(job), u"Coding, 20 of 75 frames  ·  11 frames/s  ·  5 s left"_s);
    job.framesDone = 75 + 75;
    QCOMPARE(standingText(job), u"Finishing…"_s);
    QCOMPARE(shareDone(job), 1.0);
    job.state = JobState::Paused;
    QCOMPARE(standingText(job), u"Paused, 75 of 75 frames done"_s);
    job.state = JobState::Failed;
    QCOMPARE(standingText(job), u"Failed"_s);
    job.kindOfError = ErrorKind::Blocked;
    QCOMPARE(standingText(job), u"Blocked"_s);
    job.kindOfError = ErrorKind::NeedsReview;
    QCOMPARE(standingText(job), u"Needs a review"_s);
    QCOMPARE(durationText(3725), u"1 h 2 min"_s);
    QCOMPARE(durationText(59.2), u"1 min 0 s"_s);
  }
};

QTEST_GUILESS_MAIN(TestJobsModel)
#include "test_jobs_model.moc"
