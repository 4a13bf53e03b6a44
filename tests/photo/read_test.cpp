#include <QTest>
#include <array>

#include "core/photo/photo.h"
#include "tests/photo/pictures.h"

using namespace mien;
using namespace pictures;

namespace {

constexpr int kWidth = 61;
constexpr int kHeight = 43;

Bytes samplesOf(const Image8& image) {
  return {image.data(), image.data() + image.size()};
}

Image8 greyOf(const Image8& rgb) {
  Image8 grey(rgb.width(), rgb.height(), 1);
  for (std::size_t i = 0; i < grey.size(); ++i) grey.data()[i] = rgb.data()[3 * i];
  return grey;
}

Image8 spread(const Image8& grey) {
  Image8 rgb(grey.width(), grey.height(), 3);
  for (std::size_t i = 0; i < rgb.size(); ++i) rgb.data()[i] = grey.data()[i / 3];
  return rgb;
}

/// `colours` with an alpha that falls from left to right, straight.
Image8 withAlpha(const Image8& colours) {
  const int n = colours.channels();
  Image8 out(colours.width(), colours.height(), n + 1);
  for (int y = 0; y < out.height(); ++y) {
    for (int x = 0; x < out.width(); ++x) {
      for (int c = 0; c < n; ++c) out.at(x, y, c) = colours.at(x, y, c);
      out.at(x, y, n) = static_cast<std::uint8_t>(255 - 255 * x / (out.width() - 1));
    }
  }
  return out;
}

/// What straight alpha over mid grey shows.
Image8 overGrey(const Image8& with) {
  const int n = with.channels() - 1;
  Image8 out(with.width(), with.height(), 3);
  for (int y = 0; y < out.height(); ++y) {
    for (int x = 0; x < out.width(); ++x) {
      const double a = with.at(x, y, n) / 255.0;
      for (int c = 0; c < 3; ++c) {
        out.at(x, y, c) = static_cast<std::uint8_t>(with.at(x, y, n == 1 ? 0 : c) * a + 128 * (1 - a) + 0.5);
      }
    }
  }
  return out;
}

Image8 premultiplied(Image8 rgba) {
  for (std::size_t i = 0; i < rgba.size(); i += 4) {
    for (std::size_t c = 0; c < 3; ++c) {
      rgba.data()[i + c] = static_cast<std::uint8_t>(rgba.data()[i + c] * rgba.data()[i + 3] / 255);
    }
  }
  return rgba;
}

/// CMYK samples (255 is full ink) and what they show.
struct Inks {
  Image8 cmyk, shown;
};
Inks inks() {
  const Image8 colours = corners(kWidth, kHeight);
  Inks out{Image8(kWidth, kHeight, 4), Image8(kWidth, kHeight, 3)};
  for (int y = 0; y < kHeight; ++y) {
    for (int x = 0; x < kWidth; ++x) {
      const int k = x * 2;
      out.cmyk.at(x, y, 3) = static_cast<std::uint8_t>(k);
      for (int c = 0; c < 3; ++c) {
        const int ink = 255 - colours.at(x, y, c);
        out.cmyk.at(x, y, c) = static_cast<std::uint8_t>(ink);
        out.shown.at(x, y, c) = static_cast<std::uint8_t>((255 - ink) * (255 - k) / 255);
      }
    }
  }
  return out;
}

Image8 inverse(Image8 image) {
  for (std::size_t i = 0; i < image.size(); ++i) image.data()[i] = static_cast<std::uint8_t>(255 - image.data()[i]);
  return image;
}

}  // namespace

class ReadTest : public QObject {
  Q_OBJECT
  const Image8 picture_ = corners(kWidth, kHeight);

  void check(const Bytes& file, const char* format, const Image8& expected, double tolerance) {
    const auto photo = decodePhoto(file, "test");
    QVERIFY2(photo.has_value(), photo ? "" : photo.error().message.c_str());
    QCOMPARE(photo->format, std::string(format));
    QCOMPARE(photo->digest.size(), std::size_t{64});
    QCOMPARE(photo->pixels.width(), expected.width());
    QCOMPARE(photo->pixels.height(), expected.height());
    const double off = difference(photo->pixels, expected);
    QVERIFY2(off <= tolerance, qPrintable(QStringLiteral("mean difference %1").arg(off)));
  }

  Bytes pngOf(const Image8& image, PngSpec spec = {}) {
    constexpr int kTypes[] = {0, 0, 4, 2, 6};
    spec.width = image.width();
    spec.height = image.height();
    if (spec.colourType == 2) spec.colourType = kTypes[image.channels()];
    Bytes rows = samplesOf(image);
    if (spec.bits == 16) {
      Bytes wide;
      for (const std::uint8_t v : rows) wide.insert(wide.end(), 2, v);
      rows = wide;
    }
    return png(spec, rows);
  }

 private Q_SLOTS:
  void jpegColours() {
    check(jpeg(picture_), "JPEG", picture_, 1.5);
    check(jpeg(picture_, {.progressive = true}), "JPEG", picture_, 1.5);
    check(jpeg(picture_, {.subsampled = true}), "JPEG", picture_, 2.5);
    const Image8 grey = greyOf(picture_);
    check(jpeg(grey, {.channels = 1}), "JPEG", spread(grey), 1.5);
  }

  void jpegInks() {
    const auto [cmyk, shown] = inks();
    check(jpeg(cmyk, {.channels = 4}), "JPEG", shown, 2);
    check(jpeg(inverse(cmyk), {.channels = 4, .adobe = true}), "JPEG", shown, 2);
    check(jpeg(inverse(cmyk), {.channels = 4, .adobe = true, .ycck = true}), "JPEG", shown, 2);
  }

  void pngKinds() {
    check(pngOf(picture_), "PNG", picture_, 0);
    check(pngOf(picture_, {.interlaced = true}), "PNG", picture_, 0);
    check(pngOf(picture_, {.bits = 16}), "PNG", picture_, 0);
    check(pngOf(picture_, {.bits = 16, .interlaced = true}), "PNG", picture_, 0);
    const Image8 grey = greyOf(picture_);
    check(pngOf(grey), "PNG", spread(grey), 0);
    check(pngOf(grey, {.bits = 16}), "PNG", spread(grey), 0);
    for (const Image8& image : {withAlpha(picture_), withAlpha(grey)}) {
      check(pngOf(image), "PNG", overGrey(image), 0.5);
      check(pngOf(image, {.bits = 16}), "PNG", overGrey(image), 0.5);
    }
  }

  void pngPalette() {
    PngSpec spec{.bits = 8, .colourType = 3};
    Image8 indices(kWidth, kHeight, 1);
    Image8 opaque(kWidth, kHeight, 4);
    for (int i = 0; i < 7; ++i) {
      spec.palette.insert(spec.palette.end(), {std::uint8_t(i * 30), std::uint8_t(255 - i * 20), std::uint8_t(i * 9)});
    }
    for (int y = 0; y < kHeight; ++y) {
      for (int x = 0; x < kWidth; ++x) {
        const int i = (x + y) % 7;
        indices.at(x, y) = static_cast<std::uint8_t>(i);
        for (int c = 0; c < 3; ++c) opaque.at(x, y, c) = spec.palette[static_cast<std::size_t>(3 * i + c)];
        opaque.at(x, y, 3) = i == 2 ? 100 : 255;
      }
    }
    spec.alphas = {255, 255, 100};
    check(pngOf(indices, spec), "PNG", overGrey(opaque), 0.5);
  }

  void oneBit() {
    const int width = 24;
    Image8 expected(width, kHeight, 3);
    Image8 grey(width, kHeight, 1);
    Bytes packed(3 * kHeight);
    for (int y = 0; y < kHeight; ++y) {
      for (int x = 0; x < width; ++x) {
        const bool on = (x * y) % 3 == 0;
        grey.at(x, y) = on ? 255 : 0;
        for (int c = 0; c < 3; ++c) expected.at(x, y, c) = on ? 255 : 0;
        if (on) packed[static_cast<std::size_t>(3 * y + x / 8)] |= static_cast<std::uint8_t>(128 >> x % 8);
      }
    }
    check(png({.width = width, .height = kHeight, .bits = 1, .colourType = 0}, packed), "PNG", expected, 0);
    check(tiff(grey, {.bits = 1, .channels = 1, .photometric = 1}), "TIFF", expected, 0);
    check(bmp(grey, 1), "BMP", expected, 0);
  }

  void webpKinds() {
    check(webp(picture_, true), "WebP", picture_, 0);
    check(webp(picture_, false), "WebP", picture_, 4);
    check(webp(withAlpha(picture_), true), "WebP", overGrey(withAlpha(picture_)), 0.5);
    check(webp(withAlpha(picture_), false), "WebP", overGrey(withAlpha(picture_)), 4);
  }

  void animationGivesItsFirstPicture() {
    check(animatedWebp({picture_, inverse(picture_), picture_}), "WebP", picture_, 0);
  }

  void tiffLayouts_data() {
    QTest::addColumn<int>("bits");
    QTest::addColumn<bool>("planar");
    QTest::addColumn<bool>("tiled");
    QTest::addColumn<bool>("bigEndian");
    QTest::addColumn<int>("compression");
    for (const int bits : {8, 16}) {
      for (int i = 0; i < 8; ++i) {
        for (const int compression : {1, 5, 8}) {
          const bool planar = (i & 1) != 0;
          const bool tiled = (i & 2) != 0;
          const bool big = (i & 4) != 0;
          QTest::addRow("%d bit%s%s%s %d", bits, planar ? " planar" : "", tiled ? " tiled" : "", big ? " big" : "",
                        compression)
              << bits << planar << tiled << big << compression;
        }
      }
    }
  }

  void tiffLayouts() {
    QFETCH(int, bits);
    QFETCH(bool, planar);
    QFETCH(bool, tiled);
    QFETCH(bool, bigEndian);
    QFETCH(int, compression);
    const TiffSpec spec{
        .bits = bits, .planar = planar, .tiled = tiled, .bigEndian = bigEndian, .compression = compression};
    check(tiff(picture_, spec), "TIFF", picture_, 0);
  }

  void tiffColours() {
    const Image8 grey = greyOf(picture_);
    check(tiff(grey, {.channels = 1, .photometric = 1}), "TIFF", spread(grey), 0);
    check(tiff(grey, {.channels = 1, .photometric = 0}), "TIFF", inverse(spread(grey)), 0);
    check(tiff(grey, {.bits = 16, .channels = 1, .photometric = 1}), "TIFF", spread(grey), 0);
    const auto [cmyk, shown] = inks();
    check(tiff(cmyk, {.channels = 4, .photometric = 5}), "TIFF", shown, 1);
    check(tiff(cmyk, {.channels = 4, .photometric = 5, .planar = true}), "TIFF", shown, 1);
    check(tiff(picture_, {.photometric = 6, .tiled = true, .compression = 7}), "TIFF", picture_, 3);
    Image8 palette(kWidth, kHeight, 3);
    for (std::size_t i = 0; i < grey.size(); ++i) {
      palette.data()[3 * i] = grey.data()[i];
      palette.data()[3 * i + 1] = static_cast<std::uint8_t>(255 - grey.data()[i]);
    }
    check(tiff(grey, {.channels = 1, .photometric = 3}), "TIFF", palette, 0.5);
  }

  void tiffAlpha() {
    const Image8 straight = withAlpha(picture_);
    check(tiff(straight, {.channels = 4, .extraSample = 2}), "TIFF", overGrey(straight), 0.5);
    check(tiff(premultiplied(straight), {.channels = 4, .extraSample = 1}), "TIFF", overGrey(straight), 1);
    const Image8 grey = withAlpha(greyOf(picture_));
    check(tiff(grey, {.channels = 2, .photometric = 1, .extraSample = 2}), "TIFF", overGrey(grey), 0.5);
  }

  void bmpKinds() {
    check(bmp(picture_, 24), "BMP", picture_, 0);
    check(bmp(picture_, 24, true), "BMP", picture_, 0);
    check(bmp(picture_, 32), "BMP", picture_, 0);
    check(bmp(picture_, 16), "BMP", picture_, 3);
    check(bmp(withAlpha(picture_), 32), "BMP", overGrey(withAlpha(picture_)), 0.5);
    const Image8 grey = greyOf(picture_);
    check(bmp(grey, 8), "BMP", spread(grey), 0);
    check(bmp(grey, 4), "BMP", spread(grey), 9);
  }

  void orientations_data() {
    QTest::addColumn<int>("orientation");
    for (int i = 1; i <= 8; ++i) QTest::addRow("%d", i) << i;
  }

  void orientations() {
    QFETCH(int, orientation);
    const Image8 stored = storedFor(picture_, orientation);
    check(jpeg(stored, {.exif = exif(orientation, false, true)}), "JPEG", picture_, 1.5);
    check(jpeg(stored, {.exif = exif(orientation, true, true)}), "JPEG", picture_, 1.5);
    check(pngOf(stored, {.exif = exif(orientation, true, false)}), "PNG", picture_, 0);
    check(webp(stored, true, exif(orientation, false, false)), "WebP", picture_, 0);
    check(webp(stored, true, exif(orientation, false, true)), "WebP", picture_, 0);
    check(tiff(stored, {.orientation = orientation}), "TIFF", picture_, 0);
    check(tiff(stored, {.photometric = 6, .tiled = true, .compression = 7, .orientation = orientation}), "TIFF",
          picture_, 3);
  }

  void wideGamutIsConverted() {
    const Bytes icc = adobeRgbProfile();
    const Image8 shown = shownFromAdobeRgb(picture_);
    QVERIFY(difference(shown, picture_) > 5);
    check(jpeg(picture_, {.icc = icc}), "JPEG", shown, 2);
    check(pngOf(picture_, {.icc = icc}), "PNG", shown, 0.7);
    check(pngOf(picture_, {.bits = 16, .icc = icc}), "PNG", shown, 0.7);
    check(webp(picture_, true, {}, icc), "WebP", shown, 0.7);
    check(tiff(picture_, {.icc = icc}), "TIFF", shown, 0.7);
    check(tiff(picture_, {.bits = 16, .icc = icc}), "TIFF", shown, 0.7);
  }

  void inkProfileIsApplied() {
    const Inks ink = inks();
    Image8 shown(kWidth, kHeight, 3);
    for (int y = 0; y < kHeight; ++y) {
      for (int x = 0; x < kWidth; ++x) {
        for (int c = 0; c < 3; ++c) {
          const double k = ink.cmyk.at(x, y, 3) / 255.0;
          shown.at(x, y, c) = static_cast<std::uint8_t>(255 * (1 - ink.cmyk.at(x, y, c) / 510.0) * (1 - k) + 0.5);
        }
      }
    }
    QVERIFY(difference(shown, ink.shown) > 20);
    const Bytes icc = paleInkProfile();
    check(jpeg(ink.cmyk, {.channels = 4, .icc = icc}), "JPEG", shown, 3);
    check(jpeg(inverse(ink.cmyk), {.channels = 4, .adobe = true, .ycck = true, .icc = icc}), "JPEG", shown, 3);
    check(tiff(ink.cmyk, {.channels = 4, .photometric = 5, .icc = icc}), "TIFF", shown, 2);
    // A profile of inks says nothing about RGB samples.
    check(webp(picture_, true, {}, icc), "WebP", picture_, 0);
  }

  void greyProfileIsApplied() {
    const Image8 grey = greyOf(picture_);
    const auto photo = decodePhoto(pngOf(grey, {.icc = greyProfile(1.0)}), "linear");
    QVERIFY(photo.has_value());
    for (int x = 0; x < kWidth; ++x) {
      const double linear = grey.at(x, 5) / 255.0;
      const double shown = 255 * (linear <= 0.0031308 ? 12.92 * linear : 1.055 * std::pow(linear, 1 / 2.4) - 0.055);
      for (int c = 0; c < 3; ++c) QVERIFY(std::abs(photo->pixels.at(x, 5, c) - shown) < 2);
    }
    // Programs leave RGB profiles in grey JPEGs.
    check(jpeg(grey, {.channels = 1, .icc = adobeRgbProfile()}), "JPEG", shownFromAdobeRgb(spread(grey)), 2);
  }

  void damagedProfileIsPassedOver() {
    Bytes icc = adobeRgbProfile();
    icc.resize(200);
    check(jpeg(picture_, {.icc = icc}), "JPEG", picture_, 1.5);
    check(webp(picture_, true, {}, Bytes{1, 2, 3}), "WebP", picture_, 0);
  }

  void pngGamma() {
    check(pngOf(picture_, {.gamma = 0.45455}), "PNG", picture_, 0);
    const auto linear = decodePhoto(pngOf(picture_, {.gamma = 1.0}), "linear");
    QVERIFY(linear.has_value());
    QVERIFY(linear->pixels.at(0, 0, 1) > 80);  // 30 in linear light is far brighter than 30
  }
};

QTEST_APPLESS_MAIN(ReadTest)
#include "read_test.moc"
