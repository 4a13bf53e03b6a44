#include <QtTest>
#include <cmath>
#include <limits>

#include "core/blend/warp.h"
#include "tests/support/identity_map.h"

using namespace mien;

namespace {

constexpr int kSide = 16;
constexpr Window kWhole{0, 1};

/// Noise, so that every pixel is told from its neighbours.
ImageF noise(int channels) {
  ImageF picture(kSide, kSide, channels);
  std::uint32_t state = 1;
  for (std::size_t i = 0; i < picture.size(); ++i) {
    state = state * 1664525U + 1013904223U;
    picture.data()[i] = static_cast<float>(state >> 8) / static_cast<float>(1 << 24);
  }
  return picture;
}

/// A map of one pixel, to what lies at `x`, `y` in the picture's pixels (0: the middle of the first).
ImageF to(float x, float y) {
  ImageF map(1, 1, 2);
  map.at(0, 0, 0) = (x + 0.5F) / kSide;
  map.at(0, 0, 1) = (y + 0.5F) / kSide;
  return map;
}

}  // namespace

class SampleTest : public QObject {
  Q_OBJECT

 private Q_SLOTS:
  void anUnbentPictureStaysAsItIs() {
    for (const int channels : {1, 2, 3}) {
      const ImageF picture = noise(channels);
      QVERIFY(sample(picture, kWhole, identityMap(kWhole, kSide)) == picture);
    }
    const ImageF rgb = noise(3);
    QVERIFY(sample(rgb, kWhole, identityMap(kWhole, kSide), true) == rgb);
  }

  void betweenPixelsNeighboursCount() {
    const ImageF picture = noise(3);
    for (int c = 0; c < 3; ++c) {
      const auto at = [&](int x) { return picture.at(x, 7, c); };
      QCOMPARE(sample(picture, kWhole, to(4.25F, 7)).at(0, 0, c), 0.75F * at(4) + 0.25F * at(5));
      // Half way, cubic convolution with a = −0.75 has −3/32, 19/32, 19/32 and −3/32.
      const float wanted = (19 * (at(4) + at(5)) - 3 * (at(3) + at(6))) / 32;
      QVERIFY(std::abs(sample(picture, kWhole, to(4.5F, 7), true).at(0, 0, c) - wanted) < 1e-6F);
    }
  }

  void downIsLikeAcross() {
    const ImageF picture = noise(3);
    ImageF turned(kSide, kSide, 3);
    for (int y = 0; y < kSide; ++y)
      for (int x = 0; x < kSide; ++x)
        for (int c = 0; c < 3; ++c) turned.at(x, y, c) = picture.at(y, x, c);
    for (const bool smooth : {false, true})
      for (int c = 0; c < 3; ++c) {
        const float across = sample(picture, kWhole, to(9.3F, 2.8F), smooth).at(0, 0, c);
        const float down = sample(turned, kWhole, to(2.8F, 9.3F), smooth).at(0, 0, c);
        QVERIFY(std::abs(across - down) < 1e-6F);
      }
  }

  void beyondTheEdgeIsTheEdge() {
    const ImageF picture = noise(3);
    constexpr int kLast = kSide - 1;
    const struct {
      float x, y;
      int column, row;
    } cases[]{{-3, 5, 0, 5},  {kLast + 4.5F, 5, kLast, 5}, {5, -1e9F, 5, 0}, {5, kLast + 2, 5, kLast},
              {-2, -2, 0, 0}, {1e9F, 1e9F, kLast, kLast}};
    for (const auto& at : cases)
      for (const bool smooth : {false, true})
        for (int c = 0; c < 3; ++c)
          QVERIFY(std::abs(sample(picture, kWhole, to(at.x, at.y), smooth).at(0, 0, c) -
                           picture.at(at.column, at.row, c)) < 1e-5F);
  }

  void whatIsNoNumberIsTheEdge() {
    const float none = std::numeric_limits<float>::quiet_NaN();
    for (const int channels : {1, 3})
      for (const bool smooth : {false, channels == 3}) {
        const ImageF picture = noise(channels);
        const ImageF there = sample(picture, kWhole, to(none, none), smooth);
        for (int c = 0; c < channels; ++c)
          QVERIFY(std::abs(there.at(0, 0, c) - picture.at(kSide - 1, kSide - 1, c)) < 1e-5F);
      }
  }

  /// The window's origin and side, as a padded picture has them.
  void aWiderPictureLiesAround() {
    ImageF picture(kSide, kSide, 1);
    picture.at(6, 9) = 1;
    const Window around{-0.125F, 1.25F};
    ImageF map(1, 1, 2);
    map.at(0, 0, 0) = around.origin + around.side * 6.5F / kSide;
    map.at(0, 0, 1) = around.origin + around.side * 9.5F / kSide;
    QVERIFY(std::abs(sample(picture, around, map).at(0, 0) - 1) < 1e-5F);
  }

  void whatIsAddedIsTheSameTimesItsWeight() {
    const ImageF picture = noise(3);
    ImageF weight(kSide, kSide, 1), needed(kSide, kSide, 1);
    for (int y = 0; y < kSide; ++y)
      for (int x = 0; x < kSide; ++x) {
        weight.at(x, y) = static_cast<float>(x + 2 * y) / (4 * kSide);
        needed.at(x, y) = static_cast<float>((x + y) % 2);
      }
    const ImageF map = identityMap(kWhole, kSide);
    const ImageF made = sample(picture, {0.03F, 0.9F}, map, true);
    ImageF sum(kSide, kSide, 3, 0.25F);
    addSampled(sum, weight, picture, {0.03F, 0.9F}, map, needed);
    for (int y = 0; y < kSide; ++y)
      for (int x = 0; x < kSide; ++x)
        for (int c = 0; c < 3; ++c)
          QVERIFY(std::abs(sum.at(x, y, c) - 0.25F - needed.at(x, y) * weight.at(x, y) * made.at(x, y, c)) < 1e-6F);
  }

  void whatIsNotNeededIsNotMade() {
    const ImageF picture = noise(3);
    ImageF needed(kSide, kSide, 1);
    for (int y = 0; y < kSide; ++y)
      for (int x = y % 3; x < kSide; x += 2) needed.at(x, y) = 0.5F;
    const ImageF all = sample(picture, {0.03F, 0.9F}, identityMap(kWhole, kSide), true);
    const ImageF some = sample(picture, {0.03F, 0.9F}, identityMap(kWhole, kSide), true, needed);
    for (int y = 0; y < kSide; ++y)
      for (int x = 0; x < kSide; ++x)
        for (int c = 0; c < 3; ++c) QCOMPARE(some.at(x, y, c), needed.at(x, y) > 0 ? all.at(x, y, c) : 0.0F);
  }
};

QTEST_APPLESS_MAIN(SampleTest)
#include "sample_test.moc"
