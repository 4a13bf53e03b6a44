#include "core/blend/bare_skin.h"

#include <QTest>

#include "tests/blend/plain_face.h"

using namespace mien;

namespace {

constexpr int kSide = 320;

/// Nothing over a face but a band, from one row to before another.
ImageF band(int from, int to, float strength) {
  ImageF occluded(kSide, kSide, 1);
  for (int y = from; y < to; ++y)
    for (int x = 0; x < kSide; ++x) occluded.at(x, y) = strength;
  return occluded;
}

}  // namespace

class BareSkinTest : public QObject {
  Q_OBJECT

 private Q_SLOTS:
  void whatIsLookedAtReachesFromJawToBrows() {
    const ImageF place = belowForehead(plainFace(), 256);
    const auto at = [&](float u, float v) { return place.at(static_cast<int>(u * 256), static_cast<int>(v * 256)); };
    QVERIFY(at(0.5F, 0.5F) > 0.99F);
    QVERIFY(at(0.32F, 0.38F) > 0.99F);  // an eye
    QVERIFY(at(0.5F, 0.9F) > 0.9F);     // the chin
    QVERIFY(at(0.3F, 0.28F) > 0.8F);    // what reaches over the brows
    QCOMPARE(at(0.5F, 0.1F), 0.0F);     // the forehead
    QCOMPARE(at(0.05F, 0.8F), 0.0F);    // beside the jaw
  }

  void whatLiesOverAFaceIsNotBare() {
    BareSkin skin;
    cover(skin.bare, band(100, 110, 1));
    QCOMPARE(skin.bare.width(), kSide);
    QCOMPARE(skin.bare.at(160, 105), 0.0F);
    QCOMPARE(skin.bare.at(160, 90), 1.0F);
  }

  void anythingElseThatCoversItStays() {
    BareSkin skin{ImageF(kSide, kSide, 1, 0.5F), {}, {}};
    cover(skin.bare, band(100, 110, 1));
    QCOMPARE(skin.bare.at(160, 105), 0.0F);
    QCOMPARE(skin.bare.at(160, 90), 0.5F);
  }

  void faintTracesAreNothing() {
    QVERIFY(surelyOccluded(band(0, kSide, 0.1F)).empty());
    const ImageF sure = surelyOccluded(band(100, 110, 0.7F));
    QCOMPARE(sure.at(160, 105), 1.0F);
    QCOMPARE(sure.at(160, 112), 1.0F);  // its edge
    QCOMPARE(sure.at(160, 113), 0.0F);
    QVERIFY(surelyOccluded(ImageF(kSide, kSide, 1)).empty());
  }

  /// Sampled beyond the plane its edge goes on.
  void nothingGoesOnBelowThePlane() {
    const ImageF sure = surelyOccluded(band(250, kSide, 1));
    QCOMPARE(sure.at(160, kSide - 2), 1.0F);
    for (int x = 0; x < kSide; ++x) QCOMPARE(sure.at(x, kSide - 1), 0.0F);
  }
};

QTEST_APPLESS_MAIN(BareSkinTest)
#include "bare_skin_test.moc"
