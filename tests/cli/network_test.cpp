// No command, and not the window, opens a socket other than the display's and D-Bus: watched from outside by strace.
#include <QtTest>

#include "tests/cli/program.h"

class NetworkTest : public QObject {
  Q_OBJECT

  QTemporaryDir dir_;
  QString at(const char* name) const { return dir_.filePath(QString::fromLatin1(name)); }

  static void write(const QString& file, const QByteArray& content) {
    QFile out(file);
    QVERIFY(out.open(QIODevice::WriteOnly));
    out.write(content);
  }

  struct Watched {
    bool ended = false;
    int code = -1;
    QByteArray said;
    QByteArrayList calls;  ///< of it and its children
  };

  /// Runs `line` and keeps its socket() and connect() calls.
  Watched watch(const QStringList& line) const {
    QProcess process;
    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    environment.insert(u"MIEN_DATA"_s, at("data"));
    environment.insert(u"XDG_RUNTIME_DIR"_s, dir_.path());  // or Qt would ask who the user is
    process.setProcessEnvironment(environment);
    process.setProcessChannelMode(QProcess::MergedChannels);
    process.start(u"strace"_s, QStringList{u"-f"_s, u"--seccomp-bpf"_s, u"-qq"_s, u"-e"_s, u"trace=socket,connect"_s,
                                           u"-e"_s, u"signal=none"_s, u"-o"_s, at("calls")} +
                                   line);
    if (!process.waitForFinished(200'000) || process.exitStatus() != QProcess::NormalExit) return {};
    QByteArrayList calls = contentOf(at("calls")).split('\n');
    calls.removeAll({});
    return {true, process.exitCode(), process.readAll(), calls};
  }

  static bool isAllowed(const QByteArray& call) {
    if (call.contains("socket(AF_UNIX") || call.contains("resumed>")) return true;
    if (call.contains("( <detached")) return true;  // no call: a thread that ended as strace looked at it
    if (!call.contains("sa_family=AF_UNIX")) return false;
    return call.contains("/.X11-unix/") || call.contains("wayland") || call.contains("/bus") || call.contains("dbus");
  }

 private Q_SLOTS:
  void initTestCase() {
    QVERIFY2(!QStandardPaths::findExecutable(u"strace"_s).isEmpty(), "strace is missing: ./dev setup installs it");
    if (!watch({u"true"_s}).ended || watch({u"true"_s}).code != 0)
      QSKIP("Nothing can be watched here: strace may not trace processes.");
    write(at("jobs.jsonl"),
          QJsonDocument(QJsonObject{{u"args"_s, QJsonArray{u"generate"_s, u"--seed"_s, u"5"_s, u"-o"_s, at("jobs")}}})
              .toJson(QJsonDocument::Compact));
    write(at("policy.json"), mien({u"policy"_s, u"show"_s}, at("data")).out);
    write(at("pass"), "correct horse battery\n");
  }

  /// Or the other cases would prove nothing.
  void aConnectionIsSeen() {
    const Watched watched = watch({u"python3"_s, u"-c"_s,
                                   u"import socket\n"
                                   "s = socket.socket()\n"
                                   "s.settimeout(0.2)\n"
                                   "try: s.connect(('127.0.0.1', 9))\n"
                                   "except OSError: pass"_s});
    QVERIFY(watched.ended);
    QVERIFY(std::any_of(watched.calls.begin(), watched.calls.end(), [](const auto& call) { return !isAllowed(call); }));
  }

  void everyCommandIsAmongTheseHere() {
    const QStringList verbs = subcommandsOf({});
    QVERIFY(verbs.size() > 20);
    for (const QString& verb : verbs) {
      const QStringList parts = subcommandsOf({verb});
      if (parts.isEmpty()) QVERIFY2(isAmongLines(verb), qPrintable(verb));
      for (const QString& part : parts) QVERIFY2(isAmongLines(verb + u' ' + part), qPrintable(verb + u' ' + part));
    }
  }

  void aCommandKeepsToItself_data() {
    QTest::addColumn<QString>("words");
    QTest::addColumn<int>("code");
    for (const Line& line : kLines) QTest::newRow(qPrintable(line.words)) << line.words << line.code;
  }
  void aCommandKeepsToItself() {
    QFETCH(QString, words);
    QFETCH(int, code);
    QStringList line{QStringLiteral(MIEN_PROGRAM)};
    for (QString word : words.split(u' '))
      line += word.replace(u"DIR"_s, dir_.path()).replace(u"FACE_A"_s, kA).replace(u"FACE_B"_s, kB);
    const Watched watched = watch(line);
    QVERIFY(watched.ended);
    QVERIFY2(watched.code == code, watched.said);
    for (const QByteArray& call : watched.calls) QVERIFY2(isAllowed(call), call);
  }

  /// Photographs are opened in the first scene, and drawn faces mixed in the others. Before any of them the window
  /// renders, judges and measures; the least one that it may have does that soonest.
  void theWindowKeepsToItself_data() {
    QTest::addColumn<QString>("scene");
    for (const char* scene :
         {"mix", "timeline", "faces", "review", "insights", "openPolicy", "openJobs", "openExplain"})
      QTest::newRow(scene) << QString::fromLatin1(scene);
  }
  void theWindowKeepsToItself() {
    QFETCH(QString, scene);
    const QString picture = at("window.png");
    QFile::remove(picture);
    QStringList line{QStringLiteral(MIEN_PROGRAM), u"--screenshot"_s, picture, u"--scene"_s, scene};
    line += u"--width 960 --height 640 --outputs 20 -platform offscreen"_s.split(u' ');
    if (scene == u"mix"_s) line += {u"--face-a"_s, kA, u"--face-b"_s, kB};
    const Watched watched = watch(line);
    QVERIFY(watched.ended);
    QVERIFY2(watched.code == 0, watched.said);
    QVERIFY(QFile::exists(picture));
    for (const QByteArray& call : watched.calls) QVERIFY2(isAllowed(call), call);
  }

 private:
  struct Line {
    QString words;
    int code = 0;
  };

  static QStringList subcommandsOf(QStringList command) {
    QStringList names;
    bool listed = false;
    for (const QByteArray& line : mien(command << u"--help"_s).out.split('\n')) {
      if (line.startsWith("Subcommands:")) listed = true;
      if (listed && line.startsWith("  ") && line.size() > 2 && line[2] != ' ')
        names += QString::fromUtf8(line).trimmed().section(u' ', 0, 0);
    }
    return names;
  }

  static bool isAmongLines(const QString& command) {
    return std::any_of(kLines.begin(), kLines.end(), [&](const Line& line) {
      return line.words.startsWith(command + u' ') || line.words == command;
    });
  }

  /// Every command, and those that change something too, in an order in which the first make what the others need.
  static inline const QList<Line> kLines{
      {u"mix FACE_A FACE_B --size 256 -o DIR/mix.png"_s, 0},
      {u"inspect DIR/mix.png"_s, 0},
      {u"render DIR/mix.png --face a=FACE_A --face b=FACE_B -o DIR/again.png"_s, 0},
      {u"find FACE_A"_s, 0},
      {u"check FACE_A"_s, 0},
      {u"generate --seed 3 -o DIR/drawn"_s, 0},
      {u"generate --count 2 --labels DIR/set.csv"_s, 0},
      {u"explain seed:1 seed:2 --balance 0.5"_s, 0},
      {u"sheet seed:1 seed:2 --balance 0.5 --steps 2 -o DIR/sheet.png"_s, 0},
      {u"film seed:1 seed:2 --balance 0.5 --seconds 0.1 --size 256 -o DIR/film.mp4"_s, 0},
      {u"film seed:1 seed:2 --balance 0.5 --seconds 0.1 --size 256 --frames 0:2 -o DIR/frames"_s, 0},
      {u"join DIR/frames -o DIR/joined.gif"_s, 0},
      {u"batch DIR/jobs.jsonl"_s, 0},
      {u"jobs list"_s, 0},
      {u"jobs pause 1"_s, 2},
      {u"jobs resume 1"_s, 2},
      {u"jobs priority 1 5"_s, 2},
      {u"jobs cancel 1"_s, 2},
      {u"jobs retry 1"_s, 2},
      {u"jobs run"_s, 0},
      {u"jobs remove 1"_s, 0},
      {u"models list"_s, 0},
      {u"models verify"_s, 0},
      {u"models diff portrait portrait"_s, 0},
      {u"models retire draft"_s, 0},
      {u"models recall draft --reason unsafe"_s, 0},
      {u"models reinstate draft --reason mended"_s, 0},
      {u"models project DIR/none.mien -o DIR/new.mien"_s, 3},
      {u"parameters"_s, 0},
      {u"policy show"_s, 0},
      {u"policy verify"_s, 0},
      {u"policy explain"_s, 0},
      {u"policy accept DIR/policy.json"_s, 0},
      {u"policy accept-networks"_s, 2},
      {u"consent add FACE_A --kind own"_s, 0},
      {u"consent list"_s, 0},
      {u"consent withdraw 1"_s, 0},
      {u"review add-reviewer Ada --passphrase-file DIR/pass"_s, 0},
      {u"review add-reviewer Bob --passphrase-file DIR/pass --as Ada --as-passphrase-file DIR/pass"_s, 0},
      {u"review reviewers"_s, 0},
      {u"review flag 1 --note look"_s, 0},
      {u"review comment 1 --as Ada --passphrase-file DIR/pass --text seen"_s, 0},
      {u"review reject 1 --as Ada --passphrase-file DIR/pass --reason unlike"_s, 0},
      {u"review flag 1"_s, 0},
      {u"review approve 1 --as Ada --passphrase-file DIR/pass --reason fine"_s, 0},
      {u"review rate 1 4"_s, 0},
      {u"review label 1 green"_s, 0},
      {u"review retire Bob --as Ada --passphrase-file DIR/pass"_s, 0},
      {u"protect add Somebody DIR/drawn/face-3.png"_s, 0},
      {u"protect list"_s, 0},
      {u"protect remove 1 --as Ada --passphrase-file DIR/pass"_s, 0},
      {u"history list"_s, 0},
      {u"history search"_s, 0},
      {u"history show 1"_s, 0},
      {u"history verify"_s, 0},
      {u"history accept --note nothing"_s, 2},
      {u"cost totals"_s, 0},
      {u"cost show"_s, 0},
      {u"cost tariff EUR --kwh 0.3"_s, 0},
      {u"cost budget 100"_s, 0},
      {u"cost project --exports 100"_s, 0},
      {u"insights --days 30"_s, 0},
      {u"record backup DIR/backup.db"_s, 0},
      {u"recall --model portrait --reason test --report DIR/recalled"_s, 0},
      {u"erase FACE_B --yes"_s, 0},
      {u"record restore DIR/backup.db --as Ada --passphrase-file DIR/pass"_s, 0},
      {u"evaluate --faces DIR/none --judges DIR/none --json DIR/report.json"_s, 3},
      {u"bench --cold-start"_s, 0},
  };
};

QTEST_GUILESS_MAIN(NetworkTest)
#include "network_test.moc"
