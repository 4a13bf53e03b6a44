// The queue within one process: what a job holds, its order, and every step from every state.
#include "core/record/job_store.h"

#include <unistd.h>

#include <QtTest>
#include <limits>

#include "tests/record/folder_in_memory.h"

using namespace mien;

namespace {

NewJob film(const std::string& title, int priority = 0) {
  return {.kind = "film",
          .spec = "{}",
          .title = title,
          .output = "/tmp/" + title + ".mp4",
          .priority = priority,
          .framesTotal = 100};
}

std::string titles(const std::vector<Job>& jobs) {
  std::string all;
  for (const Job& job : jobs) all += job.title;
  return all;
}

/// Where a job stands, in the words of the table below.
std::string standing(const Result<Job>& job) {
  if (!job) return "gone";
  if (job->wanted == Wanted::Pause) return "pausing";
  if (job->wanted == Wanted::Cancel) return "ending";
  return std::string(nameOf(job->state));
}

}  // namespace

class JobStoreTest : public QObject {
  Q_OBJECT

  std::unique_ptr<QTemporaryDir> folder_;
  std::filesystem::path file_;

  JobStore open(const Owner& owner = Owner::thisProcess()) {
    return JobStore::open(Record::open(file_).value(), owner).value();
  }

  /// A new job that stands so.
  std::int64_t make(const std::string& state) {
    JobStore store = open();
    const std::int64_t id = store.add(film(state)).value();
    const auto must = [](const auto& result) {
      if (!result) qFatal("%s", result.error().message.c_str());
    };
    if (state == "queued") return id;
    if (state == "paused") return must(store.pause(id)), id;
    if (state == "cancelled") return must(store.cancel(id)), id;
    if (state == "another's") return must(open(Owner::of(getppid())).claim(id)), id;
    if (state == "orphan") return must(open({1, 1, "another run of the machine"}).claim(id)), id;
    must(store.claim(id));
    must(store.progress(id, 40, 8));
    if (state == "pausing") must(store.pause(id));
    if (state == "ending") must(store.cancel(id));
    if (state == "done") must(store.finish(id));
    if (state == "failed") must(store.fail(id, {ErrorKind::Disk, "The disk is full."}));
    return id;
  }

  Result<void> step(const std::string& name, std::int64_t id) {
    JobStore store = open();
    const auto quiet = [](const auto& result) -> Result<void> {
      if (!result) return tl::unexpected(result.error());
      return {};
    };
    if (name == "claim") return quiet(store.claim(id));
    if (name == "wanted") return quiet(store.wanted(id));
    if (name == "progress") return store.progress(id, 50, 9);
    if (name == "finish") return store.finish(id);
    if (name == "fail") return store.fail(id, {ErrorKind::Model, "The pack is missing."});
    if (name == "fail cancelled") return store.fail(id, {ErrorKind::Cancelled, "Cancelled."});
    if (name == "stopped") return store.stopped(id);
    if (name == "pause") return store.pause(id);
    if (name == "resume") return store.resume(id);
    if (name == "cancel") return store.cancel(id);
    if (name == "retry") return store.retry(id);
    if (name == "priority") return store.setPriority(id, 7);
    if (name == "remove") return store.remove(id);
    qFatal("no such step");
  }

 private Q_SLOTS:
  void init() {
    folder_ = folderInMemory();
    file_ = folder_->filePath(QStringLiteral("record.db")).toStdString();
  }

  void keepsWhatItIsGiven() {
    JobStore store = open();
    NewJob job = film("A title, \"quoted\" — ü");
    job.spec = std::string("{\"a\":\"\0\"}", 9) + "'; DROP TABLE jobs; --";
    job.output = "/tmp/\xff\xfe.mp4";  // no UTF-8
    job.priority = -3;
    const std::int64_t id = store.add(job).value();
    const Job kept = open().get(id).value();
    QCOMPARE(kept.id, id);
    QCOMPARE(kept.kind, job.kind);
    QCOMPARE(kept.spec, job.spec);
    QCOMPARE(kept.title, job.title);
    QCOMPARE(kept.output, job.output);
    QCOMPARE(kept.priority, -3);
    QCOMPARE(kept.framesTotal, 100);
    QCOMPARE(kept.state, JobState::Queued);
    const std::int64_t now = QDateTime::currentMSecsSinceEpoch();
    QVERIFY(kept.created <= now && kept.created > now - 60'000);
    QCOMPARE(kept.started, 0);
    QCOMPARE(kept.finished, 0);
  }

  void relativeOutputsAreMadeAbsolute() {
    JobStore store = open();
    NewJob job = film("a");
    job.output = "a.mp4";
    QCOMPARE(store.get(store.add(job).value())->output, std::filesystem::current_path() / "a.mp4");
  }

  void ordersAndFilters() {
    JobStore store = open();
    for (const auto& [title, priority] : {std::pair("a", 0), {"b", 5}, {"c", 0}, {"d", 5}, {"e", -1}})
      QVERIFY(store.add(film(title, priority)));
    QCOMPARE(titles(*store.list()), std::string("edcba"));
    QCOMPARE(titles(*store.list(std::nullopt, JobOrder::Queue)), std::string("bdace"));
    QVERIFY(store.pause(2));
    QCOMPARE(titles(*store.list(JobState::Queued, JobOrder::Queue)), std::string("dace"));
    QCOMPARE(titles(*store.list(JobState::Paused)), std::string("b"));
    QVERIFY(store.setPriority(5, 9));
    std::string claimed;
    while (const auto job = store.claimNext().value()) claimed += job->title;
    QCOMPARE(claimed, std::string("edac"));
    QCOMPARE(titles(*store.list(JobState::Running)), std::string("edca"));
  }

  void aNewJobTakesThePlaceOfWhatFailedThere() {
    JobStore store = open();
    const auto failed = [&](const std::string& title) {
      const std::int64_t id = store.add(film(title)).value();
      return store.claim(id) && store.fail(id, {ErrorKind::NeedsReview, "Needs a review."});
    };
    QVERIFY(failed("a") && failed("b"));
    QVERIFY(store.add(film("a")));
    QCOMPARE(titles(*store.list()), std::string("ab"));
    QCOMPARE(titles(*store.list(JobState::Failed)), std::string("b"));
  }

  void aRunFromStartToEnd() {
    JobStore store = open();
    const std::int64_t id = store.add(film("a")).value();
    const Job started = store.claimNext().value().value();
    QCOMPARE(started.id, id);
    QCOMPARE(started.state, JobState::Running);
    QVERIFY(started.started >= started.created);
    QVERIFY(store.progress(id, 40, 12.5));
    QCOMPARE(open().get(id)->framesDone, 40);
    QCOMPARE(open().get(id)->framesPerSecond, 12.5);
    QVERIFY(store.progress(id, 41, std::numeric_limits<double>::quiet_NaN()));
    QCOMPARE(store.get(id)->framesPerSecond, 0.0);
    QVERIFY(store.finish(id));
    const Job done = store.get(id).value();
    QCOMPARE(done.state, JobState::Done);
    QCOMPARE(done.framesDone, 100);
    QVERIFY(done.finished >= done.started);
    QVERIFY(!store.claimNext().value());
  }

  /// Whoever is told of all jobs in the same moment may say no, and nothing is added.
  void aNewJobMayBeRefusedByThoseThatRun() {
    JobStore store = open();
    const auto onlyOne = [](const std::vector<Job>& jobs) -> Result<void> {
      if (jobs.empty()) return {};
      return mien::fail(ErrorKind::Usage, "There is one.");
    };
    QVERIFY(store.addRunning(film("a"), onlyOne));
    QCOMPARE(store.addRunning(film("a"), onlyOne).error().kind, ErrorKind::Usage);
    QCOMPARE(store.list()->size(), std::size_t{1});
  }

  void aDoneJobKeepsItsWarning() {
    JobStore store = open();
    const std::int64_t id = store.addRunning(film("a"))->id;
    QVERIFY(store.finish(id, "The budget is nearly spent."));
    const Job done = open().get(id).value();
    QCOMPARE(done.state, JobState::Done);
    QCOMPARE(done.message, std::string("The budget is nearly spent."));
  }

  void aFailureSaysWhyAndCanBeTriedAgain() {
    JobStore store = open();
    const std::int64_t id = make("failed");
    const Job failed = store.get(id).value();
    QCOMPARE(failed.message, std::string("The disk is full."));
    QCOMPARE(failed.kindOfError, ErrorKind::Disk);
    QCOMPARE(failed.framesDone, 40);
    QVERIFY(failed.finished > 0);
    QVERIFY(store.retry(id));
    const Job again = store.get(id).value();
    QCOMPARE(again.message, std::string());
    QCOMPARE(again.framesDone, 0);
    QCOMPARE(again.finished, 0);
  }

  void everyKindOfErrorIsKept() {
    JobStore store = open();
    for (const ErrorKind kind : {ErrorKind::Internal, ErrorKind::Usage, ErrorKind::Input, ErrorKind::Blocked,
                                 ErrorKind::NeedsReview, ErrorKind::Model, ErrorKind::Disk}) {
      const std::int64_t id = make("running");
      QVERIFY(store.fail(id, {kind, "Why."}));
      QCOMPARE(store.get(id)->kindOfError, kind);
    }
  }

  void theRunnerIsToldWhatIsWanted() {
    JobStore store = open();
    const std::int64_t id = make("running");
    QCOMPARE(store.wanted(id).value(), Wanted::Run);
    QVERIFY(store.pause(id));
    QCOMPARE(store.wanted(id).value(), Wanted::Pause);
    QVERIFY(store.resume(id));
    QCOMPARE(store.wanted(id).value(), Wanted::Run);
    QVERIFY(store.pause(id));
    QVERIFY(store.cancel(id));
    QCOMPARE(store.wanted(id).value(), Wanted::Cancel);
  }

  void steps_data() {
    QTest::addColumn<std::string>("state");
    QTest::addColumn<std::string>("name");
    QTest::addColumn<std::string>("expected");
    // Rows: where the job stands. Columns: where each step takes it; - is refused, = changes nothing.
    const std::vector<std::string> names{"claim",          "wanted",   "progress", "finish", "fail",
                                         "fail cancelled", "stopped",  "pause",    "resume", "cancel",
                                         "retry",          "priority", "remove"};
    const std::map<std::string, std::string> table{
        //             claim wanted progr finish fail fail-c stopped pause resume cancel retry prio remove
        {"queued", "running - - - - - - paused - cancelled - = -"},
        {"running", "- = = done failed queued queued pausing - ending - = -"},
        {"pausing", "- = = done failed paused paused = running ending - = -"},
        {"ending", "- = = done failed cancelled cancelled - - = - = -"},
        {"paused", "- - - - - - - - queued cancelled - = -"},
        {"done", "- - - - - - - - - - - - gone"},
        {"failed", "- - - - - - - - - - queued - gone"},
        {"cancelled", "- - - - - - - - - - queued - gone"},
        {"another's", "- - - - - - - pausing - ending - = -"},
        {"orphan", "running - - - - - - paused - cancelled - queued -"},
    };
    for (const auto& [state, row] : table) {
      const QStringList cells = QString::fromStdString(row).split(QLatin1Char(' '));
      QCOMPARE(static_cast<std::size_t>(cells.size()), names.size());
      for (std::size_t i = 0; i < names.size(); ++i)
        QTest::addRow("%s: %s", state.c_str(), names[i].c_str())
            << state << names[i] << cells[static_cast<int>(i)].toStdString();
    }
  }

  void steps() {
    QFETCH(std::string, state);
    QFETCH(std::string, name);
    QFETCH(std::string, expected);
    const std::int64_t id = make(state);
    // Opening a store lets an orphan go, which is no doing of the step.
    const std::string before = state == "orphan" ? "queued" : standing(open().get(id));
    const auto done = step(name, id);
    QCOMPARE(done.has_value(), expected != "-");
    const std::string after = standing(open().get(id));
    QCOMPARE(after, expected == "-" || expected == "=" ? before : expected);
    if (done) return;
    QCOMPARE(done.error().kind, ErrorKind::Usage);
    QVERIFY(done.error().message.find("Job " + std::to_string(id)) == 0);
    QVERIFY(done.error().message.ends_with("."));
  }

  void unknownJobs_data() {
    QTest::addColumn<std::string>("name");
    for (const char* name : {"claim", "wanted", "progress", "finish", "fail", "fail cancelled", "stopped", "pause",
                             "resume", "cancel", "retry", "priority", "remove"})
      QTest::newRow(name) << std::string(name);
  }

  void unknownJobs() {
    QFETCH(std::string, name);
    make("queued");
    const auto done = step(name, 99);
    QVERIFY(!done);
    QCOMPARE(done.error().kind, ErrorKind::Usage);
    QVERIFY2(done.error().message.find("no job 99") != std::string::npos, done.error().message.c_str());
    QVERIFY(!open().get(99));
  }

  void numbersAreNotUsedAgain() {
    JobStore store = open();
    const std::int64_t id = make("cancelled");
    QVERIFY(store.remove(id));
    QCOMPARE(store.add(film("a")).value(), id + 1);
  }

  void namesGoThereAndBack() {
    for (int i = 0; i < 6; ++i) QCOMPARE(jobStateFrom(nameOf(JobState(i))).value(), JobState(i));
    for (int i = 0; i < 3; ++i) QCOMPARE(wantedFrom(nameOf(Wanted(i))).value(), Wanted(i));
    for (int i = 0; i < 8; ++i) QCOMPARE(errorKindFrom(nameOf(ErrorKind(i))).value(), ErrorKind(i));
    QVERIFY(!jobStateFrom("lost"));
  }
};

QTEST_APPLESS_MAIN(JobStoreTest)
#include "job_store_test.moc"
