#include "core/blend/bare_by_colour.h"

#include <QTest>
#include <array>

#include "core/blend/mesh.h"
#include "tests/blend/plain_face.h"

using namespace mien;

namespace {

constexpr int kSide = 320;
using Colour = std::array<float, 3>;
constexpr Colour kSkin{0.75F, 0.55F, 0.45F};
constexpr Colour kHair{0.15F, 0.1F, 0.08F};

/// Skin with the grain of a photograph; `over` from the crop's top to `from` of its side.
ImageF picture(const Colour& over, float from, int side = kSide) {
  ImageF out(side, side, 3);
  std::uint32_t random = 1;
  for (int y = 0; y < side; ++y)
    for (int x = 0; x < side; ++x) {
      const bool hidden = (static_cast<float>(y) + 0.5F) / static_cast<float>(side) * 1.25F - 0.125F < from;
      random = random * 1664525U + 1013904223U;
      const float grain = static_cast<float>(random >> 24U) / 255 * 0.04F - 0.02F;
      for (int c = 0; c < 3; ++c) out.at(x, y, c) = (hidden ? over : kSkin)[static_cast<std::size_t>(c)] + grain;
    }
  return out;
}

float at(const ImageF& bare, float u, float v) {
  return bare.at(static_cast<int>((u + 0.125F) / 1.25F * kSide), static_cast<int>((v + 0.125F) / 1.25F * kSide));
}

}  // namespace

class BareByColourTest : public QObject {
  Q_OBJECT

 private Q_SLOTS:
  void theSkinsColourIsThatOfNoseAndCheeks() {
    const BareSkin seen = bareByColour(picture(kHair, 0.2F), plainFace());
    for (std::size_t c = 0; c < 3; ++c) QVERIFY(std::abs(seen.skin[c] - kSkin[c]) < 0.01F);
  }

  void aBareForeheadIsNothingToMind() { QVERIFY(bareByColour(picture(kSkin, 0), plainFace()).bare.empty()); }

  void whatCoversItIsFound_data() {
    QTest::addColumn<float>("red");
    QTest::addColumn<float>("green");
    QTest::addColumn<float>("blue");
    QTest::newRow("dark hair") << kHair[0] << kHair[1] << kHair[2];
    QTest::newRow("a blue scarf") << 0.3F << 0.5F << 0.95F;
    QTest::newRow("a red cap") << 0.8F << 0.1F << 0.15F;
  }
  void whatCoversItIsFound() {
    QFETCH(float, red);
    QFETCH(float, green);
    QFETCH(float, blue);
    for (const int side : {kSide, 4 * kSide}) {
      const ImageF bare = bareByColour(picture({red, green, blue}, 0.2F, side), plainFace()).bare;
      QCOMPARE(bare.width(), kSide);
      QVERIFY(at(bare, 0.5F, 0.15F) < 0.05F);
      QVERIFY(at(bare, 0.5F, 0.25F) > 0.95F);  // below it
      QCOMPARE(at(bare, 0.5F, -0.1F), 1.0F);   // hair above the face
      QCOMPARE(at(bare, 0.05F, 0.2F), 1.0F);   // beside it
    }
  }

  void spotsOfGlossInHairAreHair() {
    ImageF fringe = picture(kHair, 0.22F);
    for (int y = 60; y < 66; ++y)
      for (int x = 0; x < kSide; ++x)
        for (int c = 0; c < 3; ++c) fringe.at(x, y, c) = kSkin[static_cast<std::size_t>(c)];
    const ImageF bare = bareByColour(fringe, plainFace()).bare;
    for (const float u : {0.4F, 0.5F, 0.6F})
      for (int y = 58; y < 68; ++y) QVERIFY(at(bare, u, static_cast<float>(y) / kSide * 1.25F - 0.125F) < 0.05F);
  }

  /// Where hair thins out, and in its shade, it is not bare yet.
  void theEdgeOfHairBelongsToIt() {
    const ImageF bare = bareByColour(picture(kHair, 0.2F), plainFace()).bare;
    QVERIFY2(at(bare, 0.5F, 0.206F) < 0.5F, qPrintable(QString::number(at(bare, 0.5F, 0.206F))));
  }

  void hairAtTheTemplesIsFound() {
    ImageF sides = picture(kSkin, 0);
    const int end = static_cast<int>((0.23F + 0.125F) / 1.25F * kSide);
    for (int y = 0; y < kSide; ++y)
      for (int x = 0; x < end; ++x)
        for (int c = 0; c < 3; ++c) sides.at(x, y, c) = kHair[static_cast<std::size_t>(c)];
    const ImageF bare = bareByColour(sides, plainFace()).bare;
    QVERIFY(at(bare, 0.19F, 0.41F) < 0.05F);
    QVERIFY(at(bare, 0.81F, 0.41F) > 0.95F);  // the other side
    QVERIFY(at(bare, 0.27F, 0.38F) > 0.95F);  // the eye's corner
    QCOMPARE(at(bare, 0.19F, 0.65F), 1.0F);   // a cheek, which may have a beard
  }

  void glossAndShadeAreSkin_data() {
    QTest::addColumn<float>("red");
    QTest::addColumn<float>("green");
    QTest::addColumn<float>("blue");
    QTest::newRow("gloss") << 0.98F << 0.95F << 0.92F;
    QTest::newRow("more light") << 0.97F << 0.71F << 0.58F;
    QTest::newRow("shade") << 0.68F << 0.5F << 0.41F;
  }
  void glossAndShadeAreSkin() {
    QFETCH(float, red);
    QFETCH(float, green);
    QFETCH(float, blue);
    const ImageF bare = bareByColour(picture({red, green, blue}, 0.2F), plainFace()).bare;
    QVERIFY2(bare.empty() || at(bare, 0.5F, 0.15F) > 0.8F, "taken for hair");
  }
};

QTEST_APPLESS_MAIN(BareByColourTest)
#include "bare_by_colour_test.moc"
