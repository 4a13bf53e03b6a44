#include "core/export/approved_jobs.h"

#include <SQLiteCpp/Database.h>

#include <QTemporaryDir>
#include <QtTest>
#include <fstream>

#include "core/record/output_store.h"
#include "core/record/review_store.h"
#include "tests/export/exports.h"

using namespace mien;
using namespace exports;

namespace fs = std::filesystem;

/// Which failed films an approval puts back into the queue. (That a window follows it: export_queue_test.)
class ApprovedJobsTest : public QObject {
  Q_OBJECT
  QTemporaryDir dir_;
  fs::path at(const std::string& name) const { return fs::path(dir_.path().toStdString()) / name; }
  fs::path record() const { return at("data/record.db"); }

 private slots:
  /// Each approval counts once, for its own kind of output, and for no name that somebody has used meanwhile.
  void anApprovalQueuesNoMoreThanItsFilm() {
    const Record opened = Record::open(record()).value();
    QVERIFY(ReviewerStore(opened).add("Ada", "correct horse"));
    const UnlockedReviewer ada = ReviewerStore(opened).unlock("Ada", "correct horse").value();
    const FilmSpec film = filmOf(FilmFormat::PngSequence, 5);
    NewOutput output;
    output.kind = OutputKind::Frames;
    output.recipe = toJson(film.timeline);
    output.verdict.json = "{}";
    const std::int64_t id = OutputStore(opened).add(output).value();
    auto store = JobStore::open(opened).value();
    const auto failedJob = [&](const FilmSpec& what, const char* title) -> std::int64_t {
      const std::int64_t job = store.add({kFilmJob, toJson(what), title, at(title), 0, 5}).value();
      return store.claim(job) && store.fail(job, {ErrorKind::NeedsReview, "Look."}) ? job : 0;
    };
    FollowedApprovals followed;
    const std::int64_t job = failedJob(film, "film");
    QCOMPARE(queueApproved(store, opened, followed).value(), 0);
    FilmSpec coded = film;
    coded.format = FilmFormat::Gif;
    const std::int64_t other = failedJob(coded, "coded");
    ReviewStore reviews(opened);
    QTest::qWait(2);  // times are whole milliseconds
    QVERIFY(reviews.flag(id, "") && reviews.approve(id, ada, "").has_value());
    QCOMPARE(queueApproved(store, opened, followed).value(), 1);
    QVERIFY(store.get(job)->state == JobState::Queued && store.get(other)->state == JobState::Failed);

    // It fails again, by a clock that was set back.
    const auto setBack = [&] {
      SQLite::Database(record(), SQLite::OPEN_READWRITE).exec("UPDATE jobs SET finished_ms = 1 WHERE state = 'failed'");
    };
    QVERIFY(store.claim(job) && store.fail(job, {ErrorKind::Blocked, "Again."}));
    setBack();
    QCOMPARE(queueApproved(store, opened, followed).value(), 0);

    // Ordered anew, or written by somebody.
    followed.clear();
    QVERIFY(failedJob(film, "film") != 0);
    QVERIFY(!store.get(job));  // a newer one has its place
    QCOMPARE(queueApproved(store, opened, followed).value(), 0);
    setBack();
    std::ofstream(at("film")) << "a newer film";
    QCOMPARE(queueApproved(store, opened, followed).value(), 0);
    fs::remove(at("film"));
    QCOMPARE(queueApproved(store, opened, followed).value(), 1);
  }
};

QTEST_GUILESS_MAIN(ApprovedJobsTest)
#include "approved_jobs_test.moc"
