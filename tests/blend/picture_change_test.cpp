#include "core/blend/picture_change.h"

#include <QtTest>
#include <cmath>

using namespace mien;

namespace {

constexpr int kSide = 256;

/// Grey with waves of `contrast`, 0..1, in a colour cast of `warmth` levels at the same luma.
Image8 waves(double contrast, double warmth = 0) {
  Image8 out(kSide, kSide, 3);
  for (int y = 0; y < kSide; ++y)
    for (int x = 0; x < kSide; ++x) {
      const double grey = 127.5 + 100 * contrast * std::sin(x * 0.4) * std::sin(y * 0.4);
      const double cast[] = {warmth, -warmth * 0.2126 / 0.7152, 0};
      for (int c = 0; c < 3; ++c) out.at(x, y, c) = static_cast<std::uint8_t>(std::lround(grey + cast[c]));
    }
  return out;
}

double change(const Image8& a, const Image8& b) {
  return changeBetween(pictureFeaturesOf(a), pictureFeaturesOf(b));
}

}  // namespace

class PictureChangeTest : public QObject {
  Q_OBJECT

 private Q_SLOTS:
  void thePictureItselfIsNoChange() { QCOMPARE(change(waves(0.5), waves(0.5)), 0.0); }

  void itIsTheSameBothWays() { QCOMPARE(change(waves(0.5), waves(0.2)), change(waves(0.2), waves(0.5))); }

  /// Of equal steps of contrast the last ones to nothing are what one sees.
  void theEndOfAFadeCountsMost() {
    const double strong = change(waves(1.0), waves(0.9));
    const double faint = change(waves(0.2), waves(0.1));
    const double last = change(waves(0.1), waves(0));
    QVERIFY2(faint > 3 * strong, qPrintable(QStringLiteral("%1 %2").arg(faint).arg(strong)));
    QVERIFY2(last > 1.5 * faint, qPrintable(QStringLiteral("%1 %2").arg(last).arg(faint)));
  }

  /// Else the pace of a film that moves nothing but a colour would follow the rounding of its pixels.
  void colourAloneIsAChange() {
    const double little = change(waves(0.5), waves(0.5, 10));
    const double much = change(waves(0.5), waves(0.5, 40));
    QVERIFY2(much > 2.5 * little, qPrintable(QStringLiteral("%1 %2").arg(much).arg(little)));
  }

  void roundingIsNextToNone() {
    Image8 rounded = waves(0.5);
    for (int y = 0; y < kSide; ++y)
      for (int x = 0; x < kSide; ++x) rounded.at(x, y, 0) += static_cast<std::uint8_t>((x * 7 + y * 3) % 2);
    QVERIFY(change(waves(0.5), rounded) < 0.1 * change(waves(0.5), waves(0.4)));
  }

  void whatCanNotBeSeenThroughIsGrey() {
    Image8 clear(kSide, kSide, 4);
    Image8 grey(kSide, kSide, 3);
    for (std::uint8_t* p = grey.data(); p != grey.data() + grey.size(); ++p) *p = 128;
    QVERIFY(change(clear, grey) < 0.1);
  }
};

QTEST_APPLESS_MAIN(PictureChangeTest)
#include "picture_change_test.moc"
