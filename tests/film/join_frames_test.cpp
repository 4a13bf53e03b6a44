// Films of pictures in a folder.
#include <QTemporaryDir>
#include <QtTest>

#include "core/film/film_xmp.h"
#include "core/photo/write.h"
#include "tests/film/films.h"
#include "tests/film/good.h"

using namespace mien;
using namespace films;

namespace fs = std::filesystem;

namespace {

class JoinFramesTest : public QObject {
  Q_OBJECT
  QTemporaryDir dir_;
  fs::path at(const std::string& name) const { return fs::path(dir_.path().toStdString()) / name; }

 private slots:
  void joinsPictures() {
    const fs::path pictures = at("pictures");
    fs::create_directories(pictures);
    fs::create_directories(at("work"));
    for (int i = 0; i < 12; ++i) {
      // 2 before 10.
      const fs::path file = pictures / ("p" + std::to_string(i) + ".png");
      GOOD(writePicture(file, frame(i, 64, 48, i > 0), PictureFormat::Png));
    }
    FilmSettings settings{.format = FilmFormat::Apng, .fps = 30, .quality = 90};
    GOOD(joinFrames(ffmpeg(), settings, picturesIn(pictures).value(), at("work"), at("joined.png"), packet("{}")));
    const auto kept = decoded(at("joined.png"), true);
    QCOMPARE(kept.size(), std::size_t{12});
    for (int i = 1; i < 12; ++i) QCOMPARE(kept[static_cast<std::size_t>(i)], frame(i, 64, 48, true));
    GOOD(readFilmXmp(at("joined.png")));

    settings.format = FilmFormat::Mp4H264;
    GOOD(joinFrames(ffmpeg(), settings, picturesIn(pictures).value(), at("work"), at("joined.mp4"), {}));
    const auto white = decoded(at("joined.mp4"), false);
    QCOMPARE(white.size(), std::size_t{12});
    QCOMPARE(times(at("joined.mp4")).back(), 0.4);
    // Field 1, 0 is see-through at first.
    QVERIFY(white[1].at(24, 8, 0) > 245 && white[1].at(24, 8, 1) > 245 && white[1].at(24, 8, 2) > 245);
    QVERIFY(std::abs(white[1].at(8, 8, 2) - 61) < 12);
  }

  void refusesPicturesThatMakeNoFilm() {
    const fs::path pictures = at("bad");
    fs::create_directories(pictures);
    fs::create_directories(at("work"));
    const FilmSettings settings{.format = FilmFormat::Mp4H264};
    const auto join = [&] {
      return picturesIn(pictures).and_then(
          [&](const auto& files) { return joinFrames(ffmpeg(), settings, files, at("work"), at("bad.mp4"), {}); });
    };
    QCOMPARE(join().error().kind, ErrorKind::Input);
    for (int i = 0; i < 3; ++i) {
      GOOD(writePicture(pictures / (std::to_string(i) + ".png"), frame(i, 64, 48, false), PictureFormat::Png));
    }
    GOOD(join());
    fs::remove(at("bad.mp4"));
    fs::resize_file(pictures / "1.png", 200);  // cut off
    const auto damaged = join();               // which one, and not what ffmpeg wrote
    QCOMPARE(damaged.error().kind, ErrorKind::Input);
    QVERIFY2(damaged.error().message.find((pictures / "1.png").string()) != std::string::npos,
             damaged.error().message.c_str());
    QVERIFY(!fs::exists(at("bad.mp4")));
    GOOD(writePicture(pictures / "1.png", frame(1, 48, 48, false), PictureFormat::Png));
    QCOMPARE(join().error().kind, ErrorKind::Input);
    QVERIFY(join().error().message.find("48 x 48") != std::string::npos);
  }

  /// What can't be written is the film, not what would have lain beside it or the segments in the work folder.
  void errorsSpeakOfTheFilm() {
    const fs::path pictures = at("fine");
    fs::create_directories(pictures);
    fs::create_directories(at("work"));
    GOOD(writePicture(pictures / "0.png", frame(0, 64, 48, false), PictureFormat::Png));
    const auto sentenceOf = [&](const Ffmpeg& program, const fs::path& film) {
      const auto joined =
          joinFrames(program, {.format = FilmFormat::Mp4H264}, picturesIn(pictures).value(), at("work"), film, {});
      return joined ? std::string() : joined.error().message;
    };
    const std::string nowhere = sentenceOf(ffmpeg(), at("none/film.mp4"));
    QVERIFY2(nowhere.starts_with(at("none/film.mp4").string() + " can't be written"), nowhere.c_str());
    Ffmpeg broken = ffmpeg();
    broken.program = "/bin/false";
    const std::string ended = sentenceOf(broken, at("film.mp4"));
    QVERIFY2(ended.starts_with(at("film.mp4").string() + " can't be written, ffmpeg ended early"), ended.c_str());
  }
};

}  // namespace

QTEST_GUILESS_MAIN(JoinFramesTest)
#include "join_frames_test.moc"
