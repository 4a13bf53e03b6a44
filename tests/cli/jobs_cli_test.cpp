// `mien jobs` as a script sees it: tables, reports, exit codes, sentences.
#include <QtTest>
#include <filesystem>

#include "core/record/job_store.h"

using namespace mien;
using namespace Qt::Literals::StringLiterals;

namespace {

struct Outcome {
  int code = -1;
  QByteArray out, err;
};

Outcome jobs(const QString& data, const QStringList& arguments) {
  QProcess process;
  QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
  environment.insert(u"MIEN_DATA"_s, data);
  process.setProcessEnvironment(environment);
  process.start(QStringLiteral(MIEN_PROGRAM), QStringList(u"jobs"_s) + arguments);
  if (!process.waitForFinished(60'000) || process.exitStatus() != QProcess::NormalExit) return {};
  return {process.exitCode(), process.readAllStandardOutput(), process.readAllStandardError()};
}

QList<QByteArray> lines(const QByteArray& text) {
  return text.endsWith('\n') ? text.chopped(1).split('\n') : QList<QByteArray>();
}

}  // namespace

class JobsCliTest : public QObject {
  Q_OBJECT

  std::unique_ptr<QTemporaryDir> folder_;
  std::optional<JobStore> store_;

  Outcome run(const QStringList& arguments) { return jobs(folder_->path(), arguments); }
  JobState state(std::int64_t id) { return store_->get(id).value().state; }

 private Q_SLOTS:
  /// 1 failed, 2 paused, 3 runs here, 4 and 5 wait.
  void init() {
    folder_ = std::make_unique<QTemporaryDir>();
    const auto file = std::filesystem::path(folder_->path().toStdString()) / "record.db";
    store_.emplace(JobStore::open(Record::open(file).value()).value());
    for (const char* output : {"/tmp/1.mp4", "/tmp/2.mp4", "/tmp/3.mp4", "/tmp/4.mp4", "/tmp/5.mp4"})
      QVERIFY(store_->add({.kind = "film", .title = "A film", .output = output, .framesTotal = 1000}));
    QVERIFY(store_->claim(1) && store_->fail(1, {ErrorKind::Disk, "The disk is full: free some space."}));
    QVERIFY(store_->pause(2));
    QVERIFY(store_->claim(3) && store_->progress(3, 250, 12.5));
  }

  void listPrintsATable() {
    const Outcome listed = run({u"list"_s});
    QVERIFY2(listed.code == 0, listed.err);
    const QList<QByteArray> rows = lines(listed.out);
    QCOMPARE(rows.size(), 7);  // heading, five jobs, one reason
    QCOMPARE(rows[0].simplified(), QByteArray("id state progress frames/s time left output"));
    QCOMPARE(rows[3].simplified(), QByteArray("3 running 25 % 12.5 0:01:00 /tmp/3.mp4"));
    QCOMPARE(rows[5].simplified(), QByteArray("1 failed 0 % - - /tmp/1.mp4"));
    QCOMPARE(rows[6].simplified(), QByteArray("The disk is full: free some space."));
    for (const int row : {1, 2, 3, 4, 5}) QCOMPARE(rows[row].indexOf("/tmp"), rows[0].indexOf("output"));
  }

  void listFiltersAndReports() {
    const Outcome listed = run({u"list"_s, u"--json"_s});
    QCOMPARE(listed.code, 0);
    const QJsonObject report = QJsonDocument::fromJson(listed.out).object();
    QCOMPARE(report["schema"].toInt(), 1);
    QCOMPARE(report["jobs"].toArray().size(), 5);
    const QJsonValue running = report["jobs"][2];
    QCOMPARE(running["id"].toInt(), 3);
    QCOMPARE(running["state"].toString(), u"running"_s);
    QCOMPARE(running["frames_done"].toInt(), 250);
    QCOMPARE(running["seconds_left"].toInt(), 60);
    QCOMPARE(report["jobs"][4]["error"]["kind"].toString(), u"disk"_s);
    const QByteArray paused = run({u"list"_s, u"--state"_s, u"paused"_s, u"--json"_s}).out;
    QCOMPARE(QJsonDocument::fromJson(paused)["jobs"].toArray().size(), 1);
    QCOMPARE(run({u"list"_s, u"--state"_s, u"lost"_s}).code, 2);
  }

  void stepsAreTaken() {
    QCOMPARE(run({u"pause"_s, u"4"_s, u"5"_s}).code, 0);
    QCOMPARE(state(4), JobState::Paused);
    QCOMPARE(state(5), JobState::Paused);
    QCOMPARE(run({u"resume"_s, u"2"_s}).code, 0);
    QCOMPARE(state(2), JobState::Queued);
    QCOMPARE(run({u"cancel"_s, u"4"_s, u"3"_s}).code, 0);
    QCOMPARE(state(4), JobState::Cancelled);
    QCOMPARE(store_->wanted(3).value(), Wanted::Cancel);
    QVERIFY(run({u"list"_s}).out.contains("cancelling"));
    QCOMPARE(run({u"retry"_s, u"1"_s}).code, 0);
    QCOMPARE(state(1), JobState::Queued);
    QCOMPARE(run({u"priority"_s, u"5"_s, u"-2"_s}).code, 0);
    QCOMPARE(store_->get(5)->priority, -2);
    QCOMPARE(run({u"remove"_s, u"4"_s}).code, 0);
    QVERIFY(!store_->get(4));
  }

  void refusals_data() {
    QTest::addColumn<QStringList>("arguments");
    QTest::newRow("unknown job") << QStringList{u"pause"_s, u"99"_s};
    QTest::newRow("no number") << QStringList{u"pause"_s, u"x"_s};
    QTest::newRow("no job named") << QStringList{u"cancel"_s};
    QTest::newRow("not its turn") << QStringList{u"resume"_s, u"1"_s};
    QTest::newRow("not finished") << QStringList{u"remove"_s, u"3"_s};
    QTest::newRow("nothing to do") << QStringList{};
  }

  void refusals() {
    QFETCH(QStringList, arguments);
    const Outcome refused = run(arguments);
    QCOMPARE(refused.code, 2);
    QVERIFY(refused.out.isEmpty());
    QVERIFY(!refused.err.isEmpty());
    if (arguments.contains(u"x"_s))
      QCOMPARE(refused.err, QByteArray("\"x\" (id of mien jobs pause) is not a whole number: see mien jobs pause "
                                       "--help.\n"));
    QCOMPARE(store_->list()->size(), std::size_t{5});
  }

  void oneUnknownJobStopsNoOther() {
    const Outcome outcome = run({u"pause"_s, u"99"_s, u"4"_s});
    QCOMPARE(outcome.code, 2);
    QCOMPARE(lines(outcome.err).size(), 1);
    QVERIFY(outcome.err.startsWith("There is no job 99"));
    QCOMPARE(state(4), JobState::Paused);
  }

  void aFreshRecordIsEmpty() {
    const QTemporaryDir fresh;
    const Outcome listed = jobs(fresh.filePath(u"new"_s), {u"list"_s});
    QCOMPARE(listed.code, 0);
    QCOMPARE(lines(listed.out).size(), 1);
  }

  void aDamagedRecordIsTold() {
    const QTemporaryDir folder;
    QFile file(folder.filePath(u"record.db"_s));
    QVERIFY(file.open(QIODevice::WriteOnly) && file.write(QByteArray(9000, 'x')) == 9000);
    file.close();
    const Outcome listed = jobs(folder.path(), {u"list"_s});
    QCOMPARE(listed.code, 3);
    QCOMPARE(lines(listed.err).size(), 1);
    QVERIFY(listed.err.contains("damaged"));
  }

  void aFolderThatCannotBeIsTold() { QCOMPARE(jobs(u"/dev/null/mien"_s, {u"list"_s}).code, 7); }
};

QTEST_GUILESS_MAIN(JobsCliTest)
#include "jobs_cli_test.moc"
