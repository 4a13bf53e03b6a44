#include "core/blend/recipe.h"

#include <QtTest>
#include <cmath>
#include <limits>
#include <random>

#include "core/blend/recipe_numbers.h"
#include "core/blend/settle.h"

using mien::DrawnFaceRef;
using mien::PhotoFaceRef;
using mien::Recipe;

namespace {

const char kRecipe[] =
    R"({"detail":0.75,"faces":[{"photo":{"anchors":{"left_eye":[200.5,100.0],"left_mouth":[190.0,220.0],)"
    R"("nose":[150.0,160.25],"right_eye":[100.0,0.1],"right_mouth":[110.0,221.0]},)"
    R"("digest":"0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef","index":2}},)"
    R"({"drawn":{"seed":9007199254740991}}],"mix":{"colour":1.0,"features":0.25,"structure":0.0},)"
    R"("model":{"hash":"00000000000000000000000000000000000000000000000000000000000000ff","id":"portrait"},)"
    R"("placement":"photo-a","schema":1,"size":1024,"surroundings":"none"})";

Recipe sample() {
  Recipe recipe;
  recipe.modelId = "portrait";
  recipe.modelHash = std::string(62, '0') + "ff";
  PhotoFaceRef photo;
  for (int i = 0; i < 4; ++i) photo.digest += "0123456789abcdef";
  photo.index = 2;
  photo.anchors = mien::FivePoints{{100, 0.1F}, {200.5F, 100}, {150, 160.25F}, {110, 221}, {190, 220}};
  recipe.faces = {photo, DrawnFaceRef{(1ULL << 53) - 1}};
  recipe.structure = 0;
  recipe.features = 0.25;
  recipe.colour = 1;
  recipe.detail = 0.75;
  recipe.surroundings = mien::Surroundings::None;
  recipe.placement = mien::Placement::PhotoA;
  recipe.size = 1024;
  return recipe;
}

/// kRecipe with one piece of text replaced, which must be there.
std::string with(const std::string& from, const std::string& to) {
  std::string json = kRecipe;
  const std::size_t at = json.find(from);
  Q_ASSERT(at != std::string::npos);
  return json.replace(at, from.size(), to);
}

}  // namespace

class RecipeTest : public QObject {
  Q_OBJECT

 private Q_SLOTS:
  void onePhotographMakesAComposite() {
    const mien::FaceRef photo = mien::PhotoFaceRef{std::string(64, 'a'), 0, {}};
    const mien::FaceRef drawn = mien::DrawnFaceRef{7};
    QVERIFY(mien::usesPhotographs(std::array{photo, photo}));
    QVERIFY(mien::usesPhotographs(std::array{photo, drawn}));
    QVERIFY(mien::usesPhotographs(std::array{drawn, photo}));
    QVERIFY(!mien::usesPhotographs(std::array{drawn, drawn}));
  }

  void canonicalForm() { QCOMPARE(QByteArray::fromStdString(mien::toJson(sample())), QByteArray(kRecipe)); }

  void roundTrip() {
    const auto recipe = mien::recipeFromJson(kRecipe);
    QVERIFY(recipe);
    QVERIFY(*recipe == sample());
    QCOMPARE(mien::toJson(*recipe), std::string(kRecipe));
  }

  void randomRecipesRoundTrip() {
    std::mt19937_64 random(3);
    std::uniform_real_distribution<double> share(0, 1);
    std::uniform_real_distribution<float> place(0, 16'384);
    for (int i = 0; i < 2000; ++i) {
      Recipe recipe = sample();
      recipe.structure = share(random);
      recipe.features = share(random) * 1e-9;
      recipe.colour = 1 - share(random) * 1e-9;
      recipe.detail = share(random);
      auto& photo = std::get<PhotoFaceRef>(recipe.faces[0]);
      photo.anchors->nose = {place(random), place(random) * 1e-6F};
      photo.index = static_cast<int>(random() % 1000);
      recipe.faces[1] = DrawnFaceRef{random() >> 11};
      recipe.surroundings = static_cast<mien::Surroundings>(i % 4);
      recipe.placement = static_cast<mien::Placement>(i % 3);
      const auto back = mien::recipeFromJson(mien::toJson(recipe));
      QVERIFY(back && *back == recipe);
    }
  }

  // Equal recipes give equal bytes, however they were written.
  void otherSpellingsOfTheSame() {
    const std::vector<std::string> spellings{with(R"("structure":0.0)", R"("structure":0)"),
                                             with(R"("structure":0.0)", R"("structure":-0.0)"),
                                             with(R"("structure":0.0)", R"("structure":-0)"),
                                             with(R"("structure":0.0)", R"("structure":1e-999)"),
                                             with(R"("colour":1.0)", R"("colour":1)"),
                                             with(R"("detail":0.75)", R"( "detail" : 7.5e-1 )"),
                                             with("200.5", "2005e-1"),
                                             with(R"("index":2)", R"("in\u0064ex":2)")};
    for (const std::string& json : spellings) {
      const auto recipe = mien::recipeFromJson(json);
      QVERIFY2(recipe, json.c_str());
      QCOMPARE(mien::toJson(*recipe), std::string(kRecipe));
    }
    Recipe minus = sample();
    minus.structure = -0.0;
    QVERIFY(minus == sample());
    QCOMPARE(mien::toJson(minus), std::string(kRecipe));
  }

  void theBalanceIsOfSchemaTwo() {
    Recipe recipe = sample();
    recipe.balance = 0.37;
    const std::string json = mien::toJson(recipe);
    QVERIFY(json.find(R"("mix":{"balance":0.37,"colour":1.0)") != std::string::npos);
    QVERIFY(json.find(R"("schema":2)") != std::string::npos);
    QVERIFY(*mien::recipeFromJson(json) == recipe);
    std::string beyond = json;
    beyond.replace(beyond.find("0.37"), 4, "0.95");
    QVERIFY(mien::recipeFromJson(beyond).error().message.find("mix.balance") != std::string::npos);
    // What says nothing new is written as before: its digest stands in histories.
    std::string even = json;
    even.replace(even.find("0.37"), 4, "0.5");
    QCOMPARE(mien::toJson(*mien::recipeFromJson(even)), std::string(kRecipe));
  }

  void regionsAreSchemaThreeAndComeBack() {
    Recipe r = sample();
    QVERIFY(mien::toJson(r).find("regions") == std::string::npos);
    r.regions[static_cast<std::size_t>(mien::Region::Eyes)] = {0.2, 0.9};
    r.regions[static_cast<std::size_t>(mien::Region::Skin)].texture = 0.0;
    const std::string json = mien::toJson(r);
    QVERIFY(json.find(R"("schema":3)") != std::string::npos);
    QVERIFY(json.find(R"("regions":{"eyes":{"shape":0.2,"texture":0.9},"skin":{"texture":0.0}})") != std::string::npos);
    QVERIFY(mien::recipeFromJson(json).value() == r);
    const auto refused = [&](const std::string& from, const std::string& to) {
      std::string bad = json;
      bad.replace(bad.find(from), from.size(), to);
      const auto read = mien::recipeFromJson(bad);
      return read ? std::string() : read.error().message;
    };
    QVERIFY(refused(R"("skin":{"texture")", R"("skin":{"shape")").find("skin.shape") != std::string::npos);
    QVERIFY(refused(R"("shape":0.2)", R"("shape":1.2)").find("regions.eyes.shape") != std::string::npos);
    QVERIFY(refused(R"("eyes":)", R"("ears":)").find("ears") != std::string::npos);
    QVERIFY(refused(R"("schema":3)", R"("schema":2)").find("regions") != std::string::npos);
  }

  void pathVariationAndTruncationAreOfSchemaFive() {
    Recipe r = sample();
    QCOMPARE(mien::toJson(r), std::string(kRecipe));
    const auto comesBack = [](const Recipe& recipe) {
      const std::string json = mien::toJson(recipe);
      return json.find(R"("schema":5)") != std::string::npos && mien::recipeFromJson(json).value() == recipe;
    };
    r.path = mien::Path::Typical;
    QVERIFY(comesBack(r));
    r = sample();
    r.variation = {0.25, 17};
    QVERIFY(comesBack(r));
    const std::string varied = mien::toJson(r);
    QVERIFY(varied.find(R"("variation":{"amount":0.25,"number":17})") != std::string::npos);
    r = sample();
    r.faces[1] = DrawnFaceRef{7, 0.8};
    QVERIFY(comesBack(r));
    QVERIFY(mien::toJson(r).find(R"({"drawn":{"seed":7,"truncation":0.8}})") != std::string::npos);

    const auto refused = [&](const std::string& from, const std::string& to) {
      std::string bad = varied;
      bad.replace(bad.find(from), from.size(), to);
      const auto read = mien::recipeFromJson(bad);
      return read ? std::string() : read.error().message;
    };
    QVERIFY(refused("0.25,\"number\"", "1.25,\"number\"").find("variation.amount") != std::string::npos);
    QVERIFY(refused(R"("number":17)", R"("number":0)").find("variation.number") != std::string::npos);
    QVERIFY(refused(R"("number":17)", R"("number":1000)").find("variation.number") != std::string::npos);
    QVERIFY(refused(R"("schema":5)", R"("schema":4)").find("variation") != std::string::npos);
    QVERIFY(refused(R"("schema":5)", R"("path":"winding","schema":5)").find("path") != std::string::npos);
  }

  void automaticSurroundingsAreOfSchemaSix() {
    Recipe r = sample();
    r.surroundings = mien::Surroundings::Auto;
    std::string json = mien::toJson(r);
    QVERIFY(json.find(R"("schema":6)") != std::string::npos);
    QVERIFY(json.find(R"("surroundings":"auto")") != std::string::npos);
    QVERIFY(mien::recipeFromJson(json).value() == r);
    json.replace(json.find(R"("schema":6)"), 10, R"("schema":5)");
    QVERIFY(mien::recipeFromJson(json).error().message.find("surroundings") != std::string::npos);
  }

  void whatSaysNothingIsLeftAway() {
    Recipe r = sample();
    r.variation = {0, 17};
    r.directionsHash = std::string(64, '1');
    mien::settle(r);
    QCOMPARE(mien::toJson(r), std::string(kRecipe));
    mien::Timeline timeline;
    timeline.base = sample();
    timeline.base.variation = {0, 17};
    timeline.tracks = {{"variation", {{0, 0, mien::Easing::Linear, {}}, {600, 1, mien::Easing::Hold, {}}}}};
    mien::settle(timeline);
    QCOMPARE(timeline.base.variation.number, 17);  // it says where the track leads
    QCOMPARE(mien::recipeAt(timeline, 0).variation.number, 1);
    QCOMPARE(mien::recipeAt(timeline, 300).variation.number, 17);
    QVERIFY(mien::timelineFromJson(mien::toJson(timeline)).value() == timeline);
    timeline.tracks.clear();
    mien::settle(timeline);
    QCOMPARE(timeline.base.variation.number, 1);
  }

  void refuses_data() {
    QTest::addColumn<QByteArray>("json");
    QTest::addColumn<QByteArray>("names");
    const auto row = [](const std::string& from, const std::string& to, const char* names) {
      QTest::newRow((from + " -> " + to).substr(0, 90).c_str())
          << QByteArray::fromStdString(with(from, to)) << QByteArray(names);
    };
    row(R"("schema":1)", R"("schema":2)", "mix.balance is missing");
    row(R"("schema":1)", R"("schema":7)", "a newer Mien wrote it; update Mien to use it.");
    row(R"("schema":1)", R"("schema":7,"faces3":0)", "a newer Mien wrote it");
    row(R"({"colour")", R"({"balance":0.4,"colour")", "mix.balance is not a known field");
    row(R"("schema":1)", R"("schema":0)", "schema is none of 1 to 6");
    row(R"("schema":1)", R"("schema":-1)", "schema");
    row(R"("schema":1)", R"("schema":1.0)", "schema");
    row(R"("schema":1)", R"("schema":"1")", "schema");
    row(R"("schema":1,)", "", "schema is missing");
    row(R"("schema":1)", R"("schema":1,"extra":0)", "extra is not a known field");
    row(R"("schema":1)", R"("schema":1,"schema":1)", "\"schema\" twice");
    row(R"("id":"portrait")", R"("id":"")", "model.id");
    row(R"("id":"portrait")", R"("id":"../up")", "model.id");
    row(R"("id":"portrait")", R"("id":7)", "model.id");
    row(R"(,"id":"portrait")", "", "model.id is missing");
    row(R"("id":"portrait")", R"("id":"portrait","path":"x")", "model.path");
    row("00ff\"", "00f\"", "model.hash");
    row("00ff\"", "00fg\"", "model.hash");
    row("00ff\"", "00FF\"", "model.hash");
    row("0123456789abcdef\"", "0123456789abcde\"", "faces[0].photo.digest");
    row(R"("index":2)", R"("index":-1)", "faces[0].photo.index");
    row(R"("index":2)", R"("index":2.0)", "faces[0].photo.index");
    row(R"("index":2)", R"("index":1000)", "faces[0].photo.index");
    row(R"("index":2)", R"("index":null)", "faces[0].photo.index");
    row(R"("index":2)", R"("index":2,"file":"me.jpg")", "faces[0].photo.file");
    row(R"("nose":[150.0,160.25])", R"("nose":[150.0])", "faces[0].photo.anchors.nose");
    row(R"("nose":[150.0,160.25])", R"("nose":[150.0,160.25,1])", "faces[0].photo.anchors.nose");
    row(R"("nose":[150.0,160.25])", R"("nose":[150.0,-1])", "faces[0].photo.anchors.nose[1]");
    row(R"("nose":[150.0,160.25])", R"("nose":[16385,0])", "faces[0].photo.anchors.nose[0]");
    row(R"("nose":[150.0,160.25],)", "", "faces[0].photo.anchors.nose is missing");
    row(R"("nose":[150.0,160.25])", R"("nose":{"0":1,"1":2})", "faces[0].photo.anchors.nose");
    row(R"({"drawn":{"seed":9007199254740991}})", R"({})", "faces[1]");
    row(R"({"drawn":)", R"({"photo":{},"drawn":)", "faces[1]");
    row(R"({"drawn":)", R"({"dream":)", "faces[1].dream");
    row(R"({"drawn":{"seed":9007199254740991}})", R"(7)", "faces[1]");
    row(R"(,{"drawn":{"seed":9007199254740991}})", "", "faces");
    row(R"({"drawn":{"seed":9007199254740991}})", R"({"drawn":{"seed":1}},{"drawn":{"seed":1}})", "faces");
    row("9007199254740991", "9007199254740992", "faces[1].drawn.seed");
    row("9007199254740991", "-1", "faces[1].drawn.seed");
    row("9007199254740991", "1e3", "faces[1].drawn.seed");
    row("9007199254740991", "99999999999999999999", "faces[1].drawn.seed");
    row(R"("structure":0.0)", R"("structure":-1e-9)", "mix.structure");
    row(R"("features":0.25)", R"("features":1.0000001)", "mix.features");
    row(R"("features":0.25)", R"("features":"0.25")", "mix.features");
    row(R"("features":0.25)", R"("features":true)", "mix.features");
    row(R"("features":0.25)", R"("features":null)", "mix.features");
    row(R"("features":0.25,)", "", "mix.features is missing");
    row(R"("colour":1.0)", R"("colour":2)", "mix.colour");
    row(R"("mix":{"colour":1.0,"features":0.25,"structure":0.0})", R"("mix":[1,1,1])", "mix");
    row(R"("detail":0.75)", R"("detail":1e300)", "detail");
    row(R"("detail":0.75)", R"("detail":1e999)", "number that is too large");
    row(R"("detail":0.75)", R"("detail":-1e999)", "number that is too large");
    row(R"("detail":0.75)", R"("detail":NaN)", "not JSON");
    row(R"("detail":0.75)", R"("detail":Infinity)", "not JSON");
    row(R"("detail":0.75)", R"("detail":+0.75)", "not JSON");
    row(R"("detail":0.75)", R"("detail":.75)", "not JSON");
    row(R"("detail":0.75)", "\"detail\":/* half */0.75", "not JSON");
    row(R"("surroundings":"none")", R"("surroundings":"c")", "surroundings");
    row(R"("surroundings":"none")", R"("surroundings":"None")", "surroundings");
    row(R"("placement":"photo-a")", R"("placement":"")", "placement");
    row(R"("size":1024)", R"("size":511)", "size");
    row(R"("size":1024)", R"("size":1024.0)", "size");
    row(R"("size":1024)", R"("size":-512)", "size");
    row(R"("size":1024)", R"("size":4294967808)", "size");
    const auto whole = [](const char* name, const QByteArray& json, const char* names) {
      QTest::newRow(name) << json << QByteArray(names);
    };
    whole("empty", "", "not JSON");
    whole("null", "null", "must be an object");
    whole("a list", "[]", "must be an object");
    whole("cut short", QByteArray(kRecipe).chopped(1), "not JSON");
    whole("trailing bytes", QByteArray(kRecipe) + "x", "not JSON");
    whole("second document", QByteArray(kRecipe) + "{}", "not JSON");
    whole("zero byte, then more", QByteArray(kRecipe) + QByteArray("\0junk", 5), "zero byte");
    whole("not UTF-8", QByteArray(kRecipe).replace("portrait", "\xFF"), "not JSON");
    whole("deep lists", QByteArray(60'000, '['), "nested deeper");
    whole("deep objects", QByteArray("{\"a\":").repeated(10'000), "nested deeper");
    whole("huge", QByteArray(kRecipe) + QByteArray(64 << 10, ' '), "larger than 65536 bytes");
  }

  void refuses() {
    QFETCH(QByteArray, json);
    QFETCH(QByteArray, names);
    const auto recipe = mien::recipeFromJson({json.constData(), static_cast<std::size_t>(json.size())});
    QVERIFY(!recipe);
    QCOMPARE(recipe.error().kind, mien::ErrorKind::Input);
    const QByteArray message = QByteArray::fromStdString(recipe.error().message);
    QVERIFY2(message.contains(names) && message.endsWith('.') && !message.contains('\n'), message.constData());
  }

  void everyTruncationIsRefused() {
    const std::string_view whole(kRecipe);
    for (std::size_t size = 0; size < whole.size(); ++size) QVERIFY(!mien::recipeFromJson(whole.substr(0, size)));
  }

  // Whatever the bytes: refused, or a recipe that comes back equal from its own JSON.
  void mutations() {
    std::mt19937 random(5);
    int accepted = 0;
    constexpr int kRounds = 20'000;
    for (int round = 0; round < kRounds; ++round) {
      std::string json = kRecipe;
      for (std::uint32_t i = 0; i <= random() % 2; ++i) {
        const std::size_t at = random() % json.size();
        const char byte = static_cast<char>(random() % 2 == 0 ? random() : '0' + random() % 10);
        switch (random() % 3) {
          case 0:
            json[at] = byte;
            break;
          case 1:
            json.insert(at, 1, byte);
            break;
          default:
            json.erase(at, 1 + random() % 4);
            break;
        }
      }
      const auto recipe = mien::recipeFromJson(json);
      if (!recipe) continue;
      ++accepted;
      const std::string canonical = mien::toJson(*recipe);
      const auto again = mien::recipeFromJson(canonical);
      QVERIFY2(again && *again == *recipe, json.c_str());
      QCOMPARE(mien::toJson(*again), canonical);
    }
    QVERIFY(accepted > kRounds / 100 && accepted < kRounds);
  }

  // What a caller must never build is refused when it is read back, not silently mended.
  void invalidRecipesDoNotComeBack() {
    Recipe recipe = sample();
    recipe.detail = std::numeric_limits<double>::quiet_NaN();
    QVERIFY(!mien::recipeFromJson(mien::toJson(recipe)));
    recipe = sample();
    recipe.modelId = "\xFF";
    QVERIFY(!mien::recipeFromJson(mien::toJson(recipe)));
  }

  void whatIsNoNumberCantBeRecorded() {
    QVERIFY(checkNumbers(sample()).has_value());
    for (const double bad : {std::nan(""), std::numeric_limits<double>::infinity()}) {
      Recipe recipe = sample();
      recipe.variation = {bad, 3};
      QVERIFY(checkNumbers(recipe).error().kind == mien::ErrorKind::Usage);
      recipe = sample();
      recipe.structure = bad;
      QVERIFY(checkNumbers(recipe).error().kind == mien::ErrorKind::Usage);
    }
  }

  void names() {
    for (const auto value :
         {mien::Surroundings::A, mien::Surroundings::B, mien::Surroundings::Blend, mien::Surroundings::None}) {
      QVERIFY(mien::surroundingsFromString(mien::toString(value)) == value);
    }
    for (const auto value : {mien::Placement::Crop, mien::Placement::PhotoA, mien::Placement::PhotoB}) {
      QVERIFY(mien::placementFromString(mien::toString(value)) == value);
    }
    QVERIFY(!mien::surroundingsFromString("A") && !mien::placementFromString("photo"));
  }
};

QTEST_APPLESS_MAIN(RecipeTest)
#include "recipe_test.moc"
