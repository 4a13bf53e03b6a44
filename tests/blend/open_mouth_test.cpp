#include "core/blend/open_mouth.h"

#include <QTest>
#include <algorithm>
#include <cmath>

#include "tests/support/identity_map.h"

using namespace mien;

namespace {

constexpr int kSide = 256;

/// All points in one place but the mouth's, whose lips are `apart`: a share of its width.
Landmarks faceWith(float apart) {
  Landmarks face;
  face.fill({0.5F, 0.4F});
  const auto lips = [&](std::size_t first, int count, float half, float height) {
    for (int i = 0; i < count; ++i) {
      const float turn = 6.2831853F * static_cast<float>(i) / static_cast<float>(count);
      face[first + static_cast<std::size_t>(i)] = {0.5F - half * std::cos(turn), 0.7F - height * std::sin(turn)};
    }
  };
  lips(48, 12, 0.15F, 0.04F + 0.15F * apart);
  lips(60, 8, 0.13F, 0.15F * apart);
  return face;
}

/// Skin of one grey, `mouth` between the lips of a mouth that is wide open.
ImageF photo(float skin, float mouth) {
  constexpr int side = kSide * 5 / 4;
  ImageF out(side, side, 3, skin);
  for (int y = 0; y < side; ++y)
    for (int x = 0; x < side; ++x) {
      const float u = (static_cast<float>(x) / side - 0.1F) * 1.25F;
      const float v = (static_cast<float>(y) / side - 0.1F) * 1.25F;
      if (std::hypot((u - 0.5F) / 0.13F, (v - 0.7F) / 0.05F) < 1)
        for (int c = 0; c < 3; ++c) out.at(x, y, c) = mouth;
    }
  return out;
}

}  // namespace

class OpenMouthTest : public QObject {
  Q_OBJECT

  const ImageF map_ = identityMap({0, 1}, kSide);
  const ImageF teeth_ = photo(0.4F, 0.8F);
  const ImageF skin_ = photo(0.4F, 0.4F);

  /// What a mix of an open mouth with teeth and one of `other` gains.
  ImageF changed(const Landmarks& open, const Landmarks& other, float shareOfOther, const ImageF* teeth = nullptr) {
    ImageF picture(kSide, kSide, 3);
    const LaidFace faces[]{{teeth ? *teeth : teeth_, open, map_}, {skin_, other, map_}};
    const ImageF shares[]{ImageF(kSide, kSide, 1, 1 - shareOfOther), ImageF(kSide, kSide, 1, shareOfOther)};
    showOpenMouths(picture, faces, shares, open);
    return picture;
  }
  static float inMouth(const ImageF& picture) { return picture.at(kSide / 2, kSide * 7 / 10); }
  static bool nothing(const ImageF& picture) {
    return std::all_of(picture.data(), picture.data() + picture.size(), [](float v) { return std::abs(v) < 1e-6F; });
  }

 private Q_SLOTS:
  void teethAreNoVeil() {
    const Landmarks open = faceWith(0.3F);
    const Landmarks closed = faceWith(0.01F);
    // Half way all of them, and so from there on; before, twice the share.
    for (const auto& [share, gain] : {std::pair{0.5F, 0.2F}, std::pair{0.25F, 0.1F}, std::pair{0.75F, 0.1F}}) {
      const float there = inMouth(changed(open, closed, share));
      QVERIFY2(std::abs(there - gain) < 1e-3F, qPrintable(QString("%1 at %2").arg(there).arg(share)));
    }
  }

  void onlyBetweenTheLips() {
    const ImageF picture = changed(faceWith(0.3F), faceWith(0.01F), 0.5F);
    for (const Point at : {Point{0.5F, 0.6F}, {0.5F, 0.8F}, {0.3F, 0.7F}, {0.7F, 0.7F}, {0.1F, 0.1F}})
      QCOMPARE(picture.at(static_cast<int>(at.x * kSide), static_cast<int>(at.y * kSide)), 0.0F);
  }

  void atTheEndsAndOfAlikeMouthsNothingChanges() {
    const Landmarks open = faceWith(0.3F);
    for (const float share : {0.0F, 1.0F}) QVERIFY(nothing(changed(open, faceWith(0.01F), share)));
    QVERIFY(nothing(changed(open, faceWith(0.25F), 0.5F)));
    QVERIFY(nothing(changed(faceWith(0.02F), faceWith(0.01F), 0.5F)));
  }

  /// Teeth of a photograph in the sun, in a face in the shade: as much brighter than its skin as they were.
  void teethTakeTheMixesLight() {
    const ImageF sunny = photo(0.5F, 1.0F);
    const float there = inMouth(changed(faceWith(0.3F), faceWith(0.01F), 0.5F, &sunny));
    QVERIFY2(std::abs(there - 0.5F * (0.9F - 0.45F)) < 0.01F, qPrintable(QString::number(there)));
  }

  /// Whose share is near to nothing is no measure for the others.
  void nothingJumpsWhereAThirdFaceComes() {
    const Landmarks wide = faceWith(0.5F);
    const Landmarks ajar = faceWith(0.14F);
    const Landmarks closed = faceWith(0);
    float before = 0;
    for (int i = 0; i <= 50; ++i) {
      const float third = 0.002F * static_cast<float>(i);
      ImageF picture(kSide, kSide, 3);
      const LaidFace faces[]{{skin_, closed, map_}, {teeth_, ajar, map_}, {teeth_, wide, map_}};
      const ImageF shares[]{ImageF(kSide, kSide, 1, (1 - third) / 2), ImageF(kSide, kSide, 1, (1 - third) / 2),
                            ImageF(kSide, kSide, 1, third)};
      showOpenMouths(picture, faces, shares, ajar);
      const float now = inMouth(picture);
      QVERIFY2(i == 0 || std::abs(now - before) < 0.02F, qPrintable(QString("%1: %2, %3").arg(i).arg(before).arg(now)));
      before = now;
    }
  }

  void nothingJumpsWhereLipsPart() {
    float before = 0;
    for (int i = 0; i <= 40; ++i) {
      const Landmarks parting = faceWith(0.005F * static_cast<float>(i));
      const float now = inMouth(changed(parting, faceWith(0), 0.5F));
      QVERIFY2(std::abs(now - before) < 0.04F, qPrintable(QString::number(i)));
      before = now;
    }
    QVERIFY(before > 0.15F);
  }
};

QTEST_APPLESS_MAIN(OpenMouthTest)
#include "open_mouth_test.moc"
