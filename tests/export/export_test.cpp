// What an export writes: every format, and what a film may be made of.
#include <QImage>
#include <QTemporaryDir>
#include <QtTest>

#include "core/blend/timeline_settings.h"
#include "core/film/film_xmp.h"
#include "core/film/png_sequence.h"
#include "core/photo/xmp.h"
#include "tests/export/exports.h"
#include "tests/film/films.h"

using namespace mien;
using namespace exports;

namespace fs = std::filesystem;

namespace {

void addFormats() {
  QTest::addColumn<FilmFormat>("format");
  for (const auto& info : filmFormats()) QTest::newRow(info.id.data()) << info.format;
}

std::string nameFor(const std::string& stem, FilmFormat format) {
  return stem + "-" + std::string(infoOf(format).codec) + std::string(infoOf(format).extension);
}

/// The film's frames as another program sees them.
std::vector<Image8> framesOfOutput(const fs::path& output, bool alpha) {
  if (!fs::is_directory(output)) return films::decoded(output, alpha);
  std::vector<Image8> frames;
  for (const std::string& name : namesIn(output)) {
    const QImage picture = QImage(QString::fromStdString((output / name).string()))
                               .convertToFormat(alpha ? QImage::Format_RGBA8888 : QImage::Format_RGB888);
    Image8 frame(picture.width(), picture.height(), alpha ? 4 : 3);
    for (int y = 0; y < frame.height(); ++y)
      std::copy_n(picture.constScanLine(y), frame.width() * frame.channels(), frame.row(y));
    frames.push_back(std::move(frame));
  }
  return frames;
}

Timeline carriedBy(const fs::path& film) {
  return readFilmXmp(film)
      .map([](const std::string& packet) { return *timelineFromXmp(packet); })
      .and_then([](const std::string& json) { return timelineFromJson(json); })
      .value();
}

class ExportTest : public QObject {
  Q_OBJECT
  QTemporaryDir dir_;
  fs::path at(const std::string& name) const { return fs::path(dir_.path().toStdString()) / name; }

  /// A photograph with a face as the engine of the tests finds one: wherever something is to be seen.
  fs::path photograph(const std::string& name, int width, int height) const {
    QImage picture(width, height, QImage::Format_RGB888);
    for (int y = 0; y < height; ++y)
      for (int x = 0; x < width; ++x) picture.setPixelColor(x, y, QColor(x * 255 / width, y * 255 / height, 90));
    fs::create_directories(at(name).parent_path());
    return picture.save(QString::fromStdString(at(name).string())) ? at(name) : fs::path();
  }

  /// No path or name of a photograph, of the folders or of a marker leaves the machine inside an output.
  static void namesNobody(const fs::path& output, FilmFormat format) {
    for (const auto& [name, bytes] : bytesOfOutput(output)) {
      for (const std::string word :
           {"Zoe laughs", "Musterfrau", "Geheimbild", "Ordner", "Ausgabe", "Arbeitsordner", "export_test", "/tmp"}) {
        for (const QByteArray& told : {QByteArray(word.c_str()), QString::fromStdString(word).toUtf8().toLower()})
          QVERIFY2(!QByteArray(bytes.data(), static_cast<qsizetype>(bytes.size())).contains(told),
                   (name + " tells " + word).c_str());
      }
    }
    if (format != FilmFormat::PngSequence) QVERIFY(carriedBy(output).markers.empty());
  }

 private slots:
  void everyFormat_data() { addFormats(); }
  void everyFormat() {
    QFETCH(FilmFormat, format);
    FilmSpec spec = filmOf(format, 7);
    setMarker(spec.timeline, 24, "a marker");
    std::vector<std::vector<std::pair<std::string, std::string>>> outputs;
    for (const std::string stem : {"one", "two"}) {
      Renderer renderer;
      std::vector<std::int64_t> told;
      const fs::path output = at(nameFor(stem, format));
      const auto written = run(spec, at("work"), output, renderer, {}, [&](const FilmProgress& p) {
        if (p.coded == 0) told.push_back(p.done);
        QCOMPARE(p.total, std::int64_t{7});
      });
      QVERIFY2(written.has_value(), written ? "" : written.error().message.c_str());
      QCOMPARE(written->file, output);
      QCOMPARE(told, (std::vector<std::int64_t>{1, 2, 3, 4, 5, 6, 7}));
      QCOMPARE(renderer.rendered, 7);
      QVERIFY(!fs::exists(at("work")));
      outputs.push_back(bytesOfOutput(output));
    }
    QVERIFY(outputs[0] == outputs[1]);
    const fs::path output = at(nameFor("one", format));
    const auto frames = framesOfOutput(output, false);
    QCOMPARE(frames.size(), std::size_t{7});
    QCOMPARE(frames[0].width(), 256);
    QCOMPARE(frames[0].height(), 256);
    QVERIFY(films::difference(frames.front(), frames.back(), 0, 2) > 3);
    if (format == FilmFormat::PngSequence) {
      QCOMPARE(namesIn(output).size(), std::size_t{7});
      return;
    }
    QCOMPARE(outputs[0].size(), infoOf(format).holdsXmp ? std::size_t{1} : std::size_t{2});
    // Markers are notes for whoever edits.
    Timeline expected = spec.timeline;
    expected.markers.clear();
    QVERIFY(carriedBy(output) == expected);
  }

  void aPartWithoutSurroundings_data() { addFormats(); }
  void aPartWithoutSurroundings() {
    QFETCH(FilmFormat, format);
    FilmSpec spec = filmOf(format, 6);
    cutOutFrom(spec, 3 * ticksPerFrame(25));
    Renderer renderer;
    const fs::path output = at(nameFor("cut", format));
    const auto written = run(spec, at("work"), output, renderer);
    QVERIFY2(written.has_value(), written ? "" : written.error().message.c_str());
    const auto frames = framesOfOutput(output, true);
    QCOMPARE(frames.size(), std::size_t{6});
    for (std::size_t i = 0; i < frames.size(); ++i) {
      const auto corner = [&](int c) { return static_cast<int>(frames[i].at(2, 2, c)); };
      const bool cut = i >= 3;
      QVERIFY2(frames[i].at(128, 128, 3) >= 250, "The face is always there.");
      if (infoOf(format).alpha)
        QVERIFY2(cut ? corner(3) <= 5 : corner(3) >= 250, qPrintable(QString("%1: %2").arg(i).arg(corner(3))));
      else if (cut)
        QVERIFY2(corner(0) >= 250 && corner(1) >= 250 && corner(2) >= 250, "White lies below.");
    }
  }

  void inAPhotographOfAnOddSize_data() { addFormats(); }
  void inAPhotographOfAnOddSize() {
    QFETCH(FilmFormat, format);
    FilmSpec spec = filmOf(format, 4);
    usePhotograph(spec, photograph("Zoe-Musterfrau/Geheimbild.png", 301, 227));
    spec.timeline.base.placement = Placement::PhotoA;
    setMarker(spec.timeline, 24, "Zoe laughs");
    Renderer renderer;
    const fs::path output = at("Ordner-" + nameFor("Ausgabe", format));
    const auto written = run(spec, at("Arbeitsordner"), output, renderer);
    QVERIFY2(written.has_value(), written ? "" : written.error().message.c_str());
    namesNobody(output, format);
    if (QTest::currentTestFailed()) return;
    const auto frames = framesOfOutput(output, false);
    QCOMPARE(frames.size(), std::size_t{4});
    const bool even = infoOf(format).subsampled;
    QCOMPARE(frames[0].width(), even ? 302 : 301);
    QCOMPARE(frames[0].height(), even ? 228 : 227);
    QVERIFY(films::difference(frames.front(), frames.back(), 0, 2) > 1);
    // Beside the face the photograph stays.
    QVERIFY(std::abs(frames[2].at(298, 2, 0) - 298 * 255 / 301) <= 12);
  }

  /// The frames are as large as the photograph of the face that is named, whichever faces are drawn.
  void inAFurtherFacesPhotograph() {
    FilmSpec spec = filmOf(FilmFormat::PngSequence, 4);
    addDrawnFace(spec);
    usePhotograph(spec, photograph("first.png", 160, 180), 0);
    usePhotograph(spec, photograph("further.png", 230, 210), 2);
    spec.timeline.base.placement = Placement::PhotoC;
    Renderer renderer;
    const auto written = run(spec, at("work"), at("further"), renderer);
    QVERIFY2(written.has_value(), written ? "" : written.error().message.c_str());
    const auto frames = framesOfOutput(at("further"), false);
    QCOMPARE(frames.size(), std::size_t{4});
    QCOMPARE(frames[0].width(), 230);
    QCOMPARE(frames[0].height(), 210);
  }

  void aDrawnFaceHasNoPhotograph() {
    FilmSpec spec = filmOf(FilmFormat::Mp4H264, 4);
    spec.timeline.base.placement = Placement::PhotoB;
    Renderer renderer;
    QCOMPARE(run(spec, at("work"), at("drawn.mp4"), renderer).error().kind, ErrorKind::Input);
  }

  /// Where photographs lie is kept byte by byte; what older versions could say is written as they did.
  void whatAFilmIsMadeOfComesBack() {
    FilmSpec spec = filmOf(FilmFormat::Gif, 3);
    spec.photographs = {"/home/ä/a.png", ""};
    QJsonObject json = QJsonDocument::fromJson(QByteArray::fromStdString(toJson(spec))).object();
    QCOMPARE(json["schema"].toInt(), 1);
    QCOMPARE(json["photographs"][0].toString(), QString::fromUtf8("/home/ä/a.png"));
    QVERIFY(filmSpecFromJson(toJson(spec)).value() == spec);

    spec.photographs[0] = "/home/n\xff/\xc3.png";
    const QByteArray text = QByteArray::fromStdString(toJson(spec));
    json = QJsonDocument::fromJson(text).object();
    QCOMPARE(json["schema"].toInt(), 2);
    QVERIFY(filmSpecFromJson(text.toStdString()).value() == spec);
    const QByteArray hex = json["photographs"][0]["hex"].toString().toLatin1();
    for (const char* bad : {"zz", "2", "FF"}) {
      const std::string broken = QByteArray(text).replace(hex, bad).toStdString();
      QVERIFY(filmSpecFromJson(broken).error().kind == ErrorKind::Input);
    }
    QVERIFY(filmSpecFromJson(QByteArray(text).replace(hex, "00").toStdString()).error().kind == ErrorKind::Input);
  }

  void gifHoldsFiftyFrames() {
    FilmSpec spec = filmOf(FilmFormat::Gif, 10);
    setFrameRate(spec.timeline, 60);
    QCOMPARE(frameCount(spec.timeline), std::int64_t{24});
    QCOMPARE(filmFrameCount(heldTimeline(spec)), std::int64_t{20});
    Renderer renderer;
    QVERIFY(run(spec, at("work"), at("fast.gif"), renderer).has_value());
    QCOMPARE(renderer.rendered, 20);
    const auto times = films::times(at("fast.gif"));
    QCOMPARE(times.size(), std::size_t{21});
    for (std::size_t i = 0; i < times.size(); ++i) QVERIFY(std::abs(times[i] - 0.02 * static_cast<double>(i)) < 1e-6);
    QCOMPARE(carriedBy(at("fast.gif")).framesPerSecond, 50);
  }

  void forthAndBack() {
    FilmSpec spec = filmOf(FilmFormat::Apng, 5);
    spec.timeline.repeat = Repeat::PingPong;
    Renderer renderer;
    QVERIFY(run(spec, at("work"), at("pong.png"), renderer).has_value());
    const auto frames = films::decoded(at("pong.png"), false);
    QCOMPARE(frames.size(), std::size_t{8});
    for (std::size_t i = 1; i < 4; ++i) QCOMPARE(films::difference(frames[i], frames[8 - i], 0, 2), 0.0);
    QVERIFY(films::difference(frames[3], frames[4], 0, 2) > 0);
    QVERIFY(carriedBy(at("pong.png")).repeat == Repeat::PingPong);
  }

  void onceOrForEver() {
    for (const Repeat repeat : {Repeat::Once, Repeat::Loop, Repeat::PingPong}) {
      FilmSpec spec = filmOf(FilmFormat::Gif, 4);
      spec.overwrite = true;
      spec.timeline.repeat = repeat;
      Renderer renderer;
      QVERIFY(run(spec, at("work"), at("loops.gif"), renderer).has_value());
      QCOMPARE(films::bytesOf(at("loops.gif")).contains("NETSCAPE2.0"), repeat != Repeat::Once);
    }
  }

  /// Machines may share the frames of one film.
  void rangesMakeTheFramesOfTheWhole() {
    FilmSpec spec = filmOf(FilmFormat::PngSequence, 25);
    spec.timeline.base.size = 256;
    cutOutFrom(spec, 14 * ticksPerFrame(25));
    Renderer renderer;
    QVERIFY(run(spec, at("work"), at("whole"), renderer).has_value());
    for (const auto& range : {std::pair<std::int64_t, std::int64_t>{0, 10}, {10, 25}}) {
      spec.frames = range;
      QVERIFY(run(spec, at("work"), at("ranges"), renderer).has_value());
      QCOMPARE(namesIn(at("ranges")).size(), static_cast<std::size_t>(range.second));
    }
    QCOMPARE(renderer.rendered, 50);
    QVERIFY(bytesOfOutput(at("ranges")) == bytesOfOutput(at("whole")));
  }
};

}  // namespace

QTEST_GUILESS_MAIN(ExportTest)
#include "export_test.moc"
