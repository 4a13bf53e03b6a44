#include "core/blend/uncover.h"

#include <QTest>
#include <cmath>
#include <functional>

#include "core/blend/warp.h"
#include "tests/blend/plain_face.h"
#include "tests/support/identity_map.h"

using namespace mien;

namespace {

constexpr int kSide = 256;
constexpr int kPadded = kSide * 5 / 4;
constexpr float kDark = 0.1F;
constexpr float kOnThing = 0.52F, kBeside = 0.62F;  // heights in the crop

float heightOf(int y, int side, Window window) {
  return window.origin + window.side * (static_cast<float>(y) + 0.5F) / static_cast<float>(side);
}
/// A dark stripe over the cheeks; what is found of it is a little more.
bool inThing(float v) {
  return v > 0.50F && v < 0.54F;
}
bool foundIn(float v) {
  return v > 0.49F && v < 0.55F;
}
bool inShade(float v) {
  return !foundIn(v) && v > 0.48F && v < 0.56F;
}

/// Skin of one grey with fine stripes of its own.
struct Person {
  float share;
  float skin;
  float texture = 0;
  bool wears = false;
  float known = 1;
  float found = 1;  ///< how surely the thing is seen
  float shade = 0;  ///< that it throws beside what is found

  ImageF photo() const {
    ImageF out(kPadded, kPadded, 3);
    for (int y = 0; y < kPadded; ++y) {
      const float v = heightOf(y, kPadded, kPaddedWindow);
      for (int x = 0; x < kPadded; ++x)
        for (int c = 0; c < 3; ++c)
          out.at(x, y, c) =
              wears && inThing(v) ? kDark : skin + (x / 2 % 2 ? texture : -texture) - (inShade(v) ? shade : 0);
    }
    return out;
  }
  BareSkin bare() const {
    BareSkin out{{}, {skin, skin, skin}, {}};
    if (!wears) return out;
    out.plain = ImageF(BareSkin::kSide, BareSkin::kSide, 1, 1);
    for (int y = 0; y < BareSkin::kSide; ++y)
      if (foundIn(heightOf(y, BareSkin::kSide, kPaddedWindow)))
        for (int x = 0; x < BareSkin::kSide; ++x) out.plain.at(x, y) = 1 - found;
    return out;
  }
};

struct Mixed {
  ImageF picture;
  std::vector<ImageF> shares;
};

/// A decoder's way with a mix, beside what its faces' pictures come to: by height.
using Drawn = std::function<float(float)>;
float asPictures(float) {
  return 0;
}

Mixed mixOf(const std::vector<Person>& people, const Drawn& more = asPictures, float inside = 1, bool takeOut = true) {
  const Landmarks face = plainFace();
  const ImageF map = identityMap({0, 1}, kSide);
  std::vector<ImageF> photos, known;
  std::vector<BareSkin> bare;
  Mixed out{ImageF(kSide, kSide, 3), {}};
  for (const Person& person : people) {
    photos.push_back(person.photo());
    bare.push_back(person.bare());
    known.push_back(person.known < 1 ? ImageF(kSide, kSide, 1, person.known) : ImageF());
    out.shares.emplace_back(kSide, kSide, 1, person.share);
  }
  std::vector<LaidFace> faces;
  std::vector<const BareSkin*> skins;
  ImageF drawn(kSide, kSide, 3);
  ImageF detail(kSide, kSide, 3, -0.3F);
  for (std::size_t i = 0; i < people.size(); ++i) {
    faces.push_back({photos[i], face, map});
    skins.push_back(&bare[i]);
    const ImageF seen = sample(photos[i], kPaddedWindow, map);
    for (std::size_t p = 0; p < seen.size(); ++p) detail.data()[p] += people[i].share * seen.data()[p];
  }
  for (int y = 0; y < kSide; ++y)
    for (int x = 0; x < kSide; ++x)
      for (int c = 0; c < 3; ++c) drawn.at(x, y, c) = 0.3F + more(heightOf(y, kSide, {0, 1}));
  if (takeOut) uncover(detail, drawn, {faces, skins, known, out.shares}, face, ImageF(kSide, kSide, 1, inside));
  for (std::size_t i = 0; i < detail.size(); ++i) out.picture.data()[i] = drawn.data()[i] + detail.data()[i];
  return out;
}

/// Mean of a row of the cheeks.
float light(const Mixed& mix, float v) {
  float sum = 0;
  for (int x = 80; x < 176; ++x) sum += mix.picture.at(x, static_cast<int>(v * kSide));
  return sum / 96;
}
/// How strong its fine stripes are.
float texture(const Mixed& mix, float v) {
  float sum = 0;
  for (int x = 80; x < 176; ++x) sum += std::abs(mix.picture.at(x, static_cast<int>(v * kSide)) - light(mix, v));
  return sum / 96;
}
float shareOf(const Mixed& mix, std::size_t face, float v) {
  return mix.shares[face].at(128, static_cast<int>(v * kSide));
}
float mostDifference(const Mixed& a, const Mixed& b) {
  float most = 0;
  for (std::size_t i = 0; i < a.picture.size(); ++i)
    most = std::max(most, std::abs(a.picture.data()[i] - b.picture.data()[i]));
  return most;
}
bool near(float a, float b, float by) {
  return std::abs(a - b) < by;
}
QByteArray say(std::initializer_list<float> values) {
  QString text;
  for (const float value : values) text += QString::number(value) + u' ';
  return text.toUtf8();
}

Person wearing(float share) {
  return {.share = share, .skin = 0.6F, .wears = true};
}
Person bare(float share) {
  return {.share = share, .skin = 0.4F, .texture = 0.02F};
}
/// A trace of the thing, which a decoder draws beyond its share.
float trace(float v) {
  return inThing(v) ? -0.1F : 0;
}

}  // namespace

class UncoverTest : public QObject {
  Q_OBJECT

 private Q_SLOTS:
  void aThingIsGoneWithTheTraceThatIsDrawnOfIt() {
    for (const float share : {0.2F, 0.5F, 0.8F}) {
      const Mixed mix = mixOf({wearing(share), bare(1 - share)}, trace);
      const float skin = 0.6F * share + 0.4F * (1 - share);
      QVERIFY2(near(light(mix, kOnThing), skin, 0.01F), say({light(mix, kOnThing), skin}));
      QVERIFY(near(light(mix, kBeside), skin, 1e-4F));  // beside it nothing changes
    }
  }

  /// What takes its place is the other's skin, and no smooth patch.
  void theOthersSkinIsSeenThere() {
    const Mixed mix = mixOf({wearing(0.5F), bare(0.5F)});
    QVERIFY2(texture(mix, kOnThing) > 0.016F, say({texture(mix, kOnThing)}));
    QVERIFY(shareOf(mix, 1, kOnThing) > 0.99F);
    QVERIFY(near(shareOf(mix, 1, kBeside), 0.5F, 1e-4F));
  }

  /// A decoder mixes lights otherwise than pictures do: that shows no edge.
  void theMixsOwnToneStays() {
    const Mixed mix = mixOf({wearing(0.5F), bare(0.5F)}, [](float v) { return 0.08F + trace(v); });
    QVERIFY2(near(light(mix, kOnThing), light(mix, kBeside), 0.01F), say({light(mix, kOnThing), light(mix, kBeside)}));
  }

  void itsShadeIsNoMeasureOfSkin() {
    Person shading = wearing(0.5F);
    shading.shade = 0.3F;
    const Mixed mix = mixOf({shading, bare(0.5F)});
    QVERIFY2(near(light(mix, kOnThing), 0.5F, 0.01F), say({light(mix, kOnThing)}));
  }

  /// A mix has it that is nearly all of who wears it; nothing jumps on the way there.
  void itComesInWithTheLastEighth() {
    float before = light(mixOf({wearing(1), bare(0)}), kOnThing);
    QVERIFY(near(before, kDark, 1e-4F));
    for (int i = 1; i <= 20; ++i) {
      const float share = 0.01F * static_cast<float>(i);
      const float now = light(mixOf({wearing(1 - share), bare(share)}), kOnThing);
      QVERIFY2(near(now, before, 0.08F), say({share, before, now}));
      before = now;
    }
    QVERIFY(before > 0.5F);
  }

  /// Nor where somebody who has next to nothing of the mix wears it, whatever the decoder makes of the others.
  void whoHardlyCountsCoversNothing() {
    const auto mixed = [](float share, bool takeOut) {
      return mixOf({{.share = 0.5F - share / 2, .skin = 0.6F}, bare(0.5F - share / 2), wearing(share)}, trace, 1,
                   takeOut);
    };
    QVERIFY2(mostDifference(mixed(0.001F, true), mixed(0.001F, false)) < 0.002F,
             say({mostDifference(mixed(0.001F, true), mixed(0.001F, false))}));
    QVERIFY(mostDifference(mixed(0.3F, true), mixed(0.3F, false)) > 0.1F);
  }

  /// Where it is seen with half certainty half of it is taken out, not less.
  void aSoftEdgeCountsOnce() {
    Person soft = wearing(0.5F);
    soft.found = 0.5F;
    const Mixed whole = mixOf({soft, bare(0.5F)}, asPictures, 1, false);
    const float half = (light(whole, kOnThing) + 0.5F) / 2;
    const Mixed mix = mixOf({soft, bare(0.5F)});
    QVERIFY2(near(light(mix, kOnThing), half, 0.015F), say({light(mix, kOnThing), half}));
  }

  void nothingGivesWayToWhatIsNotKnown() {
    Person smeared = bare(0.5F);
    smeared.known = 0;
    QVERIFY(near(light(mixOf({wearing(0.5F), smeared}), kOnThing), (kDark + 0.4F) / 2, 1e-3F));
  }

  /// A smear has no part of it where a third one's skin is known.
  void whoIsKnownTakesThePlace() {
    Person smeared{.share = 0.6F, .skin = 0.9F, .known = 0};
    const Mixed mix = mixOf({smeared, wearing(0.2F), bare(0.2F)});
    QVERIFY2(shareOf(mix, 2, kOnThing) > 0.95F, say({shareOf(mix, 2, kOnThing)}));
    for (const float v : {kOnThing, kBeside})
      QVERIFY(near(shareOf(mix, 0, v) + shareOf(mix, 1, v) + shareOf(mix, 2, v), 1, 1e-4F));
  }

  void whatAllWearStays() {
    Person other = bare(0.5F);
    other.wears = true;
    QVERIFY(near(light(mixOf({wearing(0.5F), other}), kOnThing), kDark, 1e-3F));
  }

  /// All of it surroundings, so that no skin is seen anywhere: numbers stay numbers.
  void withoutSkinInSightNothingBreaks() {
    const Mixed mix = mixOf({wearing(0.5F), bare(0.5F)}, trace, 0);
    for (std::size_t i = 0; i < mix.picture.size(); ++i) QVERIFY(std::isfinite(mix.picture.data()[i]));
    QVERIFY2(near(light(mix, kOnThing), 0.5F, 0.05F), say({light(mix, kOnThing)}));
  }

  void theOrderOfFacesChangesNothing() {
    const Mixed one = mixOf({wearing(0.3F), bare(0.5F), {.share = 0.2F, .skin = 0.7F}}, trace);
    const Mixed other = mixOf({{.share = 0.2F, .skin = 0.7F}, bare(0.5F), wearing(0.3F)}, trace);
    QVERIFY(mostDifference(one, other) < 1e-5F);
  }
};

QTEST_APPLESS_MAIN(UncoverTest)
#include "uncover_test.moc"
