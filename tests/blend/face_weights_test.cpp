#include "core/blend/face_weights.h"

#include <QtTest>
#include <numeric>
#include <random>

#include "core/blend/blend_pad.h"
#include "core/blend/direction.h"
#include "core/blend/face_order.h"
#include "core/blend/parameters.h"
#include "core/blend/timeline_start.h"

using namespace mien;

namespace {

Recipe mixOf(std::size_t faces) {
  Recipe recipe;
  recipe.modelId = "portrait";
  recipe.modelHash = std::string(64, 'a');
  recipe.faces.clear();
  for (std::size_t i = 0; i < faces; ++i) recipe.faces.emplace_back(DrawnFaceRef{i});
  for (std::size_t i = 2; i < faces; ++i) recipe.further.push_back(equalShare(i));
  return recipe;
}

bool near(const FaceWeights& a, const FaceWeights& b, double by = 1e-12) {
  return std::equal(a.begin(), a.end(), b.begin(), b.end(), [by](double x, double y) { return std::abs(x - y) <= by; });
}

void setShares(Recipe& recipe, const FaceWeights& weights) {
  const std::vector<double> shares = sharesFrom(weights);
  recipe.structure = recipe.features = recipe.colour = shares[0];
  for (std::size_t i = 1; i < shares.size(); ++i) recipe.further[i - 1].share = shares[i];
}

}  // namespace

class FaceWeightsTest : public QObject {
  Q_OBJECT

 private Q_SLOTS:
  void untouchedAllFacesHaveTheSame() {
    for (std::size_t n = 2; n <= kMaxFaces; ++n) {
      const MixWeights weights = mixWeights(mixOf(n));
      const FaceWeights equal(n, 1.0 / static_cast<double>(n));
      QVERIFY(near(weights.structure, equal) && near(weights.colour, equal) && near(weights.features, equal));
    }
  }

  void sharesSayAnyWeights() {
    std::mt19937 random(3);
    std::exponential_distribution<> draw;
    for (int trial = 0; trial < 200; ++trial) {
      FaceWeights weights(2 + trial % 7);
      for (double& w : weights) w = draw(random);
      if (trial % 5 == 0) weights[trial % weights.size()] = 0;
      const double sum = std::accumulate(weights.begin(), weights.end(), 0.0);
      Recipe recipe = mixOf(weights.size());
      setShares(recipe, weights);
      for (double& w : weights) w /= sum;
      QVERIFY(near(overallWeights(recipe), weights, 1e-9));
      QVERIFY(near(mixWeights(recipe).features, weights, 1e-9));
    }
    QVERIFY(near(overallWeights(mixOf(3)), FaceWeights(3, 1.0 / 3)));
    Recipe alone = mixOf(3);
    setShares(alone, {0, 0, 1});
    QVERIFY(mixWeights(alone).colour == FaceWeights({0, 0, 1}));
  }

  void partsFollowTheFaceUntilTheyHaveTheirOwn() {
    Recipe recipe = mixOf(3);
    findParameter("c")->set(recipe, 0.5);
    findParameter("c-features")->set(recipe, 0.2);
    findParameter("c-eyes-texture")->set(recipe, 1);
    QVERIFY(near(mixWeights(recipe).structure, {0.25, 0.25, 0.5}));
    QVERIFY(near(mixWeights(recipe).features, {0.4, 0.4, 0.2}));
    const RegionWeights regions = regionWeights(recipe, &RegionMix::texture);
    QVERIFY(near(regions[static_cast<std::size_t>(Region::Eyes)], {0, 0, 1}));
    QVERIFY(near(regions[static_cast<std::size_t>(Region::Nose)], {0.4, 0.4, 0.2}));
    QVERIFY(near(regionWeights(recipe, &RegionMix::shape)[0], {0.25, 0.25, 0.5}));
    findParameter("c-eyes-texture")->letFollow(recipe);
    QVERIFY(near(regionWeights(recipe, &RegionMix::texture)[0], {0.4, 0.4, 0.2}));
  }

  static FaceWeights around(const Recipe& recipe) {
    return regionWeights(recipe, &RegionMix::texture)[static_cast<std::size_t>(Region::Surroundings)];
  }

  void automaticSurroundingsAreOfTheLargestShare() {
    Recipe two = mixOf(2);
    two.balance = 0.7;  // half way stays half way
    QVERIFY((around(two) == FaceWeights{1, 0}));
    setShares(two, {0.43, 0.57});
    QVERIFY(around(two)[1] > 0.985);
    for (const FaceWeights& end : {FaceWeights{1, 0}, FaceWeights{0, 1}}) {
      setShares(two, end);
      QVERIFY(around(two) == end);
    }
    // It passes without a jump.
    double before = 0;
    for (int i = 1; i <= 400; ++i) {
      setShares(two, {1 - i / 400.0, i / 400.0});
      const double share = around(two)[1];
      QVERIFY2(share >= before && share - before < 0.12, qPrintable(QString::number(i)));
      before = share;
    }
    setShares(two, {0.3, 0.7});
    two.balance = 0.5;
    two.surroundings = Surroundings::Blend;
    QVERIFY(near(around(two), {0.3, 0.7}));
    two.surroundings = Surroundings::Auto;
    two.regions[static_cast<std::size_t>(Region::Surroundings)].texture = 0.4;  // its own is what was asked for
    QVERIFY(near(around(two), {0.6, 0.4}));
    QVERIFY(near(regionWeights(two, &RegionMix::shape)[static_cast<std::size_t>(Region::Surroundings)], {0.3, 0.7}));
  }

  void automaticSurroundingsDoNotHangOnTheOrder() {
    for (const std::size_t n : {2, 3, 8}) {
      const Recipe recipe = mixOf(n);
      Recipe turned = recipe;
      std::reverse(turned.faces.begin(), turned.faces.end());
      FaceWeights weights = around(turned);
      std::reverse(weights.begin(), weights.end());
      QVERIFY(near(around(recipe), weights));
      QVERIFY(around(recipe)[0] > 0.985);  // the lowest seed
    }
  }

  /// Who comes first by the faces' own order stands before equals alone.
  void automaticSurroundingsAreOfTheLargestOfMany() {
    for (const std::size_t n : {3, 5, 8})
      for (std::size_t most = 0; most < n; ++most) {
        FaceWeights weights(n, 1);
        weights[most] = 1.3;
        Recipe recipe = mixOf(n);
        setShares(recipe, weights);
        QVERIFY2(around(recipe)[most] > 0.97, qPrintable(QString::number(most)));
        weights[most] = 2;
        setShares(recipe, weights);
        QVERIFY2(around(recipe)[most] == 1, qPrintable(QString::number(most)));
      }
    // A third that comes in takes nothing from the two at a jump.
    Recipe three = mixOf(3);
    FaceWeights before;
    for (int i = 0; i <= 600; ++i) {
      setShares(three, {1, 1.1, i / 400.0});
      const FaceWeights now = around(three);
      for (std::size_t face = 0; i > 0 && face < 3; ++face)
        QVERIFY2(std::abs(now[face] - before[face]) < 0.12, qPrintable(QString::number(i)));
      before = now;
    }
    QCOMPARE(before, FaceWeights({0, 0, 1}));
  }

  void facesSetByHandInOnePhotographHaveAnOrder() {
    PhotoFaceRef one;
    one.digest = std::string(64, 'a');
    one.anchors = FivePoints{{10, 10}, {20, 10}, {15, 15}, {11, 20}, {19, 20}};
    PhotoFaceRef other = one;
    other.anchors->nose.x = 16;
    QVERIFY(comesBefore(one, other) && !comesBefore(other, one) && !comesBefore(one, one));
    Recipe recipe = mixOf(2);
    recipe.faces = {other, one};
    QVERIFY((around(recipe) == FaceWeights{0, 1}));
  }

  void inAFilmFromFaceToFaceSurroundingsFade() {
    QVERIFY(timelineFromAToB(mixOf(2), {}).base.surroundings == Surroundings::Blend);
    QVERIFY(timelineThroughAll(mixOf(3), {}).base.surroundings == Surroundings::Blend);
    Recipe ofA = mixOf(2);
    ofA.surroundings = Surroundings::A;
    QVERIFY(timelineFromAToB(ofA, {}).base.surroundings == Surroundings::A);
  }

  void balanceWeighsEachFaceAgainstTheFirst() {
    Recipe recipe = mixOf(3);
    recipe.balance = 0.75;
    recipe.further[0].balance = 0.6;
    // 1 : 3 : 1.5
    QVERIFY(near(mixWeights(recipe).colour, {1 / 5.5, 3 / 5.5, 1.5 / 5.5}));
    setShares(recipe, {0, 1, 0});
    QVERIFY(near(mixWeights(recipe).colour, {0, 1, 0}));
    Recipe two = mixOf(2);
    two.balance = 0.75;
    QVERIFY(near(mixWeights(two).colour, {0.25, 0.75}));
  }

  void aFaceThatIsNotThereHasNoParameters() {
    Recipe two = mixOf(2);
    const Recipe before = two;
    for (const Parameter& p : parameters()) {
      if (p.face == 0) continue;
      p.set(two, p.maximum);
      QCOMPARE(p.get(two), p.standard);
    }
    QVERIFY(two == before);
    QCOMPARE(parametersOf(2).size(), 23 + 3 + kDirectionCount);
    QCOMPARE(parametersOf(8).size(), parameters().size());
    findParameter("surroundings")->set(two, static_cast<double>(Surroundings::C));
    QVERIFY(two.surroundings == Surroundings::Auto);
  }

  void recipesOfManyFacesAreWrittenAndRead() {
    Recipe recipe = mixOf(4);
    recipe.further[1] = {.share = 0.3, .structure = 0.1, .features = {}, .colour = 0.9, .balance = 0.4, .regions = {}};
    recipe.further[1].regions[2].shape = 0.25;
    recipe.surroundings = Surroundings::D;
    recipe.placement = Placement::PhotoC;
    const std::string text = toJson(recipe);
    QVERIFY(text.find(R"("schema":4)") != std::string::npos);
    const auto read = recipeFromJson(text);
    QVERIFY2(read.has_value(), read ? "" : read.error().message.c_str());
    QVERIFY(*read == recipe);
    const auto broken = [&](const char* from, const char* to) {
      std::string changed = text;
      changed.replace(changed.find(from), std::string(from).size(), to);
      return recipeFromJson(changed);
    };
    for (const auto& result : {broken(R"("surroundings":"d")", R"("surroundings":"e")"),
                               broken(R"("photo-c")", R"("photo-h")"), broken(R"("share":0.3)", R"("share":1.3)"),
                               broken(R"({"drawn":{"seed":3}})", R"({"drawn":{"seed":3}},{"drawn":{"seed":4}})"),
                               broken(R"("schema":4)", R"("schema":3)")}) {
      QVERIFY(!result);
      QCOMPARE(result.error().kind, ErrorKind::Input);
    }
  }

  void aRecipeMayGoFartherThanTheSlidersOfToday() {
    Recipe recipe = mixOf(2);
    recipe.directionsHash = std::string(64, 'b');
    recipe.directions["mouth-open"] = -2.5;
    QVERIFY(-2.5 < findParameter("mouth-open")->minimum);
    const auto read = recipeFromJson(toJson(recipe));
    QVERIFY2(read.has_value(), read ? "" : read.error().message.c_str());
    QVERIFY(*read == recipe);
    recipe.directions["mouth-open"] = 11;
    QVERIFY(!recipeFromJson(toJson(recipe)));
  }

  void tracksOfFurtherFacesMove() {
    Timeline timeline;
    timeline.base = mixOf(3);
    timeline.tracks = {{"c", {{0, 0, Easing::Linear, {}}, {600, 1, Easing::Linear, {}}}}};
    QVERIFY(near(mixWeights(recipeAt(timeline, 300)).features, {0.25, 0.25, 0.5}));
    const auto read = timelineFromJson(toJson(timeline));
    QVERIFY2(read.has_value(), read ? "" : read.error().message.c_str());
    QVERIFY(*read == timeline);
    timeline.base = mixOf(2);
    const auto without = timelineFromJson(toJson(timeline));
    QVERIFY(!without);
    QVERIFY(without.error().message.find("a face that the timeline doesn't have") != std::string::npos);
  }

  void aFilmGoesThroughAllFaces() {
    for (const Repeat repeat : {Repeat::Once, Repeat::Loop, Repeat::PingPong})
      for (const double hold : {0.0, 0.4}) {
        const Timeline film = timelineThroughAll(
            mixOf(4), {.seconds = 1, .hold = hold, .framesPerSecond = 25, .easing = Easing::Linear, .repeat = repeat});
        QVERIFY(timelineFromJson(toJson(film)).has_value());
        const auto at = [&](double seconds) { return mixWeights(recipeAt(film, seconds * kTicksPerSecond)).features; };
        const double step = 1 + hold;
        const FaceWeights first{1, 0, 0, 0};
        QVERIFY(near(at(0), first));
        QVERIFY(near(at(0.5 + hold), {0.5, 0.5, 0, 0}));
        QVERIFY(near(at(step), {0, 1, 0, 0}));
        QVERIFY(near(at(1.5 + 2 * hold), {0, 0.5, 0.5, 0}));
        QVERIFY(near(at(2 * step), {0, 0, 1, 0}));
        QVERIFY(
            near(mixWeights(recipeForFilmFrame(film, filmFrameCount(film) / (repeat == Repeat::PingPong ? 2 : 1) - 1))
                     .features,
                 repeat == Repeat::Loop ? FaceWeights{0.96, 0, 0, 0.04} : FaceWeights{0, 0, 0, 1}, 0.045));
        if (repeat == Repeat::Loop) QVERIFY(near(at(3.5 + 4 * hold), {0.5, 0, 0, 0.5}));
      }
    QVERIFY(toJson(timelineThroughAll(mixOf(2), {})) == toJson(timelineFromAToB(mixOf(2), {})));
  }

  void cornersOfThePadAreTheFaces() {
    for (std::size_t n = 2; n <= kMaxFaces; ++n) {
      const std::vector<Point> corners = padCorners(n);
      for (std::size_t i = 0; i < n; ++i) {
        FaceWeights alone(n, 0);
        alone[i] = 1;
        QVERIFY(near(padWeights(n, corners[i]), alone, 1e-6));
      }
      QVERIFY(near(padWeights(n, {0.5F, 0.5F}), FaceWeights(n, 1.0 / static_cast<double>(n)), 1e-6));
    }
  }

  void thePadIsSmoothAndHoldsItsPoint() {
    std::mt19937 random(5);
    std::uniform_real_distribution<float> draw(-0.2F, 1.2F);
    for (int trial = 0; trial < 2000; ++trial) {
      const std::size_t n = 2 + static_cast<std::size_t>(trial) % 7;
      const Point at{draw(random), draw(random)};
      const FaceWeights weights = padWeights(n, at);
      double sum = 0;
      for (const double w : weights) {
        QVERIFY(std::isfinite(w) && w > -1e-9);
        sum += w;
      }
      QVERIFY(std::abs(sum - 1) < 1e-9);
      // Coordinates of the point that they stand for, where it lies within.
      const Point back = padPoint(padWeights(n, padPoint(weights)));
      QVERIFY(distance(back, padPoint(weights)) < 1e-4F);
    }
  }
};

QTEST_APPLESS_MAIN(FaceWeightsTest)
#include "face_weights_test.moc"
