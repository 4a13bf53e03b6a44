// What the engine mixes of faces.
#include "core/blend/face_weights.h"
#include "core/blend/parameters.h"
#include "core/studio/identity_balance.h"
#include "tests/studio/engine_case.h"

using namespace mien;

namespace {

/// `times` as large, with the grain of a photograph.
Photo enlarged(Photo photo, int times) {
  const Image8 small = photo.pixels;
  Image8 large(times * small.width(), times * small.height(), 3);
  std::uint32_t random = 1;
  for (int y = 0; y < large.height(); ++y) {
    for (int x = 0; x < 3 * large.width(); ++x) {
      random = random * 1664525U + 1013904223U;
      const int grain = static_cast<int>(random >> 28U) - 8;
      large.row(y)[x] =
          static_cast<std::uint8_t>(std::clamp(small.at(x / 3 / times, y / times, x % 3) + grain, 0, 255));
    }
  }
  photo.pixels = std::move(large);
  return photo;
}

int largestDifference(const Image8& a, const Image8& b) {
  if (a.size() != b.size()) return 256;
  int worst = 0;
  for (std::size_t i = 0; i < a.size(); ++i) worst = std::max(worst, std::abs(a.data()[i] - b.data()[i]));
  return worst;
}

}  // namespace

class PortraitEngineTest : public EngineCase {
  Q_OBJECT

 private Q_SLOTS:
  /// What the guard makes of them: see meaningOf().
  void whatIsFarFromFacesIsUnlikelyAndUnusual() {
    const FacePtr a = *engine_->draw({3, 1});
    const FacePtr b = *engine_->draw({4, 1});
    const auto factsOf = [&](const Recipe& recipe) { return engine_->render(recipe, {a, b}, {})->facts; };
    const FrameFacts half = factsOf(recipeFor(a, b, 0.5));
    const FrameFacts end = factsOf(recipeFor(a, b, 1));
    QVERIFY(half.density && half.outline && end.outline);
    // Mixed straight, outlines cancel out; that makes a mix of them no more usual than they are.
    QVERIFY2(*half.outline / *end.outline > 0.6 && *half.outline / *end.outline < 1.6,
             qPrintable(QString("%1, alone %2").arg(*half.outline).arg(*end.outline)));
    Recipe far = recipeFor(a, b, 0.5);
    far.directionsHash = engine_->info().directionsHash;
    far.directions = {{"yaw", 6}, {"smile", 5}};
    const FrameFacts extreme = factsOf(far);
    QVERIFY2(*extreme.density < *half.density - 0.3,
             qPrintable(QString("%1, %2").arg(*half.density).arg(*extreme.density)));
    QVERIFY2(*extreme.outline > 1.5 * *half.outline,
             qPrintable(QString("%1, %2").arg(*half.outline).arg(*extreme.outline)));
  }

  void atTheEndsWithFullDetailTheResultIsTheCrop() {
    const Photo photo = photoOf(**engine_->draw({3}), 60);
    PhotoFaceRef ref;
    ref.digest = photo.digest;
    const FacePtr a = *engine_->prepare(photo, ref);
    const FacePtr b = *engine_->draw({4});
    for (const Surroundings s : {Surroundings::A, Surroundings::Blend}) {
      Recipe recipe = recipeFor(a, b, 0);
      recipe.surroundings = s;
      recipe.size = a->crop().width();
      const auto frame = engine_->render(recipe, {a, b}, {nullptr, nullptr});
      QVERIFY(frame.has_value());
      QVERIFY(largestDifference(frame->pixels, a->crop()) <= 1);
    }
  }

  void sameRecipeSameBytes() {
    const FacePtr a = *engine_->draw({1});
    const FacePtr b = *engine_->draw({2});
    for (const int size : {256, 512}) {
      Recipe recipe = recipeFor(a, b, 0.4);
      recipe.size = size;
      const auto first = engine_->render(recipe, {a, b}, {nullptr, nullptr});
      // What was decoded last is kept: another mix, or the same with a region of its own, comes between.
      Recipe other = recipe;
      other.features = 0.7;
      QVERIFY(engine_->render(other, {a, b}, {nullptr, nullptr})->pixels != first->pixels);
      other.features = recipe.features;
      other.regions[static_cast<std::size_t>(Region::Eyes)].texture = 0.9;
      QVERIFY(engine_->render(other, {a, b}, {nullptr, nullptr})->pixels != first->pixels);
      const auto second = engine_->render(recipe, {*engine_->draw({1}), *engine_->draw({2})}, {nullptr, nullptr});
      QCOMPARE(first->pixels.width(), size);
      QVERIFY(first->pixels == second->pixels);
    }
  }

  void everySliderChangesThePicture() {
    const FacePtr a = *engine_->draw({1});
    const FacePtr b = *engine_->draw({2});
    const Recipe base = recipeFor(a, b, 0.5);
    const auto render = [&](const Recipe& r) { return engine_->render(r, {a, b}, {nullptr, nullptr})->pixels; };
    const Image8 reference = render(base);
    for (double Recipe::*slider : {&Recipe::structure, &Recipe::features, &Recipe::colour}) {
      Recipe moved = base;
      moved.*slider = 0.9;
      QVERIFY(render(moved) != reference);
    }
  }

  void aRegionChangesItselfAndNothingElse() {
    const FacePtr a = *engine_->draw({1});
    const FacePtr b = *engine_->draw({2});
    const Recipe base = recipeFor(a, b, 0);
    const auto render = [&](const Recipe& r) { return engine_->render(r, {a, b}, {nullptr, nullptr})->pixels; };
    const Image8 reference = render(base);
    const auto changeAt = [&](const Image8& picture, Point at) {
      const int x = static_cast<int>(at.x * 256);
      const int y = static_cast<int>(at.y * 256);
      int change = 0;
      for (int c = 0; c < 3; ++c) change = std::max(change, std::abs(picture.at(x, y, c) - reference.at(x, y, c)));
      return change;
    };
    const Landmarks& at = a->cropLandmarks();
    const Point mouth = (at[62] + at[66]) * 0.5F;
    const Point eye = (at[37] + at[40]) * 0.5F;
    for (double share : {0.5, 1.0}) {
      Recipe moved = base;
      moved.regions[static_cast<std::size_t>(Region::Eyes)].texture = share;
      const Image8 eyes = render(moved);
      QVERIFY(changeAt(eyes, eye) > 2);
      QVERIFY(changeAt(eyes, mouth) <= 1);
      QVERIFY(changeAt(eyes, {0.02F, 0.02F}) == 0);
      moved = base;
      moved.regions[static_cast<std::size_t>(Region::Mouth)].texture = share;
      const Image8 lips = render(moved);
      QVERIFY(changeAt(lips, mouth) > 2);
      QVERIFY(changeAt(lips, eye) <= 1);
    }
    Recipe shaped = base;
    shaped.regions[static_cast<std::size_t>(Region::Mouth)].shape = 1;
    const auto frame = engine_->render(shaped, {a, b}, {nullptr, nullptr});
    for (std::size_t i = 0; i < 68; ++i) {
      const Point expected = i >= 48 ? b->cropLandmarks()[i] : at[i];
      QVERIFY(distance(frame->facts.landmarks[i], expected * 256) < 1e-2F);
    }
  }

  /// What a region says is what the whole says: then it is the same picture, and at the ends a parent's own.
  void regionsThatAgreeAreTheWhole() {
    const FacePtr a = *engine_->draw({1});
    const FacePtr b = *engine_->draw({2});
    for (const double at : {0.0, 0.4, 1.0}) {
      Recipe whole = recipeFor(a, b, at);
      whole.surroundings = Surroundings::Blend;
      Recipe byRegion = whole;
      for (std::size_t i = 0; i < kRegionCount; ++i) byRegion.regions[i] = {at, at};
      QVERIFY(engine_->render(whole, {a, b}, {nullptr, nullptr})->pixels ==
              engine_->render(byRegion, {a, b}, {nullptr, nullptr})->pixels);
    }
  }

  void theOrderOfFacesDoesNotMatter_data() {
    QTest::addColumn<bool>("measured");
    QTest::newRow("plain") << false;
    QTest::newRow("with the balances that are measured") << true;
  }
  void theOrderOfFacesDoesNotMatter() {
    QFETCH(bool, measured);
    // Of whom the engine shows more, and not in an order that would be transitive.
    const auto embed = [](const Image8& picture, const FivePoints& at) {
      Embedding seen{};
      for (int i = 0; i < 8; ++i)
        for (int c = 0; c < 3; ++c)
          seen[static_cast<std::size_t>(3 * i + c)] = static_cast<float>(
              std::pow(picture.at(std::clamp(static_cast<int>(at.nose.x) + 12 * (i - 4), 0, picture.width() - 1),
                                  std::clamp(static_cast<int>(at.nose.y) + 9 * (i % 3), 0, picture.height() - 1), c) /
                           255.0,
                       i % 2 == 0 ? 3 : 0.4));
      return seen;
    };
    std::vector<FacePtr> faces;
    for (const std::uint64_t seed : {1, 2, 3, 4}) faces.push_back(*engine_->draw({seed}));
    const std::vector<double> weights{0.4, 0.1, 0.3, 0.2};
    bool balanced = false;
    const auto mixOf = [&](const std::vector<std::size_t>& order) {
      Recipe r = recipeFor(faces[order[0]], faces[order[1]], 0);
      r.faces.clear();
      std::vector<FacePtr> own;
      FaceWeights ofThem;
      for (const std::size_t i : order) {
        own.push_back(faces[i]);
        r.faces.push_back(faces[i]->ref());
        ofThem.push_back(weights[i]);
      }
      const std::vector<double> shares = sharesFrom(ofThem);
      r.structure = r.features = r.colour = shares[0];
      for (std::size_t i = 1; i < shares.size(); ++i) r.further.push_back({.share = shares[i]});
      if (measured) {
        const auto balances = measureBalances(
            r, own, [&](const Recipe& mix, const std::vector<FacePtr>& pair) { return engine_->render(mix, pair, {}); },
            embed);
        r.balance = (*balances)[0];
        for (std::size_t i = 1; i < shares.size(); ++i) r.further[i - 1].balance = (*balances)[i];
        balanced = balanced || r.balance != 0.5;
      }
      return engine_->render(r, own, {})->pixels;
    };
    const Image8 first = mixOf({0, 1, 2, 3});
    for (const auto& order : {std::vector<std::size_t>{3, 2, 1, 0}, {1, 3, 0, 2}, {2, 0, 3, 1}})
      QVERIFY(largestDifference(first, mixOf(order)) <= 1);
    QCOMPARE(balanced, measured);
  }

  void aFaceWithoutAShareIsNotThere() {
    const FacePtr a = *engine_->draw({1});
    const FacePtr b = *engine_->draw({2});
    const FacePtr c = *engine_->draw({3});
    const Recipe two = recipeFor(a, b, 0.3);
    Recipe three = two;
    three.faces.push_back(c->ref());
    three.further.push_back({.share = 0});
    QVERIFY(largestDifference(engine_->render(two, {a, b}, {})->pixels,
                              engine_->render(three, {a, b, c}, {})->pixels) <= 1);
    three.further[0].share = 1;
    const Recipe alone = recipeFor(c, c, 0);
    QVERIFY(largestDifference(engine_->render(alone, {c, c}, {})->pixels,
                              engine_->render(three, {a, b, c}, {})->pixels) <= 1);
    QVERIFY(!engine_->render(three, {a, b}, {}));
  }

  void whatAFaceKeepsStays() {
    const FacePtr a = *engine_->draw({1});
    const FacePtr b = *engine_->draw({2});
    const Recipe plain = recipeFor(a, b, 0.6);
    const auto render = [&](Kept kept, double share = 0.6) {
      Recipe r = recipeFor(a, b, share);
      r.kept = kept;
      return engine_->render(r, {a, b}, {}).value();
    };
    const Frame none = render({});
    // Of B itself, nothing that B keeps changes anything.
    for (const Kept& kept : {Kept{.pose = 1}, Kept{.shape = 1}, Kept{.expression = 1}, Kept{.lighting = 1}})
      QVERIFY(largestDifference(render(kept, 1).pixels, render({}, 1).pixels) <= 1);
    const Frame shaped = render({.shape = 0});
    for (std::size_t i = 0; i < 68; ++i)
      QVERIFY(distance(shaped.facts.landmarks[i], a->cropLandmarks()[i] * 256) < 1e-2F);
    const auto lips = [](const Landmarks& l) { return distance(l[62], l[66]) / distance(l[48], l[54]); };
    const auto turn = [](const Landmarks& l) { return (l[30].x - (l[36].x + l[45].x) / 2) / distance(l[36], l[45]); };
    // Beside the face that differs most in it, of thirty.
    const auto misses = [&](const auto& measure, const Kept& kept) {
      const auto apart = [&](const FacePtr& face) {
        return std::abs(measure(face->cropLandmarks()) - measure(a->cropLandmarks()));
      };
      FacePtr far = b;
      for (std::uint64_t seed = 3; seed < 33; ++seed)
        if (const FacePtr face = *engine_->draw({seed}); apart(face) > apart(far)) far = face;
      Recipe r = recipeFor(a, far, 0.6);
      r.kept = kept;
      const Landmarks seen = engine_->render(r, {a, far}, {})->facts.landmarks;
      return std::abs(measure(seen) - measure(a->cropLandmarks())) / apart(far);
    };
    QVERIFY(misses(lips, {}) > 0.4F && misses(turn, {}) > 0.4F);
    QVERIFY(misses(lips, {.expression = 0}) < 0.25F);
    QVERIFY(misses(turn, {.pose = 0}) < 0.25F);
    // As bright on its left and right as the keeper, more so than without.
    const auto lean = [](const Image8& picture) {
      double left = 0, right = 0;
      for (int y = 120; y < 200; ++y)
        for (int x = 80; x < 128; ++x) {
          left += picture.at(x, y, 1);
          right += picture.at(255 - x, y, 1);
        }
      return std::log(left / right);
    };
    FacePtr lit = b;
    for (std::uint64_t seed = 3; seed < 33; ++seed)
      if (const FacePtr face = *engine_->draw({seed});
          std::abs(lean(face->crop()) - lean(a->crop())) > std::abs(lean(lit->crop()) - lean(a->crop())))
        lit = face;
    const auto lightMiss = [&](const Kept& kept) {
      Recipe r = recipeFor(a, lit, 0.6);
      r.kept = kept;
      return std::abs(lean(engine_->render(r, {a, lit}, {})->pixels) - lean(a->crop()));
    };
    QVERIFY2(lightMiss({.lighting = 0}) < 0.6 * lightMiss({}),
             qPrintable(QStringLiteral("%1 of %2").arg(lightMiss({.lighting = 0})).arg(lightMiss({}))));
    // A variation leads what is free away, and no kept shape.
    Recipe varied = recipeFor(a, b, 0.6);
    varied.variation = {.amount = 0.7, .number = 5};
    const Landmarks free = engine_->render(varied, {a, b}, {})->facts.landmarks;
    varied.kept.shape = 0;
    const Landmarks kept = engine_->render(varied, {a, b}, {})->facts.landmarks;
    float away = 0;
    for (std::size_t i = 0; i < 68; ++i) {
      QVERIFY(distance(kept[i], a->cropLandmarks()[i] * 256) < 1e-2F);
      away = std::max(away, distance(free[i], none.facts.landmarks[i]));
    }
    QVERIFY(away > 2);
  }

  void directionsLeadTheMixAndBack() {
    const FacePtr a = *engine_->draw({1});
    const FacePtr b = *engine_->draw({2});
    const Recipe plain = recipeFor(a, b, 0.4);
    const Image8 before = engine_->render(plain, {a, b}, {})->pixels;
    for (const char* id : {"age", "smile", "yaw", "component-3"}) {
      const Parameter& parameter = *findParameter(id);
      Recipe moved = plain;
      moved.directionsHash = engine_->info().directionsHash;
      parameter.set(moved, 1.5);
      const auto there = engine_->render(moved, {a, b}, {});
      QVERIFY2(there.has_value(), there ? id : there.error().message.c_str());
      QVERIFY2(largestDifference(there->pixels, before) > 8, id);
      const auto read = recipeFromJson(toJson(moved));
      QVERIFY2(read.has_value() && *read == moved, read ? id : read.error().message.c_str());
      parameter.set(moved, parameter.get(moved) - 1.5);
      QVERIFY2(engine_->render(moved, {a, b}, {})->pixels == before, id);
    }
    Recipe foreign = plain;
    foreign.directions["age"] = 1;
    foreign.directionsHash = std::string(64, 'e');
    const auto refused = engine_->render(foreign, {a, b}, {});
    QVERIFY(!refused && refused.error().kind == ErrorKind::Model);
  }

  void noSurroundingsGiveAlpha() {
    const FacePtr a = *engine_->draw({1});
    Recipe recipe = recipeFor(a, a, 0);
    recipe.surroundings = Surroundings::None;
    const Image8 pixels = engine_->render(recipe, {a, a}, {nullptr, nullptr})->pixels;
    QCOMPARE(pixels.channels(), 4);
    QCOMPARE(pixels.at(0, 0, 3), std::uint8_t{0});
    QCOMPARE(pixels.at(128, 140, 3), std::uint8_t{255});
  }

  /// Whoever is judged for likeness in a photograph is found there, whichever of the two faces is mixed.
  void aPastedMixSaysWhoIsBesideIt() {
    const Photo left = photoOf(**engine_->draw({3}), 60);
    const Photo right = photoOf(**engine_->draw({4}), 60);
    Photo both = left;
    both.pixels = Image8(2 * left.pixels.width(), left.pixels.height(), 3);
    for (int y = 0; y < both.pixels.height(); ++y) {
      const auto next = std::copy_n(left.pixels.row(y), left.pixels.rowBytes(), both.pixels.row(y));
      std::copy_n(right.pixels.row(y), right.pixels.rowBytes(), next);
    }
    const auto middle = static_cast<float>(left.pixels.width());
    for (const int index : {0, 1}) {
      PhotoFaceRef ref;
      ref.digest = both.digest;
      ref.index = index;
      const FacePtr a = *engine_->prepare(both, ref);
      Recipe recipe = recipeFor(a, *engine_->draw({5}), 0.5);
      recipe.placement = Placement::PhotoA;
      const auto frame = engine_->render(recipe, {a, *engine_->draw({5})}, {&both, nullptr});
      QCOMPARE(frame->facts.others.size(), std::size_t{1});
      QCOMPARE(frame->facts.others[0][30].x > middle, index == 0);
      recipe.placement = Placement::Crop;
      QVERIFY(engine_->render(recipe, {a, *engine_->draw({5})}, {&both, nullptr})->facts.others.empty());
    }
  }

  void pastedBackUnmixedThePhotoStays_data() {
    QTest::addColumn<int>("times");
    QTest::newRow("as large as a crop") << 1;
    QTest::newRow("so large that it is halved") << 7;
  }
  void pastedBackUnmixedThePhotoStays() {
    QFETCH(int, times);
    const Photo photo = enlarged(photoOf(**engine_->draw({3}), 60), times);
    PhotoFaceRef ref;
    ref.digest = photo.digest;
    const FacePtr a = *engine_->prepare(photo, ref);
    Recipe recipe = recipeFor(a, *engine_->draw({4}), 0);
    recipe.placement = Placement::PhotoA;
    const auto frame = engine_->render(recipe, {a, *engine_->draw({4})}, {&photo, nullptr});
    QVERIFY(frame.has_value());
    QVERIFY((1 / a->saved().toCrop->scale() > 1463) == (times > 1));
    QVERIFY(frame->pixels == photo.pixels);
  }
};

QTEST_APPLESS_MAIN(PortraitEngineTest)
#include "portrait_engine_test.moc"
