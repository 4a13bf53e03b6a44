#include "core/blend/rim.h"

#include <QTest>
#include <cmath>

using namespace mien;

namespace {

constexpr int kSide = 256;
constexpr int kTop = 39;     // rows of the rim
constexpr int kBeside = 13;  // columns of it

template <class Value>
ImageF picture(const Value& value) {
  ImageF out(kSide, kSide, 3);
  for (int y = 0; y < kSide; ++y)
    for (int x = 0; x < kSide; ++x)
      for (int c = 0; c < 3; ++c) out.at(x, y, c) = value(x, y);
  return out;
}

bool isWithin(int x, int y) {
  return y >= kTop && x >= kBeside && x < kSide - kBeside;
}

}  // namespace

class RimTest : public QObject {
  Q_OBJECT

 private slots:
  void whatLiesWithinStays() {
    const ImageF before = picture([](int x, int y) { return 0.5F + 0.4F * std::sin(static_cast<float>(x * y)); });
    ImageF texture = before;
    softenRim(texture);
    int changed = 0;
    for (int y = 0; y < kSide; ++y)
      for (int x = 0; x < kSide; ++x) {
        if (isWithin(x, y)) QCOMPARE(texture.at(x, y, 1), before.at(x, y, 1));
        changed += static_cast<int>(!isWithin(x, y) && texture.at(x, y, 1) != before.at(x, y, 1));
      }
    QVERIFY(changed > 5000);
  }

  void aBandAboveGoes() {
    ImageF texture = picture([](int x, int y) { return isWithin(x, y) ? 0.7F : 0.2F; });
    softenRim(texture);
    for (int x = 0; x < kSide; ++x) QVERIFY(std::abs(texture.at(x, 0, 0) - 0.7F) < 1e-4F);
    for (int y = 0; y < kSide; ++y) QVERIFY(std::abs(texture.at(0, y, 2) - 0.7F) < 1e-4F);
  }

  /// Dark hair to the left, skin to the right: so it is above them, softly, and the more softly the further up.
  void itContinues() {
    ImageF texture = picture([](int x, int) { return x < 128 ? 0.1F : 0.8F; });
    softenRim(texture);
    QVERIFY(texture.at(30, 0, 0) < 0.2F && texture.at(225, 0, 0) > 0.7F);
    const auto step = [&](int y) { return texture.at(132, y, 0) - texture.at(124, y, 0); };
    QVERIFY(step(0) > 0 && step(0) < step(20) && step(20) < step(60));
  }
};

QTEST_APPLESS_MAIN(RimTest)
#include "rim_test.moc"
