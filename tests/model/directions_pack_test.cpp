#include "core/model/directions_pack.h"

#include <QTemporaryDir>
#include <QtTest>
#include <array>
#include <fstream>

#include "core/blend/direction.h"
#include "core/model/installed_packs.h"
#include "tests/model/small_pack.h"

using namespace mien;
namespace fs = std::filesystem;

namespace {

const fs::path kModels = MIEN_MODELS_DIR;
const std::string kPortrait(64, 'a');
constexpr std::array kIds{"age", "smile"};

std::vector<float> ramp(std::size_t length) {
  std::vector<float> values(length);
  for (std::size_t i = 0; i < length; ++i) values[i] = static_cast<float>(i);
  return values;
}

/// A pack of two directions over codes of 3 + 2 + 4.
struct SmallDirections {
  PackKind kind = PackKind::Directions;
  std::string without;  ///< a tensor to leave out
  std::int64_t colour = 2;
  std::string settings = R"({"portrait":")" + kPortrait +
                         R"(","directions":[{"id":"age","low":-3,"high":2.5,"purity":0.5},)"
                         R"({"id":"smile","low":0,"high":4,"purity":0.25}]})";
};

void write(const fs::path& folder, const SmallDirections& small) {
  fs::create_directories(folder);
  const auto structure = ramp(6);
  const auto colour = ramp(static_cast<std::size_t>(2 * small.colour));
  const auto features = ramp(8);
  std::vector<TensorView> tensors{{"structure", DType::F32, {2, 3}, std::as_bytes(std::span(structure))},
                                  {"colour", DType::F32, {2, small.colour}, std::as_bytes(std::span(colour))},
                                  {"features", DType::F32, {2, 4}, std::as_bytes(std::span(features))}};
  std::erase_if(tensors, [&](const TensorView& t) { return t.name == small.without; });
  QVERIFY(writeSafeTensors(folder / "directions.safetensors", tensors));
  PackManifest manifest = smallManifest();
  manifest.id = "directions";
  manifest.kind = small.kind;
  manifest.weights = {{"directions.safetensors", {}, {}}};
  manifest.crop.reset();
  manifest.latent = LatentGroups{3, 2, 4};
  manifest.settings = small.settings;
  QVERIFY(writePackManifest(folder, manifest));
}

std::string replaced(std::string text, const std::string& from, const std::string& to) {
  return text.replace(text.find(from), from.size(), to);
}

}  // namespace

class DirectionsPackTest : public QObject {
  Q_OBJECT

  QTemporaryDir root_;
  fs::path folder() const { return fs::path(root_.path().toStdString()) / "directions"; }

  void refuses(const SmallDirections& small, const char* why) {
    write(folder(), small);
    const auto loaded = loadDirections(folder(), kPortrait, kIds);
    QVERIFY2(!loaded, why);
    QCOMPARE(loaded.error().kind, ErrorKind::Model);
    QVERIFY2(loaded.error().message.find(why) != std::string::npos, loaded.error().message.c_str());
  }

 private Q_SLOTS:
  void readsThem() {
    write(folder(), {});
    const auto loaded = loadDirections(folder(), kPortrait, kIds);
    QVERIFY2(loaded, loaded ? "" : loaded.error().message.c_str());
    QCOMPARE(loaded->portraitHash, kPortrait);
    QCOMPARE(loaded->axes.size(), std::size_t{2});
    const DirectionAxis* smile = loaded->find("smile");
    QVERIFY(smile != nullptr);
    QVERIFY((smile->structure == std::vector<float>{3, 4, 5}));
    QVERIFY((smile->colour == std::vector<float>{2, 3}));
    QVERIFY((smile->features == std::vector<float>{4, 5, 6, 7}));
    QCOMPARE(smile->high, 4.0);
    QCOMPARE(loaded->find("age")->low, -3.0);
    QCOMPARE(smile->purity, 0.25);
    QVERIFY(loaded->find("wings") == nullptr);
  }

  void refusesAnotherPortrait() {
    write(folder(), {});
    const auto loaded = loadDirections(folder(), std::string(64, 'b'), kIds);
    QCOMPARE(loaded.error().kind, ErrorKind::Model);
    QVERIFY(loaded.error().message.find("another portrait pack") != std::string::npos);
  }

  void refusesWhatIsIncomplete() {
    refuses({.without = "features"}, "lacks the tensor features");
    refuses({.colour = 3}, "tensor colour");
    refuses({.kind = PackKind::Witness}, "another kind");
    const std::string good = SmallDirections{}.settings;
    refuses({.settings = replaced(good, "smile", "age")}, "twice");
    refuses({.settings = replaced(good, "smile", "grin")}, "lacks the direction smile");
    refuses({.settings = replaced(good, "\"low\":0", "\"low\":1")}, "directions[1].low");
    refuses({.settings = replaced(good, "0.25", "1.25")}, "directions[1].purity");
    refuses({.settings = replaced(good, "\"portrait\"", "\"model\"")}, "portrait");
  }

  void refusesWhatWasAltered() {
    write(folder(), {});
    {
      std::fstream file(folder() / "directions.safetensors", std::ios::in | std::ios::out | std::ios::binary);
      file.seekp(-1, std::ios::end);
      file.put('\x11');
    }
    const auto loaded = loadDirections(folder(), kPortrait, kIds);
    QCOMPARE(loaded.error().kind, ErrorKind::Model);
    QVERIFY(loaded.error().message.find("SHA-256") != std::string::npos);
  }

  void missingPackIsToldPlainly() {
    const auto loaded = loadDirections(folder() / "nowhere", kPortrait, kIds);
    QCOMPARE(loaded.error().kind, ErrorKind::Model);
    QVERIFY(loaded.error().message.find("nowhere") != std::string::npos);
  }

  void shippedPackHoldsEveryDirection() {
    const auto portrait = Pack::load(kModels / "portrait");
    QVERIFY(portrait);
    const auto loaded = openDirections(kModels / "directions", portrait->latentsHash());
    QVERIFY2(loaded, loaded ? "" : loaded.error().message.c_str());
    QCOMPARE(loaded->axes.size(), kDirectionCount);
    for (const DirectionAxis& axis : loaded->axes) {
      QVERIFY2(findDirection(axis.id) != nullptr, axis.id.c_str());
      QVERIFY2(axis.low < 0 && axis.high >= 1, axis.id.c_str());
      // What sliders reach is what the pack was found good for.
      QCOMPARE(findDirection(axis.id)->low, axis.low);
      QCOMPARE(findDirection(axis.id)->high, axis.high);
      QCOMPARE(axis.features.size(), static_cast<std::size_t>(portrait->manifest().latent->features));
    }
  }

  /// Old recipes name the hash of the packs that shape pixels without directions.
  void engineHashStays() {
    const auto with = enginePacks(kModels);
    QVERIFY(with);
    QTemporaryDir copy;
    const fs::path models = fs::path(copy.path().toStdString()) / "models";
    for (const char* name : {"portrait", "landmarks", "finder"}) {
      fs::create_directories(models / name);
      fs::copy_file(kModels / name / "model.json", models / name / "model.json");
    }
    const auto without = enginePacks(models);
    QVERIFY(without);
    QCOMPARE(without->hash(), with->hash());
  }
};

QTEST_APPLESS_MAIN(DirectionsPackTest)
#include "directions_pack_test.moc"
