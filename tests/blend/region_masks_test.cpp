// Where the regions of a face lie, and how landmarks between two faces follow them.
#include "core/blend/region_masks.h"

#include <QtTest>
#include <cmath>

#include "core/studio/fake_face.h"

using namespace mien;

class RegionMasksTest : public QObject {
  Q_OBJECT

  const Landmarks face_ = standardLandmarks();
  const std::array<ImageF, kRegionCount> masks_ = regionMasks(meshFor(face_), 128);

  Point middleOf(int first, int end) const {
    Point sum;
    for (int i = first; i < end; ++i) sum = sum + face_[static_cast<std::size_t>(i)];
    return sum * (1 / static_cast<float>(end - first));
  }

 private Q_SLOTS:
  void everyFeatureIsInItsRegion() {
    QVERIFY(regionAt(masks_, middleOf(36, 42)) == Region::Eyes);
    QVERIFY(regionAt(masks_, middleOf(42, 48)) == Region::Eyes);
    QVERIFY(regionAt(masks_, face_[19]) == Region::Brows);
    QVERIFY(regionAt(masks_, face_[24]) == Region::Brows);
    QVERIFY(regionAt(masks_, middleOf(29, 31)) == Region::Nose);
    QVERIFY(regionAt(masks_, middleOf(48, 68)) == Region::Mouth);
    QVERIFY(regionAt(masks_, middleOf(7, 10) * 0.93F + middleOf(48, 68) * 0.07F) == Region::Jaw);
    QVERIFY(regionAt(masks_, (middleOf(36, 42) + middleOf(3, 5)) * 0.5F) == Region::Skin);
    QVERIFY(regionAt(masks_, {0.01F, 0.01F}) == Region::Surroundings);
    QVERIFY(!regionAt(masks_, {-3, 0.5F}));
  }

  /// So that a mix by regions is one between the same pictures, whatever the shares.
  void theyShareOutTheFaceAndNoMore() {
    for (int y = 0; y < 128; ++y)
      for (int x = 0; x < 128; ++x) {
        float sum = 0;
        for (const ImageF& mask : masks_) {
          QVERIFY(mask.row(y)[x] >= 0);
          sum += mask.row(y)[x];
        }
        QVERIFY2(sum <= 1.0001F, qPrintable(QString::number(sum)));
      }
  }

  void theirEdgesAreSoft() {
    for (const ImageF& mask : masks_)
      for (int y = 0; y < 128; ++y)
        for (int x = 1; x < 128; ++x) QVERIFY(std::abs(mask.row(y)[x] - mask.row(y)[x - 1]) < 0.25F);
  }

  void landmarksFollowTheirRegion() {
    Landmarks b = face_;
    for (Point& p : b) p = p + Point{0.1F, 0};
    RegionWeights weights;
    weights.fill({1, 0});
    weights[static_cast<std::size_t>(Region::Mouth)] = {0, 1};
    weights[static_cast<std::size_t>(Region::Jaw)] = {0.5, 0.5};
    const Landmarks mix = mixedLandmarks(std::vector<const Landmarks*>{&face_, &b}, weights);
    for (std::size_t i = 0; i < mix.size(); ++i) {
      const float expected = i < 17 ? 0.05F : i >= 48 ? 0.1F : 0;
      QVERIFY(std::abs(mix[i].x - face_[i].x - expected) < 1e-6F);
    }
  }

  void oneShareForAllIsThePlainMix() {
    Landmarks b = face_;
    for (Point& p : b) p = p * 1.1F;
    RegionWeights weights;
    weights.fill({0.7, 0.3});
    const Landmarks by = mixedLandmarks(std::vector<const Landmarks*>{&face_, &b}, weights);
    const Landmarks plain = mixedLandmarks(face_, b, 0.3F);
    for (std::size_t i = 0; i < by.size(); ++i) QVERIFY(distance(by[i], plain[i]) < 1e-6F);
  }
};

QTEST_APPLESS_MAIN(RegionMasksTest)
#include "region_masks_test.moc"
