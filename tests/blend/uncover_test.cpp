#include "core/blend/uncover.h"

#include <QTest>
#include <cmath>

#include "core/blend/warp.h"
#include "tests/blend/plain_face.h"
#include "tests/support/identity_map.h"

using namespace mien;

namespace {

constexpr int kSide = 256;
constexpr int kPadded = kSide * 5 / 4;
constexpr float kDark = 0.1F;

/// A stripe over the cheeks, from 0.50 to 0.54 of the crop.
bool inStripe(float v) {
  return v > 0.50F && v < 0.54F;
}
float crop(int y, int side, Window window) {
  return window.origin + window.side * (static_cast<float>(y) + 0.5F) / static_cast<float>(side);
}

/// Skin of one grey with fine stripes of its own, and a dark thing over it on demand.
ImageF photo(float skin, float texture, bool covered) {
  ImageF out(kPadded, kPadded, 3);
  for (int y = 0; y < kPadded; ++y)
    for (int x = 0; x < kPadded; ++x)
      for (int c = 0; c < 3; ++c)
        out.at(x, y, c) =
            covered && inStripe(crop(y, kPadded, kPaddedWindow)) ? kDark : skin + (x / 2 % 2 ? texture : -texture);
  return out;
}

BareSkin bareBut(bool covered, float skin) {
  BareSkin bare{{}, {skin, skin, skin}};
  if (!covered) return bare;
  bare.bare = ImageF(BareSkin::kSide, BareSkin::kSide, 1, 1);
  for (int y = 0; y < BareSkin::kSide; ++y) {
    const float v = crop(y, BareSkin::kSide, kPaddedWindow);
    // A little more than the thing, as the blender has it.
    if (v > 0.49F && v < 0.55F)
      for (int x = 0; x < BareSkin::kSide; ++x) bare.bare.at(x, y) = 0;
  }
  return bare;
}

}  // namespace

class UncoverTest : public QObject {
  Q_OBJECT

  const Landmarks face_ = plainFace();
  const ImageF map_ = identityMap({0, 1}, kSide);
  const ImageF inside_{kSide, kSide, 1, 1};
  const ImageF worn_ = photo(0.6F, 0, true);
  const ImageF other_ = photo(0.4F, 0.02F, false);

  struct Mixed {
    ImageF picture;
    std::vector<ImageF> shares;
  };
  /// A mix of one that wears the thing and one that does not, as both are mixed plainly; `more` is what the decoder
  /// makes of the mix beside that, `trace` the same where the thing is.
  Mixed uncovered(float shareOfWorn, float more, float trace, const ImageF& knownOfOther = {}, bool bothWear = false) {
    const BareSkin worn = bareBut(true, 0.6F);
    const BareSkin bare = bareBut(bothWear, 0.4F);
    const BareSkin* const skins[]{&worn, &bare};
    const LaidFace faces[]{{worn_, face_, map_}, {other_, face_, map_}};
    const ImageF known[]{{}, knownOfOther};
    Mixed out{ImageF(kSide, kSide, 3),
              {ImageF(kSide, kSide, 1, shareOfWorn), ImageF(kSide, kSide, 1, 1 - shareOfWorn)}};
    ImageF drawn(kSide, kSide, 3, 0.3F);
    ImageF detail(kSide, kSide, 3);
    const ImageF a = sample(worn_, kPaddedWindow, map_);
    const ImageF b = sample(other_, kPaddedWindow, map_);
    for (int y = 0; y < kSide; ++y)
      for (int x = 0; x < kSide; ++x)
        for (int c = 0; c < 3; ++c) {
          drawn.at(x, y, c) += more + (inStripe(crop(y, kSide, {0, 1})) ? trace : 0);
          detail.at(x, y, c) = shareOfWorn * a.at(x, y, c) + (1 - shareOfWorn) * b.at(x, y, c) - 0.3F;
        }
    uncover(detail, drawn, {faces, skins, known, out.shares}, face_, inside_);
    for (std::size_t i = 0; i < detail.size(); ++i) out.picture.data()[i] = drawn.data()[i] + detail.data()[i];
    return out;
  }
  /// Mean over a row of cheek, and the fine stripes' strength there.
  static float light(const ImageF& picture, float v) {
    float sum = 0;
    for (int x = 80; x < 176; ++x) sum += picture.at(x, static_cast<int>(v * kSide));
    return sum / 96;
  }
  static float texture(const ImageF& picture, float v) {
    float sum = 0;
    for (int x = 80; x < 176; ++x) sum += std::abs(picture.at(x, static_cast<int>(v * kSide)) - light(picture, v));
    return sum / 96;
  }

 private Q_SLOTS:
  void aThingIsGoneWithTheTraceThatIsDrawnOfIt() {
    for (const float share : {0.2F, 0.5F, 0.8F}) {
      const Mixed mix = uncovered(share, 0, -0.1F);
      const float skin = 0.6F * share + 0.4F * (1 - share);
      QVERIFY2(std::abs(light(mix.picture, 0.52F) - skin) < 0.01F,
               qPrintable(QString::number(light(mix.picture, 0.52F))));
      QVERIFY(std::abs(light(mix.picture, 0.6F) - skin) < 1e-4F);  // beside it nothing changes
    }
  }

  /// What takes its place is the other's skin, and no smooth patch.
  void theOthersSkinIsSeenThere() {
    const Mixed mix = uncovered(0.5F, 0, 0);
    QVERIFY2(texture(mix.picture, 0.52F) > 0.016F, qPrintable(QString::number(texture(mix.picture, 0.52F))));
    QVERIFY(mix.shares[1].at(128, static_cast<int>(0.52F * kSide)) > 0.99F);
    QVERIFY(std::abs(mix.shares[1].at(128, static_cast<int>(0.6F * kSide)) - 0.5F) < 1e-4F);
  }

  /// A decoder mixes lights otherwise than pictures do: that shows no edge.
  void theMixsOwnToneStays() {
    const Mixed mix = uncovered(0.5F, 0.08F, -0.1F);
    QVERIFY2(std::abs(light(mix.picture, 0.52F) - light(mix.picture, 0.6F)) < 0.01F,
             qPrintable(QString("%1, %2").arg(light(mix.picture, 0.52F)).arg(light(mix.picture, 0.6F))));
  }

  /// A mix has it that is nearly all of who wears it; nothing jumps on the way there.
  void itComesInWithTheLastEighth() {
    float before = light(uncovered(1, 0, 0).picture, 0.52F);
    QVERIFY(std::abs(before - kDark) < 1e-4F);
    for (int i = 1; i <= 20; ++i) {
      const float now = light(uncovered(1 - 0.01F * static_cast<float>(i), 0, 0).picture, 0.52F);
      QVERIFY2(std::abs(now - before) < 0.06F, qPrintable(QString("%1: %2, %3").arg(i).arg(before).arg(now)));
      before = now;
    }
    QVERIFY(before > 0.5F);
  }

  void nothingGivesWayToWhatIsNotKnown() {
    const Mixed plain = uncovered(0.5F, 0, 0, ImageF(kSide, kSide, 1, 0.0F));
    QVERIFY(std::abs(light(plain.picture, 0.52F) - (kDark + 0.4F) / 2) < 1e-3F);
  }

  void whatAllWearStays() {
    const Mixed both = uncovered(0.5F, 0, 0, {}, true);
    QVERIFY(std::abs(light(both.picture, 0.52F) - (kDark + 0.4F) / 2) < 1e-3F);
  }
};

QTEST_APPLESS_MAIN(UncoverTest)
#include "uncover_test.moc"
