#include "models/training/card.h"

#include <QTemporaryDir>
#include <QTest>
#include <fstream>
#include <sstream>

#include "core/model/pack.h"
#include "models/training/card_about.h"

using namespace mien;
using namespace mien::training;

namespace {

const std::filesystem::path kModels = MIEN_MODELS_DIR;

constexpr const char* kReport = R"({
  "config": {"split": "val", "size": 256}, "counts": {"photographs": 300, "pairsMeasured": 200},
  "all": {"landmarks": {"all": {"mean": 2.5, "p95": 5.25}, "jaw": {"mean": 3.125}}},
  "race": {"Indian": {"landmarks": {"all": {"mean": 2.75, "p95": 6.5}}}}
})";

}  // namespace

class CardTest : public QObject {
  Q_OBJECT

  QTemporaryDir dir_;
  std::filesystem::path at(const char* name) const { return std::filesystem::path(dir_.path().toStdString()) / name; }
  std::filesystem::path report(const char* name, const std::string& text) const {
    std::ofstream(at(name)) << text;
    return at(name);
  }
  std::string card() const {
    std::stringstream text;
    text << std::ifstream(at("models") / "landmarks" / "card.md").rdbuf();
    return text.str();
  }

 private slots:
  void initTestCase() {
    std::filesystem::create_directories(at("models"));
    std::filesystem::copy(kModels / "landmarks", at("models") / "landmarks");
  }

  void figuresStandAsTheReportGaveThem() {
    writeCard("landmarks", at("models"), {report("r.json", kReport), {}, {}});
    const std::string text = card();
    const auto has = [&](const std::string& line) { return text.find(line) != std::string::npos; };
    QVERIFY2(has("% of eye distance | 2.5 |"), text.c_str());
    QVERIFY(has("| jaw | 3.12 |"));
    QVERIFY(has("| Indian | 2.75 | 6.5 |"));
    QVERIFY(has("300 photographs of the `val` split (200 pairs"));
    QVERIFY(has(Pack::load(at("models") / "landmarks")->hash()));
    // What the report lacks stays open instead of being zero.
    QVERIFY(has("| mouth | – |"));
  }

  void whatThePolicySaysIsCounted() {
    const auto judged = [](const std::string& findings) {
      return R"({"file":"a","verdict":{"findings":[)" + findings + "]}}";
    };
    const std::string consent = R"({"rule":"consent","action":"block"})";
    const std::string soft = R"({"rule":"sharpness","action":"note"})";
    const std::string young = R"({"rule":"minor-input","action":"review"})";
    const std::string check = R"({"schema":1,"files":[)" + judged(consent) + "," + judged(consent + "," + soft) + "," +
                              judged(young + "," + soft) + "," + judged("") + R"(,{"file":"b","error":"No face."}]})";
    writeCard("landmarks", at("models"), {report("r.json", kReport), {}, report("c.json", check)});
    const std::string text = card();
    const auto has = [&](const std::string& line) { return text.find(line) != std::string::npos; };
    QVERIFY2(has("judged 4 photographs") && has("in 1 more"), text.c_str());
    QVERIFY(has("| any | 25.0 % | 25.0 % | 0.0 % |"));
    QVERIFY(has("| sharpness | 50.0 % | 0.0 % | 0.0 % |"));
    QVERIFY(!has("consent"));
    QVERIFY_THROWS_EXCEPTION(std::runtime_error,
                             writeCard("landmarks", at("models"), {at("r.json"), {}, report("d.json", "{}")}));
  }

  void howFarBlendsMeanSomethingStandsByKind() {
    constexpr const char* kMeaning = R"({"model": {"id": "portrait", "version": "9.9"}, "all": {"meaning": {
      "good": {"score": {"count": 80, "median": 0.99, "shareLow": 0.05}},
      "profile": {"score": {"count": 78, "median": 0.5, "shareLow": 0.75}, "areaUnderCurve": {"mean": 0.9375}}}}})";
    writeCard("landmarks", at("models"), {report("r.json", kReport), {}, {}, report("m.json", kMeaning)});
    const std::string text = card();
    const auto has = [&](const std::string& line) { return text.find(line) != std::string::npos; };
    QVERIFY2(has("half way between two photographs | 80 | 0.99 | 5 % | – |"), text.c_str());
    QVERIFY(has("turned aside by 50 to 75 degrees | 78 | 0.50 | 75 % | 0.938 |"));
    QVERIFY(has("portrait 9.9") && !has("covered"));
    QVERIFY_THROWS_EXCEPTION(std::runtime_error,
                             writeCard("landmarks", at("models"), {at("r.json"), {}, {}, at("r.json")}));
  }

  void whatLiesOverFacesStandsOnTheCardWhenItWasMeasured() {
    const auto found = report("o.json", R"({"photographs": 12, "photographsWithSome": 0.25,
        "drawn": {"spectacles": {"pictures": 12, "recall": 0.5, "precision": 0.75, "dice": 0.876}}})");
    writeCard("landmarks", at("models"), {report("r.json", kReport), {}, {}, {}, found});
    const std::string text = card();
    QVERIFY2(text.find("| spectacles | 50 % | 75 % | 0.88 |") != std::string::npos, text.c_str());
    QVERIFY(text.find("in 25 %") != std::string::npos);
    QVERIFY_THROWS_EXCEPTION(std::runtime_error,
                             writeCard("landmarks", at("models"), {at("r.json"), {}, {}, {}, at("r.json")}));
  }

  void theWitnessStandsOnThePortraitsCardWhenItWasAsked() {
    std::filesystem::copy(kModels / "portrait", at("models") / "portrait");
    const auto portraitCard = [&](const std::string& all) {
      const std::string text =
          R"({"config": {"split": "val", "size": 256}, "counts": {"photographs": 9, "pairsMeasured": 7}, "all": )" +
          all + "}";
      writeCard("portrait", at("models"), {report("p.json", text), {}, {}});
      std::stringstream card;
      card << std::ifstream(at("models") / "portrait" / "card.md").rdbuf();
      return card.str();
    };
    const std::string without = portraitCard(R"({"blend": {"detail1": {"identityDifference": {"median": 0.125}}}})");
    QVERIFY(without.find("itness") == std::string::npos);
    QVERIFY(without.find("| 0.125 |") != std::string::npos);
    const std::string with = portraitCard(
        R"({"blend": {"detail1": {"witnessDifference": {"median": 0.25}, "witnessToFurtherParent": {"shareBothWithin1": 0.375}}}})");
    QVERIFY2(with.find("both parents within 1 % | 37.5 % |") != std::string::npos, with.c_str());
    QVERIFY(with.find("no loss and no search") != std::string::npos);
  }

  void aGroupsDistanceIsHeldAgainstThatOfItsStrangers() {
    std::filesystem::copy(kModels / "portrait", at("models") / "portrait",
                          std::filesystem::copy_options::recursive | std::filesystem::copy_options::update_existing);
    // B, Male is the further off, but so are its strangers: against them A, Male fares worse.
    constexpr const char* kGroups = R"({
      "config": {"split": "val", "size": 256}, "counts": {"photographs": 9, "pairsMeasured": 7},
      "all": {"strangers": {"identity": {"median": 0.7}}},
      "race and gender": {
        "A, Male": {"reconstruction": {"identity": {"count": 30, "median": 0.3}}, "strangers": {"identity": {"median": 0.5}}},
        "B, Male": {"reconstruction": {"identity": {"count": 30, "median": 0.4}}, "strangers": {"identity": {"median": 0.8}}}
      }
    })";
    writeCard("portrait", at("models"), {report("g.json", kGroups), {}, {}});
    std::stringstream card;
    card << std::ifstream(at("models") / "portrait" / "card.md").rdbuf();
    const auto has = [&](const char* words) { return card.str().find(words) != std::string::npos; };
    QVERIFY2(has("B, Male fare worst: 33 % above"), card.str().c_str());
    QVERIFY(has("A, Male fare worst, 20 % above"));
    QVERIFY(has("| A, Male | 0.3 | – | 0.5 |"));
  }

  void theDraftStandsBesideThePortrait() {
    std::filesystem::copy(kModels / "draft", at("models") / "draft");
    const auto measured = [](const char* distance) {
      return R"({"config": {"split": "val", "size": 256}, "counts": {"photographs": 9, "pairsMeasured": 7}, "all": )"
             R"({"reconstruction": {"psnr": {"mean": )" +
             std::string(distance) + "}}}}";
    };
    writeCard("draft", at("models"), {report("d.json", measured("30")), report("p.json", measured("31")), {}});
    std::stringstream card;
    card << std::ifstream(at("models") / "draft" / "card.md").rdbuf();
    QVERIFY2(card.str().find("| figure | this pack | portrait |") != std::string::npos, card.str().c_str());
    QVERIFY(card.str().find("| 30 | 31 |") != std::string::npos);
  }

  void everyShippedCardSaysHowItIsTrainedAgain() {
    for (const auto& pack : std::filesystem::directory_iterator(kModels)) {
      if (!exists(pack.path() / "model.json")) continue;
      std::stringstream card;
      card << std::ifstream(pack.path() / "card.md").rdbuf();
      const std::string name = pack.path().filename();
      QVERIFY2(card.str().ends_with("\n\n" + howToRetrain(name)), name.c_str());
      QVERIFY(howToRetrain(name).find("./dev train pack " + name) != std::string::npos);
    }
  }

  void refusals() {
    QVERIFY_THROWS_EXCEPTION(std::runtime_error, writeCard("nose", at("models"), {report("r.json", kReport), {}, {}}));
    QVERIFY_THROWS_EXCEPTION(std::runtime_error, writeCard("landmarks", at("models"), {at("missing.json"), {}, {}}));
    QVERIFY_THROWS_EXCEPTION(std::runtime_error,
                             writeCard("landmarks", at("models"), {report("b.json", "[1, 2"), {}, {}}));
    QVERIFY_THROWS_EXCEPTION(std::runtime_error,
                             writeCard("landmarks", at("nowhere"), {report("r.json", kReport), {}, {}}));
  }
};

QTEST_APPLESS_MAIN(CardTest)
#include "card_test.moc"
