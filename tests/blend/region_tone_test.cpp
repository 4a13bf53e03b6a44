#include "core/blend/region_tone.h"

#include <QtTest>
#include <cmath>

using namespace mien;

namespace {

constexpr int kSide = 256;
constexpr std::array<float, 3> kDark{0.32F, 0.22F, 0.16F};
constexpr std::array<float, 3> kLight{0.78F, 0.62F, 0.54F};

/// The eyes' mask is the upper half, all else the skin's.
RegionMasks masks() {
  RegionMasks out;
  for (ImageF& mask : out) mask = ImageF(kSide, kSide, 1);
  for (int y = 0; y < kSide; ++y)
    for (int x = 0; x < kSide; ++x)
      out[static_cast<std::size_t>(y < kSide / 2 ? Region::Eyes : Region::Skin)].at(x, y) = 1;
  return out;
}

RegionWeights eyesOf(const FaceWeights& eyes, const FaceWeights& whole) {
  RegionWeights regions;
  regions.fill(whole);
  regions[static_cast<std::size_t>(Region::Eyes)] = eyes;
  return regions;
}

}  // namespace

class RegionToneTest : public QObject {
  Q_OBJECT

  const ImageF even_{kSide, kSide, 1, 1};
  const std::vector<FaceTone> faces_{{kDark, &even_}, {kLight, &even_}};

  /// What a pixel of this colour in the eyes' region becomes.
  /// `y`: share of the height.
  static std::array<float, 3> toned(const ImageF& tone, const std::array<float, 3>& colour, double y = 0.23) {
    ImageF picture(tone.width(), tone.height(), 3);
    const int column = tone.width() / 2;
    const auto row = static_cast<int>(y * tone.height());
    for (int c = 0; c < 3; ++c) picture.at(column, row, c) = colour.at(static_cast<std::size_t>(c));
    applyTone(picture, tone);
    return {picture.at(column, row, 0), picture.at(column, row, 1), picture.at(column, row, 2)};
  }

 private Q_SLOTS:
  void nothingIsTonedWhereAllFollow() {
    const FaceWeights whole{0.4, 0.6};
    QVERIFY(regionTone(faces_, whole, whole, eyesOf(whole, whole), masks()).empty());
    // In the colours of the mix anyway.
    QVERIFY(regionTone(faces_, {0, 1}, whole, eyesOf({0, 1}, whole), masks()).empty());
  }

  void skinBecomesTheMixsAndFeaturesKeepTheirContrast() {
    for (const bool darkMix : {true, false}) {
      const FaceWeights whole = darkMix ? FaceWeights{1, 0} : FaceWeights{0, 1};
      const FaceWeights eyes = darkMix ? FaceWeights{0, 1} : FaceWeights{1, 0};
      const std::array<float, 3>& own = darkMix ? kLight : kDark;
      const std::array<float, 3>& there = darkMix ? kDark : kLight;
      const ImageF tone = regionTone(faces_, whole, whole, eyesOf(eyes, whole), masks());
      const auto skin = toned(tone, own);
      std::array<float, 3> pupil = own;
      for (float& c : pupil) c *= 0.3F;
      const auto dark = toned(tone, pupil);
      for (std::size_t c = 0; c < 3; ++c) {
        QVERIFY(std::abs(skin[c] - there[c]) < 0.01F);
        QVERIFY(dark[c] > 0 && dark[c] < 0.5F * there[c]);
      }
      QVERIFY(toned(tone, own, 0.78) == own);  // beyond the region
    }
  }

  /// Half the face lies in shade: eyes from elsewhere lie in it, too.
  void lightIsTheMixs() {
    ImageF shaded(kSide, kSide, 1, 1.3F);
    for (int y = 0; y < kSide; ++y)
      for (int x = 0; x < kSide / 2; ++x) shaded.at(x, y) = 0.7F;
    const std::vector<FaceTone> faces{{kLight, &shaded}, {kLight, &even_}};
    ImageF tone = regionTone(faces, {1, 0}, {1, 0}, eyesOf({0, 1}, {1, 0}), masks());
    ImageF picture(tone.width(), tone.height(), 3, 0.5F);
    applyTone(picture, tone);
    const int side = tone.width();
    QVERIFY(std::abs(picture.at(side / 6, side / 6, 0) - 0.35F) < 0.02F);
    QVERIFY(std::abs(picture.at(side * 5 / 6, side / 6, 0) - 0.65F) < 0.02F);
  }
};

QTEST_GUILESS_MAIN(RegionToneTest)
#include "region_tone_test.moc"
