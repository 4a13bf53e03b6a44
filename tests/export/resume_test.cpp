// Exports that were killed, and go on.
#include <sys/stat.h>

#include <QElapsedTimer>
#include <QJsonDocument>
#include <QJsonValue>
#include <QProcess>
#include <QTemporaryDir>
#include <QtTest>
#include <random>

#include "core/export/work_folder.h"
#include "core/film/png_sequence.h"
#include "core/record/output_store.h"
#include "tests/export/exports.h"
#include "tests/film/films.h"

using namespace mien;
using namespace exports;

namespace fs = std::filesystem;

namespace {

constexpr int kFrames = 14;  // segments of 3, 3, 3, 3 and 2
constexpr int kKills = 6;    // of each of nine formats
constexpr int kSoon = 120;   // ms
constexpr int kLate = 400;

QString text(const fs::path& file) {
  return QString::fromStdString(file.string());
}

/// Frames that need not be made again.
std::set<int> finishedIn(const fs::path& work, FilmFormat format) {
  std::set<int> frames;
  const QByteArray sealed = films::bytesOf(work / "made.seals");
  // They are judged beside the making, which may be behind: what is not judged yet is made again.
  const auto judged = static_cast<int>(films::bytesOf(work / "frames.scores").count('\n'));
  for (int n = 0; n < kFrames; ++n) {
    const bool picture = format == FilmFormat::PngSequence;
    const fs::path file = picture ? frameFile(work / "frames", n) : segmentFile(work, format, n / 3);
    const QByteArray name = QByteArray::fromStdString(file.lexically_relative(work).string());
    const int needed = picture ? n + 1 : std::min((n / 3 + 1) * 3, kFrames);
    if (needed <= judged && fs::exists(file) && sealed.contains(" " + name + "\n")) frames.insert(n);
  }
  return frames;
}

struct Ran {
  bool killed = false;
  bool done = false;  ///< it said so, maybe a moment before it was killed
  std::vector<int> made;
  QByteArray errors;
};

/// Ends it like a power cut once it has made `frames` frames and `ms` have gone by.
Ran runAndKill(FilmFormat format, const fs::path& work, const fs::path& output, int frames, int ms) {
  QProcess child;
  child.start(QStringLiteral(MIEN_EXPORT_CHILD),
              {QString::fromUtf8(infoOf(format).id.data()), QString::number(kFrames), text(work), text(output)});
  QByteArray said;
  while (said.count('\n') < frames && child.waitForReadyRead(30'000)) said += child.readAllStandardOutput();
  if (!child.waitForFinished(ms)) child.kill();
  child.waitForFinished();
  said += child.readAllStandardOutput();
  Ran ran{child.exitStatus() == QProcess::CrashExit, said.endsWith("done\n"), {}, child.readAllStandardError()};
  for (const QByteArray& line : said.split('\n'))
    if (!line.isEmpty() && line != "done") ran.made.push_back(line.toInt());
  if (!ran.killed && child.exitCode() != 0 && ran.errors.isEmpty()) ran.errors = "It failed without a word.";
  return ran;
}

class ResumeTest : public QObject {
  Q_OBJECT
  QTemporaryDir dir_;
  fs::path at(const std::string& name) const { return fs::path(dir_.path().toStdString()) / name; }

  static void addFormats() {
    QTest::addColumn<int>("format");
    for (const FilmFormatInfo& info : filmFormats()) QTest::newRow(info.id.data()) << static_cast<int>(info.format);
  }

 private slots:
  void initTestCase() { qputenv(kRecordOfRuns, QByteArray::fromStdString(at("record.db").string())); }

  void whatAStoppedRunCostIsCounted_data() {
    QTest::addColumn<bool>("altered");
    QTest::newRow("as it was") << false;
    QTest::newRow("altered since") << true;
  }

  /// With the run that goes on after it, once; what somebody else has written there counts for nothing.
  void whatAStoppedRunCostIsCounted() {
    QFETCH(bool, altered);
    const FilmSpec spec = filmOf(FilmFormat::Gif, altered ? 11 : 10);  // the same film would be the same output
    const fs::path work = at(altered ? "work altered" : "work cost");
    const fs::path film = at(altered ? "altered.gif" : "cost.gif");
    Renderer slow(std::chrono::milliseconds(40));
    std::stop_source stop;
    QElapsedTimer both;
    both.start();
    QVERIFY(!run(spec, work, film, slow, stop.get_token(), [&](const FilmProgress& p) {
      if (p.done == 8) stop.request_stop();
    }));
    const double before = QJsonDocument::fromJson(films::bytesOf(work / "cost.json"))[u"wall_seconds"].toDouble();
    QVERIFY(before > 8 * 0.04);
    if (altered) QVERIFY(writeTo(work / "cost.json", R"({"wall_seconds": 1000})"));
    Renderer quick;
    QVERIFY(run(spec, work, film, quick));
    const OutputStore outputs(Record::open(recordOfRuns()).value());
    const auto id = outputs.search({}).value().outputs.front().id;
    double spent = 0;
    const Output output = outputs.get(id).value();
    for (const Cost& cost : output.costs) spent += cost.wallSeconds;
    QVERIFY2(spent < 1e-3 * static_cast<double>(both.elapsed()), std::to_string(spent).c_str());
    if (!altered) QVERIFY2(spent > before, std::to_string(spent).c_str());
  }

  /// What was made and judged elsewhere, or altered since, is not believed.
  void whatIsBroughtAlongIsMadeAnew_data() {
    QTest::addColumn<QString>("what");
    for (const char* what : {"nothing", "scores", "segment", "another record"}) QTest::newRow(what) << what;
  }
  void whatIsBroughtAlongIsMadeAnew() {
    QFETCH(QString, what);
    const FilmSpec spec = filmOf(FilmFormat::Mp4H264, 9);
    const fs::path work = at("work " + what.toStdString());
    const fs::path output = at(what.toStdString() + ".mp4");
    Renderer first;
    std::stop_source stop;
    QVERIFY(!run(spec, work, output, first, stop.get_token(), [&](const FilmProgress& p) {
      if (p.done == 8) stop.request_stop();
    }));
    const auto change = [](const fs::path& file, const QByteArray& from, const QByteArray& to) {
      QByteArray bytes = films::bytesOf(file);
      QVERIFY(bytes.contains(from));
      bytes.replace(bytes.indexOf(from), from.size(), to);
      QVERIFY(writeTo(file, bytes.toStdString()));
    };
    if (what == QStringLiteral("scores")) change(work / "frames.scores", "\"value\":", "\"value\": ");
    if (what == QStringLiteral("nothing")) {  // a line that a kill has cut off hides none after it
      QByteArray notes = films::bytesOf(work / "made.seals");
      QVERIFY(writeTo(work / "made.seals", "cutoff\n" + notes.toStdString()));
    }
    if (what == QStringLiteral("segment")) change(segmentFile(work, spec.format, 0), "isom", "isoM");
    if (what == QStringLiteral("another record"))
      qputenv(kRecordOfRuns, QByteArray::fromStdString(at("other.db").string()));
    Renderer again;
    const auto made = run(spec, work, output, again);
    initTestCase();
    QVERIFY2(made.has_value(), made ? "" : made.error().message.c_str());
    QCOMPARE(films::decoded(output, false).size(), std::size_t{9});
    if (what == QStringLiteral("nothing"))
      QVERIFY(again.rendered <= 6);
    else
      QCOMPARE(again.rendered, 9);
  }

  void killedAtAnyMomentItGoesOn_data() { addFormats(); }
  void killedAtAnyMomentItGoesOn() {
    QFETCH(int, format);
    const auto wanted = static_cast<FilmFormat>(format);
    const FilmFormatInfo& info = infoOf(wanted);
    std::mt19937 random(static_cast<unsigned>(4 + format));
    const auto upTo = [&](int most) { return std::uniform_int_distribution(0, most)(random); };
    int kills = 0;
    int saved = 0;
    const std::size_t files = wanted == FilmFormat::PngSequence ? kFrames : info.holdsXmp ? 1 : 2;
    QCOMPARE(bytesOfRun(wanted).size(), files);
    for (int film = 0; kills < kKills; ++film) {
      const std::string name = std::string(info.id) + std::to_string(film);
      const fs::path folder = at("film-" + name);
      fs::create_directories(folder);
      const fs::path work = at("work-" + name);
      const fs::path output = folder / ("film" + std::string(info.extension));
      for (bool done = false; !done;) {
        const std::set<int> finished = finishedIn(work, wanted);
        const bool kill = kills < kKills;
        // A film that is coded in the end takes its time then.
        const int late = isCodedInTheEnd(wanted) && finished.size() == kFrames ? kLate : kSoon;
        const Ran ran = runAndKill(wanted, work, output, kill ? upTo(kFrames - static_cast<int>(finished.size())) : 0,
                                   kill ? upTo(late) : 60'000);
        QVERIFY2(ran.errors.isEmpty(), ran.errors);
        for (const int frame : ran.made) QVERIFY2(!finished.contains(frame), qPrintable(QString::number(frame)));
        saved += static_cast<int>(finished.size());
        kills += ran.killed;
        done = ran.done;
        std::error_code none;
        if (done) removeWork(work, none);  // as removeDeadWork() does
        // Nothing half-written under a final name.
        if (fs::exists(output)) QCOMPARE(bytesOfOutput(output).front(), bytesOfRun(wanted).front());
      }
      QVERIFY(bytesOfOutput(output) == bytesOfRun(wanted));
      QVERIFY(!fs::exists(work));
      // Nor anything under another one.
      std::set<std::string> there{output.filename().string()};
      if (!info.holdsXmp) there.insert(output.filename().string() + ".xmp");
      QCOMPARE(namesIn(folder), there);
    }
    QVERIFY(saved > kKills);  // or nothing was resumed
  }

  /// Else a run that is killed before it could note that the film is made would take it for somebody else's.
  void theWorkStaysUntilTheFilmIsNoted_data() { addFormats(); }
  void theWorkStaysUntilTheFilmIsNoted() {
    QFETCH(int, format);
    const FilmSpec spec = filmOf(static_cast<FilmFormat>(format), 4);
    const fs::path work = at("noted-work" + std::to_string(format));
    const fs::path output = at("noted" + std::to_string(format) + std::string(infoOf(spec.format).extension));
    bool stayed = false;
    Renderer renderer;
    QVERIFY(run(
        spec, work, output, renderer, {}, [](const auto&) {},
        [&] { stayed = fs::exists(output) && fs::exists(work / "film.key"); }));
    QVERIFY(stayed);
    QVERIFY(!fs::exists(work));
  }

  void aFilmThatIsInPlaceIsNotMadeAgain_data() { addFormats(); }

  /// Killed when the film had its name, but before the run could say so.
  void aFilmThatIsInPlaceIsNotMadeAgain() {
    QFETCH(int, format);
    const FilmSpec spec = filmOf(static_cast<FilmFormat>(format), kFrames);
    const fs::path work = at("placing" + std::to_string(format));
    const fs::path folder = at("placed" + std::to_string(format));
    const fs::path output = folder / ("film" + std::string(infoOf(spec.format).extension));
    fs::create_directories(folder);
    Renderer renderer;
    // A folder with something in it is no place for a film, which shows when the film is ready.
    const bool pictures = spec.format == FilmFormat::PngSequence;
    QVERIFY(!run(spec, work, output, renderer, {}, [&](const FilmProgress& p) {
      if (p.done == p.total) QVERIFY(fs::create_directories(output) && writeTo(output / "mine.txt", "mine"));
    }));
    QCOMPARE(renderer.rendered, kFrames);
    QCOMPARE(namesIn(output), std::set<std::string>{"mine.txt"});
    fs::remove_all(output);
    struct stat made {};
    QCOMPARE(::stat((work / "frames").c_str(), &made), pictures ? 0 : -1);
    QVERIFY(writeTo(work / "placing",
                    pictures ? std::to_string(made.st_dev) + ":" + std::to_string(made.st_ino) : std::string()));
    if (pictures) {
      fs::rename(work / "frames", output);
    } else {
      QVERIFY(writeTo(output, "mine"));
      QVERIFY(!run(spec, work, output, renderer));
      QCOMPARE(films::bytesOf(output), QByteArray("mine"));
      QVERIFY(writeTo(output, bytesOfRun(spec.format).front().second));
    }
    const auto again = run(spec, work, output, renderer);
    QVERIFY2(again.has_value(), again ? "" : again.error().message.c_str());
    QCOMPARE(renderer.rendered, kFrames);
    QVERIFY(bytesOfOutput(output) == bytesOfRun(spec.format));
    QVERIFY(!fs::exists(work));
  }

  void aReplacedFolderIsNotTakenForTheFilm_data() {
    QTest::addColumn<bool>("gone");
    QTest::newRow("the film lies there") << false;
    QTest::newRow("the film is gone") << true;
  }

  /// Killed when the film's folder and the one that it replaces had changed places, but before that was deleted.
  void aReplacedFolderIsNotTakenForTheFilm() {
    QFETCH(bool, gone);
    FilmSpec spec = filmOf(FilmFormat::PngSequence, kFrames);
    spec.overwrite = true;
    const fs::path work = at(gone ? "swapped-work-gone" : "swapped-work");
    const fs::path output = at(gone ? "swapped-gone" : "swapped");
    Renderer renderer;
    readyToBePlaced(spec, work, output, renderer);
    struct stat made {};
    QCOMPARE(::stat((work / "frames").c_str(), &made), 0);
    QVERIFY(writeTo(work / "placing", std::to_string(made.st_dev) + ":" + std::to_string(made.st_ino)));
    if (gone) {
      fs::rename(work / "frames", at("moved-away"));
    } else {
      fs::rename(work / "frames", output);
    }
    fs::create_directories(work / "frames");
    for (int n = 0; n < kFrames; ++n) QVERIFY(writeTo(frameFile(work / "frames", n), "old"));
    const auto again = run(spec, work, output, renderer);
    QVERIFY2(again.has_value(), again ? "" : again.error().message.c_str());
    QCOMPARE(renderer.rendered, gone ? 2 * kFrames : kFrames);
    QVERIFY(bytesOfOutput(output) == bytesOfRun(spec.format));
    QVERIFY(!fs::exists(work));
  }

  /// Killed while the frames were copied to another disk.
  void whatWasLeftBesideTheOutputIsRemoved() {
    FilmSpec spec = filmOf(FilmFormat::PngSequence, kFrames);
    spec.overwrite = true;
    const fs::path folder = at("copied");
    const fs::path output = folder / "frames";
    const fs::path copy = folder / ".mien-abcdefghij.part";
    fs::create_directories(folder);
    Renderer renderer;
    readyToBePlaced(spec, at("copied-work"), output, renderer);
    fs::create_directories(output);
    QVERIFY(writeTo(frameFile(output, 0), "old"));
    fs::create_directories(copy);
    QVERIFY(writeTo(frameFile(copy, 0), "half"));
    QVERIFY(writeTo(at("copied-work") / "beside", copy.string() + '\0' + output.string()));
    const auto again = run(spec, at("copied-work"), output, renderer);
    QVERIFY2(again.has_value(), again ? "" : again.error().message.c_str());
    QCOMPARE(renderer.rendered, kFrames);
    QCOMPARE(namesIn(folder), std::set<std::string>{"frames"});
    QVERIFY(bytesOfOutput(output) == bytesOfRun(spec.format));
  }

  /// Killed while the film, or its sidecar, was written beside.
  void whatWasLeftOfAFilmIsRemoved() {
    const fs::path folder = at("parts");
    const fs::path output = folder / "film.webm";
    const fs::path film = folder / ".mien-abcdefghij.part";
    const fs::path sidecar = folder / ".mien-klmnopqrst.part";
    fs::create_directories(folder);
    Renderer renderer;
    readyToBePlaced(filmOf(FilmFormat::WebmVp9, kFrames), at("parts-work"), output, renderer);
    for (const fs::path& part : {film, sidecar}) QVERIFY(writeTo(part, "half"));
    QVERIFY(writeTo(at("parts-work") / "parts", film.string() + '\0' + sidecar.string()));
    QVERIFY(run(filmOf(FilmFormat::WebmVp9, kFrames), at("parts-work"), output, renderer).has_value());
    QCOMPARE(namesIn(folder), (std::set<std::string>{"film.webm", "film.webm.xmp"}));
    // Nobody else's file goes, whatever the work folder says.
    QVERIFY(writeTo(folder / "mine.txt", "mine"));
    fs::create_directories(at("parts-work"));
    QVERIFY(
        writeTo(at("parts-work") / "parts", (folder / "mine.txt").string() + '\0' + (folder / "film.webm").string()));
    std::error_code failed;
    removeWork(at("parts-work"), failed);
    QVERIFY(!failed && fs::exists(folder / "mine.txt") && fs::exists(output) && !fs::exists(at("parts-work")));
  }

  void anotherFilmsWorkIsThrownAway() {
    const fs::path work = at("shared");
    Renderer renderer;
    std::stop_source stop;
    const auto half = run(filmOf(FilmFormat::Mp4H264, 20), work, at("half.mp4"), renderer, stop.get_token(),
                          [&](const FilmProgress& p) {
                            if (p.done == 10) stop.request_stop();
                          });
    QCOMPARE(half.error().kind, ErrorKind::Cancelled);
    QVERIFY(fs::exists(segmentFile(work, FilmFormat::Mp4H264, 0)));
    QVERIFY(writeTo(work / "film.key", "another film"));
    renderer.rendered = 0;
    QVERIFY(run(filmOf(FilmFormat::Mp4H264, kFrames), work, at("whole.mp4"), renderer).has_value());
    QCOMPARE(renderer.rendered, kFrames);
    QVERIFY(bytesOfOutput(at("whole.mp4")) == bytesOfRun(FilmFormat::Mp4H264));
  }

 private:
  /// Makes all of a film's pictures, which can't be placed where somebody's own file lies; then it is gone.
  void readyToBePlaced(const FilmSpec& spec, const fs::path& work, const fs::path& output, Renderer& renderer) {
    QVERIFY(!run(spec, work, output, renderer, {}, [&](const FilmProgress& p) {
      if (p.done == p.total) QVERIFY(fs::create_directories(output) && writeTo(output / "mine.txt", "mine"));
    }));
    QCOMPARE(renderer.rendered, kFrames);
    fs::remove_all(output);
  }

  static bool writeTo(const fs::path& file, const std::string& content) {
    QFile out(text(file));
    return out.open(QIODevice::WriteOnly) && out.write(content.data(), static_cast<qint64>(content.size())) >= 0;
  }

  /// What an uninterrupted run makes.
  const std::vector<std::pair<std::string, std::string>>& bytesOfRun(FilmFormat format) {
    auto& bytes = whole_[format];
    if (bytes.empty()) {
      Renderer renderer;
      const FilmFormatInfo& info = infoOf(format);
      const fs::path output = at("whole-run-" + std::string(info.id) + std::string(info.extension));
      const auto made = run(filmOf(format, kFrames), at("whole-work"), output, renderer);
      if (!made) qWarning("%s", made.error().message.c_str());
      bytes = bytesOfOutput(output);
    }
    return bytes;
  }

  std::map<FilmFormat, std::vector<std::pair<std::string, std::string>>> whole_;
};

}  // namespace

QTEST_GUILESS_MAIN(ResumeTest)
#include "resume_test.moc"
