#include <sys/resource.h>

#include <QElapsedTimer>
#include <QTemporaryDir>
#include <QTest>
#include <fstream>
#include <map>

#include "core/photo/photo.h"
#include "tests/photo/damage.h"
#include "tests/photo/pictures.h"
#include "tests/support/waiting.h"

using namespace mien;
using namespace pictures;
using namespace damage;

namespace {

/// AddressSanitizer keeps freed memory for a while, 256 MB by default.
#ifdef __SANITIZE_ADDRESS__
constexpr long kKept = 600;
#else
constexpr long kKept = 0;
#endif

/// The most memory that this process ever held, MB.
long peakMegabytes() {
  rusage usage{};
  getrusage(RUSAGE_SELF, &usage);
  return usage.ru_maxrss / 1024;
}

Bytes text(const std::string& s) {
  return {s.begin(), s.end()};
}

Bytes join(std::initializer_list<Bytes> parts) {
  Bytes out;
  for (const Bytes& part : parts) out.insert(out.end(), part.begin(), part.end());
  return out;
}

Bytes pngOfPicture(const Image8& image, PngSpec spec = {}) {
  spec.width = image.width();
  spec.height = image.height();
  return png(spec, {image.data(), image.data() + image.size()});
}

/// Honest files of every kind, by name.
const std::map<std::string, Bytes>& honest() {
  static const std::map<std::string, Bytes> files = [] {
    const Image8 image = corners(61, 43);
    const Image8 inks = [] {
      Image8 out(40, 30, 4);
      for (std::size_t i = 0; i < out.size(); ++i) out.data()[i] = static_cast<std::uint8_t>(i % 251);
      return out;
    }();
    const Bytes icc = adobeRgbProfile();
    return std::map<std::string, Bytes>{
        {"jpeg", jpeg(image, {.exif = exif(6, true, true), .icc = icc})},
        {"jpeg progressive", jpeg(image, {.progressive = true, .subsampled = true})},
        {"jpeg cmyk", jpeg(inks, {.channels = 4, .adobe = true})},
        {"png", pngOfPicture(image, {.icc = icc, .exif = exif(8, false, false)})},
        {"png interlaced", pngOfPicture(image, {.interlaced = true})},
        {"webp lossy", webp(image, false, exif(3, false, false), icc)},
        {"webp lossless", webp(inks, true)},
        {"tiff", tiff(image, {})},
        {"tiff with profile", tiff(image, {.bits = 16, .icc = icc})},
        {"tiff lzw tiles", tiff(image, {.bits = 16, .tiled = true, .compression = 5})},
        {"tiff jpeg", tiff(image, {.photometric = 6, .tiled = true, .compression = 7})},
        {"tiff planar deflate", tiff(image, {.planar = true, .bigEndian = true, .compression = 8})},
        {"bmp", bmp(image, 24)},
        {"bmp palette", bmp(image, 8)},
        {"bmp alpha", bmp(inks, 32)},
    };
  }();
  return files;
}

Bytes bmpClaiming(std::uint32_t width, std::uint32_t height, std::uint8_t bits = 24) {
  Bytes out = bmp(corners(8, 8), 24);
  for (std::size_t i = 0; i < 4; ++i) {
    out[18 + i] = static_cast<std::uint8_t>(width >> 8 * i);
    out[22 + i] = static_cast<std::uint8_t>(height >> 8 * i);
  }
  out[28] = bits;
  return out;
}

/// A lossless WebP whose header claims this size.
Bytes webpClaiming(unsigned width, unsigned height) {
  const unsigned sides = (width - 1) | (height - 1) << 14;
  Bytes out = text("RIFF");
  out.insert(out.end(), {18, 0, 0, 0});
  for (const char c : std::string("WEBPVP8L")) out.push_back(static_cast<std::uint8_t>(c));
  out.insert(out.end(), {6, 0, 0, 0, 0x2F});
  for (int i = 0; i < 4; ++i) out.push_back(static_cast<std::uint8_t>(sides >> 8 * i));
  out.push_back(0);
  return out;
}

}  // namespace

class HostileTest : public QObject {
  Q_OBJECT

 private Q_SLOTS:
  void honestFilesAreRead() {
    for (const auto& [name, file] : honest()) {
      const auto photo = decodePhoto(file, name);
      QVERIFY2(photo.has_value(), photo ? "" : photo.error().message.c_str());
    }
  }

  void badFiles_data() {
    QTest::addColumn<QByteArray>("file");
    const auto add = [](const char* name, const Bytes& bytes) {
      QTest::newRow(name) << QByteArray(reinterpret_cast<const char*>(bytes.data()),
                                        static_cast<qsizetype>(bytes.size()));
    };
    const Image8 image = corners(61, 43);
    const Bytes idat = deflatedZeros(1000);
    add("empty", {});
    add("one byte", {0xFF});
    add("zeros", Bytes(4096));
    add("text", text("a picture of a face, honestly"));
    add("gif", text("GIF89a\x10"));
    add("html", text("<!doctype html><title>404</title>"));
    add("jpeg magic alone", {0xFF, 0xD8, 0xFF});
    add("png magic alone", pngOf({}));
    add("webp magic alone", text("RIFF\x04...WEBP"));
    add("tiff magic alone", {'I', 'I', 42, 0});
    add("bmp magic alone", join({text("BM"), Bytes(60)}));

    add("png no pixels", pngOf({{"IHDR", ihdr(10, 10)}, {"IEND", {}}}));
    add("png zero wide", pngOf({{"IHDR", ihdr(0, 10)}, {"IDAT", idat}, {"IEND", {}}}));
    add("png zero high", pngOf({{"IHDR", ihdr(10, 0)}, {"IDAT", idat}, {"IEND", {}}}));
    add("png too wide", pngOf({{"IHDR", ihdr(16'385, 1)}, {"IDAT", idat}, {"IEND", {}}}));
    add("png two billion", pngOf({{"IHDR", ihdr(0x7FFFFFFF, 0x7FFFFFFF)}, {"IDAT", idat}, {"IEND", {}}}));
    add("png 65 megapixels", pngOf({{"IHDR", ihdr(8100, 8100)}, {"IDAT", idat}, {"IEND", {}}}));
    add("png 64 megapixels in 57 bytes", pngOf({{"IHDR", ihdr(8000, 8000, 16, 6)}, {"IEND", {}}}));
    add("png 64 megapixels, a few rows", pngOf({{"IHDR", ihdr(8000, 8000, 16, 6)}, {"IDAT", idat}, {"IEND", {}}}));
    add("png palette missing", pngOf({{"IHDR", ihdr(10, 10, 8, 3)}, {"IDAT", idat}, {"IEND", {}}}));
    add("png no such colours", pngOf({{"IHDR", ihdr(10, 10, 3, 5)}, {"IDAT", idat}, {"IEND", {}}}));
    Bytes crc = honest().at("png");
    crc[29] ^= 1;
    add("png header check sum", crc);
    Bytes body = honest().at("png interlaced");
    body[body.size() - 20] ^= 0x10;
    add("png pixel check sum", body);

    const Bytes good = honest().at("jpeg progressive");
    add("jpeg 64 megapixels", jpegClaiming(good, 8000, 8000));
    add("jpeg too wide", jpegClaiming(good, 65'500, 10));
    add("jpeg zero high", jpegClaiming(good, 10, 0));
    add("jpeg zero wide", jpegClaiming(good, 0, 10));
    add("jpeg taller than its data", jpegClaiming(good, 61, 900));
    add("jpeg 300 scans", jpegWithScans(good, 300));
    Bytes noEnd = honest().at("jpeg");
    noEnd.resize(noEnd.size() - 2);
    add("jpeg without end mark", noEnd);

    add("webp 16383 a side", webpClaiming(16'383, 16'383));
    add("webp 60 megapixels", webpClaiming(8000, 7500));
    add("webp small, no data", webpClaiming(500, 500));

    add("bmp zero", bmpClaiming(0, 8));
    add("bmp negative width", bmpClaiming(0xFFFFFFF8, 8));
    add("bmp lowest height", bmpClaiming(8, 0x80000000));
    add("bmp 60 megapixels", bmpClaiming(8000, 7500));
    add("bmp larger than its data", bmpClaiming(8, 9));
    add("bmp 7 bits", bmpClaiming(8, 8, 7));
    add("bmp 0 bits", bmpClaiming(8, 8, 0));
    Bytes packed = bmp(image, 8);
    packed[30] = 1;
    add("bmp run lengths", packed);
    Bytes far = bmp(image, 24);
    far[10] = far[11] = far[12] = far[13] = 0xFF;
    add("bmp pixels far outside", far);

    const auto tiffWith = [](unsigned w, unsigned h, const std::vector<TiffEntry>& changes, std::size_t bytes = 3072) {
      return tiffOf(tiffEntries(w, h, changes), bytes);
    };
    add("tiff directory outside", {'I', 'I', 42, 0, 0xFF, 0xFF, 0xFF, 0x7F});
    add("tiff no entries", tiffOf({}));
    add("tiff zero", tiffWith(0, 32, {}));
    add("tiff too wide", tiffWith(20'000, 1, {}));
    add("tiff four billion", tiffWith(0xFFFFFFFF, 0xFFFFFFFF, {}));
    add("tiff 60 megapixels", tiffWith(8000, 7500, {}));
    add("tiff strip cut off", tiffWith(32, 33, {}, 100));
    add("tiff strip outside", tiffWith(32, 32, {{273, 4, 1, 0x7FFFFFFF}}));
    add("tiff without strips", tiffWith(32, 32, {{273, 0, 0, 0}}));
    add("tiff million strips", tiffWith(32, 32, {{273, 4, 0x0FFFFFFF, 8}}));
    add("tiff channels 65535", tiffWith(32, 32, {{277, 3, 1, 65'535}}));
    add("tiff channels 0", tiffWith(32, 32, {{277, 3, 1, 0}}));
    add("tiff bits 65535", tiffWith(32, 32, {{258, 3, 1, 65'535}}));
    add("tiff float", tiffWith(16, 16, {{258, 3, 1, 32}, {339, 3, 1, 3}}));
    add("tiff huge tile",
        tiffWith(32, 32, {{322, 4, 1, 0x40000000}, {323, 4, 1, 0x40000000}, {324, 4, 1, 8}, {325, 4, 1, 3072}}));
    add("tiff zero tile", tiffWith(32, 32, {{322, 4, 1, 0}, {323, 4, 1, 0}, {324, 4, 1, 8}, {325, 4, 1, 3072}}));
    add("tiff tiles of one pixel",
        tiffWith(2500, 1500, {{322, 4, 1, 1}, {323, 4, 1, 1}, {324, 4, 1, 8}, {325, 4, 1, 3}}));
    add("tiff thumbnail first", tiffWith(32, 32, {{254, 4, 1, 1}}));
    add("tiff unknown packing", tiffWith(32, 32, {{259, 3, 1, 54'321}}));
  }

  void badFiles() {
    QFETCH(QByteArray, file);
    const Bytes bytes(file.begin(), file.end());
    const long before = peakMegabytes();
    QElapsedTimer timer;
    timer.start();
    const auto photo = decodePhoto(bytes, "face.jpg");
    QVERIFY(timer.elapsed() < kSoonMs);  // no work without end
    QVERIFY(!photo.has_value());
    QVERIFY(photo.error().kind == ErrorKind::Input);
    const std::string& message = photo.error().message;
    QVERIFY2(message.starts_with("\"face.jpg\" can't be used: ") && message.ends_with("."), message.c_str());
    QVERIFY2(message.find('\n') == std::string::npos, message.c_str());
    qInfo("%s", message.c_str());
    QVERIFY2(peakMegabytes() - before < 64 + kKept, qPrintable(QString::number(peakMegabytes() - before)));
  }

  void harmlessOddities() {
    // Text and profiles that unpack to 200 MB are skipped; the picture is fine.
    const Bytes pixels = deflatedZeros(10 * 31);
    const Bytes bomb = deflatedZeros(200U << 20);
    const long before = peakMegabytes();
    const Bytes zero{0};
    for (const auto& chunk :
         {std::pair{std::string("zTXt"), join({text("Comment"), zero, zero, bomb})},
          std::pair{std::string("iTXt"), join({text("XML:com.adobe.xmp"), zero, {1}, zero, zero, zero, bomb})},
          std::pair{std::string("iCCP"), join({text("p"), zero, zero, bomb})}}) {
      const auto photo =
          decodePhoto(pngOf({{"IHDR", ihdr(10, 10)}, chunk, {"IDAT", pixels}, {"IEND", {}}}), chunk.first);
      QVERIFY2(photo.has_value(), photo ? "" : photo.error().message.c_str());
    }
    QVERIFY2(peakMegabytes() - before < 64 + kKept, qPrintable(QString::number(peakMegabytes() - before)));
    // A TIFF that doesn't say what its channels mean.
    const auto unsaid = decodePhoto(tiffOf(tiffEntries(32, 32, {{262, 0, 0, 0}}), 3072), "tiff");
    QVERIFY(unsaid.has_value());
    QCOMPARE(int{unsaid->pixels.at(5, 5, 1)}, 77);
    // EXIF that lies, loops or ends early means: upright.
    Bytes endsEarly = exif(6, true, true);
    endsEarly.resize(30);  // within the second entry, the orientation
    for (const Bytes& bad : {text("Exif"), exif(9, true, true), endsEarly}) {
      const auto photo = decodePhoto(jpeg(corners(20, 10), {.exif = bad}), "exif");
      QVERIFY(photo.has_value());
      QCOMPARE(photo->pixels.width(), 20);
    }
  }

  void cutOffAnywhereIsRefused() {
    for (const auto& [name, file] : honest()) {
      if (name == "tiff with profile") continue;  // the profile lies last: without it the pixels are still whole
      for (std::size_t i = 0; i < 150; ++i) {
        // Dense at both ends, where headers and end marks are.
        const std::size_t length = i < 50 ? i * 2 : i < 100 ? file.size() * (i - 49) / 51 : file.size() - 150 + i;
        if (length >= file.size()) continue;
        const Bytes cut(file.begin(), file.begin() + static_cast<std::ptrdiff_t>(length));
        const auto photo = decodePhoto(cut, name);
        QVERIFY2(
            !photo.has_value(),
            qPrintable(
                QStringLiteral("%1 cut at %2 of %3").arg(QString::fromStdString(name)).arg(length).arg(file.size())));
        QVERIFY(photo.error().kind == ErrorKind::Input);
      }
    }
  }

  void flippedBitsAreNoCrash() {
    const long before = peakMegabytes();
    QElapsedTimer timer;
    int read = 0;
    for (const auto& [name, file] : honest()) {
      // lcms takes some 12 ms to prepare a 16-bit transform: enough of that one sooner.
      const std::uint32_t turns = name == "tiff with profile" ? 60 : 500;
      for (std::uint32_t seed = 0; seed < turns; ++seed) {
        timer.start();
        const auto photo = decodePhoto(flipped(file, seed), name);
        QVERIFY(timer.elapsed() < kSoonMs);
        read += photo.has_value() ? 1 : 0;
        if (!photo) QVERIFY2(photo.error().kind == ErrorKind::Input, photo.error().message.c_str());
      }
    }
    qInfo("%d still read, peak %ld MB before, %ld after", read, before, peakMegabytes());
    QVERIFY(peakMegabytes() - before < 100 + kKept);
  }

  void sentencesHoldNoControlCodes() {
    const auto photo = decodePhoto(Bytes(10), "a\nb\x1b[31m.png");
    QVERIFY(!photo.has_value());
    QVERIFY(photo.error().message.starts_with("\"a b [31m.png\""));
  }

  void toldByContentNotByName() {
    const QTemporaryDir dir;
    const auto file = std::filesystem::path(dir.path().toStdString()) / "face.jpg";
    const Bytes& bytes = honest().at("webp lossy");
    std::ofstream(file, std::ios::binary)
        .write(reinterpret_cast<const char*>(bytes.data()), static_cast<std::streamsize>(bytes.size()));
    const auto photo = readPhoto(file);
    QVERIFY(photo.has_value());
    QCOMPARE(photo->format, std::string("WebP"));
    QCOMPARE(photo->digest, decodePhoto(bytes, "other")->digest);
    QVERIFY(readPhoto(file, {.maxBytes = 100}).error().kind == ErrorKind::Input);
    QVERIFY(readPhoto(file, {.maxSide = 60}).error().kind == ErrorKind::Input);
    QVERIFY(readPhoto(file, {.maxPixels = 61 * 43 - 1}).error().kind == ErrorKind::Input);
    QVERIFY(readPhoto(file.parent_path()).error().kind == ErrorKind::Input);
    QVERIFY(readPhoto(file.parent_path() / "missing.jpg").error().kind == ErrorKind::Input);
  }
};

QTEST_APPLESS_MAIN(HostileTest)
#include "hostile_test.moc"
