// Exports that are stopped: by a token, and through the record.
#include <QElapsedTimer>
#include <QProcess>
#include <QTemporaryDir>
#include <QtTest>
#include <fstream>
#include <thread>

#include "core/export/kept_files.h"
#include "core/export/run_film_job.h"
#include "core/film/png_sequence.h"
#include "core/guard/protected_people.h"
#include "core/studio/fake_engine.h"
#include "core/studio/fake_judge.h"
#include "tests/export/exports.h"
#include "tests/export/fake_ffmpeg.h"
#include "tests/film/films.h"
#include "tests/support/waiting.h"

using namespace mien;
using namespace exports;
using namespace std::chrono_literals;

namespace fs = std::filesystem;

namespace {

class StopTest : public QObject {
  Q_OBJECT
  std::unique_ptr<QTemporaryDir> dir_;
  fs::path at(const std::string& name) const { return fs::path(dir_->path().toStdString()) / name; }

  /// Whether an export of `spec` is cancelled, and soon, when `when` says so.
  static bool stopped(const FilmSpec& spec, const fs::path& work, const fs::path& output, Renderer& renderer,
                      const std::function<bool()>& when) {
    std::stop_source stop;
    QElapsedTimer since;
    std::jthread stopper([&](const std::stop_token& end) {
      while (!end.stop_requested() && !when()) std::this_thread::sleep_for(5ms);
      since.start();
      stop.request_stop();
    });
    const auto made = run(spec, work, output, renderer, stop.get_token());
    return !made && made.error().kind == ErrorKind::Cancelled && since.isValid() && since.elapsed() < kSoonMs;
  }

 private slots:
  void init() { dir_ = std::make_unique<QTemporaryDir>(); }

  void soonWhileTheEncoderBlocks_data() {
    QTest::addColumn<QString>("body");
    QTest::newRow("one that takes nothing") << "trap '' TERM INT HUP; exec sleep 60";
    QTest::newRow("one that does not end") << "cat > /dev/null; exec sleep 60";
  }
  void soonWhileTheEncoderBlocks() {
    QFETCH(QString, body);
    const FilmSpec spec = filmOf(FilmFormat::Mp4H264, 9);
    Renderer renderer;
    {
      const FfmpegIs slow(fakeFfmpeg(at("slow"), body.toStdString()));
      QElapsedTimer running;
      running.start();
      QVERIFY(stopped(spec, at("work"), at("film.mp4"), renderer, [&] { return running.elapsed() > 800; }));
    }
    std::set<std::string> left = namesIn(at("work"));
    for (const char* typical : {"typical.png", "typical.sha256"})
      left.erase(typical);  // once the middle frame was made
    QCOMPARE(left, (std::set<std::string>{"cost.json", "film.key", "frames.scores", "made.seals"}));
    QVERIFY(!fs::exists(at("film.mp4")));
    QVERIFY(run(spec, at("work"), at("film.mp4"), renderer).has_value());
  }

  /// Of many photographs the next one is not begun.
  void nothingIsOpenedAnyMore() {
    const auto engine = makeFakeEngine().value();
    const auto renderer = makeEngineRenderer(*engine);
    std::stop_source stop;
    renderer->stopWith(stop.get_token());
    QVERIFY(renderer->open(DrawnFaceRef{8}, {}).has_value());
    stop.request_stop();
    QCOMPARE(renderer->open(DrawnFaceRef{8}, {}).error().kind, ErrorKind::Cancelled);
  }

  void soonWhileThePaceIsMeasured() {
    FilmSpec spec = filmOf(FilmFormat::Mp4H264, 50);
    spec.timeline.evenPace = true;
    Renderer renderer(30ms);
    QVERIFY(stopped(spec, at("work"), at("film.mp4"), renderer, [&] { return renderer.rendered > 2; }));
    QVERIFY(renderer.rendered < 20);
  }

  void soonWhilePicturesAreCopied_data() {
    QTest::addColumn<bool>("some");
    QTest::newRow("a folder to another disk") << false;
    QTest::newRow("some frames into a folder") << true;
  }

  /// What was copied by then is removed, and nothing is rendered again.
  void soonWhilePicturesAreCopied() {
    QFETCH(bool, some);
    if (!some && !fs::exists("/dev/shm")) QSKIP("There is no other disk.");
    const QTemporaryDir memory("/dev/shm/mien-XXXXXX");
    const fs::path work = some ? at("work") : fs::path(memory.path().toStdString()) / "work";
    constexpr int kMany = 60;
    FilmSpec spec = filmOf(FilmFormat::PngSequence, kMany + 1);
    const fs::path output = at("out/frames");
    fs::create_directories(at("out"));
    if (some) {
      spec.frames = {0, kMany};
      fs::create_directories(output);
      std::ofstream(frameFile(output, kMany)) << "theirs";
    }
    const auto begun = [&] {
      for (const auto& entry : fs::recursive_directory_iterator(at("out")))
        if (entry.path().filename() == frameFile({}, 1)) return true;
      return false;
    };
    const auto spin = [&] {
      QElapsedTimer since;
      since.start();
      while (since.elapsed() < 30'000) {
        try {
          if (begun()) return true;
        } catch (const fs::filesystem_error&) {  // what it came upon was renamed
        }
      }
      return true;
    };
    Renderer renderer;
    QVERIFY(stopped(spec, work, output, renderer, spin));
    QCOMPARE(namesIn(at("out")), some ? std::set<std::string>{"frames"} : std::set<std::string>{});
    if (some) QCOMPARE(namesIn(output), std::set<std::string>{frameFile({}, kMany).string()});
    const int before = renderer.rendered;
    const auto rest = run(spec, work, output, renderer);
    QVERIFY2(rest.has_value(), rest ? "" : rest.error().message.c_str());
    QCOMPARE(renderer.rendered, before);
    QCOMPARE(namesIn(output).size(), std::size_t{kMany + 1});
  }

  void throughTheRecord_data() {
    QTest::addColumn<QString>("step");
    QTest::newRow("pause") << "pause";
    QTest::newRow("cancel") << "cancel";
  }

  /// Another process wants it.
  void throughTheRecord() {
    QFETCH(QString, step);
    const bool pause = step == "pause";
    const fs::path record = at("data/record.db");
    const FilmSpec spec = filmOf(FilmFormat::Mp4H264, 150);
    auto store = JobStore::open(Record::open(record).value()).value();
    const std::int64_t id =
        store.add({.kind = kFilmJob, .spec = toJson(spec), .output = at("film.mp4"), .framesTotal = 150}).value();
    const fs::path work = workFolderOf(record, id);
    Renderer renderer;
    QProcess other;
    std::int64_t last = 0;
    const auto made =
        runFilmJob(store, *gatekeeperAt(record), store.claim(id).value(), renderer, {}, [&](const FilmProgress& p) {
          if (p.done == 70) {
            other.start(QStringLiteral(MIEN_EXPORT_CHILD),
                        {QString::fromStdString(record.string()), step, QString::number(id)});
            other.waitForFinished();
          }
          last = p.done;
        });
    QCOMPARE(other.exitCode(), 0);
    QCOMPARE(made.error().kind, ErrorKind::Cancelled);
    QVERIFY(last >= 70 && last < 150);
    QVERIFY(!fs::exists(at("film.mp4")));
    QCOMPARE(store.get(id)->state, pause ? JobState::Paused : JobState::Cancelled);
    QCOMPARE(fs::exists(work), pause);
    if (!pause) return;

    QVERIFY(store.resume(id));
    const int before = renderer.rendered;
    std::vector<std::int64_t> told;
    const auto rest = runFilmJob(store, *gatekeeperAt(record), store.claim(id).value(), renderer, {},
                                 [&](const FilmProgress& p) { told.push_back(p.done); });
    QVERIFY2(rest.has_value(), rest ? "" : rest.error().message.c_str());
    QCOMPARE(told.front(), std::int64_t{60});  // one segment
    QCOMPARE(renderer.rendered - before, 90);
    QCOMPARE(store.get(id)->state, JobState::Done);
    QVERIFY(!fs::exists(work));
    QCOMPARE(films::decoded(at("film.mp4"), false).size(), std::size_t{150});
  }

  /// What was measured of the first frames before it was paused does not count once somebody else is protected.
  void whoIsProtectedMeanwhileIsSeenInAllFrames() {
    const fs::path record = at("data/record.db");
    const FilmSpec spec = filmOf(FilmFormat::PngSequence, 40);
    auto store = JobStore::open(Record::open(record).value()).value();
    const std::int64_t id =
        store.add({.kind = kFilmJob, .spec = toJson(spec), .output = at("frames"), .framesTotal = 40}).value();
    Renderer renderer;
    std::stop_source pause;
    const auto half = runFilmJob(store, *gatekeeperAt(record), store.claim(id).value(), renderer, pause.get_token(),
                                 [&](const FilmProgress& p) {
                                   if (p.done == 30) pause.request_stop();
                                 });
    QCOMPARE(half.error().kind, ErrorKind::Cancelled);

    const auto engine = makeFakeEngine().value();
    const Recipe first = recipeAt(spec.timeline, 0);
    const Frame frame = engine->render(first, {engine->draw({8}).value(), engine->draw({12}).value()}, {}).value();
    const Embedding person = makeFakeJudge().value()->embed(frame.pixels, fivePoints(frame.facts.landmarks));
    QVERIFY(ProtectedPeople::open(record.parent_path())->add("Ann", "", std::string(64, '0'), {person}).has_value());
    const auto rest = runFilmJob(store, *gatekeeperAt(record), store.claim(id).value(), renderer, {}, [](auto&) {});
    QVERIFY(!rest && rest.error().kind == ErrorKind::Blocked);
    QVERIFY2(rest.error().message.find("frame 0") != std::string::npos, rest.error().message.c_str());
    QVERIFY(!fs::exists(at("frames")));
  }

  void workOfDeadJobsIsRemoved() {
    const fs::path record = at("record.db");
    auto store = JobStore::open(Record::open(record).value()).value();
    for (int i = 0; i < 4; ++i)
      QVERIFY(store.add({.kind = kFilmJob, .output = "/tmp/x.mp4", .framesTotal = 1}).has_value());
    QVERIFY(store.cancel(1).has_value());
    QVERIFY(store.claim(2).has_value() && store.fail(2, {ErrorKind::Disk, "It is full."}).has_value());
    QVERIFY(store.claim(3).has_value() && store.finish(3).has_value());
    for (const char* name : {"job-1", "job-2", "job-3", "job-4", "job-5", "job-x", "mine"})
      fs::create_directories(at("work") / name / "inside");
    // What a killed run has left beside its output goes with it.
    const fs::path copy = at("out/.mien-abcdefghij.part");
    fs::create_directories(copy);
    std::ofstream(at("work/job-1/beside")) << copy.string() << '\0' << at("out/frames").string();
    QCOMPARE(removeDeadWork(store, record).value(), 3);
    QVERIFY(!fs::exists(copy));
    QCOMPARE(namesIn(at("work")), (std::set<std::string>{"job-2", "job-4", "job-x", "mine"}));
  }

  /// Also when it was the newest, or the only one; what began after the list was read is left alone.
  void workOfAJobThatIsGoneIsRemoved() {
    const fs::path record = at("record.db");
    auto store = JobStore::open(Record::open(record).value()).value();
    const NewJob film{.kind = kFilmJob, .output = "/tmp/x.mp4", .framesTotal = 1};
    QCOMPARE(store.addRunning(film)->id, 1);
    QVERIFY(store.fail(1, {ErrorKind::Blocked, "Nobody agreed."}).has_value());
    fs::create_directories(workFolderOf(record, 1) / "frames");
    QCOMPARE(removeUnneeded(record, store, store.list().value()).value(), 0);  // it can be tried again
    QVERIFY(store.remove(1).has_value());
    const std::vector<Job> none = store.list().value();
    QVERIFY(none.empty());
    QCOMPARE(store.addRunning(film)->id, 2);
    fs::create_directories(workFolderOf(record, 2) / "frames");
    QCOMPARE(removeUnneeded(record, store, none).value(), 1);
    QCOMPARE(namesIn(at("work")), std::set<std::string>{"job-2"});
  }

  void workThatCantBeRemovedIsSaid() {
    const fs::path record = at("record.db");
    const auto store = JobStore::open(Record::open(record).value()).value();
    std::ofstream(at("work")) << "no folder";
    const auto removed = removeDeadWork(store, record);
    QVERIFY(!removed);
    QVERIFY2(removed.error().message.find(at("work").string()) != std::string::npos, removed.error().message.c_str());
  }
};

}  // namespace

QTEST_GUILESS_MAIN(StopTest)
#include "stop_test.moc"
