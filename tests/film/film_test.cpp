#include <QSysInfo>
#include <QTemporaryDir>
#include <QtTest>
#include <cstdlib>
#include <map>
#include <numeric>

#include "core/base/atomic_file.h"
#include "core/film/webp_film.h"
#include "core/photo/write.h"
#include "core/photo/xmp.h"
#include "tests/film/films.h"
#include "tests/film/good.h"

using namespace mien;
using namespace films;

namespace fs = std::filesystem;

namespace {

std::string nameFor(FilmFormat format) {
  return "wunderlich" + std::string(infoOf(format).extension);
}

/// Without the two pixels on each side of a border.
double differenceInPatches(const Image8& a, const Image8& b) {
  double sum = 0;
  int count = 0;
  for (int y = 0; y < a.height(); ++y) {
    for (int x = 0; x < a.width(); ++x) {
      if (x % 16 < 2 || x % 16 > 13 || y % 16 < 2 || y % 16 > 13) continue;
      for (int c = 0; c < 3; ++c, ++count) sum += std::abs(a.at(x, y, c) - b.at(x, y, c));
    }
  }
  return sum / count;
}

class FilmTest : public QObject {
  Q_OBJECT
  QTemporaryDir dir_;
  fs::path at(const std::string& name) const { return fs::path(dir_.path().toStdString()) / name; }

  /// Video says what it is; pictures are sRGB by definition.
  static void checkTags(const fs::path& film, FilmFormat format) {
    if (!infoOf(format).copied) return;
    const QJsonObject info = stream(film);
    QCOMPARE(info["color_space"].toString(), "bt709");
    QCOMPARE(info["color_primaries"].toString(), "bt709");
    QCOMPARE(info["color_transfer"].toString(), "iec61966-2-1");
    QCOMPARE(info["color_range"].toString(), "tv");
    if (format == FilmFormat::Mp4H265) QCOMPARE(info["codec_tag_string"].toString(), "hvc1");
    if (infoOf(format).extension != ".mp4") return;
    const QByteArray bytes = bytesOf(film);
    QVERIFY(bytes.indexOf("moov") < bytes.indexOf("mdat"));
  }

  static void addFormats(bool onlyAlpha = false) {
    QTest::addColumn<FilmFormat>("format");
    for (const auto& info : filmFormats()) {
      if (info.format == FilmFormat::PngSequence || (onlyAlpha && !info.alpha)) continue;
      QTest::newRow(info.id.data()) << info.format;
    }
  }

 private slots:
  /// What could not be written has no size to be told by.
  void aDiskThatIsFullAtTheEndIsNamed() {
    film::WebpFilm webp({.format = FilmFormat::Webp, .width = 64, .height = 64}, "/dev/full", "film.webp");
    const auto done = webp.finish();
    QVERIFY(!done && done.error().kind == ErrorKind::Disk);
    QVERIFY2(done.error().message.find("the disk is full") != std::string::npos, done.error().message.c_str());
  }

  void tellsFormatsByExtensionAndCodec() {
    QCOMPARE(*filmFormatFor("a.mp4"), FilmFormat::Mp4H264);
    QCOMPARE(*filmFormatFor("a.MP4", "H265"), FilmFormat::Mp4H265);
    QCOMPARE(*filmFormatFor("x/a.webm"), FilmFormat::WebmVp9);
    QCOMPARE(*filmFormatFor("frames/"), FilmFormat::PngSequence);
    QVERIFY(!filmFormatFor("x/.mp4"));
    QCOMPARE(*filmFormatFor("a.webm", "av1"), FilmFormat::WebmAv1);
    QCOMPARE(*filmFormatFor("a.mov"), FilmFormat::MovProres);
    QCOMPARE(*filmFormatFor("a.gif"), FilmFormat::Gif);
    QCOMPARE(*filmFormatFor("a.png"), FilmFormat::Apng);
    QCOMPARE(*filmFormatFor("a.webp"), FilmFormat::Webp);
    QCOMPARE(*filmFormatFor("frames"), FilmFormat::PngSequence);
    for (const auto& info : filmFormats()) {
      QCOMPARE(*filmFormatById(info.id), info.format);
      QCOMPARE(infoOf(info.format).id, info.id);
      QCOMPARE(*filmFormatFor("a" + std::string(info.extension), info.codec), info.format);
    }
    QVERIFY(!filmFormatById("avi"));
    QCOMPARE(filmFormatFor("a.avi").error().kind, ErrorKind::Usage);
    QVERIFY(filmFormatFor("a.mp4", "av1").error().message.find("h264, h265") != std::string::npos);
  }

  void refusesSettingsThatAFormatCantHold() {
    const FilmSettings good{.format = FilmFormat::Mp4H264, .width = 64, .height = 64};
    GOOD(checkFilmSettings(good));
    const auto refused = [&](auto change) {
      FilmSettings bad = good;
      change(bad);
      const auto checked = checkFilmSettings(bad);
      return !checked && checked.error().kind == ErrorKind::Usage && checked.error().message.ends_with(".");
    };
    QVERIFY(refused([](FilmSettings& s) { s.alpha = true; }));
    QVERIFY(refused([](FilmSettings& s) { s.fps = 23; }));
    QVERIFY(refused([](FilmSettings& s) { s.width = 8; }));
    QVERIFY(refused([](FilmSettings& s) { s.height = 9000; }));
    QVERIFY(refused([](FilmSettings& s) { s.quality = 0; }));
    QVERIFY(refused([](FilmSettings& s) {
      s.format = FilmFormat::Gif;
      s.fps = 60;
    }));
    QCOMPARE(heldFps(FilmFormat::Gif, 60), 50);
    QCOMPARE(heldFps(FilmFormat::Gif, 24), 24);
    QCOMPARE(heldFps(FilmFormat::Mp4H264, 60), 60);
  }

  void keepsColours_data() { addFormats(); }
  void keepsColours() {
    QFETCH(FilmFormat, format);
    const Image8 card = colourCard();
    const FilmSettings settings{.format = format, .width = 128, .height = 64};
    const fs::path segment = segmentFile(at(""), format, 0);
    auto encoder = SegmentEncoder::start(ffmpeg(), settings, segment);
    GOOD(encoder);
    for (int i = 0; i < 6; ++i) GOOD((*encoder)->write(card));
    GOOD((*encoder)->finish());
    const int frames = 6;
    GOOD(joinSegments(ffmpeg(), settings, at(""), {&frames, 1}, at(nameFor(format)), {}));
    fs::remove(segment);

    checkTags(at(nameFor(format)), format);
    const auto shown = decoded(at(nameFor(format)), false);
    // WebP drops repeated frames; all others hold each.
    if (format != FilmFormat::Webp) QCOMPARE(shown.size(), std::size_t{6});
    QVERIFY(!shown.empty());
    for (const Image8& image : shown) {
      QCOMPARE(image.width(), 128);
      QCOMPARE(image.height(), 64);
      // WebP's decoder smooths the halved chroma over the patches' borders; inside they count like all others'.
      const double error =
          format == FilmFormat::Webp ? differenceInPatches(card, image) : difference(card, image, 0, 2);
      QVERIFY2(error <= 2, qPrintable(QString("mean error %1 of 255").arg(error)));
      // Each patch by itself: what is wrong with one colour must not hide in the mean.
      for (int y = 8; y < 64; y += 16) {
        for (int x = 8; x < 128; x += 16) {
          for (int c = 0; c < 3; ++c) {
            const int off = std::abs(card.at(x, y, c) - image.at(x, y, c));
            QVERIFY2(off <= 6, qPrintable(QString("%1 at %2, %3").arg(off).arg(x).arg(y)));
          }
        }
      }
    }
  }

  void keepsEveryFrameInTime_data() {
    QTest::addColumn<FilmFormat>("format");
    QTest::addColumn<int>("fps");
    for (const auto& info : filmFormats()) {
      if (info.format == FilmFormat::PngSequence) continue;
      for (const int fps : {24, 60}) {
        // 24 does not divide what these count in.
        const bool coarse = !info.copied || info.extension == ".webm";
        if (fps == 24 && !coarse) continue;
        const int held = heldFps(info.format, fps);
        QTest::addRow("%s at %d", info.id.data(), held) << info.format << held;
      }
    }
  }
  void keepsEveryFrameInTime() {
    QFETCH(FilmFormat, format);
    QFETCH(int, fps);
    const std::vector<int> lengths{7, 1, 12};
    const int count = std::accumulate(lengths.begin(), lengths.end(), 0);
    const FilmSettings settings{.format = format, .width = 96, .height = 64, .fps = fps, .quality = 90};
    const fs::path film = at(nameFor(format));
    GOOD(makeFilm(settings, lengths, film));

    const auto all = times(film);
    QCOMPARE(all.size(), std::size_t(count) + 1);
    // As fine as the container counts: a GIF centiseconds, WebM and WebP milliseconds.
    std::map<std::string_view, double> ticks{{".gif", 0.005},  {".webm", 0.0005}, {".webp", 0.0005},
                                             {".png", 0.0003}, {".mp4", 1e-6},    {".mov", 1e-6}};
    const double tick = ticks.at(infoOf(format).extension);
    for (int i = 0; i < count; ++i) {
      const double off = std::abs(all[static_cast<std::size_t>(i)] - i / double(fps));
      QVERIFY2(off <= tick + 1e-6, qPrintable(QString("frame %1 is off by %2 s").arg(i).arg(off)));
    }
    QVERIFY(std::abs(all.back() - count / double(fps)) < 2 * tick + 0.001);

    // Every frame is there, at its place: the segments' ends are not mixed up.
    const auto shown = decoded(film, false);
    QCOMPARE(shown.size(), std::size_t(count));
    for (int i = 0; i < count; ++i) {
      const double error = difference(frame(i, 96, 64, false), shown[static_cast<std::size_t>(i)], 0, 1);
      QVERIFY2(error < 8, qPrintable(QString("frame %1 is off by %2").arg(i).arg(error)));
    }
  }

  void keepsAlpha_data() { addFormats(true); }
  void keepsAlpha() {
    QFETCH(FilmFormat, format);
    const FilmSettings settings{.format = format, .width = 64, .height = 48, .alpha = true, .quality = 90};
    GOOD(makeFilm(settings, {5, 6}, at(nameFor(format))));
    const auto shown = decoded(at(nameFor(format)), true);
    QCOMPARE(shown.size(), std::size_t{11});
    // Matroska's AlphaMode, without which browsers show a film as opaque; ffmpeg's own decoder does without.
    if (format == FilmFormat::WebmVp9) QVERIFY(bytesOf(at(nameFor(format))).contains("\x53\xC0\x81\x01"));
    for (int i = 0; i < 11; ++i) {
      const double error = difference(frame(i, 64, 48, true), shown[static_cast<std::size_t>(i)], 3, 3);
      QVERIFY2(error < 2, qPrintable(QString("frame %1 is off by %2").arg(i).arg(error)));
    }
  }

  /// A square that jumps where one segment ends, and nothing at its borders.
  void nothingShinesThroughFromTheSegmentBefore() {
    const FilmSettings settings{.format = FilmFormat::Webp, .width = 64, .height = 64, .alpha = true, .fps = 30};
    const auto square = [](int at) {
      Image8 out(64, 64, 4);
      for (int y = at; y < at + 16; ++y)
        for (int x = at; x < at + 16; ++x) out.at(x, y, 0) = out.at(x, y, 3) = 255;
      return out;
    };
    const std::vector<int> lengths{2, 1};
    for (int i = 0; i < 2; ++i) {
      auto encoder = SegmentEncoder::start(ffmpeg(), settings, segmentFile(at(""), settings.format, i));
      GOOD(encoder);
      for (int f = 0; f < lengths[static_cast<std::size_t>(i)]; ++f)
        GOOD((*encoder)->write(square(i == 0 ? 4 + 2 * f : 40)));
      GOOD((*encoder)->finish());
    }
    GOOD(joinSegments(ffmpeg(), settings, at(""), lengths, at("square.webp"), {}));
    const auto shown = decoded(at("square.webp"), true);
    QCOMPARE(shown.size(), std::size_t{3});
    QVERIFY(difference(square(4), shown[0], 3, 3) < 0.1);
    QVERIFY(difference(square(6), shown[1], 3, 3) < 0.1);
    QVERIFY(difference(square(40), shown[2], 3, 3) < 0.1);
    QCOMPARE(times(at("square.webp")), (std::vector<double>{0, 0.033, 0.067, 0.1}));
  }

  void makesOddSidesEvenWhereItMust_data() { addFormats(); }
  void makesOddSidesEvenWhereItMust() {
    QFETCH(FilmFormat, format);
    const FilmSettings settings{.format = format, .width = 67, .height = 65, .quality = 95};
    GOOD(makeFilm(settings, {3}, at(nameFor(format))));
    const auto shown = decoded(at(nameFor(format)), false);
    const int more = infoOf(format).subsampled ? 1 : 0;
    QCOMPARE(shown.size(), std::size_t{3});
    QCOMPARE(shown[0].width(), 67 + more);
    QCOMPARE(shown[0].height(), 65 + more);
    QVERIFY(difference(frame(0, 67, 65, false), shown[0], 0, 2) < 5);
    for (int c = 0; more == 1 && c < 3; ++c) {
      QVERIFY(std::abs(shown[0].at(67, 30, c) - shown[0].at(66, 30, c)) < 12);
      QVERIFY(std::abs(shown[0].at(30, 65, c) - shown[0].at(30, 64, c)) < 12);
    }
  }

  void givesTheSameBytesWhenResumed_data() { addFormats(); }
  void givesTheSameBytesWhenResumed() {
    QFETCH(FilmFormat, format);
    const FilmSettings settings{.format = format, .width = 64, .height = 64, .fps = 30};
    const std::string xmp = packet("{\"a\":1}");
    GOOD(makeFilm(settings, {5, 4}, at(nameFor(format)), xmp));

    const QTemporaryDir work;
    const fs::path folder = work.path().toStdString();
    GOOD(encodeSegments(settings, {5}, folder));
    {  // broken off
      auto encoder = SegmentEncoder::start(ffmpeg(), settings, segmentFile(folder, format, 1));
      GOOD(encoder);
      GOOD((*encoder)->write(frame(5, 64, 64, false)));
    }
    QVERIFY(!fs::exists(segmentFile(folder, format, 1)));
    const std::vector<int> lengths{5, 4};
    QCOMPARE(joinSegments(ffmpeg(), settings, folder, lengths, at("x"), xmp).error().kind, ErrorKind::Input);
    GOOD(encodeSegments(settings, lengths, folder));
    GOOD(joinSegments(ffmpeg(), settings, folder, lengths, at("again"), xmp));
    QCOMPARE(bytesOf(at("again")), bytesOf(at(nameFor(format))));
  }

  void tellsNothingAboutWhereItWasMade_data() { addFormats(); }
  void tellsNothingAboutWhereItWasMade() {
    QFETCH(FilmFormat, format);
    fs::create_directories(at("Verzeichnis-Zwetschge"));
    const fs::path film = at("Verzeichnis-Zwetschge") / nameFor(format);
    const FilmSettings settings{.format = format, .width = 64, .height = 64, .alpha = infoOf(format).alpha};
    GOOD(makeFilm(settings, {4}, film, packet("{}")));
    const QByteArray bytes = bytesOf(film).toLower();
    const QByteArray folder = dir_.path().section('/', -1).toUtf8().toLower();
    for (const QByteArray& secret :
         {QByteArray("zwetschge"), QByteArray("wunderlich"), QByteArray("segment-"), QByteArray("/tmp"), folder,
          QByteArray("file:"), QSysInfo::machineHostName().toUtf8().toLower(), qgetenv("USER").toLower()}) {
      if (secret.size() < 5) continue;  // three letters occur in any coded picture
      QVERIFY2(!bytes.contains(secret), secret.constData());
    }
    if (format != FilmFormat::Gif) QVERIFY(!bytes.contains(QByteArray::fromStdString(ffmpeg().version).toLower()));
    QVERIFY(!bytes.contains("creation"));
  }

  void loopsAsAsked() {
    FilmSettings settings{.format = FilmFormat::Gif, .width = 32, .height = 32};
    GOOD(makeFilm(settings, {3}, at("loop.gif")));
    QVERIFY(bytesOf(at("loop.gif")).contains("NETSCAPE2.0"));
    settings.loop = false;
    GOOD(makeFilm(settings, {3}, at("once.gif")));
    QVERIFY(!bytesOf(at("once.gif")).contains("NETSCAPE2.0"));
    settings.format = FilmFormat::Apng;
    GOOD(makeFilm(settings, {3}, at("once.png")));
    const QByteArray apng = bytesOf(at("once.png"));
    QCOMPARE(apng.mid(apng.indexOf("acTL") + 4, 8), QByteArray("\0\0\0\3\0\0\0\1", 8));
    settings.format = FilmFormat::Webp;
    GOOD(makeFilm(settings, {3}, at("once.webp")));
    const QByteArray webp = bytesOf(at("once.webp"));
    QCOMPARE(webp.mid(webp.indexOf("ANIM") + 12, 2), QByteArray("\1\0", 2));
  }
};

}  // namespace

QTEST_GUILESS_MAIN(FilmTest)
#include "film_test.moc"
