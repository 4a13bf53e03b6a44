// Films whose command is stopped or killed, or whose job somebody else ends.
#include "tests/cli/film_case.h"

namespace {

class FilmStopCliTest : public FilmCase {
  Q_OBJECT

 private Q_SLOTS:
  void ctrlCPausesAndTheSameCommandGoesOn() {
    const QStringList command = film(at(u"stopped.mp4"_s), u"4"_s);
    Running first(command, data());
    QVERIFY(first.says("frame 70 of 100"));
    first.signalAll(SIGINT);
    QVERIFY(first.says("which are kept in whole parts of 60: the same command goes on after the last whole one"));
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

  void ctrlCStopsASheet() {
    Running sheet({u"sheet"_s, u"seed:1"_s, u"seed:2"_s, u"--balance"_s, u"0.5"_s, u"--steps"_s, u"1000"_s, u"-o"_s,
                   at(u"sheet.png"_s)},
                  data());
    QVERIFY(sheet.says("frame 100 of 1000"));
    sheet.signalAll(SIGINT);
    QVERIFY(sheet.says("Stopped"));
    QCOMPARE(sheet.ended().exitStatus(), QProcess::NormalExit);
    QCOMPARE(sheet.ended().exitCode(), 130);
    QVERIFY(!QFileInfo::exists(at(u"sheet.png"_s)));
  }

  void ctrlCStopsAMix() {
    Running mix({u"mix"_s, u"seed:1"_s, u"seed:2"_s, u"-o"_s, at(u"mix.png"_s)}, data());
    QVERIFY(mix.catches(SIGINT));
    mix.signalAll(SIGINT);
    QVERIFY(mix.says("Stopped: nothing was written."));
    QCOMPARE(mix.ended().exitStatus(), QProcess::NormalExit);
    QCOMPARE(mix.ended().exitCode(), 130);
    QVERIFY(QDir(dir_.path()).entryList({u"mix*"_s, u".mix*"_s}, QDir::Files | QDir::Hidden).isEmpty());
  }

  /// Its folder went while it was made: the same command goes on once there is one again. Until it has failed, no other
  /// film may be made under its name.
  void aFailedFilmIsTakenUpByTheSameCommand() {
    const QString output = at(u"gone/film.mp4"_s);
    QVERIFY(QDir().mkdir(at(u"gone"_s)));
    const QStringList command = film(output, u"7.2"_s);
    Running first(command, data());
    QVERIFY(first.says("frame 18 of 180"));
    const Outcome other = mien(film(output, u"2"_s), data());
    QVERIFY2(other.code == 2 && other.err.contains("is being made already, by job 1"), other.err);
    QVERIFY(QDir(at(u"gone"_s)).removeRecursively());
    QCOMPARE(first.ended().exitCode(), 7);
    QCOMPARE(states(), QStringList{u"failed"_s});
    QVERIFY(QDir().mkdir(at(u"gone"_s)));
    const Outcome rest = mien(command, data());
    QVERIFY2(rest.code == 0, rest.err);
    QVERIFY2(!rest.err.contains("frame 18 of 180"), rest.err);
    QCOMPARE(states(), QStringList{u"done"_s});
    QVERIFY(!contentOf(output).isEmpty());
    QVERIFY(QDir(data() + u"/work"_s).isEmpty());
  }

  void aFailedFilmIsNoLongerListedOnceAnotherLiesThere() {
    const QString output = at(u"left/film.mp4"_s);
    QVERIFY(QDir().mkdir(at(u"left"_s)));
    Running first(film(output, u"7.2"_s), data());
    QVERIFY(first.says("frame 18 of 180"));
    QVERIFY(QDir(at(u"left"_s)).removeRecursively());
    QCOMPARE(first.ended().exitCode(), 7);
    QCOMPARE(states(), QStringList{u"failed"_s});
    QVERIFY(QDir().mkdir(at(u"left"_s)));
    const Outcome other = mien(film(output, u"0.2"_s), data());
    QVERIFY2(other.code == 0, other.err);
    QCOMPARE(states(), QStringList{u"done"_s});
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

  /// In its place, and its job is not done; a WebM's words are not beside it either.
  void aFilmThatWasKilledInItsPlaceIsFinishedByTheSameCommand_data() {
    QTest::addColumn<QString>("name");
    QTest::addColumn<QString>("sidecar");
    QTest::newRow("mp4") << u"placed.mp4"_s << QString();
    QTest::newRow("webm") << u"placed.webm"_s << u"placed.webm.xmp"_s;
  }
  void aFilmThatWasKilledInItsPlaceIsFinishedByTheSameCommand() {
    QFETCH(QString, name);
    QFETCH(QString, sidecar);
    if (!canHold()) QSKIP("Nothing can be held here: strace may not trace processes.");
    const QString own = at(u"data-"_s + name);
    QVERIFY(QDir().mkdir(at(u"in-"_s + name)));
    const QDir folder(at(u"in-"_s + name));
    const QStringList command = film(folder.filePath(name));
    QVERIFY(killedOnceItIsThere(command, folder.filePath(name), own));
    QCOMPARE(states(own), QStringList{u"queued"_s});
    const QByteArray placed = contentOf(folder.filePath(name));
    const Outcome another = mien(film(folder.filePath(name), u"0.2"_s), own);
    QVERIFY2(another.code == 2 && another.err.contains("is there already"), another.err);
    const Outcome rest = mien(command, own);
    QVERIFY2(rest.code == 0, rest.err);
    QCOMPARE(states(own), QStringList{u"done"_s});
    QCOMPARE(contentOf(folder.filePath(name)), placed);
    const QStringList whole = sidecar.isEmpty() ? QStringList{name} : QStringList{name, sidecar};
    QCOMPARE(folder.entryList(QDir::Files | QDir::Hidden, QDir::Name), whole);
    const Outcome again = mien(command, own);
    QVERIFY2(again.code == 2 && again.err.contains("is there already"), again.err);
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
};

}  // namespace

QTEST_GUILESS_MAIN(FilmStopCliTest)
#include "film_stop_cli_test.moc"
