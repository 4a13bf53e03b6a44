// Films as a script makes them: reports, exit codes, and commands that were stopped or killed.
#include <signal.h>
#include <unistd.h>

#include <QImage>
#include <QtTest>

#include "tests/cli/program.h"

namespace {

/// A command in a process group of its own, as a shell starts it.
class Running {
 public:
  Running(const QStringList& arguments, const QString& data) {
    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    environment.insert(u"MIEN_DATA"_s, data);
    process_.setProcessEnvironment(environment);
    process_.setChildProcessModifier([] { ::setpgid(0, 0); });
    process_.setProcessChannelMode(QProcess::MergedChannels);
    process_.start(QStringLiteral(MIEN_PROGRAM), arguments);
  }
  bool says(const QByteArray& words) {
    while (!said_.contains(words)) {
      if (!process_.waitForReadyRead(60'000)) return false;
      said_ += process_.readAll();
    }
    return true;
  }
  /// To all processes of the group, as a terminal's Ctrl-C.
  void signalAll(int number) { ::kill(-static_cast<pid_t>(process_.processId()), number); }
  void signalIt(int number) { ::kill(static_cast<pid_t>(process_.processId()), number); }
  QProcess& ended() {
    process_.waitForFinished(60'000);
    return process_;
  }

 private:
  QProcess process_;
  QByteArray said_;
};

class FilmCliTest : public QObject {
  Q_OBJECT

  QTemporaryDir dir_;
  Outcome made_;
  QString at(const QString& name) const { return dir_.filePath(name); }
  QString data() const { return at(u"data-"_s + QString::fromLatin1(QTest::currentTestFunction())); }

  static QStringList film(const QString& output, const QString& seconds = u"0.4"_s) {
    return {u"film"_s, u"seed:8"_s, u"seed:12"_s, u"--seconds"_s, seconds, u"--size"_s, u"256"_s, u"-o"_s, output};
  }

  /// Of all jobs, newest first.
  QStringList states() const { return states(data()); }
  static QStringList states(const QString& data) {
    QStringList all;
    const QJsonObject report = json(mien({u"jobs"_s, u"list"_s, u"--json"_s}, data));
    for (const QJsonValue& job : report["jobs"].toArray()) all << job["state"].toString();
    return all;
  }

  /// A film of 100 frames that nobody interrupted.
  QByteArray whole() {
    if (!QFileInfo::exists(at(u"whole.mp4"_s))) mien(film(at(u"whole.mp4"_s), u"4"_s), at(u"data"_s));
    return contentOf(at(u"whole.mp4"_s));
  }

 private Q_SLOTS:
  /// The film that most tests look at.
  void initTestCase() {
    made_ = mien(film(at(u"x.mp4"_s)) + QStringList{u"--json"_s}, at(u"data"_s));
    QVERIFY2(made_.code == 0, made_.err);
    QVERIFY(QDir().mkdir(at(u"folder.mp4"_s)));
  }

  void aFilmIsReported() {
    const QJsonObject report = json(made_);
    QCOMPARE(report["schema"].toInt(), 1);
    QCOMPARE(report["output"].toString(), at(u"x.mp4"_s));
    QCOMPARE(report["format"].toString(), u"mp4-h264"_s);
    QCOMPARE(report["frames"].toInt(), 10);
    QCOMPARE(report["timeline"]["duration"].toInt(), 240);
    QCOMPARE(report["timeline"]["base"]["faces"][1]["drawn"]["seed"].toInt(), 12);
    QVERIFY(made_.err.contains("frame 10 of 10"));
    QCOMPARE(states(at(u"data"_s)), QStringList{u"done"_s});
    QVERIFY(QDir(at(u"data/work"_s)).isEmpty());
  }

  void aFilmCarriesItsTimeline() {
    const Outcome again = mien({u"film"_s, u"--timeline"_s, at(u"x.mp4"_s), u"-o"_s, at(u"again.mp4"_s)}, data());
    QVERIFY2(again.code == 0, again.err);
    QCOMPARE(contentOf(at(u"again.mp4"_s)), contentOf(at(u"x.mp4"_s)));
  }

  void framesAreJoined() {
    for (const QString& range : {u"4:10"_s, u"0:4"_s}) {
      const Outcome part = mien(film(at(u"frames"_s)) + QStringList{u"--frames"_s, range}, data());
      QVERIFY2(part.code == 0, part.err);
    }
    QCOMPARE(QDir(at(u"frames"_s)).entryList(QDir::Files | QDir::Hidden).size(), 10);
    const Outcome joined = mien({u"join"_s, at(u"frames"_s), u"-o"_s, at(u"joined.gif"_s), u"--once"_s});
    QVERIFY2(joined.code == 0, joined.err);
    QProcess probe;
    probe.start(u"ffprobe"_s, {u"-v"_s, u"error"_s, u"-count_frames"_s, u"-show_entries"_s, u"stream=nb_read_frames"_s,
                               u"-of"_s, u"csv=p=0"_s, at(u"joined.gif"_s)});
    QVERIFY(probe.waitForFinished());
    QCOMPARE(probe.readAllStandardOutput().trimmed(), QByteArray("10"));
    QCOMPARE(mien({u"join"_s, at(u"frames"_s), u"-o"_s, at(u"joined.gif"_s)}).code, 2);
    QCOMPARE(mien({u"join"_s, at(u"none"_s), u"-o"_s, at(u"none.gif"_s)}).code, 3);

    // A WebM's provenance lies beside it: what is there already stays, and none outlives its film.
    QFile notes(at(u"notes.webm.xmp"_s));
    QVERIFY(notes.open(QIODevice::WriteOnly) && notes.write("notes") == 5);
    notes.close();
    const QStringList beside{u"join"_s, at(u"frames"_s), u"-o"_s, at(u"notes.webm"_s)};
    QCOMPARE(mien(beside).code, 2);
    QCOMPARE(contentOf(notes.fileName()), QByteArray("notes"));
    QCOMPARE(mien(beside + QStringList{u"--overwrite"_s}).code, 0);
    QVERIFY(contentOf(notes.fileName()).contains("xmpmeta"));
    QVERIFY(QDir().mkdir(at(u"plain"_s)));
    QImage red(64, 64, QImage::Format_RGB888);
    red.fill(Qt::red);
    for (const QString& name : {u"plain/1.png"_s, u"plain/2.png"_s}) QVERIFY(red.save(at(name)));
    QCOMPARE(mien({u"join"_s, at(u"plain"_s), u"-o"_s, at(u"notes.webm"_s), u"--overwrite"_s}).code, 0);
    QVERIFY(!notes.exists());

    QCOMPARE(mien(film(QString())).code, 2);  // a film without a name
    QCOMPARE(mien(film(at(u".mp4"_s))).code, 2);
    QVERIFY(!QFileInfo::exists(at(u".mp4"_s)));

    // An animated PNG is neither put among its frames nor taken for one, and a gap is told.
    const QString among = at(u"frames/among.png"_s);
    QCOMPARE(mien({u"join"_s, at(u"frames"_s), u"-o"_s, among}).code, 2);
    QCOMPARE(mien({u"join"_s, at(u"frames"_s), u"-o"_s, at(u"frames/frame-000003.png"_s), u"--overwrite"_s}).code, 2);
    QCOMPARE(mien({u"join"_s, at(u"plain"_s), u"-o"_s, at(u"moving.png"_s)}).code, 0);
    QVERIFY(QFile::copy(at(u"moving.png"_s), at(u"plain/3.png"_s)));
    const Outcome moving = mien({u"join"_s, at(u"plain"_s), u"-o"_s, at(u"moving.gif"_s)});
    QVERIFY2(moving.code == 3 && moving.err.contains("3.png is an animated PNG"), moving.err);
    QVERIFY(QFile::rename(at(u"frames/frame-000005.png"_s), at(u"aside.png"_s)));
    const Outcome gap = mien({u"join"_s, at(u"frames"_s), u"-o"_s, at(u"gap.gif"_s)});
    QVERIFY2(gap.code == 3 && gap.err.contains("frame-000005.png is missing"), gap.err);
    QVERIFY(QFile::rename(at(u"aside.png"_s), at(u"frames/frame-000005.png"_s)));
    const Outcome tooLong = mien(
        film(at(u"long.mp4"_s), u"900"_s) + QStringList{u"seed:3"_s, u"seed:4"_s, u"seed:5"_s, u"seed:6"_s}, data());
    QVERIFY2(tooLong.code == 2 && tooLong.err.contains("60 is the most"), tooLong.err);

    // Another film's frames: the ones that are there stay.
    const QByteArray third = contentOf(at(u"frames/frame-000002.png"_s));
    QStringList others = film(at(u"frames"_s)) + QStringList{u"--frames"_s, u"1:3"_s};
    others.replaceInStrings(u"seed:12"_s, u"seed:3"_s);
    const Outcome refused = mien(others, data());
    QVERIFY2(refused.code == 2 && refused.err.contains("frame-000001.png is there already"), refused.err);
    QCOMPARE(contentOf(at(u"frames/frame-000002.png"_s)), third);
    QCOMPARE(mien(others + QStringList{u"--overwrite"_s}, data()).code, 0);
    QVERIFY(contentOf(at(u"frames/frame-000002.png"_s)) != third);
    QCOMPARE(QDir(QDir::tempPath()).entryList({u"mien-join-*"_s}).size(), 0);
  }

  void aFilmHasAProject() {
    const QStringList slow{u"--project"_s, u"Lobby"_s, u"--fps"_s, u"60"_s};
    const Outcome made = mien(film(at(u"lobby.gif"_s), u"0.1"_s) + slow, data());
    QVERIFY2(made.code == 0 && made.err.contains("can't hold 60 frames a second: the film has 50"), made.err);
    const Outcome sheet = mien({u"sheet"_s, u"seed:8"_s, u"seed:12"_s, u"--steps"_s, u"2"_s, u"--size"_s, u"256"_s,
                                u"--project"_s, u"Hall"_s, u"-o"_s, at(u"hall.png"_s)},
                               data());
    QVERIFY2(sheet.code == 0, sheet.err);
    const Outcome costs = mien({u"cost"_s, u"totals"_s, u"--json"_s}, data());
    QVERIFY2(costs.out.contains("\"Lobby\"") && costs.out.contains("\"Hall\""), costs.out);
    QVERIFY2(!costs.out.contains("none"), costs.out);
  }

  /// A joined film is a file of the outputs whose frames it holds, and does not outlive their recall.
  void aJoinedFilmIsKnown() {
    const QString own = data();
    const Outcome frames = mien(film(at(u"known"_s), u"0.1"_s), own);
    QVERIFY2(frames.code == 0, frames.err);
    QCOMPARE(mien({u"join"_s, at(u"known"_s), u"-o"_s, at(u"known.mp4"_s)}, own).code, 0);
    const Outcome found = mien({u"history"_s, u"search"_s, u"known.mp4"_s, u"--json"_s}, own);
    QCOMPARE(json(found)["outputs"].toArray().size(), 1);
    // Frames that have not left, and what somebody has flagged, are not joined.
    const QString work = own + u"/work/job-9/frames"_s;
    QVERIFY(QDir().mkpath(work) && QFile::copy(at(u"known/frame-000000.png"_s), work + u"/frame-000000.png"_s));
    const Outcome inside = mien({u"join"_s, work, u"-o"_s, at(u"inside.gif"_s)}, own);
    QVERIFY2(inside.code == 4 && inside.err.contains("let out"), inside.err);
    QCOMPARE(mien({u"review"_s, u"flag"_s, u"1"_s, u"--note"_s, u"teeth"_s}, own).code, 0);
    const Outcome flagged = mien({u"join"_s, at(u"known"_s), u"-o"_s, at(u"flagged.gif"_s)}, own);
    QVERIFY2(flagged.code == 5 && flagged.err.contains("is flagged"), flagged.err);
    QVERIFY(!QFileInfo::exists(at(u"inside.gif"_s)) && !QFileInfo::exists(at(u"flagged.gif"_s)));
    const Outcome recalled = mien({u"recall"_s, u"--face"_s, u"seed:8"_s, u"--reason"_s, u"a test"_s}, own);
    QVERIFY2(recalled.code == 0 && recalled.out.contains("known.mp4"), recalled.err);
    const Outcome refused = mien({u"join"_s, at(u"known"_s), u"-o"_s, at(u"again.webp"_s)}, own);
    QVERIFY2(refused.code == 4 && refused.err.contains("was recalled"), refused.err);
    QVERIFY(!QFileInfo::exists(at(u"again.webp"_s)));
  }

  void refusals_data() {
    QTest::addColumn<QStringList>("arguments");
    QTest::addColumn<int>("code");
    const QString out = at(u"refused.mp4"_s);
    const auto row = [](const char* name, const QStringList& arguments, int code = 2) {
      QTest::newRow(name) << arguments << code;
    };
    row("a film that is there", film(at(u"x.mp4"_s)));
    row("no time", film(out, u"0"_s));
    row("a time that is no number", film(out, u"nan"_s));
    row("a time without end", film(out, u"inf"_s));
    row("a rest that is no number", film(out) + QStringList{u"--hold"_s, u"nan"_s});
    row("one face", {u"film"_s, u"seed:8"_s, u"-o"_s, out});
    row("no output", {u"film"_s, u"seed:8"_s, u"seed:12"_s});
    row("no format", film(at(u"refused.avi"_s)));
    row("no such codec", film(out) + QStringList{u"--codec"_s, u"vp9"_s});
    row("pictures as a film", film(out) + QStringList{u"--frames"_s, u"0:4"_s});
    row("a mix", film(out) + QStringList{u"--mix"_s, u"0.3"_s});
    row("frames that are none", film(at(u"refused"_s)) + QStringList{u"--frames"_s, u"4:4"_s});
    row("frames beyond the end", film(at(u"refused"_s)) + QStringList{u"--frames"_s, u"4:99"_s});
    row("loop and ping-pong", film(out) + QStringList{u"--loop"_s, u"--ping-pong"_s});
    row("a timeline and faces", film(out) + QStringList{u"--timeline"_s, at(u"x.mp4"_s)});
    row("a timeline and its length",
        {u"film"_s, u"--timeline"_s, at(u"x.mp4"_s), u"--seconds"_s, u"2"_s, u"-o"_s, out});
    row("a picture for a timeline", {u"film"_s, u"--timeline"_s, kA, u"-o"_s, out}, 3);
    row("no such timeline", {u"film"_s, u"--timeline"_s, at(u"none.json"_s), u"-o"_s, out}, 3);
    row("no such folder", film(at(u"none/refused.mp4"_s)), 7);
    row("a folder that nobody can write into", film(u"/proc/refused.mp4"_s), 7);
    row("a folder of frames that can't be made", film(u"/proc/refused"_s) + QStringList{u"--frames"_s, u"0:4"_s}, 7);
    row("a folder for a film", film(at(u"folder.mp4"_s)) + QStringList{u"--overwrite"_s});
    row("a drawn face's photograph", film(out) + QStringList{u"--in-photo"_s, u"a"_s}, 3);
  }

  void refusals() {
    QFETCH(QStringList, arguments);
    QFETCH(int, code);
    const QByteArray before = contentOf(at(u"x.mp4"_s));
    const Outcome refused = mien(arguments, data());
    QVERIFY2(refused.code == code, refused.err);
    // A sentence, and for a wrong option where to read on.
    const QList<QByteArray> lines = refused.err.trimmed().split('\n');
    QVERIFY2(!lines[0].isEmpty() && lines.size() <= 2, refused.err);
    QVERIFY2(lines.size() == 1 || lines[1].startsWith("Run with --help"), refused.err);
    QVERIFY(refused.out.isEmpty());
    QVERIFY(QDir(dir_.path()).entryList({u"refused*"_s}).isEmpty());
    QCOMPARE(contentOf(at(u"x.mp4"_s)), before);
  }

  void ctrlCPausesAndTheSameCommandGoesOn() {
    const QStringList command = film(at(u"stopped.mp4"_s), u"4"_s);
    Running first(command, data());
    QVERIFY(first.says("frame 70 of 100"));
    first.signalAll(SIGINT);
    QCOMPARE(first.ended().exitStatus(), QProcess::NormalExit);
    QCOMPARE(first.ended().exitCode(), 130);
    QVERIFY(!QFileInfo::exists(at(u"stopped.mp4"_s)));
    QCOMPARE(states(), QStringList{u"paused"_s});
    const Outcome rest = mien(command, data());
    QVERIFY2(rest.code == 0, rest.err);
    QVERIFY2(!rest.err.contains("frame 50 of 100"), rest.err);  // the first segment was there
    QCOMPARE(states(), QStringList{u"done"_s});
    QVERIFY(!whole().isEmpty());
    QCOMPARE(contentOf(at(u"stopped.mp4"_s)), whole());
  }

  /// Its folder went while it was made: the same command goes on once there is one again. Until it has failed, no other
  /// film may be made under its name.
  void aFailedFilmIsTakenUpByTheSameCommand() {
    const QString output = at(u"gone/film.mp4"_s);
    QVERIFY(QDir().mkdir(at(u"gone"_s)));
    const QStringList command = film(output, u"24"_s);
    Running first(command, data());
    QVERIFY(first.says("frame 60 of 600"));
    const Outcome other = mien(film(output, u"2"_s), data());
    QVERIFY2(other.code == 2 && other.err.contains("is being made already, by job 1"), other.err);
    QVERIFY(QDir(at(u"gone"_s)).removeRecursively());
    QCOMPARE(first.ended().exitCode(), 7);
    QCOMPARE(states(), QStringList{u"failed"_s});
    QVERIFY(QDir().mkdir(at(u"gone"_s)));
    const Outcome rest = mien(command, data());
    QVERIFY2(rest.code == 0, rest.err);
    QVERIFY2(!rest.err.contains("frame 60 of 600"), rest.err);
    QCOMPARE(states(), QStringList{u"done"_s});
    QVERIFY(!contentOf(output).isEmpty());
    QVERIFY(QDir(data() + u"/work"_s).isEmpty());
  }

  void aKilledFilmIsFinishedByTheQueue() {
    Running first(film(at(u"killed.mp4"_s), u"4"_s), data());
    QVERIFY(first.says("frame 70 of 100"));
    first.signalIt(SIGKILL);
    QCOMPARE(first.ended().exitStatus(), QProcess::CrashExit);
    QVERIFY(!QFileInfo::exists(at(u"killed.mp4"_s)));
    QCOMPARE(states(), QStringList{u"queued"_s});
    const Outcome rest = mien({u"jobs"_s, u"run"_s}, data());
    QVERIFY2(rest.code == 0, rest.err);
    QVERIFY2(!rest.err.contains("frame 50 of 100"), rest.err);
    QCOMPARE(states(), QStringList{u"done"_s});
    QVERIFY(!whole().isEmpty());
    QCOMPARE(contentOf(at(u"killed.mp4"_s)), whole());
  }

  void aCancelledFilmLeavesNothing() {
    Running first(film(at(u"cancelled.mp4"_s), u"4"_s), data());
    QVERIFY(first.says("frame 10 of 100"));
    QCOMPARE(mien({u"jobs"_s, u"cancel"_s, u"1"_s}, data()).code, 0);
    QVERIFY(first.says("\nThe film was cancelled by another program: the same command"));
    QCOMPARE(first.ended().exitCode(), 130);
    QCOMPARE(states(), QStringList{u"cancelled"_s});
    QVERIFY(QDir(data() + u"/work"_s).isEmpty());
    QVERIFY(!QFileInfo::exists(at(u"cancelled.mp4"_s)));
  }

  /// As one that Ctrl-C ends: what is left goes on with --continue.
  void aBatchEndsWithTheFilmThatAnotherProgramPauses() {
    const QString list = at(u"paused.jsonl"_s);
    QFile file(list);
    const QJsonArray words = QJsonArray::fromStringList(film(at(u"paused.gif"_s), u"2"_s));
    QVERIFY(file.open(QIODevice::WriteOnly) &&
            file.write(QJsonDocument(QJsonObject{{u"args"_s, words}}).toJson(QJsonDocument::Compact)) > 0);
    file.close();
    Running batch({u"batch"_s, list}, data());
    QVERIFY(batch.says("frame 10 of 50"));
    QCOMPARE(mien({u"jobs"_s, u"pause"_s, u"1"_s}, data()).code, 0);
    QVERIFY(batch.says("\nThe film was paused by another program"));
    QCOMPARE(batch.ended().exitCode(), 130);
    const Outcome rest = mien({u"batch"_s, list, u"--continue"_s}, data());
    QVERIFY2(rest.code == 0, rest.err);
    QCOMPARE(states(), QStringList{u"done"_s});
  }

  /// As a picture's is: in one line, in the report, and in the list of jobs.
  void whatAFilmsAdmissionWarnsOfIsSaid() {
    QCOMPARE(mien({u"cost"_s, u"tariff"_s, u"EUR"_s}, data()).code, 0);
    QCOMPARE(mien({u"cost"_s, u"budget"_s, u"50"_s, u"--warn-at"_s, u"0"_s}, data()).code, 0);
    const QByteArray warning = "0.00 EUR of this month's 50.00 EUR are spent.";
    const Outcome picture =
        mien({u"mix"_s, kA, kB, u"--size"_s, u"256"_s, u"--json"_s, u"-o"_s, at(u"dear.png"_s)}, data());
    QCOMPARE(picture.err.count("Note: " + warning + '\n'), 1);
    QCOMPARE(json(picture)["warning"].toString().toUtf8(), warning);
    const Outcome made = mien(film(at(u"dear.gif"_s), u"0.1"_s) + QStringList{u"--json"_s}, data());
    QVERIFY2(made.code == 0, made.err);
    QCOMPARE(made.err.count("Note: " + warning + '\n'), 1);
    QCOMPARE(json(made)["warning"].toString().toUtf8(), warning);
    QVERIFY(json(made)["history"].toInt() > 0);
    QVERIFY((QStringList{u"pass"_s, u"note"_s}).contains(json(made).value(u"verdict"_s)["outcome"].toString()));
    const auto jobs = [&] { return json(mien({u"jobs"_s, u"list"_s, u"--json"_s}, data()))["jobs"].toArray(); };
    QCOMPARE(jobs().at(0)["warning"].toString().toUtf8(), warning);
    QVERIFY(mien({u"jobs"_s, u"list"_s}, data()).out.contains(warning));

    Running paused(film(at(u"later.gif"_s), u"2"_s), data());
    QVERIFY(paused.says("frame 10 of 50"));
    QCOMPARE(mien({u"jobs"_s, u"pause"_s, u"2"_s}, data()).code, 0);
    QVERIFY(paused.says("\nThe film was paused by another program: the same command goes on there"));
    QCOMPARE(paused.ended().exitCode(), 130);
    QCOMPARE(mien({u"jobs"_s, u"resume"_s, u"2"_s}, data()).code, 0);
    const Outcome rest = mien({u"jobs"_s, u"run"_s}, data());
    QVERIFY2(rest.code == 0, rest.err);
    QCOMPARE(rest.err.count("Note: " + warning + '\n'), 1);
    QCOMPARE(jobs().at(0)["warning"].toString().toUtf8(), warning);
  }

  void aBatchGoesOn() {
    const auto line = [](const QStringList& words) {
      return QJsonDocument(QJsonObject{{u"args"_s, QJsonArray::fromStringList(words)}}).toJson(QJsonDocument::Compact) +
             '\n';
    };
    const QString face = at(u"face.png"_s);
    const QString list = at(u"jobs.jsonl"_s);
    QFile file(list);
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write(line(film(at(u"batch.gif"_s), u"0.1"_s)) + '\n' +
               line({u"mix"_s, face, u"seed:3"_s, u"--size"_s, u"256"_s, u"-o"_s, at(u"batch-mix.png"_s)}) +
               line({u"generate"_s, u"--seed"_s, u"5"_s, u"-o"_s, at(u"drawn"_s)}));
    file.close();
    const Outcome first = mien({u"batch"_s, list}, data());
    QVERIFY2(first.code == 3, first.err);
    QVERIFY(QFileInfo::exists(at(u"batch.gif"_s)) && QFileInfo::exists(at(u"drawn/face-5.png"_s)));
    QCOMPARE(contentOf(list + u".results"_s).count("\"code\":0"), 2);
    const Outcome unasked = mien({u"batch"_s, list}, data());
    QVERIFY2(unasked.code == 2 && unasked.err.contains("--continue"), unasked.err);
    QCOMPARE(contentOf(list + u".results"_s).count("\"code\":0"), 2);

    // A killed run leaves half a line.
    QFile results(list + u".results"_s);
    QVERIFY(results.open(QIODevice::Append) && results.write("{\"code\":0,\"dig") > 0);
    results.close();
    QVERIFY(QFile::copy(kA, face));
    const Outcome rest = mien({u"batch"_s, list, u"--continue"_s}, data());
    QVERIFY2(rest.code == 0, rest.err);
    QVERIFY(rest.err.contains("3: mien mix") && !rest.err.contains("film") && !rest.err.contains("generate"));
    QVERIFY(QFileInfo::exists(at(u"batch-mix.png"_s)));
    const Outcome nothing = mien({u"batch"_s, list, u"--continue"_s}, data());
    QCOMPARE(nothing.code, 0);
    QCOMPARE(nothing.err, QByteArray());

    // Killed when the film was in its place, and before its line was.
    QByteArrayList lines = contentOf(list + u".results"_s).split('\n');
    lines.removeIf([](const QByteArray& one) { return one.contains("\"code\":0") && one.contains("\"line\":1"); });
    QVERIFY(results.open(QIODevice::WriteOnly | QIODevice::Truncate) && results.write(lines.join('\n')) > 0);
    results.close();
    const QByteArray made = contentOf(at(u"batch.gif"_s));
    const Outcome known = mien({u"batch"_s, list, u"--continue"_s}, data());
    QCOMPARE(known.err, QByteArray());
    QCOMPARE(known.code, 0);
    QCOMPARE(contentOf(at(u"batch.gif"_s)), made);
    QCOMPARE(mien({u"batch"_s, kA}, data()).code, 3);
  }

  /// Killed between its picture and its line: it is known by the output, whose name may be given in more than one way.
  void aBatchKnowsItsOutputsHoweverTheyAreNamed_data() {
    QTest::addColumn<QStringList>("output");
    const QString there = at(u"there.png"_s);
    QTest::newRow("-o FILE") << QStringList{u"-o"_s, there};
    QTest::newRow("-oFILE") << QStringList{u"-o"_s + there};
    QTest::newRow("--output FILE") << QStringList{u"--output"_s, there};
    QTest::newRow("--output=FILE") << QStringList{u"--output="_s + there};
  }
  void aBatchKnowsItsOutputsHoweverTheyAreNamed() {
    QFETCH(QStringList, output);
    QVERIFY(QFileInfo::exists(at(u"there.png"_s)) || QFile::copy(kA, at(u"there.png"_s)));
    const QStringList words = QStringList{u"mix"_s, at(u"none-a.png"_s), at(u"none-b.png"_s)} + output;
    const QByteArray line =
        QJsonDocument(QJsonObject{{u"args"_s, QJsonArray::fromStringList(words)}}).toJson(QJsonDocument::Compact);
    const QByteArray digest = QCryptographicHash::hash(line, QCryptographicHash::Sha256).toHex();
    const auto write = [](const QString& name, const QByteArray& text) {
      QFile file(name);
      return file.open(QIODevice::WriteOnly) && file.write(text) == text.size();
    };
    const QString list = at(u"named.jsonl"_s);
    QVERIFY(write(list, line + '\n'));
    QVERIFY(write(list + u".results"_s, "{\"line\":1,\"digest\":\"" + digest + "\",\"begun\":true}\n"));
    const Outcome known = mien({u"batch"_s, list, u"--continue"_s}, data());
    QCOMPARE(known.err, QByteArray());
    QCOMPARE(known.code, 0);
    QVERIFY(contentOf(list + u".results"_s).contains("\"code\":0"));

    // What says nothing that could be known is passed over: the line is run.
    QVERIFY(write(list + u".results"_s, "[1]\n{\"digest\":5,\"code\":0}\n{\"digest\":\"" + digest +
                                            "\",\"begun\":\"yes\",\"code\":\"0\"}\n"));
    const Outcome run = mien({u"batch"_s, list, u"--continue"_s}, data());
    QVERIFY2(run.code == 2 || run.code == 3, run.err);
    QVERIFY2(run.err.startsWith("1: mien mix"), run.err);
  }
};

}  // namespace

QTEST_GUILESS_MAIN(FilmCliTest)
#include "film_cli_test.moc"
