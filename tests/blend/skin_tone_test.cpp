#include "core/blend/skin_tone.h"

#include <QtTest>
#include <array>
#include <cmath>

using namespace mien;

namespace {

using Colour = std::array<float, 3>;
constexpr int kSide = 128;
constexpr Colour kSkin{0.72F, 0.52F, 0.42F};
constexpr Colour kWall{0.15F, 0.25F, 0.7F};
constexpr Colour kHair{0.12F, 0.09F, 0.08F};

bool isIn(int x, int y, float centreX, float centreY, float across, float down) {
  const float dx = (static_cast<float>(x) - centreX) / across;
  const float dy = (static_cast<float>(y) - centreY) / down;
  return dx * dx + dy * dy < 1;
}
bool isFace(int x, int y) {
  return isIn(x, y, 64, 68, 32, 42);
}
bool isEar(int x, int y) {
  return !isFace(x, y) && isIn(x, y, 64, 68, 41, 12);
}
bool isHair(int x, int y) {
  return !isFace(x, y) && isIn(x, y, 64, 40, 40, 34);
}

/// A head before a wall, slightly shaded.
ImageF portrait() {
  ImageF out(kSide, kSide, 3);
  for (int y = 0; y < kSide; ++y)
    for (int x = 0; x < kSide; ++x) {
      const Colour& colour = isFace(x, y) || isEar(x, y) ? kSkin : isHair(x, y) ? kHair : kWall;
      for (int c = 0; c < 3; ++c) out.at(x, y, c) = colour[static_cast<std::size_t>(c)] * (isEar(x, y) ? 0.85F : 1);
    }
  return out;
}

ImageF faceArea() {
  ImageF out(kSide, kSide, 1);
  for (int y = 0; y < kSide; ++y)
    for (int x = 0; x < kSide; ++x) out.at(x, y, 0) = isFace(x, y) ? 1 : 0;
  return out;
}

/// The portrait with a face of another tone.
ImageF mixed(const Colour& change) {
  ImageF out = portrait();
  for (int y = 0; y < kSide; ++y)
    for (int x = 0; x < kSide; ++x)
      for (int c = 0; isFace(x, y) && c < 3; ++c) out.at(x, y, c) += change[static_cast<std::size_t>(c)];
  return out;
}

/// Mean change of `picture` where `is` holds.
Colour changeOf(const ImageF& picture, bool (*is)(int, int)) {
  const ImageF before = portrait();
  Colour sum{};
  float count = 0;
  for (int y = 0; y < kSide; ++y)
    for (int x = 0; x < kSide; ++x) {
      if (!is(x, y)) continue;
      ++count;
      for (int c = 0; c < 3; ++c) sum[static_cast<std::size_t>(c)] += picture.at(x, y, c) - before.at(x, y, c);
    }
  for (float& s : sum) s /= count;
  return sum;
}

}  // namespace

class SkinToneTest : public QObject {
  Q_OBJECT

 private Q_SLOTS:
  void earsTakeOnTheFacesTone() {
    const Colour change{-0.2F, -0.15F, -0.1F};
    ImageF picture = portrait();
    carryTone(picture, mixed(change), faceArea());
    const Colour ears = changeOf(picture, isEar);
    for (std::size_t c = 0; c < 3; ++c) {
      QVERIFY2(ears[c] < 0.6F * change[c], qPrintable(QString::number(ears[c])));
      QVERIFY(ears[c] > 1.2F * change[c]);
    }
  }

  void hairAndWallStay() {
    ImageF picture = portrait();
    carryTone(picture, mixed({-0.2F, -0.15F, -0.1F}), faceArea());
    for (const float c : changeOf(picture, isHair)) QVERIFY2(std::abs(c) < 0.01F, qPrintable(QString::number(c)));
    const auto isWall = [](int x, int y) { return !isFace(x, y) && !isEar(x, y) && !isHair(x, y); };
    for (const float c : changeOf(picture, isWall)) QVERIFY2(std::abs(c) < 0.004F, qPrintable(QString::number(c)));
  }

  /// A shoulder takes on less of it than an ear, and no other colour.
  void itFadesInAllColoursAlike() {
    ImageF all(kSide, kSide, 3);
    ImageF inside(kSide, kSide, 1);
    for (int y = 0; y < kSide; ++y)
      for (int x = 0; x < kSide; ++x) {
        for (int c = 0; c < 3; ++c) all.at(x, y, c) = kSkin[static_cast<std::size_t>(c)];
        if (isIn(x, y, 20, 20, 16, 16)) inside.at(x, y) = 1;
      }
    ImageF darker = all;
    for (std::size_t i = 0; i < darker.size(); ++i) darker.data()[i] -= 0.1F;
    ImageF picture = all;
    carryTone(picture, darker, inside);
    const auto change = [&](int at, int c) { return picture.at(at, at, c) - all.at(at, at, c); };
    float before = -0.1F;
    for (const int at : {20, 40, 55}) {
      QVERIFY(change(at, 0) > before);
      before = change(at, 0);
      for (const int c : {1, 2}) QVERIFY(std::abs(change(at, c) - change(at, 0)) < 1e-4F);
    }
    QVERIFY(before < -0.001F);
  }

  void aPhotographStaysItself() {
    ImageF picture = portrait();
    carryTone(picture, portrait(), faceArea());
    for (const auto is : {isFace, isEar, isHair})
      for (const float c : changeOf(picture, is)) QVERIFY(std::abs(c) < 1e-5F);
  }
};

QTEST_GUILESS_MAIN(SkinToneTest)
#include "skin_tone_test.moc"
