#include "core/blend/warp.h"

#include <QtTest>

#include "core/blend/aligned_face.h"
#include "core/blend/matte.h"
#include "core/blend/paste.h"
#include "core/photo/crop.h"
#include "tests/support/drawn_face.h"
#include "tests/support/identity_map.h"

using namespace mien;

namespace {

constexpr int kSize = 128;

double largestDifference(const ImageF& map, const ImageF& other) {
  double worst = 0;
  for (std::size_t i = 0; i < map.size(); ++i)
    worst = std::max(worst, std::abs(static_cast<double>(map.data()[i] - other.data()[i])));
  return worst;
}

/// The photo's own face, as aligning sees it.
ImageF untouched(const Image8& photo, const Similarity& toCrop, int size) {
  const Image8 padded = withSoftBeyond(cropPhoto(photo, toCrop, kPaddedWindow, paddedSize(size)));
  const int margin = (padded.width() - size) / 2;
  ImageF crop(size, size, 3);
  for (int y = 0; y < size; ++y) {
    const std::uint8_t* from = padded.row(y + margin) + std::ptrdiff_t{3} * margin;
    std::transform(from, from + crop.rowBytes() / sizeof(float), crop.row(y),
                   [](std::uint8_t v) { return static_cast<float>(v) / 255; });
  }
  return crop;
}

}  // namespace

class WarpTest : public QObject {
  Q_OBJECT

 private Q_SLOTS:
  void meshOntoItselfIsTheIdentity() {
    const Mesh mesh = meshFor(drawnLandmarks());
    const std::vector<Mesh> self{mesh};
    const auto maps = warpMaps(mesh, self, triangulate(mesh), kPaddedWindow, kSize);
    QVERIFY(largestDifference(maps[0], identityMap(kPaddedWindow, kSize)) < 1e-5);
  }

  void thereAndBackIsTheIdentity() {
    const Mesh mean = meshFor(drawnLandmarks());
    const std::vector<Mesh> other{meshFor(wideLandmarks())};
    const std::vector<Mesh> back{mean};
    const auto triangles = triangulate(mean);
    const ImageF forth = warpMaps(mean, other, triangles, kCropWindow, kSize)[0];
    const ImageF inverse = warpMaps(other[0], back, triangles, kPaddedWindow, 4 * kSize)[0];
    const ImageF both = sample(inverse, kPaddedWindow, forth);
    // Bilinear sampling of a map rounds its kinks off; half a pixel of 128 is what that may cost.
    QVERIFY(largestDifference(both, identityMap(kCropWindow, kSize)) < 0.5 / kSize);
  }

  void trianglesCoverThePlaneOnce() {
    const Mesh mean = meshFor(drawnLandmarks());
    float area = 0;
    for (const Triangle& t : triangulate(mean)) {
      const auto at = [&](int i) { return mean.points[static_cast<std::size_t>(t[static_cast<std::size_t>(i)])]; };
      const Point ab = at(1) - at(0);
      const Point ac = at(2) - at(0);
      const float twice = ab.x * ac.y - ab.y * ac.x;
      QVERIFY(twice > 0);
      area += twice / 2;
    }
    const float side = 1 + 2 * kRingReach;
    QVERIFY(std::abs(area - side * side) < 1e-4F);
  }

  void crossedLipsAreLaidOnTheirMiddle() {
    Landmarks face = drawnLandmarks();
    std::swap(face[62], face[66]);
    const Mesh mesh = meshFor(face);
    QCOMPARE(mesh.points[62], mesh.points[66]);
  }

  void matteIsFullInsideAndEmptyOutside() {
    const ImageF matte = faceMatte(meshFor(drawnLandmarks()), kSize);
    QVERIFY(matte.at(kSize / 2, kSize * 55 / 100) > 0.999F);
    QVERIFY(matte.at(1, 1) < 0.001F);
    QVERIFY(matte.at(kSize - 2, kSize - 2) < 0.001F);
  }

  void colourMatchMeetsTheGround() {
    ImageF face(kSize, kSize, 3, 0.2F);
    const ImageF ground(kSize, kSize, 3, 0.35F);
    matchColour(face, ground, faceMatte(meshFor(drawnLandmarks()), kSize));
    for (const float v : {face.at(kSize / 2, kSize / 2), face.at(kSize / 2, kSize - 8)})
      QVERIFY(std::abs(v - 0.35F) < 0.01F);
  }

  /// Brought to darker surroundings, what is dark stays as much darker as it was, and is not black.
  void colourMatchKeepsDarkFeatures() {
    ImageF face(kSize, kSize, 3, 0.6F);
    constexpr int kAt = kSize / 2;
    for (int c = 0; c < 3; ++c) face.at(kAt, kAt, c) = 0.15F;
    const ImageF ground(kSize, kSize, 3, 0.42F);
    matchColour(face, ground, faceMatte(meshFor(drawnLandmarks()), kSize));
    for (int c = 0; c < 3; ++c) {
      QVERIFY(std::abs(face.at(kAt + 9, kAt, c) - 0.42F) < 0.01F);
      QVERIFY(std::abs(face.at(kAt, kAt, c) - 0.15F * 0.7F) < 0.01F);
    }
  }

  /// A face that is small in the photograph shows the mean of what is finer, not every few pixels one.
  void pastingMakesSmallerWithoutGrain() {
    const Image8 photo(120, 120, 3, 128);
    const Similarity toCrop{1 / 48.0F, 0, -0.6F, -0.5F};
    ImageF crop(256, 256, 3);
    for (int y = 0; y < 256; ++y)
      for (int x = 0; x < 256; ++x)
        for (int c = 0; c < 3; ++c) crop.at(x, y, c) = 0.5F + ((x / 2 + y / 2) % 2 == 0 ? 0.2F : -0.2F);
    const Image8 pasted = pasteBack(photo, crop, drawnLandmarks(), toCrop);
    const Point middle = toCrop.inverse()({0.5F, 0.55F});
    for (int y = -5; y <= 5; ++y)
      for (int x = -5; x <= 5; ++x)
        QVERIFY(std::abs(pasted.at(static_cast<int>(middle.x) + x, static_cast<int>(middle.y) + y, 0) - 128) < 12);
  }

  /// Every byte of it, at any size: large photographs are halved on their way into a crop, and beyond a photograph's
  /// border its crop is softened.
  void pastingAnUntouchedCropLeavesThePhoto_data() {
    QTest::addColumn<float>("side");  // of the crop, px of the photo
    QTest::addColumn<float>("left");
    QTest::addColumn<int>("size");
    QTest::newRow("enlarged") << 180.0F << -0.2F << 256;
    QTest::newRow("halved") << 1613.0F << -0.2F << 1024;
    QTest::newRow("halved twice") << 1613.0F << -0.2F << 512;
    QTest::newRow("over the border") << 180.0F << 0.3F << 256;
    QTest::newRow("halved, over the border") << 1613.0F << 0.3F << 1024;
  }
  void pastingAnUntouchedCropLeavesThePhoto() {
    QFETCH(float, side);
    QFETCH(float, left);
    QFETCH(int, size);
    Image8 photo(static_cast<int>(1.67F * side), static_cast<int>(1.56F * side), 3);
    for (std::size_t i = 0; i < photo.size(); ++i)
      photo.data()[i] = static_cast<std::uint8_t>((i * 31 + i / 900) % 251);
    const Similarity toCrop{1 / side, 0.1F / side, left, -0.3F};
    const Image8 pasted = pasteBack(photo, untouched(photo, toCrop, size), drawnLandmarks(), toCrop);
    QVERIFY(pasted == photo);
  }

  void pastingChangesOnlyTheFace() {
    const Image8 photo(300, 280, 3, 90);
    const Similarity toCrop{1 / 120.0F, 0, -0.6F, -0.5F};
    ImageF crop(256, 256, 3, 90 / 255.0F);
    for (int y = 110; y < 160; ++y) {
      for (int x = 110; x < 150; ++x) crop.at(x, y, 0) = 1;
    }
    const Image8 pasted = pasteBack(photo, crop, drawnLandmarks(), toCrop);
    const Point middle = toCrop.inverse()({0.5F, 0.52F});
    QVERIFY(pasted.at(static_cast<int>(middle.x), static_cast<int>(middle.y), 0) > 200);
    QCOMPARE(pasted.at(5, 5, 0), std::uint8_t{90});
    QCOMPARE(pasted.at(295, 275, 0), std::uint8_t{90});
  }

  /// Of a face in other light: black rims stay black, and nothing is seen of them where they are not.
  void whatLiesOverThePhotographsFaceIsNotReLit() {
    const Image8 photo(300, 280, 3, 90);
    const Similarity toCrop{1 / 120.0F, 0, -0.6F, -0.5F};
    const ImageF brighter(256, 256, 3, 0.5F);
    Covers covers{ImageF(256, 256, 3, 90 / 255.0F), ImageF(256, 256, 1), ImageF(256, 256, 1, 1)};
    for (int y = 120; y < 140; ++y)
      for (int x = 110; x < 150; ++x) {
        for (int c = 0; c < 3; ++c) covers.pixels.at(x, y, c) = 0.02F;
        covers.share.at(x, y) = 1;
        covers.skin.at(x, y) = 0;
      }
    const Image8 plain = pasteBack(photo, brighter, drawnLandmarks(), toCrop);
    const Image8 pasted = pasteBack(photo, brighter, drawnLandmarks(), toCrop, covers);
    const auto at = [&](const Image8& picture, float u, float v) {
      const Point p = toCrop.inverse()({u, v});
      return int{picture.at(static_cast<int>(p.x), static_cast<int>(p.y), 1)};
    };
    QVERIFY2(at(pasted, 0.5F, 0.51F) < 25, qPrintable(QString::number(at(pasted, 0.5F, 0.51F))));
    QVERIFY(at(plain, 0.5F, 0.51F) > 80);
    QCOMPARE(at(pasted, 0.5F, 0.7F), at(plain, 0.5F, 0.7F));
  }

  /// The photograph itself stays, what repeats its edge loses its streaks.
  void beyondThePhotoItIsSoft() {
    Image8 photo(100, 100, 3);
    for (int y = 0; y < 100; ++y)
      for (int x = 0; x < 100; ++x)
        for (int c = 0; c < 3; ++c) photo.at(x, y, c) = x % 2 == 0 ? 40 : 200;
    const Similarity toCrop = Similarity{}.scaled(0.01F);
    const Window window{-0.5F, 2};  // as much again on each side
    const Crop crop = cropPhoto(photo, toCrop, window, 200);
    const Image8 soft = withSoftBeyond(crop);
    const auto contrast = [](const Image8& picture, int y) {
      int most = 0;
      for (int x = 60; x < 140; ++x) most = std::max(most, std::abs(picture.at(x, y, 0) - picture.at(x + 1, y, 0)));
      return most;
    };
    QCOMPARE(contrast(crop.pixels, 190), 160);
    QVERIFY2(contrast(soft, 190) <= 4, qPrintable(QString::number(contrast(soft, 190))));
    for (int y = 60; y < 140; ++y)
      for (int x = 60; x < 140; ++x) QCOMPARE(soft.at(x, y, 1), crop.pixels.at(x, y, 1));
  }
};

QTEST_APPLESS_MAIN(WarpTest)
#include "warp_test.moc"
