// Packs side by side, and packs found in a folder.
#include "core/model/pack_diff.h"

#include <QtTest>

#include "core/base/atomic_file.h"
#include "core/base/pack_hash.h"
#include "core/model/installed_packs.h"
#include "tests/model/small_pack.h"

namespace fs = std::filesystem;
using namespace mien;

namespace {

constexpr const char* kCard = R"(# Small

Text | with a bar.

## Figures

Measured on nothing.

| figure | this pack | before |
|---|---|---|
| distance, median | 0.38 | 0.4 |
| share | 99.3 % | – |
| of them near | 11 % | 9 % |
| of them near | 12 % | – |

### By label

| group | distance |
|---|---|
| all | 1 |
)";

const PackField* named(const std::vector<PackField>& fields, const std::string& name) {
  for (const PackField& field : fields)
    if (field.name == name) return &field;
  return nullptr;
}

}  // namespace

class PackDiffTest : public QObject {
  Q_OBJECT

  std::unique_ptr<QTemporaryDir> dir_;
  fs::path at(const char* name) const { return fs::path(dir_->path().toStdString()) / name; }

  void writeNamed(const char* name, PackKind kind) const {
    PackManifest manifest = smallManifest();
    manifest.id = name;
    manifest.kind = kind;
    manifest.settings = std::string("{\"of\":\"") + name + "\"}";
    writeSmallPack(at(name), {.manifest = manifest});
  }
  void writeEnginePacks() const {
    writeNamed("portrait", PackKind::Portrait);
    writeNamed("landmarks", PackKind::Landmarker);
    writeNamed("finder", PackKind::Finder);
  }

 private Q_SLOTS:
  void init() { dir_ = std::make_unique<QTemporaryDir>(); }

  void aPackIsLikeItself() {
    const Pack pack = writeSmallPack(at("portrait"), {});
    const PackDifference diff = diffPacks(pack, kCard, pack, kCard);
    QVERIFY(diff.same() && diff.sameHash);
    QCOMPARE(diff.sameTensors, std::size_t{2});
    QVERIFY(diff.tensors.empty());
    QCOMPARE(diff.figures.size(), std::size_t{4});
  }

  void changedValuesAreCountedAndMeasured() {
    const Pack a = writeSmallPack(at("portrait"), {});
    const Pack b = writeSmallPack(at("portrait@2"), {.values = {1, 2, 3.5F, 4, 5, 8}});
    const PackDifference diff = diffPacks(a, "", b, "");
    QVERIFY(!diff.same() && !diff.sameHash);
    QCOMPARE(diff.tensors.size(), std::size_t{1});
    QCOMPARE(diff.tensors[0].name, std::string("w"));
    QCOMPARE(diff.tensors[0].share, 2.0 / 6);
    QCOMPARE(diff.tensors[0].largest, 2.0);
    QCOMPARE(diff.sameTensors, std::size_t{1});
  }

  void otherShapesAndMissingTensorsAreNamed() {
    const Pack a = writeSmallPack(at("portrait"), {});
    const Pack b = writeSmallPack(at("portrait@2"), {.shape = {3, 2}, .extra = true});
    const PackDifference diff = diffPacks(a, "", b, "");
    QCOMPARE(diff.tensors.size(), std::size_t{2});
    QVERIFY(diff.tensors[0].name == "w" && diff.tensors[0].a->shape != diff.tensors[0].b->shape);
    QVERIFY(diff.tensors[1].name == "x" && !diff.tensors[1].a && diff.tensors[1].b);
    const PackDifference back = diffPacks(b, "", a, "");
    QVERIFY(back.tensors[1].a && !back.tensors[1].b);
  }

  void layoutAndTextsStandSideBySide() {
    const Pack a = writeSmallPack(at("portrait"), {});
    PackManifest manifest = a.manifest();
    manifest.version = "2.0.0";
    manifest.latent->features = 64;
    manifest.crop->eyeLine = 0.4F;
    manifest.settings = R"({"width":96,"depth":3})";
    manifest.data = {{"Faces", "CC0", "training", "", 20}, {"Others", "MIT", "training", "", 5}};
    const Pack b = writeSmallPack(at("portrait@2"), {.manifest = manifest});
    const PackDifference diff = diffPacks(a, "", b, "");
    QVERIFY(diff.tensors.empty() && !diff.sameHash);
    QVERIFY(named(diff.about, "version")->b == "2.0.0" && named(diff.about, "schema")->same());
    QCOMPARE(named(diff.layout, "latent: features")->a, std::string("32"));
    QCOMPARE(named(diff.layout, "latent: features")->b, std::string("64"));
    QVERIFY(named(diff.layout, "latent: colour")->same());
    QVERIFY(!named(diff.layout, "crop: eye line")->same() && named(diff.layout, "crop: eye distance")->same());
    QVERIFY(!named(diff.layout, "network: width")->same());
    QVERIFY(named(diff.layout, "network: depth")->a.empty());
    QVERIFY(!named(diff.data, "Faces")->same());
    QVERIFY(named(diff.data, "Others")->a.empty());
  }

  void figuresAreReadFromTheCard() {
    const auto figures = figuresOf(kCard);
    QCOMPARE(figures.size(), std::size_t{4});
    QCOMPARE(figures[0].first, std::string("distance, median"));
    QCOMPARE(figures[0].second, std::string("0.38"));
    QVERIFY(figuresOf("").empty() && figuresOf("## Figures\n").empty());
    const Pack pack = writeSmallPack(at("portrait"), {});
    const PackDifference diff = diffPacks(pack, kCard, pack, "## Figures\n| f | v |\n|---|---|\n| share | 98 % |\n");
    QVERIFY(diff.sameHash && !diff.same());
    QVERIFY(named(diff.figures, "distance, median")->b.empty());
    QCOMPARE(named(diff.figures, "share")->b, std::string("98 %"));
  }

  void packsAreFoundByNameHashAndFolder() {
    const fs::path models = at("");
    const std::string now = writeSmallPack(at("portrait"), {}).hash();
    const std::string old = writeSmallPack(at("portrait@1"), {.values = {9, 2, 3, 4, 5, 6}}).hash();
    fs::create_directory(at("training"));
    QCOMPARE(packFolders(models).size(), std::size_t{2});
    QCOMPARE(findPack(models, "portrait")->hash, now);
    QCOMPARE(findPack(models, "portrait@1")->hash, old);
    QCOMPARE(findPack(models, old)->folder, at("portrait@1"));
    QCOMPARE(findPack(models, old.substr(0, 8))->hash, old);
    QCOMPARE(findPack("/nonexistent", at("portrait").string())->hash, now);
    for (const char* none : {"judge", "1234", "training", "../portrait", "ffffffffffff"})
      QVERIFY2(!findPack(models, none) && findPack(models, none).error().kind == ErrorKind::Model, none);
  }

  void anotherPortraitPackIsChosenByItsName() {
    const fs::path models = at("");
    writeEnginePacks();
    writeNamed("draft", PackKind::Portrait);
    writeNamed("judge", PackKind::Judge);
    const auto standard = enginePacks(models);
    const auto draft = enginePacksWith(models, "draft");
    QVERIFY(standard.has_value() && draft.has_value());
    QCOMPARE(standard->portrait.folder, at("portrait"));
    QCOMPARE(draft->portrait.folder, at("draft"));
    QCOMPARE(draft->finder.hash, standard->finder.hash);
    QVERIFY(draft->hash() != standard->hash());
    // What was made with it finds it.
    QCOMPARE(enginePacks(models, draft->hash())->portrait.folder, at("draft"));
    for (const char* none : {"sketch", "judge", "", "..", "../portrait", "draft/"}) {
      const auto packs = enginePacksWith(models, none);
      QVERIFY2(!packs && packs.error().kind == ErrorKind::Model, none);
      QVERIFY2(packs.error().message.find("draft or portrait") != std::string::npos, packs.error().message.c_str());
    }
    // Without the standard one its own sentence says what is wrong.
    fs::remove_all(at("portrait"));
    QVERIFY(enginePacks(models).error().message.find("portrait") != std::string::npos);
    QVERIFY(enginePacksWith(models, "draft").has_value());
  }

  void anEngineIsMadeOfThreePacks() {
    const fs::path models = at("");
    writeEnginePacks();
    const auto now = enginePacks(models);
    QVERIFY(now.has_value());
    const std::string hash = now->hash();
    QCOMPARE(hash, hashOfPacks({now->portrait.hash, now->landmarks.hash, now->finder.hash}));
    // An update leaves the older pack beside the new one: what was made with it still finds it.
    fs::rename(at("portrait"), at("portrait@1"));
    PackManifest manifest = smallManifest();
    manifest.version = "2";
    writeSmallPack(at("portrait"), {.values = {7, 7, 7, 7, 7, 7}, .manifest = manifest});
    QVERIFY(enginePacks(models)->hash() != hash);
    const auto old = enginePacks(models, hash);
    QVERIFY(old.has_value());
    QCOMPARE(old->portrait.folder, at("portrait@1"));
    QCOMPARE(old->finder.folder, at("finder"));
    const auto none = enginePacks(models, std::string(64, '0'));
    QVERIFY(!none && none.error().kind == ErrorKind::Model);
    QVERIFY(none.error().message.find("beside those in use") != std::string::npos);
  }
};

QTEST_APPLESS_MAIN(PackDiffTest)
#include "pack_diff_test.moc"
