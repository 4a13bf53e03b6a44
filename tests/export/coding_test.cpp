// Films that are coded as a whole once all frames are made: how far that is, and how it is stopped.
#include <QElapsedTimer>
#include <QTemporaryDir>
#include <QtTest>
#include <fstream>

#include "core/export/job_progress.h"
#include "core/export/run_film_job.h"
#include "core/film/ffmpeg.h"
#include "tests/export/exports.h"
#include "tests/export/fake_ffmpeg.h"
#include "tests/support/waiting.h"

using namespace mien;
using namespace exports;

namespace fs = std::filesystem;

namespace {

constexpr int kFrames = 20;

class CodingTest : public QObject {
  Q_OBJECT
  std::unique_ptr<QTemporaryDir> dir_;
  fs::path at(const std::string& name) const { return fs::path(dir_->path().toStdString()) / name; }

  /// ffmpeg, which does `first` before it codes a whole film (-i list.txt, as Mien calls it).
  fs::path ffmpegThat(const std::string& first) const {
    const std::string real = findFfmpeg()->program.string();
    const fs::path file = at("ffmpeg");
    std::ofstream(file) << "#!/bin/sh\ncase \"$*\" in *-progress*) " << first << ";; esac\nexec " << real
                        << " \"$@\"\n";
    fs::permissions(file, fs::perms::owner_all);
    return file;
  }
  static void addFormats() {
    QTest::addColumn<int>("format");
    for (const FilmFormat format : {FilmFormat::Gif, FilmFormat::Apng, FilmFormat::Webp})
      QTest::newRow(infoOf(format).id.data()) << static_cast<int>(format);
  }

 private slots:
  void init() { dir_ = std::make_unique<QTemporaryDir>(); }

  void howFarItIsStandsInTheRecord_data() { addFormats(); }
  void howFarItIsStandsInTheRecord() {
    QFETCH(int, format);
    const FilmSpec spec = filmOf(static_cast<FilmFormat>(format), kFrames);
    const fs::path output = at("film" + std::string(infoOf(spec.format).extension));
    const FfmpegIs slow(
        ffmpegThat("printf 'frame= 8\\nprogress=continue\\n'; sleep 0.7; printf 'frame=16\\n'; sleep 0.7"));
    auto store = JobStore::open(Record::open(at("data/record.db")).value()).value();
    const auto job =
        store.addRunning({.kind = kFilmJob, .spec = toJson(spec), .output = output, .framesTotal = kFrames});
    Renderer renderer;
    std::vector<std::int64_t> coded;
    double leastShare = 1;
    std::optional<double> left;
    const auto made =
        runFilmJob(store, *gatekeeperAt(at("data/record.db")), *job, renderer, {}, [&](const FilmProgress& p) {
          if (p.coded == 0) return;
          QCOMPARE(p.done, p.total);
          coded.push_back(p.coded);
          const JobProgress told = progressOf(store.get(job->id).value());
          if (told.coded == 0) return;
          leastShare = std::min(leastShare, told.share());
          left = std::max(left, told.secondsLeft);  // none is the least
        });
    QVERIFY2(made.has_value(), made ? "" : made.error().message.c_str());
    QVERIFY(coded.size() > 4 && std::is_sorted(coded.begin(), coded.end()) && coded.back() <= kFrames);
    QVERIFY(coded.front() < kFrames / 2 && coded.back() > kFrames / 2);
    QVERIFY2(leastShare > 0.5 && leastShare < 0.75, qPrintable(QString::number(leastShare)));
    QVERIFY(left && *left > 0);
    const JobProgress done = progressOf(store.get(job->id).value());
    QVERIFY(done.made == kFrames && !done.secondsLeft);
  }

  void itIsStoppedSoon_data() { addFormats(); }
  void itIsStoppedSoon() {
    QFETCH(int, format);
    const FilmSpec spec = filmOf(static_cast<FilmFormat>(format), kFrames);
    const fs::path output = at("film" + std::string(infoOf(spec.format).extension));
    Renderer renderer;
    {
      const FfmpegIs endless(ffmpegThat("printf 'frame=3\\n'; exec sleep 60"));
      std::stop_source stop;
      QElapsedTimer since;
      const auto made = run(spec, at("work"), output, renderer, stop.get_token(), [&](const FilmProgress& p) {
        if (p.coded == 0 || since.isValid()) return;
        since.start();
        stop.request_stop();
      });
      QVERIFY(since.isValid());
      QVERIFY(since.elapsed() < kSoonMs);
      QCOMPARE(made.error().kind, ErrorKind::Cancelled);
      QVERIFY(!fs::exists(output));
    }
    QVERIFY(run(spec, at("work"), output, renderer).has_value());
    QCOMPARE(renderer.rendered, kFrames);
  }

  void otherFilmsAreNotCodedTwice() {
    QVERIFY(!isCodedInTheEnd(FilmFormat::Mp4H264) && !isCodedInTheEnd(FilmFormat::PngSequence));
    Job job;
    job.spec = toJson(filmOf(FilmFormat::Mp4H264, 4));
    job.framesTotal = 4;
    job.framesDone = 2;
    QVERIFY(!progressOf(job).codedInTheEnd);
    QCOMPARE(progressOf(job).share(), 0.5);
  }
};

}  // namespace

QTEST_GUILESS_MAIN(CodingTest)
#include "coding_test.moc"
