#include "core/photo/write.h"

#include <png.h>
#include <tiffio.h>

#include <QTemporaryDir>
#include <QTest>
#include <algorithm>
#include <fstream>
#include <set>
#include <string_view>
#include <thread>

#include "core/base/atomic_file.h"
#include "core/base/quantise.h"
#include "core/photo/photo.h"
#include "tests/photo/pictures.h"

using namespace mien;
using namespace pictures;

namespace {

constexpr PictureFormat kFormats[] = {PictureFormat::Png, PictureFormat::Jpeg, PictureFormat::Webp,
                                      PictureFormat::Tiff};
constexpr const char* kNames[] = {"out.png", "out.jpg", "out.webp", "out.tif"};
/// Everything that XML, JSON or C could trip over.
const std::string kRecipe =
    "{\"a\":\"<b>&amp; ]]> 'q' \\\"\\n\",\"gesicht\":\"Gr\xC3\xBC\xC3\x9F"
    "e \xF0\x9F\x99\x82\",\n\t\"weights\":[0.5,0.25]}";

Provenance carrying(std::string recipe) {
  return {
      .photographs = true, .modelId = "portrait", .modelHash = std::string(64, 'a'), .recipeJson = std::move(recipe)};
}

bool contains(const Bytes& bytes, std::string_view text) {
  return std::search(bytes.begin(), bytes.end(), text.begin(), text.end(),
                     [](std::uint8_t b, char c) { return b == static_cast<std::uint8_t>(c); }) != bytes.end();
}

Image8 seeThrough() {
  Image8 out(64, 48, 4);
  const Image8 rgb = corners(64, 48);
  for (int y = 0; y < 48; ++y) {
    for (int x = 0; x < 64; ++x) {
      for (int c = 0; c < 3; ++c) out.at(x, y, c) = rgb.at(x, y, c);
      out.at(x, y, 3) = static_cast<std::uint8_t>(x * 4);
    }
  }
  return out;
}

Image8 over(const Image8& rgba, int ground) {
  Image8 out(rgba.width(), rgba.height(), 3);
  for (std::size_t i = 0; i < out.size() / 3; ++i) {
    const double a = rgba.data()[4 * i + 3] / 255.0;
    for (std::size_t c = 0; c < 3; ++c) {
      out.data()[3 * i + c] = static_cast<std::uint8_t>(rgba.data()[4 * i + c] * a + ground * (1 - a) + 0.5);
    }
  }
  return out;
}

std::size_t number(const Bytes& b, std::size_t at, int size, bool big) {
  std::size_t value = 0;
  for (int i = 0; i < size; ++i)
    value |= std::size_t{b[at + static_cast<std::size_t>(i)]} << 8 * (big ? size - 1 - i : i);
  return value;
}

/// The names of the chunks, or the marker numbers, that a file is made of.
std::set<std::string> partsOf(const Bytes& b, PictureFormat format) {
  std::set<std::string> parts;
  const auto name = [&](std::size_t at) {
    return std::string(b.begin() + static_cast<std::ptrdiff_t>(at), b.begin() + static_cast<std::ptrdiff_t>(at) + 4);
  };
  if (format == PictureFormat::Png) {
    for (std::size_t at = 8; at < b.size(); at += 12 + number(b, at, 4, true)) parts.insert(name(at + 4));
  } else if (format == PictureFormat::Webp) {
    for (std::size_t at = 12; at < b.size();) {
      parts.insert(name(at));
      const std::size_t length = number(b, at + 4, 4, false);
      at += 8 + length + length % 2;
    }
  } else if (format == PictureFormat::Tiff) {
    const std::size_t directory = number(b, 4, 4, false);
    for (std::size_t i = 0; i < number(b, directory, 2, false); ++i)
      parts.insert(std::to_string(number(b, directory + 2 + 12 * i, 2, false)));
  } else {
    for (std::size_t at = 2; b[at + 1] != 0xDA; at += 2 + number(b, at + 2, 2, true)) {
      parts.insert(QByteArray::number(b[at + 1], 16).toStdString());
    }
  }
  return parts;
}

/// Steps of a 65,535th, which 8 bits can't tell apart.
ImageF fineRamp(int channels) {
  ImageF out(300, 70, channels);
  for (std::size_t i = 0; i < out.size(); ++i) out.data()[i] = static_cast<float>(i * 7 % 65'536) / 65'535;
  return out;
}

/// With libpng and libtiff alone.
Image16 pngSamples(const Bytes& bytes, int channels) {
  png_structp png = png_create_read_struct(PNG_LIBPNG_VER_STRING, nullptr, nullptr, nullptr);
  png_infop info = png_create_info_struct(png);
  std::pair<const Bytes*, std::size_t> source{&bytes, 0};
  png_set_read_fn(png, &source, [](png_structp p, png_bytep to, std::size_t count) {
    auto& [from, at] = *static_cast<std::pair<const Bytes*, std::size_t>*>(png_get_io_ptr(p));
    std::copy_n(from->begin() + static_cast<std::ptrdiff_t>(at), count, to);
    at += count;
  });
  png_read_info(png, info);
  Image16 out;
  if (png_get_bit_depth(png, info) == 16 && png_get_channels(png, info) == channels) {
    out = Image16(static_cast<int>(png_get_image_width(png, info)), static_cast<int>(png_get_image_height(png, info)),
                  channels);
    for (int y = 0; y < out.height(); ++y) {
      Bytes row(out.rowBytes());
      png_read_row(png, row.data(), nullptr);
      for (std::size_t i = 0; i < row.size() / 2; ++i)
        out.row(y)[i] = static_cast<std::uint16_t>(row[2 * i] << 8 | row[2 * i + 1]);
    }
  }
  png_destroy_read_struct(&png, &info, nullptr);
  return out;
}

Image16 tiffSamples(const std::string& file, int channels) {
  TIFF* tiff = TIFFOpen(file.c_str(), "r");
  std::uint32_t width = 0;
  std::uint32_t height = 0;
  std::uint16_t bits = 0;
  std::uint16_t stored = 0;
  TIFFGetField(tiff, TIFFTAG_IMAGEWIDTH, &width);
  TIFFGetField(tiff, TIFFTAG_IMAGELENGTH, &height);
  TIFFGetField(tiff, TIFFTAG_BITSPERSAMPLE, &bits);
  TIFFGetField(tiff, TIFFTAG_SAMPLESPERPIXEL, &stored);
  Image16 out;
  if (bits == 16 && stored == channels) {
    out = Image16(static_cast<int>(width), static_cast<int>(height), channels);
    for (std::uint32_t y = 0; y < height; ++y) TIFFReadScanline(tiff, out.row(static_cast<int>(y)), y, 0);
  }
  TIFFClose(tiff);
  return out;
}

}  // namespace

class WriteTest : public QObject {
  Q_OBJECT
  QTemporaryDir dir_;
  std::filesystem::path path(const char* name) const { return std::filesystem::path(dir_.path().toStdString()) / name; }

  static Image8 readBack(const Image8& pixels, PictureFormat format, int quality = 92) {
    const auto bytes = encodePicture(pixels, format, {.quality = quality});
    if (!bytes) return {};
    const auto photo = decodePhoto(*bytes, "back");
    return photo ? photo->pixels : Image8();
  }

 private Q_SLOTS:
  void pixelsComeBack() {
    const Image8 rgb = corners(97, 51);
    QCOMPARE(difference(readBack(rgb, PictureFormat::Png), rgb), 0.0);
    QCOMPARE(difference(readBack(rgb, PictureFormat::Webp, 100), rgb), 0.0);
    QCOMPARE(difference(readBack(rgb, PictureFormat::Tiff), rgb), 0.0);
    QVERIFY(difference(readBack(rgb, PictureFormat::Jpeg), rgb) < 2);
    QVERIFY(difference(readBack(rgb, PictureFormat::Jpeg, 40), rgb) < 6);
    QVERIFY(difference(readBack(rgb, PictureFormat::Webp), rgb) < 3);
    QCOMPARE(difference(readBack(corners(1, 1), PictureFormat::Png), corners(1, 1)), 0.0);
  }

  void alphaComesBack() {
    const Image8 rgba = seeThrough();
    QVERIFY(difference(readBack(rgba, PictureFormat::Png), over(rgba, 128)) < 0.5);
    QVERIFY(difference(readBack(rgba, PictureFormat::Tiff), over(rgba, 128)) < 0.5);
    QVERIFY(difference(readBack(rgba, PictureFormat::Webp, 100), over(rgba, 128)) < 0.5);
    QVERIFY(difference(readBack(rgba, PictureFormat::Webp), over(rgba, 128)) < 3);
    QVERIFY(difference(readBack(rgba, PictureFormat::Jpeg), over(rgba, 255)) < 2);
  }

  void sixteenBitsComeBack_data() {
    QTest::addColumn<int>("channels");
    QTest::newRow("RGB") << 3;
    QTest::newRow("RGBA") << 4;
  }

  void sixteenBitsComeBack() {
    QFETCH(int, channels);
    const ImageF exact = fineRamp(channels);
    const Image16 expected = quantise<std::uint16_t>(exact);
    const WriteOptions deep{.bits = 16, .provenance = carrying(kRecipe)};
    const auto png = encodePicture(exact, PictureFormat::Png, deep);
    QVERIFY2(png.has_value(), png ? "" : png.error().message.c_str());
    QVERIFY(pngSamples(*png, channels) == expected);
    const auto file = path("deep.tif");
    QVERIFY(writePicture(file, exact, PictureFormat::Tiff, deep).has_value());
    QVERIFY(tiffSamples(file.string(), channels) == expected);
    QCOMPARE(*readEmbeddedRecipe(file), kRecipe);
    QVERIFY(*encodePicture(exact, PictureFormat::Tiff, deep) == *readFile(file));
    QVERIFY(decodePhoto(*readFile(file), "deep")->pixels.width() == exact.width());
  }

  void eightBitsAreTheDeepOnesRounded() {
    ImageF exact(2, 1, 3, 0.5F);
    exact.at(0, 0, 0) = -0.2F;
    exact.at(0, 0, 1) = 1.2F;
    exact.at(0, 0, 2) = 100.4F / 255;
    const auto pixels = quantise<std::uint8_t>(exact);
    QCOMPARE(int{pixels.at(0, 0, 0)}, 0);
    QCOMPARE(int{pixels.at(0, 0, 1)}, 255);
    QCOMPARE(int{pixels.at(0, 0, 2)}, 100);
    QVERIFY(*encodePicture(exact, PictureFormat::Png) == *encodePicture(pixels, PictureFormat::Png));
  }

  void losslessWebpLosesNothing() {
    const Image8 rgb = corners(97, 51);
    const auto bytes = encodePicture(rgb, PictureFormat::Webp, {.lossless = true});
    QVERIFY(bytes.has_value());
    QCOMPARE(difference(decodePhoto(*bytes, "back")->pixels, rgb), 0.0);
    QVERIFY(partsOf(*bytes, PictureFormat::Webp).contains("VP8L"));
    QVERIFY(*bytes == *encodePicture(rgb, PictureFormat::Webp, {.quality = 100}));
  }

  void coloursAreTagged() {
    const Image8 rgb = corners(32, 32);
    QVERIFY(partsOf(*encodePicture(rgb, PictureFormat::Png), PictureFormat::Png).contains("sRGB"));
    QVERIFY(contains(*encodePicture(rgb, PictureFormat::Jpeg), std::string_view("ICC_PROFILE\0", 12)));
    QVERIFY(partsOf(*encodePicture(rgb, PictureFormat::Webp), PictureFormat::Webp).contains("ICCP"));
    QVERIFY(partsOf(*encodePicture(rgb, PictureFormat::Tiff), PictureFormat::Tiff).contains("34675"));
  }

  void jpegKeepsFullColour() {
    const Bytes bytes = *encodePicture(corners(32, 32), PictureFormat::Jpeg);
    std::size_t at = 2;
    while (bytes[at + 1] != 0xC0) at += 2 + number(bytes, at + 2, 2, true);
    QCOMPARE(int{bytes[at + 11]}, 0x11);  // the first component's sampling factors
  }

  void equalInputGivesEqualBytes() {
    for (const PictureFormat format : kFormats) {
      for (const int quality : {92, 100}) {
        const WriteOptions options{.quality = quality, .provenance = carrying(kRecipe)};
        QVERIFY(*encodePicture(seeThrough(), format, options) == *encodePicture(seeThrough(), format, options));
      }
    }
    // lcms dates its profiles: ours must carry a fixed date, or tomorrow's bytes would differ.
    const Bytes bytes = *encodePicture(corners(8, 8), PictureFormat::Jpeg);
    const std::string_view mark("acsp");
    const auto found = std::search(bytes.begin(), bytes.end(), mark.begin(), mark.end());
    QVERIFY(found != bytes.end());
    const Bytes date(found - 12, found);
    QCOMPARE(date, (Bytes{0x07, 0xEA, 0, 1, 0, 1, 0, 0, 0, 0, 0, 0}));
  }

  void recipeComesBack() {
    const std::string longRecipe = "{\"a\":\"" + std::string(30'000, 'x') + "\"}";
    for (std::size_t i = 0; i < std::size(kFormats); ++i) {
      for (const std::string& recipe : {kRecipe, std::string("{}"), longRecipe}) {
        const auto file = path(kNames[i]);
        QVERIFY(writePicture(file, seeThrough(), kFormats[i], {.provenance = carrying(recipe)}).has_value());
        const auto back = readEmbeddedRecipe(file);
        QVERIFY2(back.has_value(), back ? "" : back.error().message.c_str());
        QCOMPARE(*back, recipe);
        QVERIFY(readPhoto(file).has_value());
      }
    }
  }

  void recipeFromManyThreads() {
    std::vector<std::thread> threads;
    std::atomic<int> good = 0;
    for (int t = 0; t < 4; ++t) {
      threads.emplace_back([&, t] {
        const auto file = path((std::to_string(t) + ".png").c_str());
        for (int i = 0; i < 10; ++i) {
          const std::string recipe = "{\"n\":" + std::to_string(100 * t + i) + "}";
          if (!writePicture(file, corners(8, 8), PictureFormat::Png, {.provenance = carrying(recipe)})) continue;
          if (const auto back = readEmbeddedRecipe(file); back && *back == recipe) ++good;
        }
      });
    }
    for (std::thread& thread : threads) thread.join();
    QCOMPARE(good.load(), 40);
  }

  void picturesWithoutRecipeSaySo() {
    for (std::size_t i = 0; i < std::size(kFormats); ++i) {
      const auto file = path(kNames[i]);
      QVERIFY(writePicture(file, corners(8, 8), kFormats[i]).has_value());
      const auto back = readEmbeddedRecipe(file);
      QVERIFY(!back && back.error().kind == ErrorKind::Input);
      QVERIFY(back.error().message.find(kNames[i]) != std::string::npos);
    }
    const auto file = path("note.txt");
    QVERIFY(writePicture(path("recipe.tif"), corners(8, 8), PictureFormat::Tiff, {.provenance = carrying("{}")}));
    QVERIFY(readEmbeddedTimeline(path("recipe.tif")).error().kind == ErrorKind::Input);
    std::ofstream(file) << "no picture";
    QVERIFY(readEmbeddedRecipe(file).error().kind == ErrorKind::Input);
    QVERIFY(readEmbeddedRecipe(path("missing.png")).error().kind == ErrorKind::Input);
  }

  void damagedRecipesAreNoCrash() {
    for (std::size_t i = 0; i < std::size(kFormats); ++i) {
      const Bytes good = *encodePicture(corners(16, 16), kFormats[i], {.provenance = carrying(kRecipe)});
      const auto file = path("damaged");
      std::uint32_t random = 1;
      for (int turn = 0; turn < 300; ++turn) {
        Bytes bad = good;
        for (int flips = 0; flips < 3; ++flips) {
          random = random * 1664525 + 1013904223;
          bad[(random >> 8) % bad.size()] ^= static_cast<std::uint8_t>(1 << (random >> 29));
        }
        if (turn % 3 == 0) bad.resize((random >> 8) % bad.size());
        std::ofstream(file, std::ios::binary)
            .write(reinterpret_cast<const char*>(bad.data()), static_cast<std::streamsize>(bad.size()));
        const auto back = readEmbeddedRecipe(file);
        QVERIFY(back.has_value() || back.error().kind == ErrorKind::Input);
      }
    }
  }

  void nothingLeaks() {
    const auto folder = path("secret-folder-of-jane");
    std::filesystem::create_directory(folder);
    const std::set<std::string> allowed[] = {
        {"IHDR", "sRGB", "gAMA", "cHRM", "iTXt", "IDAT", "IEND"},
        {"e0", "e1", "e2", "db", "c0", "c4"},
        {"VP8X", "ICCP", "ALPH", "VP8 ", "VP8L", "XMP "},
        {"256", "257", "258", "259", "262", "273", "277", "278", "279", "284", "317", "338", "339", "700", "34675"}};
    for (std::size_t i = 0; i < std::size(kFormats); ++i) {
      const auto file = folder / (std::string("secret-name-") + kNames[i]);
      QVERIFY(writePicture(file, seeThrough(), kFormats[i], {.provenance = carrying("{}")}).has_value());
      const Bytes bytes = *readFile(file);
      for (const char* word : {"secret", "jane", "/tmp", "/home", "Exif", "GPS", "CreateDate", "ModifyDate",
                               "InstanceID", "DocumentID", "photoshop"}) {
        QVERIFY2(!contains(bytes, word), word);
      }
      const std::set<std::string> parts = partsOf(bytes, kFormats[i]);
      for (const std::string& part : parts) QVERIFY2(allowed[i].contains(part), part.c_str());
    }
  }

  void impossibleRequestsAreRefused() {
    const auto kind = [](const Image8& image, PictureFormat format, WriteOptions options = {}) {
      const auto bytes = encodePicture(image, format, options);
      return bytes ? -1 : static_cast<int>(bytes.error().kind);
    };
    QCOMPARE(kind(Image8(16'384, 1, 3), PictureFormat::Webp), static_cast<int>(ErrorKind::Input));
    QCOMPARE(kind(Image8(1, 65'501, 3), PictureFormat::Jpeg), static_cast<int>(ErrorKind::Input));
    QCOMPARE(kind(Image8(65'501, 1, 3), PictureFormat::Png), -1);
    const WriteOptions longRecipe{.provenance = carrying(std::string(70'000, 'x'))};
    QCOMPARE(kind(corners(8, 8), PictureFormat::Jpeg, longRecipe), static_cast<int>(ErrorKind::Input));
    QCOMPARE(kind(corners(8, 8), PictureFormat::Png, longRecipe), -1);
    QCOMPARE(kind(corners(8, 8), PictureFormat::Png, {.quality = 0}), static_cast<int>(ErrorKind::Usage));
    for (const PictureFormat format : {PictureFormat::Jpeg, PictureFormat::Webp})
      QVERIFY(checkOptions(format, {.bits = 16}).error().kind == ErrorKind::Usage);
    QVERIFY(checkOptions(PictureFormat::Jpeg, {.lossless = true}).error().kind == ErrorKind::Usage);
    QCOMPARE(kind(corners(8, 8), PictureFormat::Png, {.bits = 12}), static_cast<int>(ErrorKind::Usage));
    QCOMPARE(kind(corners(8, 8), PictureFormat::Png, {.bits = 16}), static_cast<int>(ErrorKind::Internal));
    QCOMPARE(kind(Image8(), PictureFormat::Png), static_cast<int>(ErrorKind::Internal));
    const auto nowhere = writePicture(path("no/such/folder/a.png"), corners(8, 8), PictureFormat::Png);
    QVERIFY(!nowhere && nowhere.error().kind == ErrorKind::Disk);
  }

  void formatsByExtension() {
    QVERIFY(pictureFormatFor("a.PNG") == PictureFormat::Png);
    QVERIFY(pictureFormatFor("a.b.jpg") == PictureFormat::Jpeg);
    QVERIFY(pictureFormatFor("a.JPeG") == PictureFormat::Jpeg);
    QVERIFY(pictureFormatFor("a.webp") == PictureFormat::Webp);
    QVERIFY(pictureFormatFor("a.tif") == PictureFormat::Tiff);
    QVERIFY(pictureFormatFor("a.TIFF") == PictureFormat::Tiff);
    QVERIFY(!pictureFormatFor("png"));
    QVERIFY(!pictureFormatFor("a.gif"));
  }
};

QTEST_APPLESS_MAIN(WriteTest)
#include "write_test.moc"
