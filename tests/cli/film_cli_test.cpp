// Films as a script makes them: reports and exit codes.
#include "tests/cli/film_case.h"

namespace {

class FilmCliTest : public FilmCase {
  Q_OBJECT

  Outcome made_;

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
    QCOMPARE(report["timeline"]["base"]["mix"]["balance"].toDouble(), 0.4);
    QCOMPARE(report["timeline"]["base"]["faces"][1]["drawn"]["seed"].toInt(), 12);
    QVERIFY(made_.err.contains("frame 10 of 10"));
    QCOMPARE(states(at(u"data"_s)), QStringList{u"done"_s});
    QVERIFY(QDir(at(u"data/work"_s)).isEmpty());
  }

  void aFilmCarriesItsTimeline() {
    const Outcome again = mien({u"film"_s, u"--timeline"_s, at(u"x.mp4"_s), u"-o"_s, at(u"{b} again.mp4"_s)}, data());
    QVERIFY2(again.code == 0, again.err);
    QCOMPARE(contentOf(at(u"seed-12 again.mp4"_s)), contentOf(at(u"x.mp4"_s)));
  }

  void aFilmHasAProject() {
    QCOMPARE(
        mien({u"film"_s, u"seed:7"_s, u"seed:9"_s, u"--project"_s, u"Lob\nby"_s, u"-o"_s, at(u"x.png"_s)}, data()).code,
        2);
    const QStringList slow{u"--project"_s, u"Lobby"_s, u"--fps"_s, u"60"_s};
    const Outcome made = mien(film(at(u"lobby.gif"_s), u"0.1"_s) + slow, data());
    QVERIFY2(made.code == 0 && made.err.contains("can't hold 60 frames a second: the film has 50"), made.err);
    QVERIFY2(made.err.contains("0 s left, then it is coded"), made.err);  // and not more than that is said of the end
    const Outcome sheet = mien({u"sheet"_s, u"seed:8"_s, u"seed:12"_s, u"--balance"_s, u"0.5"_s, u"--steps"_s, u"2"_s,
                                u"--project"_s, u"Hall"_s, u"-o"_s, at(u"hall.png"_s)},
                               data());
    QVERIFY2(sheet.code == 0, sheet.err);
    const Outcome costs = mien({u"cost"_s, u"totals"_s, u"--json"_s}, data());
    QVERIFY2(costs.out.contains("\"Lobby\"") && costs.out.contains("\"Hall\""), costs.out);
    QVERIFY2(!costs.out.contains("none"), costs.out);
  }

  void refusals_data() {
    QTest::addColumn<QStringList>("arguments");
    QTest::addColumn<int>("code");
    const QString out = at(u"refused.mp4"_s);
    const auto row = [](const char* name, const QStringList& arguments, int code = 2) {
      QTest::newRow(name) << arguments << code;
    };
    row("a film that is there", film(at(u"x.mp4"_s)));
    const QStringList again{u"film"_s, u"--timeline"_s, at(u"x.mp4"_s), u"-o"_s, out, u"--face"_s};
    row("a face without a file", again + QStringList{u"a="_s});
    row("a face that is not", again + QStringList{u"c=none.jpg"_s});
    row("a drawn face's file", again + QStringList{u"a="_s + kA});
    row("a face twice", again + QStringList{u"a="_s + kA, u"--face"_s, u"a="_s + kB});
    row("a token that is none", film(at(u"refused {frame}.mp4"_s)));
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

  /// The window greys the size out.
  void whatIsOnlyEnlargedIsSaid() {
    QStringList large = film(at(u"large.gif"_s), u"0.1"_s);
    large.replaceInStrings(u"256"_s, u"1024"_s);
    const Outcome made = mien(large, data());
    QVERIFY2(made.code == 0, made.err);
    QCOMPARE(made.err.count("None of these faces has more than"), 1);
    QVERIFY(!made_.err.contains("None of these faces"));
  }

  /// Without ffmpeg there is no film, so no job is made that could only fail.
  void aMissingFfmpegLeavesNoJob() {
    qputenv("MIEN_FFMPEG", "/none/ffmpeg");
    const Outcome refused = mien(film(at(u"refused.mp4"_s)), data());
    const Outcome frames = mien(film(at(u"frames without"_s), u"0.1"_s), data());
    qunsetenv("MIEN_FFMPEG");
    QVERIFY2(refused.code == 3 && refused.err.contains("/none/ffmpeg"), refused.err);
    QVERIFY2(frames.code == 0, frames.err);
    QCOMPARE(states(), QStringList{u"done"_s});  // that of the frames, which need none
  }

  /// As a picture's is: in one line, in the report, and in the list of jobs.
  void whatAFilmsAdmissionWarnsOfIsSaid() {
    QCOMPARE(mien({u"cost"_s, u"tariff"_s, u"EUR"_s}, data()).code, 0);
    QCOMPARE(mien({u"cost"_s, u"budget"_s, u"50"_s, u"--warn-at"_s, u"0"_s}, data()).code, 0);
    const QByteArray warning = "0.00 EUR of this month's 50.00 EUR are spent.";
    const Outcome picture = mien({u"mix"_s, u"seed:8"_s, u"seed:12"_s, u"--balance"_s, u"0.5"_s, u"--size"_s, u"256"_s,
                                  u"--json"_s, u"-o"_s, at(u"dear.png"_s)},
                                 data());
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
    QVERIFY(paused.says(
        "\nThe film was paused by another program: the same command goes on after the frames that are kept"));
    QCOMPARE(paused.ended().exitCode(), 130);
    QCOMPARE(mien({u"jobs"_s, u"resume"_s, u"2"_s}, data()).code, 0);
    const Outcome rest = mien({u"jobs"_s, u"run"_s}, data());
    QVERIFY2(rest.code == 0, rest.err);
    QCOMPARE(rest.err.count("Note: " + warning + '\n'), 1);
    QCOMPARE(jobs().at(0)["warning"].toString().toUtf8(), warning);
  }
};

}  // namespace

QTEST_GUILESS_MAIN(FilmCliTest)
#include "film_cli_test.moc"
