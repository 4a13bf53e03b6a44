#pragma once
// Films of the command line, and commands that are stopped while they make them.
#include <signal.h>
#include <unistd.h>

#include <QtTest>

#include "tests/cli/program.h"

/// A command in a process group of its own, as a shell starts it.
class Running {
 public:
  Running(const QStringList& arguments, const QString& data) : Running(QStringLiteral(MIEN_PROGRAM), arguments, data) {}
  Running(const QString& program, const QStringList& arguments, const QString& data) {
    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    environment.insert(u"MIEN_DATA"_s, data);
    process_.setProcessEnvironment(environment);
    process_.setChildProcessModifier([] { ::setpgid(0, 0); });
    process_.setProcessChannelMode(QProcess::MergedChannels);
    process_.start(program, arguments);
  }
  bool says(const QByteArray& words) {
    while (!said_.contains(words)) {
      if (!process_.waitForReadyRead(60'000)) return false;
      said_ += process_.readAll();
    }
    return true;
  }
  /// Waits until the program has its own way with a signal.
  bool catches(int number) {
    if (!process_.waitForStarted()) return false;  // until then it has this test's
    const QString status = u"/proc/%1/status"_s.arg(process_.processId());
    return QTest::qWaitFor(
        [&] {
          const QByteArray all = contentOf(status);
          const QByteArray mask = all.mid(all.indexOf("SigCgt:") + 7, 40).trimmed().split('\n').first();
          return ((mask.toULongLong(nullptr, 16) >> (number - 1)) & 1U) != 0;
        },
        60'000);
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

/// A small film from one drawn face to another, 10 frames unless said otherwise. Its balance, not the usual one, is
/// given: outputs_test looks at how one is measured.
inline QStringList film(const QString& output, const QString& seconds = u"0.4"_s) {
  return {u"film"_s, u"seed:8"_s, u"seed:12"_s, u"--balance"_s, u"0.4"_s, u"--seconds"_s,
          seconds,   u"--size"_s, u"256"_s,     u"-o"_s,        output};
}

/// A folder for all tests of a class, and a record for each of them.
class FilmCase : public QObject {
  Q_OBJECT

 protected:
  QTemporaryDir dir_;
  QString at(const QString& name) const { return dir_.filePath(name); }
  QString data() const { return at(u"data-"_s + QString::fromLatin1(QTest::currentTestFunction())); }

  /// Of all jobs, newest first.
  QStringList states() const { return states(data()); }
  static QStringList states(const QString& data) {
    QStringList all;
    const QJsonObject report = json(mien({u"jobs"_s, u"list"_s, u"--json"_s}, data));
    for (const QJsonValue& job : report["jobs"].toArray()) all << job["state"].toString();
    return all;
  }

  /// Runs a command that is killed in the moment in which its film comes to lie at `output`: strace holds it there.
  static bool killedOnceItIsThere(const QStringList& arguments, const QString& output, const QString& data) {
    const QStringList held{
        u"-f"_s, u"-qq"_s, u"-e"_s, u"trace=renameat2"_s, u"-e"_s, u"inject=renameat2:delay_exit=60000000"_s};
    Running killed(u"strace"_s, held + QStringList{QStringLiteral(MIEN_PROGRAM)} + arguments, data);
    const bool there = QTest::qWaitFor([&] { return QFileInfo::exists(output); }, 60'000);
    killed.signalAll(SIGKILL);
    killed.ended();
    return there;
  }
  /// Where it may trace nothing, there is nothing to be seen of this.
  static bool canHold() { return QProcess::execute(u"strace"_s, {u"-qq"_s, u"-e"_s, u"trace=none"_s, u"true"_s}) == 0; }

  /// A film of 100 frames that nobody interrupted.
  QByteArray whole() {
    if (!QFileInfo::exists(at(u"whole.mp4"_s))) mien(film(at(u"whole.mp4"_s), u"4"_s), at(u"data"_s));
    return contentOf(at(u"whole.mp4"_s));
  }
};
