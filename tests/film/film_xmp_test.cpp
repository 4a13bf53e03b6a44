// What a film says of its making, inside or beside.
#include "core/film/film_xmp.h"

#include <webp/mux.h>

#include <QTemporaryDir>
#include <QtTest>
#include <fstream>

#include "core/base/atomic_file.h"
#include "core/photo/xmp.h"
#include "tests/film/films.h"
#include "tests/film/good.h"

using namespace mien;
using namespace films;

namespace fs = std::filesystem;

namespace {

/// The film with the packet, as libwebpmux puts it together.
QByteArray assembled(const QByteArray& film, const std::string& xmp) {
  const WebPData data{reinterpret_cast<const std::uint8_t*>(film.data()), static_cast<std::size_t>(film.size())};
  const WebPData chunk{reinterpret_cast<const std::uint8_t*>(xmp.data()), xmp.size()};
  WebPMux* const mux = WebPMuxCreate(&data, 0);
  WebPData whole{};
  QByteArray bytes;
  if (WebPMuxSetChunk(mux, "XMP ", &chunk, 0) == WEBP_MUX_OK && WebPMuxAssemble(mux, &whole) == WEBP_MUX_OK)
    bytes = QByteArray(reinterpret_cast<const char*>(whole.bytes), static_cast<qsizetype>(whole.size));
  WebPDataClear(&whole);
  WebPMuxDelete(mux);
  return bytes;
}

/// The most memory that this process has had, KB.
std::int64_t peak() {
  std::ifstream status("/proc/self/status");
  for (std::string line; std::getline(status, line);)
    if (line.starts_with("VmHWM:")) return std::atoll(line.c_str() + 6);
  return 0;
}

/// Since now, and how much that is.
std::int64_t peakSinceNow() {
  std::ofstream("/proc/self/clear_refs") << '5';
  return peak();
}

std::string nameFor(FilmFormat format) {
  return "wunderlich" + std::string(infoOf(format).extension);
}

void addFormats() {
  QTest::addColumn<FilmFormat>("format");
  for (const auto& info : filmFormats())
    if (info.format != FilmFormat::PngSequence) QTest::newRow(info.id.data()) << info.format;
}

class FilmXmpTest : public QObject {
  Q_OBJECT
  QTemporaryDir dir_;
  fs::path at(const std::string& name) const { return fs::path(dir_.path().toStdString()) / name; }

 private slots:
  void carriesXmp_data() { addFormats(); }
  void carriesXmp() {
    QFETCH(FilmFormat, format);
    const std::string recipe = "{\"timeline\":\"<b>&amp; \xC3\xBC\",\"n\":[0.5,1]}" + std::string(50'000, ' ') + "{}";
    const std::string xmp = packet(recipe);
    const FilmSettings settings{.format = format, .width = 64, .height = 64};
    const fs::path film = at("xmp-" + nameFor(format));
    const auto written = makeFilm(settings, {4, 3}, film, xmp);
    GOOD(written);
    QCOMPARE(written->file, film);
    QCOMPARE(written->sidecar, infoOf(format).holdsXmp ? fs::path() : sidecarOf(film));
    QCOMPARE(fs::exists(sidecarOf(film)), !infoOf(format).holdsXmp);
    const auto read = readFilmXmp(film);
    GOOD(read);
    QCOMPARE(*read, xmp);
    QCOMPARE(*recipeFromXmp(*read), recipe);
    QCOMPARE(decoded(film, false).size(), std::size_t{7});
    // Players on the web begin before all of it is there: what they need to know comes first.
    const QByteArray bytes = bytesOf(film);
    if (bytes.contains("moov")) QVERIFY(bytes.indexOf("moov") < bytes.indexOf("mdat"));
  }

  void saysWhenThereIsNoXmp() {
    const FilmSettings settings{.format = FilmFormat::Gif, .width = 32, .height = 32};
    GOOD(makeFilm(settings, {2}, at("bare.gif")));
    QCOMPARE(readFilmXmp(at("bare.gif")).error().kind, ErrorKind::Input);
    QCOMPARE(readFilmXmp(at("none.mp4")).error().kind, ErrorKind::Input);
    QCOMPARE(readFilmXmp(at("")).error().kind, ErrorKind::Input);  // a folder
    GOOD(writeFileAtomically(at("text.mp4"), std::vector<std::uint8_t>{'h', 'i'}));
    QCOMPARE(readFilmXmp(at("text.mp4")).error().kind, ErrorKind::Input);
  }

  /// Exempi alone takes a first folder of one letter for a drive.
  void aRelativePathWillDo() {
    const fs::path before = fs::current_path();
    const auto back = qScopeGuard([&] { fs::current_path(before); });
    fs::create_directories(at("o"));
    fs::current_path(at(""));
    const FilmSettings settings{.format = FilmFormat::Mp4H264, .width = 32, .height = 32};
    GOOD(makeFilm(settings, {2}, "o/a.mp4", packet("{}")));
    const auto read = readFilmXmp("o/a.mp4");
    GOOD(read);
    QCOMPARE(*read, packet("{}"));
  }

  /// As libwebp's own assembling does it, which holds the whole film in memory.
  void aWebpsBytesAreThoseOfItsLibrary() {
    for (const int frames : {2, 7}) {  // of one frame the library makes a picture
      const FilmSettings settings{.format = FilmFormat::Webp, .width = 64, .height = 48, .alpha = frames == 7};
      const fs::path film = at("library.webp");
      GOOD(makeFilm(settings, {frames}, film));
      const QByteArray bare = bytesOf(film);
      for (const std::string& xmp : {packet("{}"), packet("{\"odd\"}")}) {
        GOOD(writeFileAtomically(film, {reinterpret_cast<const std::uint8_t*>(bare.data()), std::size_t(bare.size())}));
        GOOD(embedFilmXmp(film, FilmFormat::Webp, xmp));
        QCOMPARE(bytesOf(film), assembled(bare, xmp));
        GOOD(embedFilmXmp(film, FilmFormat::Webp, xmp));
        GOOD(readFilmXmp(film));
      }
    }
  }

  void aLongFilmIsNotReadIntoMemory_data() {
    QTest::addColumn<FilmFormat>("format");
    for (const FilmFormat format : {FilmFormat::Apng, FilmFormat::Webp})
      QTest::newRow(infoOf(format).id.data()) << format;
  }
  /// 640 MB, of which nearly all is a hole.
  void aLongFilmIsNotReadIntoMemory() {
    QFETCH(FilmFormat, format);
    constexpr std::uint64_t kLong = 640 << 20;
    constexpr std::int64_t kMost = 32 << 10;  // KB
    const fs::path film = at("long-" + std::string(infoOf(format).id));
    const FilmSettings settings{.format = format, .width = 64, .height = 48};
    GOOD(makeFilm(settings, {4}, film));
    const auto end = static_cast<std::uint64_t>(bytesOf(film).size());
    QFile out(QString::fromStdString(film.string()));
    QVERIFY(out.open(QIODevice::ReadWrite));
    if (format == FilmFormat::Apng) {
      const QByteArray whole = out.readAll();
      QVERIFY(out.seek(kLong) && out.write(whole.right(12)) == 12);
    } else {
      const std::uint32_t length = kLong;  // of a chunk that nobody knows
      QVERIFY(out.seek(end) && out.write("HOLE") == 4 && out.write(reinterpret_cast<const char*>(&length), 4) == 4);
      QVERIFY(out.resize(end + 8 + kLong));
    }
    out.close();
    const std::int64_t before = peakSinceNow();
    GOOD(embedFilmXmp(film, format, packet("{}")));
    if (format == FilmFormat::Webp) QCOMPARE(readFilmXmp(film).value(), packet("{}"));
    QVERIFY2(peak() - before < kMost, qPrintable(QString::number(peak() - before)));
    QVERIFY(fs::file_size(film) > kLong);
  }
};

}  // namespace

QTEST_GUILESS_MAIN(FilmXmpTest)
#include "film_xmp_test.moc"
