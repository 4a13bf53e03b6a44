// A visible edge is told from a soft one.
#include "core/evaluate/seam.h"

#include <QtTest>

#include "core/blend/region_masks.h"
#include "core/studio/fake_face.h"

using namespace mien;

class SeamTest : public QObject {
  Q_OBJECT

  static constexpr int kSize = 256;

  const Landmarks landmarks_ = standardLandmarks();

  /// A slope of grey, on which a region is lighter by `step`, as softly as its mask or with a hard edge.
  Image8 picture(Region region, float step, bool hard) const {
    const ImageF mask = regionMasks(meshFor(landmarks_), kSize)[static_cast<std::size_t>(region)];
    Image8 out(kSize, kSize, 3);
    for (int y = 0; y < kSize; ++y)
      for (int x = 0; x < kSize; ++x) {
        const float m = hard ? (mask.at(x, y) > 0.5F ? 1.0F : 0.0F) : mask.at(x, y);
        for (int c = 0; c < 3; ++c) out.at(x, y, c) = static_cast<std::uint8_t>(40 + x / 4 + y / 4 + step * m);
      }
    return out;
  }

 private Q_SLOTS:
  void harderIsSteeper() {
    Landmarks inPixels = landmarks_;
    for (Point& p : inPixels) p = p * kSize;
    for (const Region region : {Region::Eyes, Region::Mouth, Region::Nose}) {
      const double none = seamRatio(picture(region, 0, false), inPixels, region);
      const double soft = seamRatio(picture(region, 20, false), inPixels, region);
      const double hard = seamRatio(picture(region, 20, true), inPixels, region);
      QVERIFY2(none > 0.7 && none < 1.3, qPrintable(QString::number(none)));
      QVERIFY(soft > none);
      QVERIFY(hard > soft);
    }
  }
};

QTEST_APPLESS_MAIN(SeamTest)
#include "seam_test.moc"
