#ifndef Q_MOC_RUN  // which would read all of libtorch
#include <torch/torch.h>

#include "core/model/pack.h"
#include "models/training/cache.h"
#include "models/training/make_pack.h"
#include "models/training/schedule.h"
#include "models/training/train_landmarks.h"
#include "tests/training/small_cache.h"
#endif

#include <QTemporaryDir>
#include <QTest>
#include <fstream>
#include <sstream>

using namespace mien;
using namespace mien::training;

/// The trainer from end to end on pictures of noise: what it learns does not matter here, that it runs, resumes and
/// packs does.
class TrainerTest : public QObject {
  Q_OBJECT

  QTemporaryDir dir_;
  std::filesystem::path at(const char* name) const { return std::filesystem::path(dir_.path().toStdString()) / name; }

  FindingOptions options(const char* run, int64_t steps) const {
    FindingOptions o;
    o.cache = at("cache");
    o.run = at(run);
    o.totalSteps = steps;
    o.batch = 4;
    return o;
  }
  static int64_t stepsOf(const std::filesystem::path& run) {
    return Run<nets::Landmarker>(run, nets::Landmarker(), nets::Landmarker(), torch::kCPU, 1e-3).done;
  }

 private slots:
  void initTestCase() {
    torch::set_num_threads(2);
    writeSmallCache(at("cache"), 8, 2);
  }

  void cacheTellsTrainFromVal() {
    const FaceCache cache(at("cache"));
    QCOMPARE(cache.size(), 10);
    QCOMPARE(cache.train().size(0), 8);
    QCOMPARE(cache.val().size(0), 2);
    QCOMPARE(cache.windows().size(2), FaceCache::kWindow);
  }

  void shortCacheIsRefused() {
    writeSmallCache(at("short"), 2, 1);
    std::filesystem::resize_file(at("short") / "windows.u8", 100);
    try {
      const FaceCache cache(at("short"));
      QFAIL("a short file was taken");
    } catch (const std::runtime_error& e) {
      QVERIFY2(std::string(e.what()).find("windows.u8") != std::string::npos, e.what());
    }
    QVERIFY_THROWS_EXCEPTION(std::runtime_error, FaceCache(at("nowhere")));
  }

  /// What torch's own optimiser does, step by step, also where it goes on from the other's checkpoint.
  void theFusedAdamIsAdam() {
    const auto options = torch::optim::AdamOptions(0.01).betas({0.9, 0.99});
    std::vector<torch::Tensor> plain{torch::rand({70, 3}), torch::rand({5})};
    std::vector<torch::Tensor> fused;
    for (torch::Tensor& t : plain) fused.push_back(t.clone().requires_grad_());
    for (torch::Tensor& t : plain) t.requires_grad_();
    torch::optim::Adam reference(plain, options);
    FusedAdam ours(fused, options);
    const auto stepBoth = [&] {
      const torch::Tensor wanted = torch::rand({70, 3});
      for (auto* of : {&plain, &fused}) {
        for (torch::Tensor& t : *of) t.mutable_grad() = torch::Tensor();
        ((of->front() * of->back().sum() - wanted).pow(2).sum()).backward();
      }
      reference.step();
      ours.step();
    };
    const auto same = [&] {
      return torch::allclose(plain[0], fused[0], 1e-5, 1e-6) && torch::allclose(plain[1], fused[1], 1e-5, 1e-6);
    };
    const torch::Tensor before = plain[0].detach().clone();
    for (int i = 0; i < 4; ++i) stepBoth();
    QVERIFY(same());
    QVERIFY(!torch::allclose(before, plain[0].detach(), 0, 1e-3));
    std::stringstream kept;
    torch::serialize::OutputArchive out;
    reference.save(out);
    out.save_to(kept);
    torch::serialize::InputArchive in;
    in.load_from(kept);
    ours.load(in);
    stepBoth();
    QVERIFY(same());
    // A step that the reference has not taken shows that the comparison would notice.
    ours.step();
    QVERIFY(!same());
  }

  void trainsResumesAndPacks() {
    trainLandmarks(options("landmarks", 2));
    QCOMPARE(stepsOf(at("landmarks")), 2);
    trainLandmarks(options("landmarks", 3));
    QCOMPARE(stepsOf(at("landmarks")), 3);
    Run<nets::Landmarker> resumed(at("landmarks"), nets::Landmarker(), nets::Landmarker(), torch::kCPU, 1e-3);
    QVERIFY(!resumed.optimiser->state().empty());
    makePack("landmarks", at("landmarks"), at("models"), "0.0.1");
    const auto pack = Pack::load(at("models") / "landmarks");
    QVERIFY2(pack.has_value(), pack ? "" : pack.error().message.c_str());
    QCOMPARE(pack->manifest().version, std::string("0.0.1"));
    QVERIFY(pack->manifest().kind == PackKind::Landmarker);
  }

  void startsFromAPack() {
    FindingOptions again = options("again", 0);
    again.from = at("models") / "landmarks";
    trainLandmarks(again);
    Run<nets::Landmarker> first(at("landmarks"), nets::Landmarker(), nets::Landmarker(), torch::kCPU, 1e-3);
    Run<nets::Landmarker> second(at("again"), nets::Landmarker(), nets::Landmarker(), torch::kCPU, 1e-3);
    // Packs keep half precision.
    QVERIFY(torch::allclose(first.shipped->points->weight, second.live->points->weight, 1e-3, 1e-4));
    QCOMPARE(second.done, 0);
  }

  void trainsAndPacksTheFinder() {
    trainFinder(options("finder", 2));
    makePack("finder", at("finder"), at("models"), "0.0.1");
    const auto pack = Pack::load(at("models") / "finder");
    QVERIFY2(pack.has_value(), pack ? "" : pack.error().message.c_str());
    QVERIFY(pack->manifest().kind == PackKind::Finder);
  }

  void unknownPackIsRefused() {
    QVERIFY_THROWS_EXCEPTION(std::runtime_error, makePack("faces", at("landmarks"), at("models"), "0.0.1"));
  }
};

QTEST_APPLESS_MAIN(TrainerTest)
#include "trainer_test.moc"
