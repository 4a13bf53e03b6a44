// What a join that is killed leaves.
#include "core/film/join_work.h"

#include <QCoreApplication>
#include <QDir>
#include <QProcess>
#include <QStandardPaths>
#include <QTemporaryDir>
#include <QtTest>
#include <cstring>

#include "core/photo/write.h"
#include "tests/film/films.h"
#include "tests/film/good.h"

using namespace mien;
using namespace films;
using namespace Qt::Literals::StringLiterals;

namespace fs = std::filesystem;

namespace {

Result<FilmWritten> join(const Ffmpeg& with, const fs::path& pictures, const fs::path& film) {
  const auto work = JoinWork::make();
  const auto files = picturesIn(pictures);
  if (!work || !files) return fail(ErrorKind::Internal, "There is nothing to join.");
  return joinFrames(with, {.format = *filmFormatFor(film)}, *files, (*work)->folder(), film, {});
}

/// In a process of its own: joins by an ffmpeg that never ends what is coded as a whole.
int joinForEver(char** argv) {
  Ffmpeg endless = ffmpeg();
  endless.program = argv[2];
  return join(endless, argv[3], argv[4]) ? 0 : 1;
}

class JoinWorkTest : public QObject {
  Q_OBJECT
  QTemporaryDir dir_;
  QString at(const QString& name) const { return dir_.filePath(name); }
  fs::path path(const QString& name) const { return at(name).toStdString(); }
  QStringList hidden() const { return QDir(at(u"out"_s)).entryList({u".mien-*"_s}, QDir::Files | QDir::Hidden); }
  qsizetype folders() const { return QDir(at(u"tmp"_s)).entryList({u"mien-join-*"_s}).size(); }

  void start(QProcess& process, const QString& film) const {
    process.start(QCoreApplication::applicationFilePath(), {u"--join"_s, at(u"ffmpeg"_s), at(u"pictures"_s), at(film)});
  }
  static void killed(QProcess& process) {
    process.kill();
    process.waitForFinished();
    QCOMPARE(process.exitStatus(), QProcess::CrashExit);
  }

 private slots:
  void initTestCase() {
    for (const QString& folder : {u"tmp"_s, u"pictures"_s, u"out"_s}) QVERIFY(QDir().mkdir(at(folder)));
    qputenv("TMPDIR", at(u"tmp"_s).toUtf8());
    for (int i = 0; i < 2; ++i)
      GOOD(writePicture(path(u"pictures/%1.png"_s.arg(i)), frame(i, 64, 48, false), PictureFormat::Png));
    QFile program(at(u"ffmpeg"_s));
    QVERIFY(program.open(QIODevice::WriteOnly));
    program.write("#!/bin/sh\ncase \"$*\" in *-progress*) exec sleep 60;; esac\nexec " +
                  QStandardPaths::findExecutable(u"ffmpeg"_s).toUtf8() + " \"$@\"\n");
    program.close();
    QVERIFY(program.setPermissions(QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner));
  }

  /// Of one that still runs nothing is removed.
  void goesWithTheNext() {
    QProcess first;
    start(first, u"out/first.gif"_s);
    QTRY_COMPARE_WITH_TIMEOUT(hidden().size(), 1, 60'000);
    const QStringList left = hidden();
    killed(first);
    QVERIFY(hidden() == left && folders() == 1);

    QProcess second;
    start(second, u"out/second.webp"_s);
    QTRY_VERIFY_WITH_TIMEOUT(hidden().size() == 1 && hidden() != left, 60'000);
    GOOD(join(ffmpeg(), path(u"pictures"_s), path(u"out/joined.png"_s)));
    QVERIFY(hidden().size() == 1 && folders() == 1 && second.state() == QProcess::Running);
    killed(second);
    QVERIFY(hidden().size() == 1 && folders() == 1);

    GOOD(join(ffmpeg(), path(u"pictures"_s), path(u"out/joined.mp4"_s)));
    QVERIFY(hidden().isEmpty() && folders() == 0);
    QVERIFY(QFile::exists(at(u"out/joined.png"_s)) && QFile::exists(at(u"out/joined.mp4"_s)));
  }

  /// A note may be anybody's.
  void nothingElseIsRemoved() {
    QVERIFY(QDir().mkdir(at(u"tmp/mien-join-abcdef"_s)));
    QFile kept(at(u"out/kept.txt"_s));
    QVERIFY(kept.open(QIODevice::WriteOnly));
    GOOD(noteParts(path(u"tmp/mien-join-abcdef"_s), {path(u"out/kept.txt"_s), path(u"out/kept.txt"_s)}));
    GOOD(JoinWork::make());
    QVERIFY(kept.exists() && folders() == 0);
  }
};

}  // namespace

int main(int argc, char** argv) {
  if (argc == 5 && std::strcmp(argv[1], "--join") == 0) return joinForEver(argv);
  QCoreApplication app(argc, argv);
  JoinWorkTest test;
  return QTest::qExec(&test, argc, argv);
}
#include "join_work_test.moc"
