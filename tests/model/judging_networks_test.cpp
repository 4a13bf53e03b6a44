// The shipped identity, judge and witness packs, as the program runs them, on the sample faces.
#include "core/model/judging_networks.h"

#include <QtTest>
#include <algorithm>
#include <cmath>
#include <random>

#include "core/model/witness_network.h"
#include "core/photo/crop.h"
#include "core/photo/face_finder.h"
#include "core/photo/photo.h"

using namespace mien;

namespace {

const std::filesystem::path kModels = MIEN_MODELS_DIR;
const std::filesystem::path kSamples = MIEN_SAMPLES_DIR;
const Device kCpu;

struct Sample {
  Image8 pixels;
  FivePoints points;

  Image8 crop(const CropTemplate& at, int side) const {
    return cropPhoto(pixels, cropFromFivePoints(points, at), kCropWindow, side).pixels;
  }
};

Image8 mirrored(const Image8& image) {
  Image8 out(image.width(), image.height(), 3);
  for (int y = 0; y < image.height(); ++y)
    for (int x = 0; x < image.width(); ++x)
      for (int c = 0; c < 3; ++c) out.at(x, y, c) = image.at(image.width() - 1 - x, y, c);
  return out;
}

Image8 noise(int side) {
  std::mt19937 random(4);
  Image8 out(side, side, 3);
  std::generate(out.data(), out.data() + out.size(), [&] { return static_cast<std::uint8_t>(random()); });
  return out;
}

/// Its tiles (4×4) in another order.
Image8 shuffled(const Image8& image) {
  const int tile = image.width() / 4;
  std::array<int, 16> order{};
  for (int i = 0; i < 16; ++i) order[static_cast<std::size_t>(i)] = (i * 7 + 3) % 16;
  Image8 out = image;
  for (int i = 0; i < 16; ++i) {
    const int from = order[static_cast<std::size_t>(i)];
    for (int y = 0; y < tile; ++y)
      std::copy_n(image.row(from / 4 * tile + y) + 3 * (from % 4) * tile, 3 * tile,
                  out.row(i / 4 * tile + y) + 3 * (i % 4) * tile);
  }
  return out;
}

}  // namespace

class JudgingNetworksTest : public QObject {
  Q_OBJECT

  std::vector<Sample> samples_;
  std::unique_ptr<IdentityNetwork> identity_;
  std::unique_ptr<JudgeNetwork> judge_;
  std::unique_ptr<WitnessNetwork> witness_;

  IdentityNetwork::Embedding embeddingOf(const Image8& crop) { return identity_->run({crop}).front(); }
  Image8 identityCrop(const Sample& s) const { return s.crop(IdentityNetwork::crop(), IdentityNetwork::side()); }
  Image8 judgeCrop(const Sample& s) const { return s.crop(JudgeNetwork::crop(), JudgeNetwork::side()); }

 private Q_SLOTS:
  void initTestCase() {
    const auto finderPack = Pack::load(kModels / "finder");
    const auto landmarksPack = Pack::load(kModels / "landmarks");
    const auto identityPack = Pack::load(kModels / "identity");
    const auto judgePack = Pack::load(kModels / "judge");
    const auto witnessPack = Pack::load(kModels / "witness");
    QVERIFY(finderPack && landmarksPack && identityPack && judgePack && witnessPack);
    auto identity = IdentityNetwork::load(*identityPack, kCpu);
    auto judge = JudgeNetwork::load(*judgePack, kCpu);
    auto finderNetwork = FinderNetwork::load(*finderPack, kCpu);
    auto landmarks = LandmarkNetwork::load(*landmarksPack, kCpu);
    QVERIFY2(identity.has_value(), identity ? "" : identity.error().message.c_str());
    QVERIFY2(judge.has_value(), judge ? "" : judge.error().message.c_str());
    QVERIFY(finderNetwork && landmarks);
    auto witness = WitnessNetwork::load(*witnessPack, kCpu);
    QVERIFY2(witness.has_value(), witness ? "" : witness.error().message.c_str());
    witness_ = std::move(*witness);
    identity_ = std::move(*identity);
    judge_ = std::move(*judge);
    FaceFinder finder(std::move(*finderNetwork), std::move(*landmarks));
    for (const char* name : {"a.png", "b.png"}) {
      const auto photo = readPhoto(kSamples / name);
      QVERIFY(photo.has_value());
      const auto faces = finder.find(photo->pixels);
      QCOMPARE(faces.size(), 1U);
      samples_.push_back({photo->pixels, fivePoints(faces[0].landmarks)});
    }
  }

  void aPackOfAnotherKindIsRefused() {
    const auto finder = Pack::load(kModels / "finder");
    const auto judge = Pack::load(kModels / "judge");
    const auto wrong = IdentityNetwork::load(*judge, kCpu);
    QVERIFY(!wrong && wrong.error().kind == ErrorKind::Model);
    QVERIFY2(wrong.error().message.find("\"judge\"") != std::string::npos, wrong.error().message.c_str());
    QVERIFY(!JudgeNetwork::load(*finder, kCpu));
    QVERIFY(!WitnessNetwork::load(*judge, kCpu));
  }

  void theSameCropHasTheSameEmbedding() {
    const Image8 a = identityCrop(samples_[0]);
    const Image8 b = identityCrop(samples_[1]);
    const auto alone = embeddingOf(a);
    QVERIFY(alone == embeddingOf(a));
    const auto together = identity_->run({b, a});
    QCOMPARE(together.size(), 2U);
    QVERIFY(IdentityNetwork::distance(together[1], alone) < 1e-3F);
    QVERIFY(identity_->run({}).empty());
  }

  void aFaceIsNearerToItsOwnCopiesThanToAnother() {
    for (std::size_t i = 0; i < 2; ++i) {
      const auto own = embeddingOf(identityCrop(samples_[i]));
      const float other = IdentityNetwork::distance(own, embeddingOf(identityCrop(samples_[1 - i])));
      const float mirror = IdentityNetwork::distance(own, embeddingOf(mirrored(identityCrop(samples_[i]))));
      Sample moved = samples_[i];
      const float step = 0.04F * distance(moved.points.rightEye, moved.points.leftEye);
      moved.points.rightEye = moved.points.rightEye + Point{step, -step};
      moved.points.nose = moved.points.nose + Point{-step, step};
      const float recrop = IdentityNetwork::distance(own, embeddingOf(identityCrop(moved)));
      const std::string figures =
          std::to_string(mirror) + ", " + std::to_string(recrop) + " against " + std::to_string(other);
      QVERIFY2(mirror < other && recrop < other, figures.c_str());
      QVERIFY2(recrop < IdentityNetwork::kSamePerson, figures.c_str());
    }
  }

  void theWitnessKnowsAMirroredFaceAgain() {
    std::vector<Image8> crops;
    for (const Sample& s : samples_) {
      crops.push_back(s.crop(WitnessNetwork::crop(), WitnessNetwork::side()));
      crops.push_back(mirrored(crops.back()));
    }
    const auto e = witness_->run(crops);
    QCOMPARE(e.size(), 4U);
    const WitnessNetwork::Embedding nothing{};
    QVERIFY(std::abs(IdentityNetwork::distance(e[0], nothing) - 1) < 1e-3F);  // unit length
    const auto [a, b] = std::pair(IdentityNetwork::distance(e[0], e[1]), IdentityNetwork::distance(e[2], e[3]));
    const float other = IdentityNetwork::distance(e[0], e[2]);
    QVERIFY2(std::max(a, b) < other, qPrintable(QString("%1, %2 against %3").arg(a).arg(b).arg(other)));
    QVERIFY(IdentityNetwork::distance(e[0], witness_->run({crops[0]}).front()) < 1e-3F);
    QVERIFY(witness_->thresholds().falseMatch01 > 0);
    QVERIFY(witness_->thresholds().falseMatch1 > witness_->thresholds().falseMatch01);
    QVERIFY(witness_->run({}).empty());
  }

  void samplesAreFacesOfAdults() {
    for (const Sample& sample : samples_) {
      const auto said = judge_->run({judgeCrop(sample)}).front();
      QVERIFY2(said.face > 0.5F, std::to_string(said.face).c_str());
      QVERIFY2(said.age > 15 && said.age < 80, std::to_string(said.age).c_str());
    }
  }

  void noiseAndShuffledFacesAreNone() {
    for (const Sample& sample : samples_) {
      const float face = judge_->run({shuffled(judgeCrop(sample))}).front().face;
      QVERIFY2(face < 0.5F, std::to_string(face).c_str());
    }
    QVERIFY(judge_->run({noise(JudgeNetwork::side())}).front().face < 0.5F);
    QVERIFY(judge_->run({Image8(JudgeNetwork::side(), JudgeNetwork::side(), 3, 90)}).front().face < 0.5F);
    QVERIFY(judge_->run({}).empty());
  }
};

QTEST_APPLESS_MAIN(JudgingNetworksTest)
#include "judging_networks_test.moc"
