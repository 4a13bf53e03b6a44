#include "core/evaluate/metrics.h"

#include <QTest>
#include <cmath>
#include <random>

#include "core/evaluate/finding.h"
#include "core/evaluate/judges.h"
#include "core/evaluate/pairs.h"

using namespace mien;

namespace {

/// `count` rows, one feature each: mean ± spread in turn, so that mean and variance are exact.
std::vector<std::vector<float>> twoValued(float mean, float spread, int count) {
  std::vector<std::vector<float>> rows;
  for (int i = 0; i < count; ++i) rows.push_back({i % 2 == 0 ? mean - spread : mean + spread});
  return rows;
}

Landmarks someFace(Point middle, float eyeDistance) {
  Landmarks face{};
  for (std::size_t i = 0; i < face.size(); ++i) {
    face[i] = middle + Point{0.1F * static_cast<float>(i % 5), 1.0F} * eyeDistance;
  }
  for (std::size_t i = 36; i < 42; ++i) face[i] = middle - Point{eyeDistance / 2, 0};
  for (std::size_t i = 42; i < 48; ++i) face[i] = middle + Point{eyeDistance / 2, 0};
  return face;
}

}  // namespace

class MetricsTest : public QObject {
  Q_OBJECT
 private slots:
  void areaUnderCurveCountsWins() {
    const std::vector<double> high{3, 2, 1};
    QCOMPARE(areaUnderCurve(high, std::vector<double>{0, 0.5}), 1.0);
    QCOMPARE(areaUnderCurve(high, std::vector<double>{2}), 0.5);
    QCOMPARE(areaUnderCurve(high, std::vector<double>{4, 0}), 0.5);
  }

  void quantiles() {
    QCOMPARE(median({3, 1, 2}), 2.0);
    QCOMPARE(median({4, 1, 2, 3}), 2.5);
    QCOMPARE(quantile({0, 10}, 0.95), 9.5);
    QCOMPARE(quantile({7}, 0.95), 7.0);
    QVERIFY(std::isnan(median({})));
    QVERIFY(std::isnan(meanOf({})));
    const std::vector<double> values{0.5, 0.6, 0.7, 0.1};
    QCOMPARE(shareBelow(values, 0.6), 0.5);
    QVERIFY(std::isnan(shareBelow({}, 0.6)));
  }

  void psnrOfAKnownError() {
    const Image8 a(4, 4, 3, 100);
    QCOMPARE(psnr(a, a), 99.0);
    QCOMPARE(psnr(a, Image8(4, 4, 3, 105)), 10 * std::log10(255.0 * 255.0 / 25.0));
    QCOMPARE(psnr(Image8(4, 4, 3, 0), Image8(4, 4, 3, 255)), 0.0);
  }

  void frechetInOneDimension() {
    // (m₁ − m₂)² + (σ₁ − σ₂)², with the sample variance σ² = spread² · n/(n − 1).
    const int n = 100;
    const double stretch = std::sqrt(n / (n - 1.0));
    const double expected = 9 + std::pow((2 - 0.5) * stretch, 2);
    QVERIFY(std::abs(frechetDistance(twoValued(1, 2, n), twoValued(4, 0.5F, n)) - expected) < 1e-6);
  }

  void frechetOfCorrelatedGaussians() {
    // Rotations of one Gaussian: tr(C₁ + C₂ − 2(C₁C₂)^½) for C₁ = diag(4, 1), C₂ = diag(1, 4) is 10 − 2·(2 + 2) = 2.
    std::mt19937_64 random(1);
    const auto unit = [&] { return (static_cast<double>(random() >> 11U) * 0x1p-53 - 0.5) * std::sqrt(12.0); };
    std::vector<std::vector<float>> a;
    std::vector<std::vector<float>> b;
    for (int i = 0; i < 20'000; ++i) {
      const double x = unit();
      const double y = unit();
      a.push_back({static_cast<float>(2 * x), static_cast<float>(y)});
      b.push_back({static_cast<float>(x), static_cast<float>(2 * y)});
    }
    const double distance = frechetDistance(a, b);
    QVERIFY2(std::abs(distance - 2) < 0.05, qPrintable(QString::number(distance)));
    QVERIFY(frechetDistance(a, a) < 1e-6);
  }

  void frechetOfSingularSets() {
    // Fewer pictures than features: the covariance has no full rank, the distance to itself is still nothing.
    const std::vector<std::vector<float>> few{{1, 2, 3, 4}, {2, 2, 1, 0}};
    QVERIFY(frechetDistance(few, few) < 1e-6);
    QVERIFY(std::isnan(frechetDistance(std::span(few).first(1), few)));
  }

  void pairsAreFixed() {
    // std::mt19937_64 is defined by its outputs: these rows can't change with the library.
    std::mt19937_64 random(7);
    for (const auto& [a, b] : fixedPairs(1000, 200, 7)) {
      QCOMPARE(a, random() % 1000);
      const std::uint64_t second = random() % 999;
      QCOMPARE(b, second >= a ? second + 1 : second);
      QVERIFY(a != b && b < 1000);
    }
    const auto first = fixedPairs(1111, 2, 1);
    QCOMPARE(first[0].first, 2469588189546311528ULL % 1111);  // the generator's first output for seed 1
    QVERIFY(fixedPairs(1111, 100, 1) != fixedPairs(1111, 100, 2));
    QCOMPARE(fixedPairs(2, 1, 3).size(), 1U);
  }

  void findsTheLabelledFace() {
    const Landmarks label = someFace({100, 100}, 60);
    const auto found = [](Point middle, float eyes) { return FoundFace{1, {}, someFace(middle, eyes)}; };
    QVERIFY(!labelledFace({}, label));
    const std::vector<FoundFace> faces{found({10, 10}, 60), found({110, 100}, 60), found({104, 100}, 60)};
    QCOMPARE(labelledFace(faces, label), std::optional<std::size_t>(2));
    QVERIFY(labelledFace(std::vector{found({114, 100}, 60)}, label));
    QVERIFY(!labelledFace(std::vector{found({116, 100}, 60)}, label));  // 16 of 60 px is more than a quarter
    QVERIFY(labelledFace(std::vector{found({100, 100}, 89)}, label));
    QVERIFY(!labelledFace(std::vector{found({100, 100}, 91)}, label));
    QVERIFY(!labelledFace(std::vector{found({100, 100}, 39)}, label));
  }

  void landmarkErrorByRegion() {
    const Landmarks label = someFace({100, 100}, 50);
    Landmarks found = label;
    for (std::size_t i = 48; i < 68; ++i) found[i].y += 5;  // the mouth, by a tenth of the eye distance
    const LandmarkError error = landmarkError(found, label);
    const auto near = [](double a, double b) { return std::abs(a - b) < 1e-4; };
    QVERIFY(near(error.regions[4], 10));
    QVERIFY(near(error.regions[0], 0) && near(error.regions[3], 0));
    QVERIFY(near(error.all, 10.0 * 20 / 68));
  }

  void perceptualDistanceOfKnownVectors() {
    // Two positions with two channels: equal at one, orthogonal at the other, so (0 + 2) / 2 a tap.
    const PerceptualFeatures a{{{2, 2, {1, 1, 0, 0}}}, {}};
    const PerceptualFeatures b{{{2, 2, {1, 0, 0, 1}}}, {}};
    QCOMPARE(perceptualDistance(a, b), 1.0);
    QCOMPARE(perceptualDistance(a, a), 0.0);
  }

  void missingJudgesAreNamed() {
    const auto judges = openJudges("/nowhere");
    QVERIFY(!judges);
    QVERIFY(judges.error().message.find("yunet-2022mar.onnx") != std::string::npos);
  }
};

QTEST_APPLESS_MAIN(MetricsTest)
#include "metrics_test.moc"
