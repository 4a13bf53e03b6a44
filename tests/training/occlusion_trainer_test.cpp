#ifndef Q_MOC_RUN  // which would read all of libtorch
#include <torch/torch.h>

#include "core/model/occlusion_module.h"
#include "core/model/pack.h"
#include "core/model/portrait_network.h"
#include "models/training/cache.h"
#include "models/training/make_pack.h"
#include "models/training/occlusion_pictures.h"
#include "models/training/train_occlusion.h"
#include "tests/training/small_cache.h"
#endif

#include <QTemporaryDir>
#include <QTest>

using namespace mien;
using namespace mien::training;

namespace {

const std::filesystem::path kModels = MIEN_MODELS_DIR;
constexpr int64_t kSide = 256;

torch::Tensor canonical() {
  const auto pack = Pack::load(kModels / "portrait");
  const auto network = PortraitNetwork::load(*pack, *chooseDevice("cpu"));
  const Landmarks& face = (*network)->canonical();
  torch::Tensor points = torch::empty({68, 2});
  for (std::size_t i = 0; i < face.size(); ++i) {
    points[static_cast<int64_t>(i)][0] = face[i].x;
    points[static_cast<int64_t>(i)][1] = face[i].y;
  }
  return points;
}

}  // namespace

/// What the network that sees things over faces learns from, and its trainer from end to end on pictures of noise.
class OcclusionTrainerTest : public QObject {
  Q_OBJECT

  QTemporaryDir dir_;
  torch::Tensor canonical_;
  std::filesystem::path at(const char* name) const { return std::filesystem::path(dir_.path().toStdString()) / name; }

  OcclusionOptions options(int64_t steps) const {
    OcclusionOptions o;
    o.cache = at("cache");
    o.run = at("occlusion");
    o.totalSteps = steps;
    o.batch = 8;
    return o;
  }

 private Q_SLOTS:
  void initTestCase() {
    canonical_ = canonical();
    writeSmallCache(at("cache"), 24, 8);
    std::filesystem::create_directories(at("models"));
    for (const char* name : {"portrait", "draft"})
      std::filesystem::copy(kModels / name, at("models") / name, std::filesystem::copy_options::recursive);
  }

  /// What is drawn is marked, what is marked was drawn, and the last fifth shows faces alone.
  void whatIsDrawnIsMarked() {
    torch::manual_seed(3);
    const torch::Tensor plain = torch::full({20, 3, kSide, kSide}, 0.6);
    const torch::Tensor others = torch::rand({20, 3, kSide, kSide});
    const OccludedPictures drawn = drawnOver(plain, others, canonical_);
    const torch::Tensor changed = (drawn.pictures - plain).abs().amax(1, true);
    for (int64_t i = 0; i < 16; ++i) {
      const double marked = drawn.covered[i].mean().item<double>();
      QVERIFY2(marked > 0.001 && marked < 0.7, qPrintable(QString("%1: %2").arg(i).arg(marked)));
      const torch::Tensor open = drawn.covered[i] < 0.01;
      // Shades of hands and of hair fall on the face itself.
      const double beside = changed[i].masked_select(open).mean().item<double>();
      QVERIFY2(beside < 0.05, qPrintable(QString("%1: %2").arg(i).arg(beside)));
      QVERIFY(changed[i].masked_select(drawn.covered[i] > 0.9).numel() == 0 ||
              changed[i].masked_select(drawn.covered[i] > 0.9).mean().item<double>() > 0.02);
    }
    QVERIFY(torch::equal(drawn.pictures.narrow(0, 16, 4), plain.narrow(0, 16, 4)));
    QCOMPARE(drawn.covered.narrow(0, 16, 4).sum().item<double>(), 0.0);
    QVERIFY(drawn.pictures.min().item<double>() >= 0 && drawn.pictures.max().item<double>() <= 1);
  }

  void someHaveAHardShadow() {
    torch::manual_seed(5);
    const torch::Tensor plain = torch::full({40, 3, kSide, kSide}, 0.6);
    const torch::Tensor shadowed = withHardShadows(plain, canonical_);
    QVERIFY(shadowed.min().item<double>() > 0.1 && shadowed.max().item<double>() <= 0.75);
    const auto many = (plain - shadowed).flatten(1).amax(1).gt(0.05).sum().item<int64_t>();
    QVERIFY2(many >= 5 && many <= 20, qPrintable(QString::number(many)));
  }

  void spectaclesCrossTheBridge() {
    torch::manual_seed(4);
    const torch::Tensor plain = 0.5 + 0.02 * torch::randn({20, 3, kSide, kSide});
    const torch::Tensor lines = bridgeLines(drawnOver(plain, plain, canonical_).pictures, canonical_);
    const double with = lines.narrow(0, 0, 9).median().item<double>();  // the first nine wear some
    const double without = lines.narrow(0, 16, 4).median().item<double>();
    QVERIFY2(with > 3 * without, qPrintable(QString("%1, %2").arg(with).arg(without)));
  }

  void itLooksAtTheFaceBelowTheForehead() {
    const torch::Tensor place = lookedAt(canonical_)[0][0];
    const auto at = [&](const torch::Tensor& p) {
      return place[(p[1] * kSide).to(torch::kLong).item<int64_t>()][(p[0] * kSide).to(torch::kLong).item<int64_t>()]
          .item<float>();
    };
    for (const int64_t i : {19, 24, 30, 37, 44, 51, 57}) QCOMPARE(at(canonical_[i]), 1.0F);
    QCOMPARE(place[4][128].item<float>(), 0.0F);
    QCOMPARE(place[250][4].item<float>(), 0.0F);
  }

  void trainsAndResumes() {
    trainOcclusion(options(3));
    QVERIFY(std::filesystem::exists(at("occlusion") / "checkpoint.pt"));
    trainOcclusion(options(6));  // goes on where the network itself says who wears something
    writeOcclusionSheet(options(6), at("sheet.ppm"));
    QVERIFY(std::filesystem::file_size(at("sheet.ppm")) > 1000);
  }

  void goesIntoThePacksAndKeepsTheirLatents() {
    addOcclusion(at("occlusion"), at("models"), "0.9.0");
    for (const char* name : {"portrait", "draft"}) {
      const auto before = Pack::load(kModels / name);
      const auto pack = Pack::load(at("models") / name);
      QVERIFY2(pack.has_value(), pack ? "" : pack.error().message.c_str());
      QCOMPARE(pack->manifest().version, std::string("0.9.0"));
      QCOMPARE(pack->latentsHash(), before->latentsHash());
      QVERIFY(pack->hash() != before->hash());
      const auto network = PortraitNetwork::load(*pack, *chooseDevice("cpu"));
      QVERIFY2(network.has_value(), network ? "" : network.error().message.c_str());
      const auto seen = (*network)->occlusionOf(Image8(kSide, kSide, 3, 128), ImageF(kSide, kSide, 1, 1));
      QVERIFY(seen && seen->width() == kSide && seen->channels() == 1);
    }
  }
};

QTEST_APPLESS_MAIN(OcclusionTrainerTest)
#include "occlusion_trainer_test.moc"
