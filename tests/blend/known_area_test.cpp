#include "core/blend/known_area.h"

#include <QTest>
#include <cmath>

#include "core/blend/matte.h"

using namespace mien;

class KnownAreaTest : public QObject {
  Q_OBJECT
  static constexpr int kSide = 100;
  static constexpr Window kWindow{-0.125F, 1.25F};

  /// A photograph of 400 × 300 whose crop has a side of 200 px and its corner at `left`, `top`.
  static ImageF area(float left, float top) {
    return knownArea({0.005F, 0, -left / 200, -top / 200}, {400, 300}, kWindow, kSide);
  }
  /// The crop's unit square → the area's pixel.
  static int pixel(double at) { return static_cast<int>(std::floor((at + 0.125) / 1.25 * kSide)); }

 private Q_SLOTS:
  void aPhotographWithRoomReachesEverywhere() { QVERIFY(area(100, 50).empty()); }

  void beyondItsBordersItIsNotKnown() {
    const ImageF known = area(100, -20);  // it begins a tenth below the crop's top
    QCOMPARE(known.width(), kSide);
    QCOMPARE(known.channels(), 1);
    for (const double x : {0.0, 0.5, 0.99}) {
      QCOMPARE(known.at(pixel(x), pixel(-0.1)), 0.0F);
      QCOMPARE(known.at(pixel(x), pixel(0.08)), 0.0F);
      QCOMPARE(known.at(pixel(x), pixel(0.19)), 1.0F);
      QCOMPARE(known.at(pixel(x), pixel(1.1)), 1.0F);
    }
    for (int y = 1; y < kSide; ++y) QVERIFY(known.at(50, y) >= known.at(50, y - 1));
    const float edge = known.at(50, pixel(0.14));  // soft between
    QVERIFY2(edge > 0.2F && edge < 0.8F, qPrintable(QString::number(static_cast<double>(edge))));
  }

  void everyBorderCounts() {
    QCOMPARE(area(-20, 50).at(pixel(0.05), pixel(0.5)), 0.0F);
    QCOMPARE(area(220, 50).at(pixel(0.95), pixel(0.5)), 0.0F);
    QCOMPARE(area(100, 120).at(pixel(0.5), pixel(0.95)), 0.0F);
    QCOMPARE(area(100, 120).at(pixel(0.5), pixel(0.5)), 1.0F);
  }

  void aTurnedHeadTurnsTheBorder() {
    // Upright in the crop, lying in the photograph: the photograph's left border is the crop's bottom.
    const Similarity turn{0, -0.005F, -0.25F, 0.95F};
    const ImageF known = knownArea(turn, {400, 300}, kWindow, kSide);
    const Point border = turn({0, 150});
    QVERIFY(std::abs(border.y - 0.95F) < 1e-5F);
    QCOMPARE(known.at(pixel(0.5), pixel(0.98)), 0.0F);
    QCOMPARE(known.at(pixel(0.5), pixel(0.85)), 1.0F);
  }

  void whoReachesAPlaceCountsForMore() {
    // Pixels: both known; only the second; neither; the first has no share.
    std::vector<ImageF> shares{ImageF(4, 1, 1, 0.5F), ImageF(4, 1, 1, 0.5F)};
    shares[0].at(3, 0) = 0;
    shares[1].at(3, 0) = 1;
    ImageF first(4, 1, 1, 0);
    first.at(0, 0) = 1;
    ImageF second(4, 1, 1, 1);
    second.at(2, 0) = 0;
    second.at(3, 0) = 0;
    const std::vector<ImageF> known{first, second};
    favourKnown(shares, known);
    QCOMPARE(shares[0].at(0, 0), 0.5F);
    QCOMPARE(shares[0].at(1, 0), 0.0F);
    QCOMPARE(shares[0].at(2, 0), 0.5F);
    QCOMPARE(shares[0].at(3, 0), 0.0F);
    for (int x = 0; x < 4; ++x) QVERIFY(std::abs(shares[0].at(x, 0) + shares[1].at(x, 0) - 1) < 1e-6F);
  }

  void nobodyCountsForMoreThanTwice() {
    std::vector<ImageF> shares{ImageF(1, 1, 1, 0.7F), ImageF(1, 1, 1, 0.1F), ImageF(1, 1, 1, 0.2F)};
    const std::vector<ImageF> known{ImageF(1, 1, 1, 0.0F), ImageF(), ImageF(1, 1, 1, 0.5F)};
    favourKnown(shares, known);
    const auto is = [&](std::size_t face, float share) { return std::abs(shares[face].at(0, 0) - share) < 1e-6F; };
    QVERIFY(is(1, 0.2F));                             // seen in full
    QVERIFY(is(2, 0.2F + 0.1F * (1 - 0.2F / 0.8F)));  // half of it twice, half of it less
    QVERIFY(is(0, 0.7F * (1 - 0.2F / 0.8F)));
  }

  void orMoreWhereItIsAskedFor() {
    const std::vector<ImageF> known{ImageF(1, 1, 1, 0.0F), ImageF()};
    for (const auto& [share, becomes] : {std::pair{0.05F, 0.4F}, {0.125F, 1.0F}, {0.3F, 1.0F}}) {
      std::vector<ImageF> shares{ImageF(1, 1, 1, 1 - share), ImageF(1, 1, 1, share)};
      favourKnown(shares, known, 8);
      QVERIFY(std::abs(shares[1].at(0, 0) - becomes) < 1e-6F);
      QVERIFY(std::abs(shares[0].at(0, 0) + shares[1].at(0, 0) - 1) < 1e-6F);
    }
  }

  void aDifferenceInLightShowsNoEdge() {
    // From the middle upwards the other picture is brighter by 0.1, and has stripes.
    constexpr int kRows = 128;
    ImageF share(kRows, kRows, 1);
    ImageF change(kRows, kRows, 3);
    const auto stripe = [](int x) { return x % 4 < 2 ? 0.05F : -0.05F; };
    for (int y = 0; y < kRows; ++y)
      for (int x = 0; x < kRows; ++x) {
        share.at(x, y) = 0.5F * std::clamp((80 - static_cast<float>(y)) / 16, 0.0F, 1.0F);
        for (int c = 0; c < 3; ++c) change.at(x, y, c) = share.at(x, y) * (0.1F + stripe(x));
      }
    const ImageF before = change;
    takeOutStep(change, share);
    double light = 0, stripes = 0;
    for (int y = 0; y < kRows; ++y)
      for (int x = 0; x < kRows; ++x) {
        const float off = change.at(x, y) - share.at(x, y) * stripe(x);
        if (y >= 48) light = std::max(light, static_cast<double>(std::abs(off)));  // a quarter of the crop around
        stripes = std::max(stripes, static_cast<double>(std::abs(change.at(x, y) - before.at(x, y))));
      }
    QVERIFY2(light < 0.004, qPrintable(QString::number(light)));  // was 0.05
    QVERIFY(stripes > 0.045);
    ImageF none(kRows, kRows, 1);
    ImageF same = before;
    takeOutStep(same, none);
    QVERIFY(same == before);
  }

  void whatOneFaceHasAloneStays() {
    std::vector<ImageF> shares{ImageF(3, 1, 1, 1.0F), ImageF(3, 1, 1, 0.0F)};
    const std::vector<ImageF> known{ImageF(3, 1, 1, 0.0F), ImageF()};
    favourKnown(shares, known);
    for (int x = 0; x < 3; ++x) QCOMPARE(shares[0].at(x, 0), 1.0F);
    QCOMPARE(shares[1].at(1, 0), 0.0F);
  }
};

QTEST_APPLESS_MAIN(KnownAreaTest)
#include "known_area_test.moc"
