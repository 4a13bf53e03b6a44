#include "core/guard/attributes.h"

#include <QTest>
#include <cmath>

using namespace mien;

class AttributesTest : public QObject {
  Q_OBJECT

  /// From the front in a picture of 200 px, eyes 64 px apart; all that is not set lies in the middle of the face.
  static Landmarks front() {
    Landmarks p{};
    p.fill({100, 110});
    for (std::size_t i = 0; i < 17; ++i) {
      const float angle = 3.14159F * static_cast<float>(i) / 16;
      p[i] = {100 - 70 * std::cos(angle), 90 + 90 * std::sin(angle)};
    }
    for (std::size_t i = 17; i < 27; ++i) p[i] = {50 + 10 * static_cast<float>(i - 17) + (i > 21 ? 10.0F : 0.0F), 65};
    p[30] = {100, 115};
    p[31] = {90, 120};
    p[35] = {110, 120};
    const auto eye = [&](std::size_t first, float x) {
      p[first] = {x - 12, 80};
      p[first + 1] = {x - 4, 77};
      p[first + 2] = {x + 4, 77};
      p[first + 3] = {x + 12, 80};
      p[first + 4] = {x + 4, 83};
      p[first + 5] = {x - 4, 83};
    };
    eye(36, 68);
    eye(42, 132);
    for (const std::size_t i : {49UL, 50UL, 51UL, 52UL, 53UL}) p[i] = {100, 136};
    for (const std::size_t i : {55UL, 56UL, 57UL, 58UL, 59UL}) p[i] = {100, 144};
    for (std::size_t i = 60; i < 68; ++i) p[i] = {100, 140};
    p[48] = {80, 140};
    p[54] = {120, 140};
    return p;
  }

  static Image8 plain(int r, int g, int b, int channels = 3) {
    Image8 picture(200, 200, channels, 255);
    for (int y = 0; y < 200; ++y)
      for (int x = 0; x < 200; ++x) {
        picture.at(x, y, 0) = static_cast<std::uint8_t>(r);
        picture.at(x, y, 1) = static_cast<std::uint8_t>(g);
        picture.at(x, y, 2) = static_cast<std::uint8_t>(b);
      }
    return picture;
  }

 private Q_SLOTS:
  void skinToneIsTheTypologyAngle() {
    QCOMPARE(individualTypologyAngle(60, 10), 45.0);
    QCOMPARE(individualTypologyAngle(50, 20), 0.0);
    QCOMPARE(individualTypologyAngle(40, 10), -45.0);
    QCOMPARE(individualTypologyAngle(60, -1), 90.0);
    // CIELAB (D65) of sRGB 224, 172, 105: L* 73.78, b* 42.29; of 92, 56, 37: L* 27.42, b* 18.15 (by the formulas).
    const double light = attributesOf(plain(224, 172, 105), front(), 30).skinTone;
    QVERIFY2(std::abs(light - lab(224, 172, 105)) < 0.3, qPrintable(QString::number(light)));
    const double dark = attributesOf(plain(92, 56, 37), front(), 30).skinTone;
    QVERIFY2(std::abs(dark - lab(92, 56, 37)) < 0.3, qPrintable(QString::number(dark)));
    QVERIFY(dark < -30 && light > 28);
    QCOMPARE(attributesOf(plain(224, 172, 105, 4), front(), 30), attributesOf(plain(224, 172, 105), front(), 30));
  }

  /// The angle by CIE's formulas, written down once more.
  static double lab(int r, int g, int b) {
    const auto linear = [](int c) {
      const double v = c / 255.0;
      return v <= 0.04045 ? v / 12.92 : std::pow((v + 0.055) / 1.055, 2.4);
    };
    const auto f = [](double t) { return t > 0.008856 ? std::cbrt(t) : 7.787 * t + 16.0 / 116; };
    const double y = 0.212671 * linear(r) + 0.71516 * linear(g) + 0.072169 * linear(b);
    const double z = (0.019334 * linear(r) + 0.119193 * linear(g) + 0.950227 * linear(b)) / 1.088754;
    return individualTypologyAngle(116 * f(y) - 16, 200 * (f(y) - f(z)));
  }

  void hairOnTheForeheadDoesNotCount() {
    Image8 picture = plain(224, 172, 105);
    for (int y = 0; y < 60; ++y)
      for (int x = 0; x < 200; ++x)
        for (int c = 0; c < 3; ++c) picture.at(x, y, c) = 20;
    QCOMPARE(attributesOf(picture, front(), 30).skinTone, attributesOf(plain(224, 172, 105), front(), 30).skinTone);
  }

  void lumaIsThatOfTheFace() {
    Image8 picture = plain(255, 255, 255);
    QCOMPARE(attributesOf(picture, front(), 30).luma, 1.0);
    for (int y = 0; y < 40; ++y)
      for (int x = 0; x < 200; ++x) picture.at(x, y, 1) = 0;  // above the brows
    QCOMPARE(attributesOf(picture, front(), 30).luma, 1.0);
    QCOMPARE(attributesOf(plain(0, 255, 0), front(), 30).luma, 0.715);
  }

  void shapesAreMeasuredByGeometry() {
    const Image8 picture = plain(200, 150, 120);
    Landmarks p = front();
    FaceAttributes a = attributesOf(picture, p, 30.04);
    QCOMPARE(a.age, 30.0);
    QCOMPARE(a.yaw, 0.0);
    QCOMPARE(a.smile, 0.0);
    QCOMPARE(a.mouthOpen, 0.0);
    QCOMPARE(a.eyesOpen, 0.25);
    p[48].y = p[54].y = 134;
    p[62].y = 136;
    p[66].y = 152;
    p[30].x = 116;
    a = attributesOf(picture, p, 30);
    QCOMPARE(a.smile, 0.2);
    QCOMPARE(a.mouthOpen, 0.25);
    QCOMPARE(a.yaw, 0.25);
    // The same face, tilted.
    const Similarity tilt{0.8F, 0.6F, 0, -60};
    const FaceAttributes tilted = attributesOf(picture, transformed(p, tilt), 30);
    QCOMPARE(tilted.smile, a.smile);
    QCOMPARE(tilted.mouthOpen, a.mouthOpen);
    QCOMPARE(tilted.eyesOpen, a.eyesOpen);
  }

  void bandsBeginWhereTheySay() {
    QCOMPARE(bandOf(ageBands(), 17.9), std::string_view("0-17"));
    QCOMPARE(bandOf(ageBands(), 18), std::string_view("18-29"));
    QCOMPARE(bandOf(ageBands(), 99), std::string_view("60+"));
    QCOMPARE(bandOf(skinToneClasses(), -90), std::string_view("dark"));
    QCOMPARE(bandOf(skinToneClasses(), 55), std::string_view("very light"));
    QCOMPARE(bandOf(skinToneClasses(), 27.9), std::string_view("tan"));
  }

  void landmarksBesideThePictureStopNothing() {
    Landmarks p = front();
    for (Point& one : p) one = one + Point{500, -500};
    QVERIFY(std::isfinite(attributesOf(plain(1, 2, 3), p, 30).skinTone));
  }
};

QTEST_GUILESS_MAIN(AttributesTest)
#include "attributes_test.moc"
