#include "core/blend/grid.h"

#include <QTest>
#include <cmath>

using namespace mien;

class GridTest : public QObject {
  Q_OBJECT
  static constexpr int kSide = 128;

  template <class Value>
  static ImageF picture(const Value& value) {
    ImageF out(kSide, kSide, 3);
    for (int y = 0; y < kSide; ++y)
      for (int x = 0; x < kSide; ++x)
        for (int c = 0; c < 3; ++c) out.at(x, y, c) = value(x, y, c);
    return out;
  }
  static float smooth(int x, int y, int c) {
    return 0.5F + 0.2F * std::sin(0.05F * static_cast<float>(x + 2 * y)) + 0.1F * static_cast<float>(c);
  }
  /// Of each block the same, a little stronger towards the right.
  static float grid(int x, int y) {
    const float strength = 0.02F + 0.0001F * static_cast<float>(x);
    return strength * static_cast<float>((x % 4 == 1) - (x % 4 == 3) + (y % 4 == 0) - (y % 4 == 1));
  }
  static double largest(const ImageF& a, const ImageF& b) {
    float off = 0;
    for (std::size_t i = 0; i < a.size(); ++i) off = std::max(off, std::abs(a.data()[i] - b.data()[i]));
    return static_cast<double>(off);
  }

 private slots:
  void aGridGoes() {
    const ImageF clean = picture(smooth);
    ImageF texture = picture([](int x, int y, int c) { return smooth(x, y, c) + grid(x, y); });
    QVERIFY(largest(texture, clean) > 0.02);
    takeOutGrid(texture);
    QVERIFY2(largest(texture, clean) < 0.01, qPrintable(QString::number(largest(texture, clean))));
  }

  void whatIsNoGridStays() {
    const ImageF clean = picture(smooth);
    ImageF texture = clean;
    takeOutGrid(texture);
    QVERIFY2(largest(texture, clean) < 0.006, qPrintable(QString::number(largest(texture, clean))));

    // A line as sharp as the network draws any.
    const ImageF line = picture([](int x, int y, int) {
      const auto off = static_cast<float>(x - y);
      return 0.2F + 0.6F * std::exp(-off * off / 8);
    });
    texture = line;
    takeOutGrid(texture);
    QVERIFY2(largest(texture, line) < 0.06, qPrintable(QString::number(largest(texture, line))));
  }
};

QTEST_APPLESS_MAIN(GridTest)
#include "grid_test.moc"
