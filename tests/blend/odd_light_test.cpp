// Patches of light and colour on a face that the network can't draw.
#include "core/blend/odd_light.h"

#include <QtTest>

using namespace mien;

namespace {

constexpr int kSide = 256;
constexpr float kTone[] = {0.7F, 0.5F, 0.4F};

struct Patch {
  int left = 0, top = 0, side = 0;
  float change[3] = {};
};

ImageF faceWith(const Patch& patch) {
  ImageF face(kSide, kSide, 3);
  for (int y = 0; y < kSide; ++y)
    for (int x = 0; x < kSide; ++x) {
      const bool inside =
          x >= patch.left && x < patch.left + patch.side && y >= patch.top && y < patch.top + patch.side;
      for (int c = 0; c < 3; ++c) face.at(x, y, c) = kTone[c] + (inside ? patch.change[c] : 0);
    }
  return face;
}

/// On all of the plane but its left half's last rows.
ImageF skin() {
  ImageF out(kSide, kSide, 1, 1);
  for (int y = 200; y < kSide; ++y)
    for (int x = 0; x < kSide / 2; ++x) out.at(x, y) = 0;
  return out;
}

}  // namespace

class OddLightTest : public QObject {
  Q_OBJECT

 private Q_SLOTS:
  void isFound_data() {
    QTest::addColumn<int>("side");
    QTest::addColumn<QList<float>>("change");
    QTest::addColumn<bool>("found");
    QTest::newRow("hard light") << 40 << QList<float>{0.25F, 0.25F, 0.25F} << true;
    QTest::newRow("yellow glass") << 40 << QList<float>{0.1F, 0.0F, -0.2F} << true;
    QTest::newRow("dark glass of a colour") << 40 << QList<float>{-0.3F, -0.1F, 0.0F} << true;
    QTest::newRow("a beard") << 60 << QList<float>{-0.3F, -0.3F, -0.3F} << false;
    QTest::newRow("a wrinkle's gloss") << 3 << QList<float>{0.25F, 0.25F, 0.25F} << false;
    QTest::newRow("a cheek of another shade") << 60 << QList<float>{0.04F, 0.02F, 0.02F} << false;
  }

  void isFound() {
    QFETCH(int, side);
    QFETCH(QList<float>, change);
    QFETCH(bool, found);
    const ImageF odd = oddLight(faceWith({100, 60, side, {change[0], change[1], change[2]}}), faceWith({}), skin());
    QCOMPARE(!odd.empty(), found);
    if (!found) return;
    QVERIFY(odd.at(100 + side / 2, 60 + side / 2) > 0.95F);
    QVERIFY(odd.at(100 + side + 20, 60) < 0.01F);
    QVERIFY(odd.at(10, 10) == 0);
  }

  void onlyOnSkin() {
    const ImageF odd = oddLight(faceWith({60, 180, 70, {0.3F, 0.3F, 0.3F}}), faceWith({}), skin());
    QVERIFY(odd.at(100, 190) > 0.95F);
    QCOMPARE(odd.at(100, 220), 0.0F);
    QVERIFY(oddLight(faceWith({20, 210, 40, {0.3F, 0.3F, 0.3F}}), faceWith({}), skin()).empty());
  }
};

QTEST_APPLESS_MAIN(OddLightTest)
#include "odd_light_test.moc"
