// What is tried where a mix means little, on faces whose meaning is known.
#include "core/gate/better_mix.h"

#include <QTest>

#include "core/blend/face_weights.h"
#include "core/gate/facts.h"
#include "core/studio/fake_face.h"

using namespace mien;

namespace {

/// Believes that a picture is a face as far as it is light, and sees everybody half way between A and B.
class LightJudge final : public Judge {
 public:
  const std::string& hash() const override { return hash_; }
  const std::string& identityHash() const override { return hash_; }
  std::vector<NearestKnown> nearestKnown(const Embedding&, std::size_t) const override { return {}; }
  Look look(const Image8& picture, const FivePoints& points) override {
    return {embed(picture, points), static_cast<float>(picture.at(0, 0)) / 255, 30};
  }
  Embedding embed(const Image8&, const FivePoints&) override {
    Embedding seen{};
    seen[0] = 0.5F;
    return seen;
  }

 private:
  std::string hash_ = std::string(64, '1');
};

std::vector<Embedding> parents() {
  std::vector<Embedding> both(2);
  both[1][0] = 1;
  return both;
}

/// A crop of one light, which `lightOf(recipe)` says, 0..1.
template <class Light>
RenderMix lit(Light lightOf) {
  return [lightOf](const Recipe& recipe) -> Result<Frame> {
    Frame frame{.recipe = recipe};
    frame.pixels = Image8(recipe.size, recipe.size, 3, static_cast<std::uint8_t>(255 * lightOf(recipe)));
    frame.facts.landmarks = transformed(standardLandmarks(), Similarity{}.scaled(static_cast<float>(recipe.size)));
    return frame;
  };
}

Result<std::optional<BetterMix>> better(const Recipe& recipe, const RenderMix& render,
                                        const std::stop_token& stop = {}) {
  LightJudge judge;
  const Frame frame = render(recipe).value();
  const Meaning before = meaningOf(factsOf(judge, frame, parents()), frame.facts.landmarks);
  return betterMix(recipe, before, judge, parents(), render, stop);
}

}  // namespace

class BetterMixTest : public QObject {
  Q_OBJECT
 private Q_SLOTS:
  void everyChangeIsOneAndLeavesTheFaces() {
    Recipe recipe;
    recipe.variation = {0.5, 3};
    recipe.regions[0].texture = 0.9;
    const auto changes = changesToward(recipe);
    QVERIFY(changes.size() > 8);
    for (const MixChange& change : changes) {
      QVERIFY(change.recipe != recipe);
      QVERIFY(change.recipe.faces == recipe.faces && change.recipe.size == recipe.size);
      QVERIFY(!change.words.empty());
    }
    // Nothing is offered that is so already.
    for (const MixChange& change : changesToward(Recipe{}))
      QVERIFY(change.words.find("variation") == std::string::npos);
  }

  void theFirstThatMeansEnoughIsTaken() {
    const auto found = better(Recipe{}, lit([](const Recipe& r) { return r.detail < 1 ? 0.9 : 0.3; }));
    QVERIFY(found && *found);
    QCOMPARE((*found)->recipe.detail, 0.5);
    QCOMPARE((*found)->words, std::string("detail 50 %"));
    QVERIFY((*found)->meaning.value > kLowMeaning);
  }

  void elseTheOneThatGainsMost() {
    const auto found = better(Recipe{}, lit([](const Recipe& r) { return 0.3 + 0.4 * r.structure; }));
    QVERIFY(found && *found);
    QVERIFY((*found)->recipe.structure > 0.9);
    QVERIFY((*found)->meaning.value < kLowMeaning);
  }

  void ofManyFacesOneIsFavoured() {
    Recipe recipe;
    for (std::size_t i = 2; i < 4; ++i) {
      recipe.faces.emplace_back(DrawnFaceRef{i});
      recipe.further.push_back(equalShare(i));
    }
    recipe.further[1].share = 0;  // D is muted
    const auto found = better(recipe, lit([](const Recipe& r) { return 0.3 + 0.5 * overallWeights(r)[2]; }));
    QVERIFY(found && *found);
    const FaceWeights weights = overallWeights((*found)->recipe);
    QVERIFY2(std::abs(weights[2] - (1.0 / 3 + 0.6 * 2 / 3)) < 1e-9, std::to_string(weights[2]).c_str());
    QVERIFY(std::abs(weights[0] - weights[1]) < 1e-9);
    QCOMPARE(weights[3], 0.0);
    QCOMPARE((*found)->words, std::string("73 % of C"));
    for (const MixChange& change : changesToward(recipe)) QVERIFY(change.words.find("of D") == std::string::npos);
  }

  void ofTwoAMutedFaceStaysSo() {
    for (const double alone : {0.0, 1.0}) {
      Recipe recipe;
      recipe.structure = recipe.features = recipe.colour = alone;
      for (const MixChange& change : changesToward(recipe))
        QVERIFY2(change.words.find("of B") == std::string::npos, change.words.c_str());
    }
  }

  void nothingIsOfferedForNothing() {
    const auto found = better(Recipe{}, lit([](const Recipe&) { return 0.3; }));
    QVERIFY(found && !*found);
  }

  void itLooksAtSmallCrops() {
    Recipe recipe;
    recipe.size = 1024;
    recipe.placement = Placement::PhotoA;
    const auto found = better(recipe, [](const Recipe& r) {
      return lit([](const Recipe& one) { return one.path == Path::Typical ? 1.0 : 0.3; })(r);
    });
    QVERIFY(found && *found);
    QCOMPARE((*found)->recipe.size, 1024);
    QVERIFY((*found)->recipe.placement == Placement::PhotoA);
  }

  void stops() {
    std::stop_source stop;
    stop.request_stop();
    const auto found = better(Recipe{}, lit([](const Recipe&) { return 0.3; }), stop.get_token());
    QVERIFY(!found && found.error().kind == ErrorKind::Cancelled);
  }
};

QTEST_APPLESS_MAIN(BetterMixTest)
#include "better_mix_test.moc"
