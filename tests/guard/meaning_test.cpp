#include "core/guard/meaning.h"

#include <QTest>
#include <cmath>

using namespace mien;

class MeaningTest : public QObject {
  Q_OBJECT

  /// A face whose halves are mirror images.
  static Landmarks even() {
    Landmarks points{};
    const auto pair = [&](std::size_t left, std::size_t right, float x, float y) {
      points[left] = {0.5F - x, y};
      points[right] = {0.5F + x, y};
    };
    for (std::size_t i = 0; i < 8; ++i)
      pair(i, 16 - i, 0.36F - 0.01F * static_cast<float>(i * i) / 2, 0.4F + 0.06F * static_cast<float>(i));
    points[8] = {0.5F, 0.93F};
    for (std::size_t i = 0; i < 5; ++i) pair(17 + i, 26 - i, 0.3F - 0.05F * static_cast<float>(i), 0.3F);
    for (std::size_t i = 27; i < 31; ++i) points[i] = {0.5F, 0.4F + 0.05F * static_cast<float>(i - 27)};
    pair(31, 35, 0.08F, 0.6F);
    pair(32, 34, 0.04F, 0.61F);
    points[33] = {0.5F, 0.62F};
    pair(36, 45, 0.22F, 0.4F);
    pair(37, 44, 0.18F, 0.38F);
    pair(38, 43, 0.14F, 0.38F);
    pair(39, 42, 0.1F, 0.4F);
    pair(40, 47, 0.14F, 0.42F);
    pair(41, 46, 0.18F, 0.42F);
    pair(48, 54, 0.15F, 0.75F);
    pair(49, 53, 0.1F, 0.72F);
    pair(50, 52, 0.04F, 0.71F);
    points[51] = {0.5F, 0.715F};
    pair(55, 59, 0.1F, 0.79F);
    pair(56, 58, 0.04F, 0.8F);
    points[57] = {0.5F, 0.8F};
    pair(60, 64, 0.13F, 0.75F);
    pair(61, 63, 0.05F, 0.74F);
    points[62] = {0.5F, 0.745F};
    pair(65, 67, 0.05F, 0.77F);
    points[66] = {0.5F, 0.77F};
    return points;
  }
  static Embedding at(float x, float y = 0) {
    Embedding e{};
    e[0] = x;
    e[1] = y;
    return e;
  }
  /// Midway between two people who are 0.8 apart, with nothing to be said against it.
  static OutputFacts good() {
    OutputFacts facts;
    facts.parents.resize(2);
    facts.look = {at(0.4F), 0.99, 40};
    facts.codeLength = 0.9;
    facts.density = -1.2;
    facts.outline = 0.75;
    facts.parents[0] = {at(0), true};
    facts.parents[1] = {at(0.8F), true};
    return facts;
  }

 private slots:
  void aFaceIsItsMirrorImage() {
    QVERIFY(lopsidednessOf(even()) < 1e-5);
    Landmarks turned = even();
    for (Point& p : turned) p = {0.8F * p.x - 0.6F * p.y, 0.6F * p.x + 0.8F * p.y};
    QVERIFY(lopsidednessOf(turned) < 1e-5);
    Landmarks bent = even();
    for (std::size_t i = 48; i < 68; ++i) bent[i].x += 0.2F;  // the mouth beside the face
    QVERIFY2(lopsidednessOf(bent) > 0.1, qPrintable(QString::number(lopsidednessOf(bent))));
  }

  void theWeakestPartCounts() {
    const Meaning fine = meaningOf(good(), even());
    QVERIFY2(fine.value > 0.95, qPrintable(QString::number(fine.value)));
    struct Case {
      void (*spoil)(OutputFacts&);
      Doubt doubt;
    };
    for (const Case& c : {Case{[](OutputFacts& f) { f.look.face = 0.1; }, Doubt::NoFace},
                          Case{[](OutputFacts& f) { f.density = -2.2; }, Doubt::Implausible},
                          Case{[](OutputFacts& f) { f.outline = 1.6; }, Doubt::Misshapen},
                          Case{[](OutputFacts& f) { f.folded = 0.04; }, Doubt::Folded},
                          Case{[](OutputFacts& f) { f.look.identity = at(0.4F, 0.75F); }, Doubt::LikeNeither}}) {
      OutputFacts facts = good();
      c.spoil(facts);
      const Meaning meaning = meaningOf(facts, even());
      QCOMPARE(meaning.weakest, c.doubt);
      QVERIFY2(meaning.value < kLowMeaning, qPrintable(QString::number(meaning.value)));
    }
    Landmarks bent = even();
    for (std::size_t i = 48; i < 68; ++i) bent[i].x += 0.5F;
    QCOMPARE(meaningOf(good(), bent).weakest, Doubt::Lopsided);
  }

  /// Packs without a prior, and engines that measure neither.
  void withoutADensityTheLengthCounts() {
    OutputFacts facts = good();
    facts.density.reset();
    facts.outline.reset();
    QVERIFY(meaningOf(facts, even()).value > 0.95);
    facts.codeLength = 2.4;
    QCOMPARE(meaningOf(facts, even()).weakest, Doubt::Implausible);
    facts.density = -1.2;  // where it is known, it has the last word
    QVERIFY(meaningOf(facts, even()).value > 0.95);
  }

  void everyShareOfTheWayIsFine() {
    for (const float share : {0.0F, 0.1F, 0.5F, 1.0F}) {
      OutputFacts facts = good();
      facts.look.identity = at(0.8F * share);
      QVERIFY(meaningOf(facts, even()).value > 0.95);
    }
  }

  void twoPicturesOfOnePersonAreNoDoubt() {
    OutputFacts facts = good();
    facts.parents[1].identity = at(0.01F);
    facts.look.identity = at(0.1F);
    QVERIFY(meaningOf(facts, even()).value > 0.95);
    facts.look.identity = at(0.9F);
    QCOMPARE(meaningOf(facts, even()).weakest, Doubt::LikeNeither);
  }
};

QTEST_APPLESS_MAIN(MeaningTest)
#include "meaning_test.moc"
