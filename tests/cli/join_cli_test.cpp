// `mien join` as a script sees it.
#include <QImage>

#include "tests/cli/film_case.h"

namespace {

class JoinCliTest : public FilmCase {
  Q_OBJECT

 private Q_SLOTS:
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
    for (const QString& noFolder : {u"none"_s, u"joined.gif"_s})
      QCOMPARE(mien({u"join"_s, at(noFolder), u"-o"_s, at(u"none.gif"_s)}).code, 3);

    // All carry one timeline, and so does the film: it can be made again from that.
    QCOMPARE(mien(film(at(u"x.mp4"_s)), data()).code, 0);
    const Outcome again = mien({u"film"_s, u"--timeline"_s, at(u"joined.gif"_s), u"-o"_s, at(u"anew.mp4"_s)}, data());
    QVERIFY2(again.code == 0, again.err);
    QCOMPARE(contentOf(at(u"anew.mp4"_s)), contentOf(at(u"x.mp4"_s)));

    // A WebM's provenance lies beside it: what is there already stays, and none outlives its film.
    QFile notes(at(u"notes.webm.xmp"_s));
    QVERIFY(notes.open(QIODevice::WriteOnly) && notes.write("notes") == 5);
    notes.close();
    const QStringList beside{u"join"_s, at(u"frames"_s), u"-o"_s, at(u"notes.webm"_s)};
    QCOMPARE(mien(beside).code, 2);
    QCOMPARE(contentOf(notes.fileName()), QByteArray("notes"));
    QCOMPARE(mien(beside + QStringList{u"--overwrite"_s}).code, 0);
    QVERIFY(contentOf(notes.fileName()).contains("Timeline"));
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
    const Outcome nowhere = mien({u"join"_s, at(u"frames"_s), u"-o"_s, at(u"none/film.mp4"_s)});
    QVERIFY2(nowhere.code == 7 && nowhere.err.startsWith(at(u"none/film.mp4"_s).toUtf8()), nowhere.err);
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

  /// What isn't asked for is as in the film whose frames they are.
  void framesKeepTheirRateAndRepeat() {
    const QString frames = at(u"fast"_s);
    QCOMPARE(mien(film(frames, u"0.1"_s) + QStringList{u"--fps"_s, u"50"_s}, data()).code, 0);
    const auto rateOf = [](const QString& file) {
      QProcess probe;
      probe.start(u"ffprobe"_s,
                  {u"-v"_s, u"error"_s, u"-show_entries"_s, u"stream=r_frame_rate"_s, u"-of"_s, u"csv=p=0"_s, file});
      return probe.waitForFinished() ? probe.readAllStandardOutput().trimmed() : QByteArray();
    };
    const auto loops = [](const QString& file) { return contentOf(file).contains("NETSCAPE2.0"); };
    const auto joined = [&](const QString& name, const QStringList& more = {}) {
      const Outcome made = mien(QStringList{u"join"_s, frames, u"-o"_s, at(name)} + more, data());
      if (made.code != 0) qWarning() << made.err;
      return at(name);
    };
    QCOMPARE(rateOf(joined(u"fast.mp4"_s)), QByteArray("50/1"));
    QCOMPARE(rateOf(joined(u"slow.mp4"_s, {u"--fps"_s, u"24"_s})), QByteArray("24/1"));
    QVERIFY(!loops(joined(u"once.gif"_s)));
    QVERIFY(loops(joined(u"for ever.gif"_s, {u"--loop"_s})));
    QVERIFY(QDir().mkdir(at(u"nobody"_s)));
    QImage red(64, 64, QImage::Format_RGB888);
    red.fill(Qt::red);
    for (const QString& name : {u"nobody/1.png"_s, u"nobody/2.png"_s}) QVERIFY(red.save(at(name)));
    QCOMPARE(mien({u"join"_s, at(u"nobody"_s), u"-o"_s, at(u"nobody.gif"_s)}, data()).code, 0);
    QVERIFY(loops(at(u"nobody.gif"_s)));
  }

  /// While nothing may be exported, nothing is joined either: not even strangers' pictures, and no film is begun.
  void whileNothingMayLeaveNothingIsJoined() {
    const QString own = data();
    QVERIFY(QDir().mkdir(at(u"red"_s)) && QDir().mkpath(own));
    QImage red(64, 64, QImage::Format_RGB888);
    red.fill(Qt::red);
    for (const QString& name : {u"red/1.png"_s, u"red/2.png"_s}) QVERIFY(red.save(at(name)));
    const QStringList join{u"join"_s, at(u"red"_s), u"-o"_s, at(u"red.gif"_s)};
    const auto refused = [&](int code, const char* word) {
      const Outcome outcome = mien(join, own);
      QVERIFY2(outcome.code == code && outcome.err.contains(word), outcome.err);
      QVERIFY(!QFileInfo::exists(at(u"red.gif"_s)));
    };
    const auto put = [&](const QString& name, const QByteArray& text) {
      QFile file(own + u"/"_s + name);
      QVERIFY(file.open(QIODevice::WriteOnly) && file.write(text) == text.size());
    };
    put(u"spending.json"_s, "{");
    refused(3, "spending.json");
    QVERIFY(QFile::remove(own + u"/spending.json"_s));
    put(u"policy.json"_s, "{}");
    refused(4, "policy.json");
    QVERIFY(QFile::remove(own + u"/policy.json"_s));
    QCOMPARE(mien({u"cost"_s, u"tariff"_s, u"EUR"_s, u"--hour"_s, u"1000000"_s}, own).code, 0);
    QCOMPARE(mien({u"mix"_s, u"seed:8"_s, u"seed:12"_s, u"--balance"_s, u"0.5"_s, u"--size"_s, u"256"_s, u"-o"_s,
                   at(u"mix.png"_s)},
                  own)
                 .code,
             0);
    QCOMPARE(mien({u"cost"_s, u"budget"_s, u"0.01"_s}, own).code, 0);
    refused(4, "budget is spent");
    QCOMPARE(mien({u"cost"_s, u"budget"_s, u"0"_s}, own).code, 0);
    QCOMPARE(mien({u"models"_s, u"recall"_s, u"judge"_s, u"--reason"_s, u"blind"_s}, own).code, 0);
    refused(4, "judge");
    QCOMPARE(mien({u"models"_s, u"reinstate"_s, u"judge"_s, u"--reason"_s, u"it sees"_s}, own).code, 0);
    QCOMPARE(mien(join, own).code, 0);
  }

  /// Whoever is protected since the frames were made is not joined.
  void aFaceThatIsProtectedNow() {
    const QString own = data();
    QCOMPARE(mien(film(at(u"faces"_s), u"0.1"_s), own).code, 0);
    const QStringList join{u"join"_s, at(u"faces"_s), u"-o"_s, at(u"faces.gif"_s)};
    const Outcome added = mien({u"protect"_s, u"add"_s, u"Ada"_s, at(u"faces/frame-000001.png"_s)}, own);
    QVERIFY2(added.code == 0, added.err);
    const Outcome refused = mien(join, own);
    QVERIFY2(refused.code == 4 && refused.err.contains("frame-000000.png: Blocked"), refused.err);
    QVERIFY(!QFileInfo::exists(at(u"faces.gif"_s)));
    QCOMPARE(mien({u"protect"_s, u"remove"_s, u"1"_s}, own).code, 0);
    QCOMPARE(mien(join, own).code, 0);
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
    QVERIFY2(flagged.code == 5 && flagged.err.contains("flagged"), flagged.err);
    QVERIFY(!QFileInfo::exists(at(u"inside.gif"_s)) && !QFileInfo::exists(at(u"flagged.gif"_s)));
    const Outcome recalled = mien({u"recall"_s, u"--face"_s, u"seed:8"_s, u"--reason"_s, u"a test"_s}, own);
    QVERIFY2(recalled.code == 0 && recalled.out.contains("known.mp4"), recalled.err);
    const Outcome refused = mien({u"join"_s, at(u"known"_s), u"-o"_s, at(u"again.webp"_s)}, own);
    QVERIFY2(refused.code == 4 && refused.err.contains("was recalled"), refused.err);
    QVERIFY(!QFileInfo::exists(at(u"again.webp"_s)));
  }
};

}  // namespace

QTEST_GUILESS_MAIN(JoinCliTest)
#include "join_cli_test.moc"
