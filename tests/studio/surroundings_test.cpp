// What is seen around a mixed face.
#include <functional>
#include <numeric>

#include "core/project/face_files.h"
#include "tests/studio/engine_case.h"

using namespace mien;

namespace {

double meanDifference(const Image8& a, const Image8& b) {
  double sum = 0;
  for (std::size_t i = 0; i < a.size(); ++i) sum += std::abs(a.data()[i] - b.data()[i]);
  return sum / static_cast<double>(a.size());
}

Point eyeOf(const Landmarks& face, std::size_t first) {
  Point sum{};
  for (std::size_t i = 0; i < 6; ++i) sum = sum + face[first + i];
  return sum * (1.0F / 6);
}

constexpr int kBorder = 60;    ///< px around a face in its photograph
constexpr float kRim = 0.36F;  ///< its radius, of the distance between the eyes

/// Dark hair down to the brows.
void putOnFringe(Image8& picture, const Landmarks& face) {
  const auto brows = static_cast<int>(face[19].y * 256);
  for (int y = 0; y < kBorder + brows - 4; ++y)
    for (int x = 0; x < picture.width(); ++x)
      for (int c = 0; c < 3; ++c) picture.at(x, y, c) = 15;
}

/// Round black rims and a bridge. `face`: unit square of a crop of 256 px, which lies kBorder px from the picture's.
void putOnSpectacles(Image8& picture, const Landmarks& face) {
  const auto place = [&](std::size_t first) { return eyeOf(face, first) * 256 + Point{kBorder, kBorder}; };
  const Point right = place(36);
  const Point left = place(42);
  const float radius = kRim * distance(right, left);
  for (int y = 0; y < picture.height(); ++y)
    for (int x = 0; x < picture.width(); ++x) {
      const Point p{static_cast<float>(x), static_cast<float>(y)};
      const float off = std::min(std::abs(distance(p, right) - radius), std::abs(distance(p, left) - radius));
      const bool bridge = p.x > right.x + radius && p.x < left.x - radius && std::abs(p.y - right.y) < 2.5F;
      if (off > 2.5F && !bridge) continue;
      for (int c = 0; c < 3; ++c) picture.at(x, y, c) = 12;
    }
}

/// How much darker it is where the rims run, over the cheeks, than just below.
double rimDarkness(const Image8& picture, const Landmarks& face) {
  double sum = 0;
  int many = 0;
  const float radius = kRim * distance(eyeOf(face, 36), eyeOf(face, 42));
  for (const std::size_t first : {std::size_t{36}, std::size_t{42}})
    for (int x = -8; x <= 8; ++x) {
      const Point rim =
          eyeOf(face, first) + Point{static_cast<float>(x), std::sqrt(radius * radius - static_cast<float>(x * x))};
      const auto light = [&](int down) {
        return picture.at(static_cast<int>(rim.x), static_cast<int>(rim.y) + down, 1);
      };
      int darkest = 255;
      for (int y = -4; y <= 4; ++y) darkest = std::min<int>(darkest, light(y));
      sum += light(11) - darkest;
      ++many;
    }
  return sum / many;
}

Point cheekOf(const Landmarks& face) {
  return (face[41] + face[48]) * 0.5F * 256;
}

/// Yellow light on a cheek, which fades: with an edge it would be a thing that lies there.
void shineOn(Image8& picture, const Landmarks& face) {
  const Point cheek = cheekOf(face) + Point{kBorder, kBorder};
  for (int y = 0; y < picture.height(); ++y)
    for (int x = 0; x < picture.width(); ++x) {
      const float away = distance({static_cast<float>(x), static_cast<float>(y)}, cheek);
      const float share = std::clamp(2 - away / 14, 0.0F, 1.0F);
      for (const auto& [channel, change] : {std::pair{0, 40}, {1, 20}, {2, -60}})
        picture.at(x, y, channel) = static_cast<std::uint8_t>(
            std::clamp(picture.at(x, y, channel) + static_cast<int>(share * static_cast<float>(change)), 0, 255));
    }
}

/// How much more red than blue there is.
double warmth(const Image8& picture, const Landmarks& face) {
  const Point cheek = cheekOf(face);
  double sum = 0;
  for (int y = -6; y <= 6; ++y)
    for (int x = -6; x <= 6; ++x) {
      const int column = static_cast<int>(cheek.x) + x;
      const int row = static_cast<int>(cheek.y) + y;
      sum += picture.at(column, row, 0) - picture.at(column, row, 2);
    }
  return sum / (13 * 13);
}

/// What is above everybody's hair.
Image8 wallOf(const Image8& picture) {
  Image8 out(picture.width(), 12, 3);
  for (int y = 0; y < out.height(); ++y) std::copy_n(picture.row(y), out.rowBytes(), out.row(y));
  return out;
}

}  // namespace

class SurroundingsTest : public EngineCase {
  Q_OBJECT

  /// A face before a blue wall and one before a green one.
  std::vector<FacePtr> beforeWalls() {
    std::vector<FacePtr> faces;
    for (const auto& [seed, wall] : {std::pair{3, std::array{20, 40, 200}}, std::pair{4, std::array{20, 150, 40}}}) {
      Photo photo = photoOf(**engine_->draw({static_cast<std::uint64_t>(seed)}), 60);
      for (int y = 0; y < 120; ++y)
        for (int x = 0; x < photo.pixels.width(); ++x)
          for (int c = 0; c < 3; ++c)
            photo.pixels.at(x, y, c) = static_cast<std::uint8_t>(wall[static_cast<std::size_t>(c)]);
      photo.digest = std::string(64, static_cast<char>('0' + seed));
      faces.push_back(*engine_->prepare(photo, {photo.digest, 0, std::nullopt}));
    }
    return faces;
  }

  /// Two photographs of drawn faces, the first after a change to its picture.
  std::vector<FacePtr> firstChanged(const std::function<void(Image8& photo, const Landmarks& face)>& change) {
    std::vector<FacePtr> faces;
    for (const int seed : {7, 8}) {
      Photo photo = photoOf(**engine_->draw({static_cast<std::uint64_t>(seed)}), kBorder);
      photo.digest = std::string(64, static_cast<char>('0' + seed));
      faces.push_back(*engine_->prepare(photo, {photo.digest, 0, std::nullopt}));
      if (seed != 7) continue;
      change(photo.pixels, faces[0]->cropLandmarks());
      photo.digest = std::string(64, '6');
      faces[0] = *engine_->prepare(photo, {photo.digest, 0, std::nullopt});
    }
    return faces;
  }

  /// How bright the middle of a mix's forehead is.
  double foreheadLight(const std::vector<FacePtr>& faces, double at, Surroundings surroundings) {
    Recipe recipe = recipeFor(faces[0], faces[1], at);
    recipe.surroundings = surroundings;
    const auto frame = engine_->render(recipe, faces, {});
    const Landmarks& seen = frame->facts.landmarks;
    const Point middle = (seen[21] + seen[22]) * 0.5F - Point{0, 16};
    double sum = 0;
    for (int y = -3; y <= 3; ++y)
      for (int x = -20; x <= 20; ++x)
        sum += frame->pixels.at(static_cast<int>(middle.x) + x, static_cast<int>(middle.y) + y, 1);
    return sum / (7 * 41);
  }

 private Q_SLOTS:
  /// Above one photograph's border there is a smear, where the other shows its hair: here, stripes.
  void whereOnePhotographEndsTheOtherIsSeen() {
    Photo tight = photoOf(**engine_->draw({3}), 60);
    const int rows = 90;  // the ground, and the crop's uppermost 30
    Image8 rest(tight.pixels.width(), tight.pixels.height() - rows, 3);
    for (int y = 0; y < rest.height(); ++y) std::copy_n(tight.pixels.row(y + rows), rest.rowBytes(), rest.row(y));
    tight.pixels = std::move(rest);
    tight.digest = std::string(64, 'e');
    const FacePtr a = *engine_->prepare(tight, {tight.digest, 0, std::nullopt});
    Photo wide = photoOf(**engine_->draw({4}), 100);
    for (int y = 0; y < 140; ++y)
      for (int x = 0; x < wide.pixels.width(); ++x)
        for (int c = 0; c < 3; ++c) wide.pixels.at(x, y, c) = x % 16 < 8 ? 90 : 150;
    wide.digest = std::string(64, 'f');  // the other one's surroundings come first
    const FacePtr b = *engine_->prepare(wide, {wide.digest, 0, std::nullopt});
    SavedFace unsized = a->saved();
    QVERIFY(unsized.photo && unsized.photo->height == tight.pixels.height());
    unsized.photo = std::nullopt;
    const FacePtr before = *engine_->restore(unsized);  // as saved by a program that did not keep it

    const auto render = [&](const FacePtr& first, double at, Surroundings surroundings = Surroundings::Blend) {
      Recipe recipe = recipeFor(first, b, at);
      recipe.surroundings = surroundings;
      return engine_->render(recipe, {first, b}, {})->pixels;
    };
    const auto differenceOf = [](const Image8& x, const Image8& y, int from, int to) {
      double sum = 0;
      for (int row = from; row < to; ++row)
        for (std::size_t i = 0; i < x.rowBytes(); ++i) sum += std::abs(x.row(row)[i] - y.row(row)[i]);
      return sum / static_cast<double>(x.rowBytes()) / (to - from);
    };
    const auto stripes = [](const Image8& picture) {
      double sum = 0;
      for (int y = 0; y < 16; ++y)
        for (int x = 60; x < 188; ++x) sum += std::abs(picture.at(x + 8, y) - picture.at(x, y));
      return sum / (16.0 * 128);
    };
    const Image8 half = render(a, 0.5);
    const Image8 plain = render(before, 0.5);
    const double now = stripes(half);
    const double then = stripes(plain);
    QVERIFY2(now > 1.6 * then, qPrintable(QString("%1, before %2").arg(now).arg(then)));
    QVERIFY(differenceOf(half, plain, 140, 256) < 0.5);  // the face itself is mixed as ever
    const auto level = [](const Image8& picture) {
      double sum = 0;
      for (int y = 0; y < 16; ++y) sum += std::accumulate(picture.row(y), picture.row(y) + picture.rowBytes(), 0.0);
      return sum / (16.0 * static_cast<double>(picture.rowBytes()));
    };
    QVERIFY(std::abs(level(half) - level(plain)) < 6);  // no band of the other's light; 21 if it were left
    for (const double end : {0.0, 1.0}) QVERIFY(render(a, end) == render(before, end));
    // Surroundings that are the first one's by themselves go on with the other's, too.
    QVERIFY(stripes(render(before, 0.4, Surroundings::Auto)) < 0.1 * then);
    QVERIFY(stripes(render(a, 0.4, Surroundings::Auto)) > 0.7 * now);
    QVERIFY(render(*engine_->restore(*unpackFace(*packFace(a->saved()))), 0.5) == half);
  }

  /// Of the face that has more: where no skin is, as if it had been chosen; no blend of two walls.
  void automaticSurroundingsAreOneFaces() {
    const std::vector<FacePtr> faces = beforeWalls();
    for (const auto& [at, chosen] : {std::pair{0.3, Surroundings::A}, std::pair{0.7, Surroundings::B}}) {
      Recipe recipe = recipeFor(faces[0], faces[1], at);
      QVERIFY(recipe.surroundings == Surroundings::Auto);
      const auto wall = [&](Surroundings surroundings) {
        recipe.surroundings = surroundings;
        return wallOf(engine_->render(recipe, faces, {})->pixels);
      };
      const Image8 automatic = wall(Surroundings::Auto);
      QVERIFY2(meanDifference(automatic, wall(chosen)) < 1,
               qPrintable(QString::number(meanDifference(automatic, wall(chosen)))));
      QVERIFY(meanDifference(automatic, wall(Surroundings::Blend)) > 10);
    }
  }

  /// Hair over a forehead belongs to the hair around it: of the one all of it is seen, of the other nothing.
  void aFringeIsWholeOrNotThere() {
    const std::vector<FacePtr> faces = firstChanged(putOnFringe);
    const double fringe = foreheadLight(faces, 0, Surroundings::Blend);
    const double skin = foreheadLight(faces, 1, Surroundings::Blend);
    QVERIFY2(skin - fringe > 60, qPrintable(QString("%1, %2").arg(fringe).arg(skin)));
    for (const auto& [at, whose] : {std::pair{0.35, fringe}, std::pair{0.65, skin}}) {
      const double seen = foreheadLight(faces, at, Surroundings::Auto);
      QVERIFY2(std::abs(seen - whose) < 0.2 * (skin - fringe),
               qPrintable(QString("%1: %2 of %3 to %4").arg(at).arg(seen).arg(fringe).arg(skin)));
    }
  }

  /// A smear beyond a photograph is no skin that another's hair gives way to.
  void aFringeStaysWhereTheOthersPhotographHasEnded() {
    std::vector<FacePtr> faces = firstChanged(putOnFringe);
    Photo tight = photoOf(**engine_->draw({8}), kBorder);
    const int rows = kBorder + static_cast<int>(faces[1]->cropLandmarks()[19].y * 256) - 12;
    Image8 rest(tight.pixels.width(), tight.pixels.height() - rows, 3);
    for (int y = 0; y < rest.height(); ++y) std::copy_n(tight.pixels.row(y + rows), rest.rowBytes(), rest.row(y));
    tight.pixels = std::move(rest);
    tight.digest = std::string(64, '9');
    const double wide = foreheadLight(faces, 0.65, Surroundings::Auto);
    const double fringe = foreheadLight(faces, 0, Surroundings::Blend);
    faces[1] = *engine_->prepare(tight, {tight.digest, 0, std::nullopt});
    const double ended = foreheadLight(faces, 0.65, Surroundings::Auto);
    QVERIFY2(ended < 0.3 * wide + 0.7 * fringe, qPrintable(QString("%1, %2 to %3").arg(ended).arg(fringe).arg(wide)));
  }

  /// So do spectacles, though they lie over the eyes.
  void spectaclesAreWholeOrNotThere() {
    const std::vector<FacePtr> faces = firstChanged(putOnSpectacles);
    const auto rimOf = [&](double at, Surroundings surroundings) {
      Recipe recipe = recipeFor(faces[0], faces[1], at);
      recipe.surroundings = surroundings;
      const auto frame = engine_->render(recipe, faces, {});
      return rimDarkness(frame->pixels, frame->facts.landmarks);
    };
    const double worn = rimOf(0, Surroundings::Blend);
    const double bare = rimOf(1, Surroundings::Blend);
    QVERIFY2(worn - bare > 60, qPrintable(QString("%1, %2").arg(worn).arg(bare)));
    for (const auto& [at, whose] : {std::pair{0.4, worn}, std::pair{0.6, bare}}) {
      const double seen = rimOf(at, Surroundings::Auto);
      QVERIFY2(std::abs(seen - whose) < 0.2 * (worn - bare),
               qPrintable(QString("%1: %2 of %3 to %4").arg(at).arg(seen).arg(bare).arg(worn)));
    }
    // Of surroundings that were chosen, too, and even of a face that has a small share of the mix.
    for (const auto& [at, chosen, whose] : {std::tuple{0.5, Surroundings::A, worn},
                                            {0.5, Surroundings::B, bare},
                                            {0.75, Surroundings::A, worn},
                                            {0.25, Surroundings::B, bare}}) {
      const double seen = rimOf(at, chosen);
      QVERIFY2(std::abs(seen - whose) < 0.2 * (worn - bare),
               qPrintable(QString("%1: %2 of %3 to %4").arg(at).arg(seen).arg(bare).arg(worn)));
    }
    // Transparent ones are nobody's.
    for (const double at : {0.4, 0.6}) {
      const double seen = rimOf(at, Surroundings::None);
      QVERIFY2(std::abs(seen - bare) < 0.2 * (worn - bare), qPrintable(QString("%1: %2").arg(at).arg(seen)));
    }
    // At the faces themselves nothing changes.
    const auto crop = [&](double at, Surroundings surroundings) {
      Recipe recipe = recipeFor(faces[0], faces[1], at);
      recipe.surroundings = surroundings;
      return engine_->render(recipe, faces, {})->pixels;
    };
    for (const double end : {0.0, 1.0}) {
      const double off = meanDifference(crop(end, Surroundings::Auto), crop(end, Surroundings::Blend));
      QVERIFY2(off < 0.02, qPrintable(QString("%1: %2").arg(end).arg(off)));
    }
  }

  /// Light that no face has of itself is nobody's, whose surroundings they may be.
  void aGlareGivesWay() {
    const std::vector<FacePtr> faces = firstChanged(shineOn);
    const auto warmthAt = [&](double at, Surroundings surroundings) {
      Recipe recipe = recipeFor(faces[0], faces[1], at);
      recipe.surroundings = surroundings;
      const auto frame = engine_->render(recipe, faces, {});
      Landmarks unit = frame->facts.landmarks;
      for (Point& p : unit) p = p * (1.0F / 256);
      return warmth(frame->pixels, unit);
    };
    const double lit = warmthAt(0, Surroundings::Auto);
    const double even = warmthAt(1, Surroundings::Auto);
    QVERIFY2(lit - even > 60, qPrintable(QString("%1, %2").arg(lit).arg(even)));
    for (const double at : {0.4, 0.6}) {
      const double seen = warmthAt(at, Surroundings::Auto);
      QVERIFY2(seen - even < 0.2 * (lit - even),
               qPrintable(QString("%1: %2 of %3 to %4").arg(at).arg(seen).arg(even).arg(lit)));
      // A blend, and so a film from face to face, mixes it as ever.
      QVERIFY(warmthAt(at, Surroundings::Blend) - even > 0.3 * (lit - even));
    }
  }

  /// A larger picture shows the same.
  void spectaclesAreAlikeInEverySize() {
    const FacePtr worn = firstChanged(putOnSpectacles)[0];
    const FacePtr other = *engine_->draw({8});
    const auto pictureOf = [&](int size) {
      Recipe recipe = recipeFor(worn, other, 0.6);
      recipe.size = size;
      return engine_->render(recipe, {worn, other}, {})->pixels;
    };
    const Image8 small = pictureOf(256);
    const Image8 large = pictureOf(512);
    double sum = 0;
    for (int y = 40; y < 216; ++y)
      for (int x = 40; x < 216; ++x)
        sum += std::abs(small.at(x, y, 1) - (large.at(2 * x, 2 * y, 1) + large.at(2 * x + 1, 2 * y, 1) +
                                             large.at(2 * x, 2 * y + 1, 1) + large.at(2 * x + 1, 2 * y + 1, 1)) /
                                                4);
    QVERIFY2(sum / (176 * 176) < 2, qPrintable(QString::number(sum / (176 * 176))));
  }

  /// Light falls on what is around a face too.
  void directionsChangeAutomaticSurroundingsAsABlends() {
    const std::vector<FacePtr> faces = beforeWalls();
    Recipe recipe = recipeFor(faces[0], faces[1], 0.3);
    const auto change = [&](Surroundings surroundings) {
      recipe.surroundings = surroundings;
      recipe.directions = {};
      const Image8 plain = wallOf(engine_->render(recipe, faces, {})->pixels);
      recipe.directions = {{"light", 2}};
      recipe.directionsHash = engine_->info().directionsHash;
      return meanDifference(wallOf(engine_->render(recipe, faces, {})->pixels), plain);
    };
    const double ofBlend = change(Surroundings::Blend);
    const double automatic = change(Surroundings::Auto);
    QVERIFY2(ofBlend > 1 && automatic > 0.5 * ofBlend, qPrintable(QString("%1, %2").arg(automatic).arg(ofBlend)));
  }
};

QTEST_APPLESS_MAIN(SurroundingsTest)
#include "surroundings_test.moc"
