#include "core/model/pack.h"

#include <QtTest>
#include <cstring>
#include <limits>
#include <random>

#include "core/base/atomic_file.h"

namespace fs = std::filesystem;
using mien::DType;
using mien::Pack;
using mien::PackManifest;
using mien::TensorView;
using Bytes = std::vector<std::uint8_t>;

namespace {

const std::vector<float> kWeights{1, 2, 3, 4, 5, 6};
const std::vector<std::uint16_t> kHalves{0x3C00, 0x4000};

void writeWeights(const fs::path& file, const std::vector<float>& values = kWeights,
                  std::vector<std::int64_t> shape = {2, 3}, bool extra = false) {
  std::vector<TensorView> tensors{{"w", DType::F32, std::move(shape), std::as_bytes(std::span(values))},
                                  {"h", DType::F16, {2}, std::as_bytes(std::span(kHalves))}};
  if (extra) tensors.push_back({"x", DType::F16, {2}, std::as_bytes(std::span(kHalves))});
  QVERIFY(mien::writeSafeTensors(file, tensors));
}

PackManifest sample() {
  PackManifest manifest;
  manifest.id = "portrait";
  manifest.version = "1.0.0";
  manifest.title = "A test";
  manifest.licence = "Apache-2.0";
  manifest.weights = {{"texture.safetensors", {}, {}}, {"shape.safetensors", {}, {}}};
  manifest.crop = mien::CropTemplate{0.36F, 0.38F};
  manifest.latent = mien::LatentGroups{8, 16, 32};
  manifest.settings = R"({"width":64,"blocks":[1,2]})";
  manifest.data = {{"Faces", "CC0", "training", "", 10}};
  return manifest;
}

std::string textOf(const fs::path& file) {
  const auto bytes = mien::readFile(file);
  return {bytes->begin(), bytes->end()};
}

void write(const fs::path& file, const std::string& text) {
  QVERIFY(mien::writeFileAtomically(file, {reinterpret_cast<const std::uint8_t*>(text.data()), text.size()}));
}

std::string replaced(std::string text, const std::string& from, const std::string& to) {
  const std::size_t at = text.find(from);
  Q_ASSERT(at != std::string::npos);
  return text.replace(at, from.size(), to);
}

}  // namespace

class PackTest : public QObject {
  Q_OBJECT

 private Q_SLOTS:
  void init() {
    root_ = std::make_unique<QTemporaryDir>();
    folder_ = fs::path(root_->path().toStdString()) / "portrait";
    fs::create_directory(folder_);
    writeWeights(folder_ / "texture.safetensors");
    writeWeights(folder_ / "shape.safetensors", {9, 8, 7}, {3});
    const auto written = mien::writePackManifest(folder_, sample());
    QVERIFY2(written, written ? "" : written.error().message.c_str());
    hash_ = written->hash();
    json_ = textOf(folder_ / "model.json");
  }

  void roundTrip() {
    const auto pack = Pack::load(folder_);
    QVERIFY(pack);
    const PackManifest& manifest = pack->manifest();
    QCOMPARE(manifest.title, std::string("A test"));
    QCOMPARE(manifest.weights.size(), std::size_t{2});
    QVERIFY(manifest.weights[0].tensors.at("w") == (mien::TensorSpec{DType::F32, {2, 3}}));
    QVERIFY(manifest.latent == sample().latent && manifest.data == sample().data);
    QCOMPARE(manifest.crop->eyeDistance, 0.36F);
    QCOMPARE(manifest.settings, std::string(R"({"blocks":[1,2],"width":64})"));
    QCOMPARE(mien::toFloats(*pack->weights("texture.safetensors")->find("w")), kWeights);
    QVERIFY(!pack->weights("none.safetensors"));
    QCOMPARE(pack->hash(), hash_);
    QCOMPARE(pack->hash().size(), std::size_t{64});
    QVERIFY(Pack::load(folder_ / ""));  // with a slash at the end
  }

  void everyKindComesBack() {
    for (const char* name : {"finder", "landmarks", "portrait", "identity", "judge", "witness", "directions"}) {
      const std::string text = textOf(folder_ / "model.json");
      const std::string before = "\"kind\": \"" + std::string(toString(Pack::load(folder_)->manifest().kind)) + '"';
      write(folder_ / "model.json", replaced(text, before, "\"kind\": \"" + std::string(name) + '"'));
      const auto pack = Pack::load(folder_);
      QVERIFY2(pack.has_value(), name);
      QCOMPARE(std::string(toString(pack->manifest().kind)), std::string(name));
    }
  }

  void latentsAreItsOwnOrThoseItNames() {
    QCOMPARE(Pack::load(folder_)->latentsHash(), hash_);
    const std::string theirs(64, 'a');
    const auto naming = [](const std::string& value) {
      PackManifest manifest = sample();
      manifest.settings = "{\"latents_of\":" + value + "}";
      return manifest;
    };
    const auto pack = mien::writePackManifest(folder_, naming("\"" + theirs + "\""));
    QVERIFY2(pack, pack ? "" : pack.error().message.c_str());
    QCOMPARE(pack->latentsHash(), theirs);
    QVERIFY(pack->hash() != theirs && pack->hash() != hash_);
    for (const std::string& bad : {"\"" + std::string(63, 'a') + "\"", "\"" + std::string(64, 'A') + "\"",
                                   std::string("7"), std::string("null")}) {
      const auto refused = mien::writePackManifest(folder_, naming(bad));
      QVERIFY2(!refused && refused.error().kind == mien::ErrorKind::Model, bad.c_str());
      QVERIFY2(refused.error().message.find("settings.latents_of") != std::string::npos,
               refused.error().message.c_str());
    }
  }

  // Texts may be corrected without making old recipes foreign; anything that shapes pixels may not.
  void hashFollowsWhatShapesPixels() {
    const auto hashOf = [&](const PackManifest& manifest) {
      return mien::writePackManifest(folder_, manifest)->hash();
    };
    PackManifest manifest = sample();
    manifest.title = "Another";
    manifest.data.clear();
    std::swap(manifest.weights[0], manifest.weights[1]);
    QCOMPARE(hashOf(manifest), hash_);
    manifest.settings = R"({"width":65,"blocks":[1,2]})";
    QVERIFY(hashOf(manifest) != hash_);
    manifest = sample();
    manifest.crop->eyeLine = 0.4F;
    QVERIFY(hashOf(manifest) != hash_);
    manifest = sample();
    manifest.latent->features = 33;
    QVERIFY(hashOf(manifest) != hash_);
    writeWeights(folder_ / "texture.safetensors", {1, 2, 3, 4, 5, 7});
    QVERIFY(hashOf(sample()) != hash_);
  }

  void refusesManifests_data() {
    QTest::addColumn<QByteArray>("from");
    QTest::addColumn<QByteArray>("to");
    QTest::addColumn<QByteArray>("reason");
    const auto row = [](const char* from, const char* to, const char* reason) {
      QTest::newRow(qPrintable(QStringLiteral("%1 -> %2").arg(QLatin1String(from), QLatin1String(to))))
          << QByteArray(from) << QByteArray(to) << QByteArray(reason);
    };
    row("\"schema\": 1", "\"schema\": 2", "schema");
    row("\"id\": \"portrait\"", "\"id\": \"finder\"", "calls it");
    row("\"id\": \"portrait\"", "\"id\": \"Portrait\"", "id must be");
    row("\"kind\": \"portrait\"", "\"kind\": \"landscape\"", "kind");
    row("\"kind\": \"portrait\",", "", "kind is missing");
    row("\"version\"", "\"extra\": 1, \"version\"", "extra is not a known field");
    row("texture.safetensors", "../texture.safetensors", "weights[0].file");
    row("texture.safetensors", "/etc/passwd", "weights[0].file");
    row("texture.safetensors", ".safetensors", "weights[0].file");
    row("texture.safetensors", "other.safetensors", "other.safetensors is missing");
    row("texture.safetensors", "shape.safetensors", "weights[1] names a file twice");
    row("\"dtype\": \"F32\"", "\"dtype\": \"F16\"", "another type or shape");
    row("\"dtype\": \"F32\"", "\"dtype\": \"F33\"", "dtype is not known");
    row("\"w\": {", "\"v\": {", "lacks the tensor v");
    row("\"h\": {\n", "\"h\": {\"x\": 1,\n", "tensors.h.x");
    row("\"eye_line\": 0.38", "\"eye_line\": 1.38", "crop.eye_line");
    row("\"eye_line\": 0.38", "\"eye_line\": -0.38", "crop.eye_line");
    row("\"structure\": 8", "\"structure\": -8", "latent.groups.structure");
    row("\"count\": 10", "\"count\": 10.5", "data[0].count");
    row("\"settings\": {", "\"settings\": 1, \"other\": {", "other is not a known field");
  }

  void refusesManifests() {
    QFETCH(QByteArray, from);
    QFETCH(QByteArray, to);
    QFETCH(QByteArray, reason);
    write(folder_ / "model.json", replaced(json_, from.toStdString(), to.toStdString()));
    refused(reason);
  }

  void refusesAlteredWeights() {
    writeWeights(folder_ / "texture.safetensors", {1, 2, 3, 4, 5, 7});
    refused("texture.safetensors was altered");
    fs::remove(folder_ / "texture.safetensors");
    refused("texture.safetensors is missing");
    fs::create_directory(folder_ / "texture.safetensors");
    refused("texture.safetensors is missing");
  }

  void refusesHugeWeights() {
    fs::resize_file(folder_ / "texture.safetensors", Pack::kMaxWeightsBytes + 1);
    refused("larger than 40000000 bytes");
  }

  // The digest is right, for whoever altered the weights can alter model.json too.
  void refusesUnlistedTensorsAndNaN() {
    writeWeights(folder_ / "texture.safetensors", kWeights, {2, 3}, true);
    QVERIFY(mien::writePackManifest(folder_, sample()));
    const std::string listed = textOf(folder_ / "model.json");
    const std::size_t at = listed.find("\"x\": {");
    const std::size_t end = listed.find('}', at);
    std::string without = listed.substr(0, at) + listed.substr(end + 1);
    without.erase(without.rfind(',', at), 1);
    write(folder_ / "model.json", without);
    refused("the tensor x in texture.safetensors is not listed");

    writeWeights(folder_ / "texture.safetensors", {1, 2, std::numeric_limits<float>::quiet_NaN(), 4, 5, 6});
    const auto written = mien::writePackManifest(folder_, sample());
    QVERIFY(!written);
    QVERIFY(written.error().message.find("not finite") != std::string::npos);
  }

  void refusesFoldersThatAreNoPacks() {
    fs::remove(folder_ / "model.json");
    refused("model.json is missing");
    QCOMPARE(Pack::load(folder_ / "none").error().kind, mien::ErrorKind::Model);
    fs::rename(folder_, folder_.parent_path() / "other");
    folder_ = folder_.parent_path() / "other";
    write(folder_ / "model.json", json_);
    refused("calls it \"portrait\"");
  }

  void writerRefuses() {
    PackManifest manifest = sample();
    manifest.id = "Not An Id";
    QCOMPARE(mien::writePackManifest(folder_, manifest).error().kind, mien::ErrorKind::Model);
    manifest = sample();
    manifest.settings = "{";
    QCOMPARE(mien::writePackManifest(folder_, manifest).error().kind, mien::ErrorKind::Model);
    manifest = sample();
    manifest.weights.clear();
    QCOMPARE(mien::writePackManifest(folder_, manifest).error().kind, mien::ErrorKind::Model);
    QCOMPARE(textOf(folder_ / "model.json"), json_);
  }

  // Any change of the weights is refused; a change of model.json is refused, or changes texts only (same hash), or
  // shows in the hash.
  void mutations() {
    std::mt19937 random(2);
    const auto weights = *mien::readFile(folder_ / "texture.safetensors");
    for (int round = 0; round < 500; ++round) {
      Bytes bytes = weights;
      switch (random() % 3) {
        case 0:
          bytes[random() % bytes.size()] ^= static_cast<std::uint8_t>(1U << (random() % 8));
          break;
        case 1:
          bytes.resize(random() % bytes.size());
          break;
        default:
          bytes.push_back(0);
          break;
      }
      QVERIFY(mien::writeFileAtomically(folder_ / "texture.safetensors", bytes));
      QVERIFY(!Pack::load(folder_));
    }
    QVERIFY(mien::writeFileAtomically(folder_ / "texture.safetensors", weights));
    int accepted = 0;
    for (int round = 0; round < 1500; ++round) {
      std::string json = json_;
      for (std::uint32_t i = 0; i <= random() % 2; ++i) json[random() % json.size()] = static_cast<char>(random());
      write(folder_ / "model.json", json);
      const auto pack = Pack::load(folder_);
      if (!pack) continue;
      ++accepted;
      const PackManifest& m = pack->manifest();
      const bool same = m.settings == R"({"blocks":[1,2],"width":64})" && m.latent == sample().latent &&
                        m.crop->eyeDistance == 0.36F && m.crop->eyeLine == 0.38F;
      QCOMPARE(pack->hash() == hash_, same);
    }
    QVERIFY(accepted > 0 && accepted < 1500);
  }

 private:
  void refused(const QByteArray& reason) {
    const auto pack = Pack::load(folder_);
    QVERIFY(!pack);
    QCOMPARE(pack.error().kind, mien::ErrorKind::Model);
    const QByteArray message = QByteArray::fromStdString(pack.error().message);
    QVERIFY2(message.contains(reason) && message.contains("install it again") &&
                 message.contains(folder_.filename().c_str()),
             message.constData());
  }

  std::unique_ptr<QTemporaryDir> root_;
  fs::path folder_;
  std::string hash_;
  std::string json_;
};

QTEST_APPLESS_MAIN(PackTest)
#include "pack_test.moc"
