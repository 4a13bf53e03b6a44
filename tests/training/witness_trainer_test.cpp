// The trainer of the witness from end to end on pictures of noise, the views it draws, and how it is measured.
#ifndef Q_MOC_RUN  // which would read all of libtorch
#include <torch/torch.h>

#include "core/model/pack.h"
#include "models/training/distances.h"
#include "models/training/fixed_draws.h"
#include "models/training/make_pack.h"
#include "models/training/measure_witness.h"
#include "models/training/schedule.h"
#include "models/training/second_photographs.h"
#include "models/training/train_witness.h"
#include "models/training/witness_pictures.h"
#include "tests/training/small_cache.h"
#endif

#include <QTemporaryDir>
#include <QTest>
#include <fstream>
#include <nlohmann/json.hpp>

using namespace mien;
using namespace mien::training;

namespace {

constexpr int kTrain = 30;
constexpr int kVal = 6;
constexpr float kRounding = 1e-4F;

}  // namespace

class WitnessTrainerTest : public QObject {
  Q_OBJECT

  QTemporaryDir dir_;
  std::filesystem::path at(const char* name) const { return std::filesystem::path(dir_.path().toStdString()) / name; }

  WitnessOptions options(const char* run, int64_t steps) const {
    WitnessOptions o;
    o.cache = at("cache");
    o.faces = at("faces");
    o.run = at(run);
    o.totalSteps = steps;
    o.batch = 8;
    return o;
  }
  static int64_t doneOf(const std::filesystem::path& run) {
    return Run<nets::Witness>(run, nets::Witness(), nets::Witness(), torch::kCPU, 1e-3).done;
  }

 private slots:
  void initTestCase() {
    torch::set_num_threads(1);
    writeSmallCache(at("cache"), kTrain, kVal);
    std::filesystem::create_directories(at("faces"));
    std::ofstream manifest(at("faces") / "manifest.csv");
    manifest << "shard,name,source,split\n";
    for (int i = 0; i < kTrain + kVal; ++i)
      manifest << "faces-00.tar," << i << ".jpg," << (i % 5 == 0 ? "webmorph" : "fairface") << ",train\n";
  }

  void viewsDifferButStayPictures() {
    const FaceCache cache(at("cache"));
    const torch::Tensor index = cache.train().narrow(0, 0, 8);
    const torch::Tensor plain = plainViews(cache, index);
    const torch::Tensor varied = variedViews(cache, index);
    QCOMPARE(varied.sizes(), plain.sizes());
    QVERIFY(torch::isfinite(varied).all().item<bool>());
    QVERIFY(varied.min().item<float>() > -kRounding && varied.max().item<float>() < 1 + kRounding);
    QVERIFY(!torch::equal(varied, variedViews(cache, index)));
    const auto again = [&] {
      const FixedDraws fixed(9);
      return variedViews(cache, index);
    };
    QVERIFY(torch::equal(again(), again()));
  }

  void embeddingsHaveUnitLength() {
    const torch::NoGradGuard guard;
    nets::Witness net;
    net->eval();
    const torch::Tensor e = net(torch::rand({3, 3, 112, 112}));
    QCOMPARE(e.sizes(), torch::IntArrayRef({3, nets::WitnessImpl::kLength}));
    QVERIFY(torch::allclose(e.norm(2, 1), torch::ones({3}), 0, 1e-5));
  }

  void studioPortraitsAreKnownByTheManifest() {
    const torch::Tensor rows = studioRows(at("faces"));
    QVERIFY(torch::equal(rows, torch::arange(0, kTrain + kVal, 5)));
    // All embeddings of the small cache are alike, so every two are one person.
    const FaceCache cache(at("cache"));
    QCOMPARE(secondPhotographs(cache, rows).size(0), rows.size(0) * (rows.size(0) - 1) / 2);
    QVERIFY_THROWS_EXCEPTION(std::runtime_error, studioRows(at("nowhere")));
  }

  void thresholdsLieAtTheirShares() {
    const torch::Tensor d = torch::arange(1000).flip(0).to(torch::kFloat);
    QCOMPARE(falseMatchThreshold(d, 0.01), 10.0);
    QCOMPARE(shareBelow(d, falseMatchThreshold(d, 0.01)), 0.01);
    const torch::Tensor same = torch::tensor({0.3F, 0.5F});
    const torch::Tensor different = torch::tensor({0.9F, 1.1F});
    const double best = bestThreshold(same, different);
    QVERIFY(best > 0.5 && best <= 0.9);
    QCOMPARE(verificationAccuracy(same, different, best), 1.0);
    QCOMPARE(distancesOfPairs(torch::tensor({0.0F, 3.0F, 7.0F}).view({3, 1})).sum().item<float>(), 3 + 7 + 4);
  }

  void learnsResumesPacksAndIsMeasured() {
    trainWitness(options("witness", 2));
    QCOMPARE(doneOf(at("witness")), 2);
    trainWitness(options("witness", 30));
    QCOMPARE(doneOf(at("witness")), 30);
    makeWitnessPack(at("witness"), at("cache"), at("models"), "0.0.1");
    const auto pack = Pack::load(at("models") / "witness");
    QVERIFY2(pack.has_value(), pack ? "" : pack.error().message.c_str());
    QVERIFY(pack->manifest().kind == PackKind::Witness);
    const auto settings = nlohmann::json::parse(pack->manifest().settings);
    QVERIFY(settings["false_match_1"].get<double>() > 0);
    for (const PackData& set : pack->manifest().data) QVERIFY(set.name.find("WebMorph") == std::string::npos);

    measureWitness(at("models"), at("cache"), at("faces"), at("report.json"));
    const auto all = nlohmann::json::parse(std::ifstream(at("report.json")))["all"];
    QVERIFY(std::abs(all["falseMatch1"]["threshold"].get<double>() - settings["false_match_1"].get<double>()) < 1e-3);
    QCOMPARE(all["second"]["pairs"].get<int>(), 28);
    QVERIFY(all["second"]["teacher"].contains("acceptedAt1"));
  }
};

QTEST_APPLESS_MAIN(WitnessTrainerTest)
#include "witness_trainer_test.moc"
