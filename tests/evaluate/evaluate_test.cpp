#include "core/evaluate/evaluate.h"

#include <QTemporaryDir>
#include <QTest>
#include <cmath>
#include <nlohmann/json.hpp>

#include "core/evaluate/report.h"
#include "tests/evaluate/face_set_writer.h"
#include "tests/evaluate/fake_engine.h"

using namespace mien;

namespace {

/// Says that a picture's identity is the colour of its corner, as the drawn labels do.
class ColourJudges final : public Judges {
 public:
  std::optional<FivePoints> find(const Image8&) override { return std::nullopt; }
  Embedding identity(const Image8& picture, const FivePoints&) override {
    Embedding identity{};
    for (int c = 0; c < 3; ++c) identity[static_cast<std::size_t>(c)] = static_cast<float>(picture.at(0, 0, c)) / 255;
    return identity;
  }
  PerceptualFeatures features(const Image8& picture) override {
    const Embedding colour = identity(picture, {});
    return {{{1, 1, {colour[0]}}}, {colour[0], colour[1], colour[2]}};
  }
  std::vector<std::array<std::string, 2>> files() const override { return {{"colours", "0"}}; }
};

/// Whom a picture shows, by the colour in its middle; a face as surely as its corner is green.
class ColourGuard final : public Judge {
 public:
  const std::string& hash() const override { return hash_; }
  const std::string& identityHash() const override { return hash_; }
  std::vector<NearestKnown> nearestKnown(const Embedding&, std::size_t) const override { return {}; }
  Look look(const Image8& picture, const FivePoints& points) override {
    return {embed(picture, points), picture.at(0, 0, 1) / 255.0, 40};
  }
  Embedding embed(const Image8& picture, const FivePoints&) override {
    Embedding e{};
    for (int c = 0; c < 3; ++c)
      e[static_cast<std::size_t>(c)] =
          static_cast<float>(picture.at(picture.width() / 2, picture.height() / 2, c)) / 255;
    return e;
  }

 private:
  std::string hash_ = std::string(64, '0');
};

/// The same, doubled, so that it can't be taken for the judges'.
class ColourWitness final : public Witness {
 public:
  Embedding embed(const Image8& picture, const FivePoints&) override {
    Embedding identity{};
    for (int c = 0; c < 3; ++c) identity[static_cast<std::size_t>(c)] = static_cast<float>(picture.at(0, 0, c)) / 128;
    return identity;
  }
  WitnessThresholds thresholds() const override { return {0.5, 0.05}; }
  std::string packHash() const override { return "beef"; }
};

/// Counts mixes of two faces by their surroundings.
class WatchedEngine final : public Engine {
 public:
  explicit WatchedEngine(Engine& engine) : engine_(engine) {}
  EngineInfo info() const override { return engine_.info(); }
  Result<std::vector<FoundFace>> find(const Photo& photo) override { return engine_.find(photo); }
  Result<FacePtr> prepare(const Photo& photo, const PhotoFaceRef& ref) override { return engine_.prepare(photo, ref); }
  Result<FacePtr> draw(const DrawnFaceRef& ref) override { return engine_.draw(ref); }
  Result<FacePtr> restore(const SavedFace& saved) override { return engine_.restore(saved); }
  Result<Frame> render(const Recipe& recipe, const std::vector<FacePtr>& faces,
                       const std::vector<const Photo*>& photos) override {
    if (faces[0] != faces[1]) ++blends[recipe.surroundings];
    return engine_.render(recipe, faces, photos);
  }

  std::map<Surroundings, int> blends;

 private:
  Engine& engine_;
};

std::vector<DrawnPhoto> somePhotos() {
  std::vector<DrawnPhoto> photos;
  for (int i = 0; i < 60; ++i) {
    photos.push_back({"drawn/" + std::to_string(i) + ".jpg", "val", i % 2 == 0 ? "Female" : "Male", i < 30 ? "X" : "",
                      60 + 3 * i, 100, 200 - 3 * i});
  }
  photos[0].red = kHiddenFaceRed;
  photos[1].red = kTwoFacesRed;
  photos.push_back({"drawn/train.jpg", "train", "Male", "X", 0, 0, 0});
  return photos;
}

}  // namespace

class EvaluateTest : public QObject {
  Q_OBJECT
  QTemporaryDir dir_;
  std::unique_ptr<Engine> engine_ = makeFakeEngine();
  ColourJudges judges_;
  ColourGuard guard_;
  ColourWitness witness_;
  std::atomic<bool> stop_{false};

  Result<Evaluation> run(const EvaluateOptions& options) {
    const auto set = FaceSet::open(dir_.path().toStdString());
    if (!set) return tl::unexpected(set.error());
    return evaluate(
        {*engine_, guard_, judges_, witness_}, *set, options, [](auto, auto, auto) {}, stop_);
  }
  static EvaluateOptions options() {
    EvaluateOptions options;
    options.pairs = 55;
    options.samples = 6;
    options.seams = 5;
    options.pacePairs = 2;
    options.meaningPairs = 4;
    return options;
  }

  /// What run(options()) says; made once.
  const Result<Evaluation>& usual() {
    if (!usual_) usual_ = run(options());
    return *usual_;
  }
  std::optional<Result<Evaluation>> usual_;

 private slots:
  void initTestCase() { writeFaceSet(dir_.path().toStdString(), somePhotos()); }
  void init() { stop_ = false; }

  void labelsStandInTheManifestsOrder() {
    const auto set = FaceSet::open(dir_.path().toStdString());
    QVERIFY2(set, set ? "" : set.error().message.c_str());
    QCOMPARE(set->rows().size(), 61U);
    QVERIFY(set->rows()[5].landmarks68 == drawnLandmarks());
    QVERIFY(set->rows()[5].landmarks5 == fivePoints(drawnLandmarks()));
    QCOMPARE(set->rows()[5].identity[0], 75.0F / 255);
    QCOMPARE(set->rows()[5].identity[127], 0.0F);
    QVERIFY(set->readImage(set->rows()[5])->size() > 100);
  }

  void measuresWhatTheEngineDoes() {
    const auto& e = usual();
    QVERIFY2(e, e ? "" : e.error().message.c_str());
    const auto json = nlohmann::json::parse(toJson(*e));
    QCOMPARE(json["schema"].get<int>(), kEvaluationSchema);
    QCOMPARE(json["model"]["id"].get<std::string>(), std::string("fake"));
    QCOMPARE(json["judges"]["colours"].get<std::string>(), std::string("0"));
    QCOMPARE(json["counts"]["photographs"].get<int>(), 60);
    QCOMPARE(json["counts"]["placedByHand"].get<int>(), 1);
    QCOMPARE(json["counts"]["pairsMeasured"].get<int>(), 55);

    const auto& all = json["all"];
    QCOMPARE(all["find"]["found"]["share"].get<double>(), 0.9833);  // 59 of 60
    QCOMPARE(all["find"]["falseFaces"]["mean"].get<double>(), 0.0167);
    QCOMPARE(all["landmarks"]["all"]["mean"].get<double>(), 0.0);
    QCOMPARE(all["endpoint"]["psnr"]["median"].get<double>(), 99.0);
    QVERIFY(all["endpoint"]["identity"]["median"].get<double>() < 0.05);  // JPEG alone stands between
    QVERIFY(all["reconstruction"]["psnr"]["median"].get<double>() < 30);
    QCOMPARE(all["sample"]["judgeFindsFace"]["share"].get<double>(), 0.0);
    // Halfway between two colours a cross-fade is equally far from both.
    QVERIFY(all["blend"]["detail1"]["identityDifference"]["median"].get<double>() < 0.02);
    QCOMPARE(all["blend"]["detail1"]["identityToFurtherParent"]["count"].get<int>(), 55);
    QCOMPARE(all["balance"]["shareOfB"]["median"].get<double>(), 0.5);
    QCOMPARE(all["balanced"]["detail1"]["identityToFurtherParent"]["count"].get<int>(), 55);
    QVERIFY(all["blend"]["morph"]["identityToFurtherParent"].contains("shareBothBelowThreshold"));
    const auto& guard = all["balanced"]["detail1"]["guard"];  // all are a face at 100 of 255, where 0.5 asks for review
    const double green = guard["is-face"]["score"]["median"].get<double>();
    QVERIFY2(std::abs(green - 100.0 / 255) < 0.01, qPrintable(QString::number(green)));
    QCOMPARE(guard["is-face"]["review"]["share"].get<double>(), 1.0);
    QCOMPARE(guard["is-face"]["block"]["share"].get<double>(), 0.0);
    QCOMPARE(guard["toReview"]["share"].get<double>(), 1.0);
    QCOMPARE(guard["minor-output"]["note"]["share"].get<double>(), 0.0);
    QVERIFY(all["sample"]["guard"].contains("plausible"));
    QCOMPARE(all["meaning"]["good"]["score"]["count"].get<int>(), 4);
    for (const char* bad : {"covered", "noFace", "profile"})
      QVERIFY2(all["meaning"][bad].contains("areaUnderCurve"), bad);
    for (const char* good : {"good", "end"}) QVERIFY2(!all["meaning"][good].contains("areaUnderCurve"), good);
    QVERIFY(!all["meaning"].contains("extreme"));  // this engine has no directions
    QCOMPARE(all["seam"]["regionToPlain"]["count"].get<int>(), 5);
  }

  void theWitnessSpeaksBesideTheTeacher() {
    const auto json = nlohmann::json::parse(toJson(*usual()));
    QCOMPARE(json["witness"]["hash"].get<std::string>(), std::string("beef"));
    QCOMPARE(json["witness"]["falseMatch01"].get<double>(), 0.05);
    const auto& all = json["all"];
    QCOMPARE(all["endpoint"]["witness"]["shareWithin1"].get<double>(), 1.0);  // the photograph itself
    for (const char* variant : {"detail0", "detail1", "morph"}) {
      const auto& blend = all["blend"][variant];
      const auto& further = blend["witnessToFurtherParent"];
      QCOMPARE(further["count"].get<int>(), 55);
      QVERIFY(blend["witnessDifference"].contains("median"));
      const double loose = further["shareBothWithin1"].get<double>();
      const double tight = further["shareBothWithin01"].get<double>();
      QVERIFY2(tight < loose && loose < 1, variant);
      // Its distances are twice the judges' (255 ÷ 128), and so is the median.
      const double twice = further["median"].get<double>() / blend["identityToFurtherParent"]["median"].get<double>();
      QVERIFY2(std::abs(twice - 2) < 0.1, qPrintable(QString::number(twice)));
    }
  }

  void groupsArePartsOfAll() {
    const auto json = nlohmann::json::parse(toJson(*usual()));
    QCOMPARE(json["gender"]["Female"]["find"]["found"]["count"].get<int>(), 30);
    QCOMPARE(json["gender"]["Male"]["find"]["found"]["share"].get<double>(), 1.0);
    QCOMPARE(json["race"]["X"]["endpoint"]["psnr"]["count"].get<int>(), 30);
    QCOMPARE(json["race"].size(), 1U);  // an empty label is no group
    for (const char* judge : {"identity", "witness"}) {
      QCOMPARE(json["all"]["strangers"][judge]["count"].get<int>(), 60 * 59 / 2);
      QCOMPARE(json["race"]["X"]["strangers"][judge]["count"].get<int>(), 30 * 29 / 2);
    }
    // The drawn colours of one half of the set are nearer to one another than all are.
    const auto apart = [](const nlohmann::json& group, const char* judge) {
      return group["strangers"][judge]["median"].get<double>();
    };
    QVERIFY(apart(json["race"]["X"], "identity") > 0.01);
    QVERIFY(apart(json["race"]["X"], "identity") < 0.8 * apart(json["all"], "identity"));
    QVERIFY(std::abs(apart(json["all"], "witness") / apart(json["all"], "identity") - 2) < 0.1);
    const auto& parents = json["parents"];
    const auto count = [&](const char* name) {
      return parents[name]["blend"]["detail0"]["identityDifference"]["count"].get<int>();
    };
    QCOMPARE(count("same gender") + count("different gender"), 55);
  }

  void frechetNeedsEnoughPictures() {
    const auto& e = usual();
    const auto& all = e->frechet.at(kEveryone);
    QCOMPARE(all.at("reconstruction").photographs, 60U);
    QCOMPARE(all.at("blend.morph").pictures, 55U);
    QVERIFY(!all.contains("sample"));                          // 6 pictures say nothing
    QVERIFY(!e->frechet.contains(Group{"gender", "Female"}));  // nor do 30
    const auto distance = [&](const char* set) { return all.at(set).distance; };
    const QString said = QStringLiteral("%1 %2").arg(distance("reconstruction")).arg(distance("blend.detail0"));
    QVERIFY2(distance("reconstruction") < distance("blend.detail0"), qPrintable(said));
  }

  void theFirstPairsAreKeptAsPictures() {
    QVERIFY(usual()->shown.empty());
    EvaluateOptions some = options();
    some.shown = 4;
    const auto e = run(some);
    QCOMPARE(e->shown.size(), std::size_t{3 * 4});
    for (std::size_t i = 0; i < e->shown.size(); i += 3) {
      QCOMPARE(e->shown[i].width(), EvaluateOptions::kSize);
      const auto red = [&](std::size_t which) { return int{e->shown[i + which].at(0, 0, 0)}; };
      const auto [least, most] = std::minmax({red(0), red(2)});
      QVERIFY2(red(1) > least && red(1) < most, qPrintable(QString("%1 %2 %3").arg(red(0)).arg(red(1)).arg(red(2))));
    }
  }

  void equalRunsGiveEqualFigures() {
    const auto strip = [](const Evaluation& e) {
      auto json = nlohmann::json::parse(toJson(e));
      json.erase("seconds");
      json["all"].erase("milliseconds");
      return json.dump();
    };
    QCOMPARE(strip(*run(options())), strip(*usual()));
  }

  void limitSpreadsOverTheSplit() {
    EvaluateOptions few = options();
    few.limit = 10;
    const auto e = run(few);
    QCOMPARE(e->photographs, 10U);
    QCOMPARE(e->figures.values({"race", "X"}, "find.found").size(), 5U);
  }

  /// Blends are measured with both faces' surroundings, unless it is asked how mixes look that nobody has set.
  void blendsHaveTheSurroundingsThatAreAskedFor() {
    for (const Surroundings asked : {Surroundings::Blend, Surroundings::Auto}) {
      EvaluateOptions few = options();
      few.limit = 10;
      few.pacePairs = 0;  // films fade whatever is asked
      few.surroundings = asked;
      const auto set = FaceSet::open(dir_.path().toStdString());
      WatchedEngine engine(*engine_);
      const auto e = evaluate(
          {engine, guard_, judges_, witness_}, *set, few, [](auto, auto, auto) {}, stop_);
      QVERIFY2(e, e ? "" : e.error().message.c_str());
      QVERIFY(engine.blends[asked] > 10);
      QCOMPARE(engine.blends[asked == Surroundings::Auto ? Surroundings::Blend : Surroundings::Auto], 0);
      QCOMPARE(nlohmann::json::parse(toJson(*e))["config"]["surroundings"].get<std::string>(),
               std::string(toString(asked)));
    }
  }

  void refusesASplitWithoutFaces() {
    EvaluateOptions none = options();
    none.split = "test";
    QCOMPARE(run(none).error().kind, ErrorKind::Usage);
    none.split = "train";  // one face has no other to mix with
    QCOMPARE(run(none).error().kind, ErrorKind::Usage);
  }

  void stopsWhenTold() {
    const auto set = FaceSet::open(dir_.path().toStdString());
    std::size_t steps = 0;
    const auto afterThree = [&](auto, auto, auto) { stop_ = ++steps == 3; };
    const auto e = evaluate({*engine_, guard_, judges_, witness_}, *set, options(), afterThree, stop_);
    QVERIFY(!e);
    QCOMPARE(e.error().kind, ErrorKind::Cancelled);
    QCOMPARE(steps, 3U);
  }

  void refusesBrokenLabels_data() {
    QTest::addColumn<int>("cut");
    QTest::addColumn<QString>("says");
    QTest::newRow("empty") << 0 << QStringLiteral("too short");
    QTest::newRow("half a header") << 40 << QStringLiteral("past the end");
    QTest::newRow("half the values") << 9000 << QStringLiteral("past the end");
  }
  void refusesBrokenLabels() {
    QFETCH(int, cut);
    QFETCH(QString, says);
    QTemporaryDir copy;
    const std::filesystem::path to = copy.path().toStdString();
    std::filesystem::copy(dir_.path().toStdString(), to);
    std::filesystem::resize_file(to / "labels.safetensors", static_cast<std::uintmax_t>(cut));
    const auto set = FaceSet::open(to);
    QVERIFY(!set);
    QVERIFY2(set.error().message.find(says.toStdString()) != std::string::npos, set.error().message.c_str());
  }

  void refusesLabelsOfAnotherSet() {
    QTemporaryDir other;
    writeFaceSet(other.path().toStdString(), {somePhotos()[0]});
    QTemporaryDir copy;
    const std::filesystem::path to = copy.path().toStdString();
    std::filesystem::copy(dir_.path().toStdString(), to);
    std::filesystem::copy_file(std::filesystem::path(other.path().toStdString()) / "labels.safetensors",
                               to / "labels.safetensors", std::filesystem::copy_options::overwrite_existing);
    const auto set = FaceSet::open(to);
    QVERIFY(!set);
    QVERIFY(set.error().message.find("one row a face") != std::string::npos);
  }
};

QTEST_APPLESS_MAIN(EvaluateTest)
#include "evaluate_test.moc"
