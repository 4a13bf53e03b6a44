// Mixes whose explanation is known, drawn without an engine.
#include "core/gate/explain.h"

#include <QTest>
#include <algorithm>
#include <cmath>
#include <map>

#include "core/blend/parameters.h"
#include "core/gate/face_area.h"
#include "core/gate/influence.h"
#include "core/gate/policy_in_force.h"
#include "core/studio/fake_face.h"

using namespace mien;

namespace {

/// Sees how light a picture is, and knows three training photographs.
class LightJudge final : public Judge {
 public:
  const std::string& hash() const override { return hash_; }
  const std::string& identityHash() const override { return hash_; }
  std::vector<NearestKnown> nearestKnown(const Embedding&, std::size_t count) const override {
    std::vector<NearestKnown> known{{0.1, 7, 3, {"Set", "CC0", ""}}, {0.4, 1, 3, {}}, {0.8, 2, 3, {}}};
    known.resize(std::min(count, known.size()));
    return known;
  }
  std::vector<NearestKnown> nearestByCode(std::span<const float> code, std::string_view latents,
                                          std::size_t) const override {
    return {{static_cast<double>(code[0]), latents == "mine" ? 5 : 6, 9, {}}};
  }
  Look look(const Image8& picture, const FivePoints& points) override { return {embed(picture, points), 1, 30}; }
  Embedding embed(const Image8& picture, const FivePoints& /*points*/) override {
    Embedding seen{};
    seen[0] = static_cast<float>(picture.at(0, 0)) / 255;
    return seen;
  }

 private:
  std::string hash_ = std::string(64, '1');
};

/// As light as the mix has features of B: 255 at all of them.
Result<Frame> lightFrame(const Recipe& recipe) {
  Frame frame{.recipe = recipe};
  frame.pixels = Image8(recipe.size, recipe.size, 3);
  std::fill(frame.pixels.data(), frame.pixels.data() + frame.pixels.size(),
            static_cast<std::uint8_t>(std::lround(255 * recipe.features)));
  frame.facts.code = {0.25F};
  frame.facts.codeOf = "mine";
  frame.facts.landmarks = transformed(standardLandmarks(), Similarity{}.scaled(static_cast<float>(recipe.size)));
  return frame;
}

std::map<std::string, Influence> byParameter(const Explanation& explanation) {
  std::map<std::string, Influence> all;
  for (const Influence& influence : explanation.influences) all[influence.parameter] = influence;
  return all;
}

Explanation explained(const Recipe& recipe, const ExplainSettings& settings = {}) {
  LightJudge judge;
  return explain(lightFrame(recipe).value(), judge, lightFrame, settings).value();
}

bool near(double a, double b, double within) {
  return std::abs(a - b) <= within;
}

}  // namespace

class ExplainTest : public QObject {
  Q_OBJECT
 private slots:
  void aSliderDoesWhatItDoes() {
    const auto influences = byParameter(explained(Recipe{}));
    // 10 % of the features are 25.5 of 255, and a tenth of the judge's one number.
    QVERIFY(near(influences.at("features").pixels, 25.5, 1));
    QVERIFY(near(influences.at("features").identity, 0.1, 0.005));
    QVERIFY(near(influences.at("mix").pixels, 25.5, 1));  // features follow it
    QCOMPARE(influences.at("structure").pixels, 0.0);
    QCOMPARE(influences.at("detail").identity, 0.0);
  }

  void whatLooksLikeItIsFoundByItsCode() {
    const Explanation explanation = explained(Recipe{});
    QCOMPARE(explanation.alike.size(), std::size_t{1});
    QCOMPARE(explanation.alike[0].number, std::int64_t{5});
    QCOMPARE(explanation.alike[0].distance, 0.25);
  }

  void theStrongestIsFirst() {
    const Explanation explanation = explained(Recipe{});
    QCOMPARE(explanation.influences.front().parameter, std::string("mix"));
    QVERIFY(std::is_sorted(explanation.influences.begin(), explanation.influences.end(),
                           [](const Influence& a, const Influence& b) { return a.pixels > b.pixels; }));
  }

  /// Half the way is all there is, and counts for the whole.
  void atTheEndOfItsRange() {
    Recipe recipe;
    recipe.structure = recipe.features = recipe.colour = 1;
    QVERIFY(near(byParameter(explained(recipe)).at("features").pixels, 25.5, 1));
  }

  void whoLeftTheOverallShareStays() {
    Recipe recipe;
    recipe.features = 0.8;
    auto influences = byParameter(explained(recipe));
    QCOMPARE(influences.at("mix").pixels, 0.0);
    QCOMPARE(influences.at("mix").value, 0.5);
    recipe.structure = 0.2;  // now no two agree
    influences = byParameter(explained(recipe));
    QVERIFY(!influences.contains("mix"));
    QVERIFY(influences.contains("features"));
  }

  void choicesAndFacesThatAreNotThereAreLeftOut() {
    Recipe recipe;
    auto influences = byParameter(explained(recipe));
    for (const char* id : {"surroundings", "keep-pose", "c", "c-features"}) QVERIFY2(!influences.contains(id), id);
    recipe.faces.emplace_back();
    recipe.further.push_back(equalShare(2));
    influences = byParameter(explained(recipe));
    QVERIFY(influences.contains("c") && influences.contains("c-eyes-texture") && !influences.contains("d"));
  }

  void sharesByRegion() {
    Recipe recipe;
    recipe.structure = recipe.features = recipe.colour = 0.25;
    recipe.regions[static_cast<std::size_t>(Region::Eyes)] = {0.5, 1.0};
    const auto of = [&](Region region) { return regionShares(recipe)[static_cast<std::size_t>(region)]; };
    QCOMPARE(of(Region::Eyes).shape, (FaceWeights{0.5, 0.5}));
    QCOMPARE(of(Region::Eyes).texture, (FaceWeights{0, 1}));
    QCOMPARE(of(Region::Nose).shape, (FaceWeights{0.75, 0.25}));
    QVERIFY(of(Region::Skin).shape.empty());
    QVERIFY(of(Region::Surroundings).texture[0] > 0.99);  // automatic
    recipe.detail = 0;                                    // the network draws them
    QCOMPARE(of(Region::Surroundings).texture, (FaceWeights{0.75, 0.25}));
    recipe.detail = 1;
    recipe.surroundings = Surroundings::Blend;
    QCOMPARE(of(Region::Surroundings).texture, (FaceWeights{0.75, 0.25}));
    recipe.surroundings = Surroundings::B;
    QCOMPARE(of(Region::Surroundings).texture, (FaceWeights{0, 1}));
    recipe.placement = Placement::PhotoA;  // a photograph's own are around what is pasted into it
    QCOMPARE(of(Region::Surroundings).texture, FaceWeights({1, 0}));
    recipe.placement = Placement::Crop;
    recipe.surroundings = Surroundings::None;
    QVERIFY(of(Region::Surroundings).texture.empty());
    recipe.kept.shape = 0;
    QCOMPARE(of(Region::Eyes).shape, (FaceWeights{1, 0}));
  }

  void theAlarm() {
    ExplainSettings settings;
    settings.alarmBelow = 0.155;
    settings.nearest = 2;
    const Explanation explanation = explained(Recipe{}, settings);
    QCOMPARE(explanation.nearest.size(), std::size_t{2});
    QCOMPARE(explanation.nearest[0].source.licence, std::string("CC0"));
    QVERIFY(explanation.nearCopy());
    settings.alarmBelow = 0.1;  // as near, not nearer
    QVERIFY(!explained(Recipe{}, settings).nearCopy());
    QVERIFY(!explained(Recipe{}).nearCopy());
  }

  void theAlarmIsThePolicys() {
    Policy policy = policyFromJson(shippedPolicy()).value();
    QCOMPARE(nearCopyAlarm(policy), std::optional(0.155));
    auto& thresholds = policy.rules.find("near-copy")->second.thresholds;
    thresholds = {0.2, std::nullopt, std::nullopt};
    QCOMPARE(nearCopyAlarm(policy), std::optional(0.2));
    thresholds = {};
    QVERIFY(!nearCopyAlarm(policy));
  }

  void stopsBetweenRenders() {
    std::stop_source stop;
    int renders = 0;
    ExplainSettings settings;
    settings.stop = stop.get_token();
    double progress = 0;
    settings.progress = [&](double now) { progress = now; };
    LightJudge judge;
    const auto stopped = explain(
        lightFrame(Recipe{}).value(), judge,
        [&](const Recipe& recipe) {
          if (++renders == 3) stop.request_stop();
          return lightFrame(recipe);
        },
        settings);
    QVERIFY(!stopped && stopped.error().kind == ErrorKind::Cancelled);
    QCOMPARE(renders, 3);
    QVERIFY(progress > 0 && progress < 1);
  }

  void onlyTheFaceCounts() {
    const auto area = faceArea(transformed(standardLandmarks(), Similarity{}.scaled(64)), 64, 64);
    QCOMPARE(area[0], std::uint8_t{0});
    QCOMPARE(area[40 * 64 + 32], std::uint8_t{1});
    Image8 a(64, 64, 3);
    Image8 b(64, 64, 4);  // transparent surroundings
    b.at(0, 0, 0) = 255;
    QCOMPARE(changeIn(area, a, b), 0.0);
    b.at(32, 40, 1) = 90;
    const auto pixels = std::count(area.begin(), area.end(), std::uint8_t{1});
    QVERIFY(near(changeIn(area, a, b), 30.0 / static_cast<double>(pixels), 1e-9));
  }
};

QTEST_APPLESS_MAIN(ExplainTest)
#include "explain_test.moc"
