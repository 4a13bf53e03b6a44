#include "core/base/geometry.h"

#include <QtTest>
#include <numbers>
#include <random>

namespace {

constexpr float kTolerance = 1e-3F;

void comparePoints(mien::Point actual, mien::Point expected, float tolerance = kTolerance) {
  QVERIFY2(mien::distance(actual, expected) <= tolerance,
           qPrintable(
               QStringLiteral("(%1, %2) is not (%3, %4)").arg(actual.x).arg(actual.y).arg(expected.x).arg(expected.y)));
}

mien::Similarity turn(float degrees, float scale, float tx, float ty) {
  const float angle = degrees * std::numbers::pi_v<float> / 180.0F;
  return {scale * std::cos(angle), scale * std::sin(angle), tx, ty};
}

}  // namespace

class GeometryTest : public QObject {
  Q_OBJECT

 private Q_SLOTS:
  void fitRecoversTheMap_data() {
    QTest::addColumn<float>("degrees");
    QTest::addColumn<float>("scale");
    QTest::newRow("nothing") << 0.0F << 1.0F;
    QTest::newRow("quarter turn") << 90.0F << 1.0F;
    QTest::newRow("half turn") << 180.0F << 0.5F;
    QTest::newRow("small") << -37.5F << 0.01F;
    QTest::newRow("large") << 12.0F << 30.0F;
  }

  void fitRecoversTheMap() {
    QFETCH(float, degrees);
    QFETCH(float, scale);
    const mien::Similarity expected = turn(degrees, scale, 12, -7);
    const std::vector<mien::Point> from{{0, 0}, {10, 0}, {3, 8}, {-4, 2}};
    std::vector<mien::Point> to;
    for (const mien::Point p : from) to.push_back(expected(p));
    const mien::Similarity fitted = mien::fitSimilarity(from, to);
    for (const mien::Point p : {mien::Point{1, 1}, mien::Point{-20, 30}}) comparePoints(fitted(p), expected(p), 0.01F);
    QVERIFY(std::abs(fitted.scale() - scale) < 1e-4F * std::max(1.0F, scale));
  }

  // Noise of zero mean moves the best fit little, and no other map may leave a smaller error.
  void fitIsTheLeastSquaresOne() {
    std::mt19937 random(7);
    std::normal_distribution<float> noise(0, 0.5F);
    const mien::Similarity map = turn(20, 2, 5, 5);
    std::vector<mien::Point> from;
    std::vector<mien::Point> to;
    for (int i = 0; i < 68; ++i) {
      from.push_back({static_cast<float>(i % 9) * 10, static_cast<float>(i / 9) * 10});
      to.push_back(map(from.back()) + mien::Point{noise(random), noise(random)});
    }
    const auto error = [&](const mien::Similarity& s) {
      double sum = 0;
      for (std::size_t i = 0; i < from.size(); ++i) sum += std::pow(mien::distance(s(from[i]), to[i]), 2);
      return sum;
    };
    const mien::Similarity best = mien::fitSimilarity(from, to);
    for (const float step : {-0.01F, 0.01F}) {
      QVERIFY(error(best) < error({best.a + step, best.b, best.tx, best.ty}));
      QVERIFY(error(best) < error({best.a, best.b + step, best.tx, best.ty}));
      QVERIFY(error(best) < error({best.a, best.b, best.tx + step, best.ty}));
      QVERIFY(error(best) < error({best.a, best.b, best.tx, best.ty + step}));
    }
  }

  void mirroredPointsAreNotMirroredBack() {
    const std::vector<mien::Point> from{{0, 0}, {10, 0}, {0, 10}};
    const std::vector<mien::Point> to{{0, 0}, {-10, 0}, {0, 10}};
    const mien::Similarity s = mien::fitSimilarity(from, to);
    QVERIFY(s.a * s.a + s.b * s.b >= 0);  // the determinant of [[a, −b], [b, a]]
    QVERIFY(mien::distance(s(from[1]), to[1]) > 1);
  }

  void coincidentPointsGiveATranslation() {
    const std::vector<mien::Point> from{{4, 4}, {4, 4}};
    const std::vector<mien::Point> to{{1, 2}, {1, 2}};
    QCOMPARE(mien::fitSimilarity(from, to), (mien::Similarity{1, 0, -3, -2}));
  }

  void inverseUndoes() {
    const mien::Similarity map = turn(-63, 3.5F, 400, -90);
    for (const mien::Point p : {mien::Point{0, 0}, mien::Point{512, 3}, mien::Point{-70, 900}}) {
      comparePoints(map.inverse()(map(p)), p, 0.01F);
      comparePoints(map(map.inverse()(p)), p, 0.01F);
    }
  }

  void scaledScalesTheTarget() {
    const mien::Similarity map = turn(10, 2, 1, 2);
    comparePoints(map.scaled(256)({3, 4}), map({3, 4}) * 256, 0.01F);
  }

  void cropPutsTheEyesOnTheTemplate() {
    const mien::CropTemplate crop;
    const auto points = crop.points();
    const mien::Similarity placed = turn(25, 800, 300, 200);
    const mien::FivePoints photo{placed(points[0]), placed(points[1]), placed(points[2]), placed(points[3]),
                                 placed(points[4])};
    const mien::Similarity map = mien::cropFromFivePoints(photo, crop);
    comparePoints(map(photo.rightEye), {0.5F - crop.eyeDistance / 2, crop.eyeLine});
    comparePoints(map(photo.leftEye), {0.5F + crop.eyeDistance / 2, crop.eyeLine});
    comparePoints(map(photo.leftMouth), points[4]);
  }

  void mirroringTwiceChangesNothing() {
    for (std::size_t i = 0; i < mien::kMirroredLandmarks.size(); ++i) {
      const auto other = static_cast<std::size_t>(mien::kMirroredLandmarks[i]);
      QCOMPARE(mien::kMirroredLandmarks[other], static_cast<int>(i));
    }
    QCOMPARE(mien::kMirroredLandmarks[36], 45);  // outer corners of the eyes
    QCOMPARE(mien::kMirroredLandmarks[30], 30);  // tip of the nose
  }

  void fivePointsReadTheirLandmarks() {
    mien::Landmarks all{};
    for (std::size_t i = 36; i < 42; ++i) all[i] = {100, 50};
    for (std::size_t i = 42; i < 48; ++i) all[i] = {static_cast<float>(i), 50};
    all[30] = {1, 2};
    all[48] = {3, 4};
    all[54] = {5, 6};
    const mien::FivePoints five = mien::fivePoints(all);
    comparePoints(five.rightEye, {100, 50});
    comparePoints(five.leftEye, {44.5F, 50});
    comparePoints(five.nose, {1, 2});
    comparePoints(five.rightMouth, {3, 4});
    comparePoints(five.leftMouth, {5, 6});
    const mien::Landmarks moved = mien::transformed(all, {1, 0, 10, 20});
    comparePoints(moved[30], {11, 22});
  }
};

QTEST_APPLESS_MAIN(GeometryTest)
#include "geometry_test.moc"
