// What is seen around a mixed face.
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
    std::vector<FacePtr> faces;
    for (const int seed : {7, 8}) {
      Photo photo = photoOf(**engine_->draw({static_cast<std::uint64_t>(seed)}), 60);
      photo.digest = std::string(64, static_cast<char>('0' + seed));
      faces.push_back(*engine_->prepare(photo, {photo.digest, 0, std::nullopt}));
      if (seed != 7) continue;
      const auto brows = static_cast<int>((*faces[0]).cropLandmarks()[19].y * 256);
      for (int y = 0; y < 60 + brows - 4; ++y)
        for (int x = 0; x < photo.pixels.width(); ++x)
          for (int c = 0; c < 3; ++c) photo.pixels.at(x, y, c) = 15;
      photo.digest = std::string(64, '6');
      faces[0] = *engine_->prepare(photo, {photo.digest, 0, std::nullopt});
    }
    const auto foreheadOf = [&](double at, Surroundings surroundings) {
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
    };
    const double fringe = foreheadOf(0, Surroundings::Blend);
    const double skin = foreheadOf(1, Surroundings::Blend);
    QVERIFY2(skin - fringe > 60, qPrintable(QString("%1, %2").arg(fringe).arg(skin)));
    for (const auto& [at, whose] : {std::pair{0.35, fringe}, std::pair{0.65, skin}}) {
      const double seen = foreheadOf(at, Surroundings::Auto);
      QVERIFY2(std::abs(seen - whose) < 0.2 * (skin - fringe),
               qPrintable(QString("%1: %2 of %3 to %4").arg(at).arg(seen).arg(fringe).arg(skin)));
    }
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
