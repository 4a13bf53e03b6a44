// The trainers of the judging networks from end to end on pictures of noise, and the pictures they draw.
#ifndef Q_MOC_RUN  // which would read all of libtorch
#include <torch/torch.h>

#include "core/model/pack.h"
#include "models/training/fixed_draws.h"
#include "models/training/judge_pictures.h"
#include "models/training/judging_pictures.h"
#include "models/training/make_pack.h"
#include "models/training/schedule.h"
#include "models/training/teachers.h"
#include "models/training/thin_plate.h"
#include "models/training/train_identity.h"
#include "models/training/train_judge.h"
#include "tests/training/small_cache.h"
#include "tests/training/small_teacher.h"
#endif

#include <QFile>
#include <QTemporaryDir>
#include <QTest>
#include <fstream>
#include <sstream>

using namespace mien;
using namespace mien::training;

namespace {

const std::filesystem::path kModels = MIEN_MODELS_DIR;
constexpr float kRounding = 1e-5F;

/// A smooth picture with a direction, so that every change shows.
torch::Tensor ramp(int64_t n, int64_t side) {
  const torch::Tensor axis = torch::linspace(0.2, 0.8, side);
  return (axis.view({1, 1, 1, -1}) * torch::tensor({1.0F, 0.5F, 0.8F}).view({1, 3, 1, 1}) +
          0.2 * axis.view({1, 1, -1, 1}))
      .expand({n, 3, side, side})
      .contiguous();
}

}  // namespace

class JudgingTrainerTest : public QObject {
  Q_OBJECT

  QTemporaryDir dir_;
  std::filesystem::path at(const char* name) const { return std::filesystem::path(dir_.path().toStdString()) / name; }

  IdentityOptions identity(const char* run, int64_t images) const {
    IdentityOptions o;
    o.cache = at("cache");
    o.teachers = at("teachers");
    o.run = at(run);
    o.totalImages = images;
    o.batch = 4;
    return o;
  }
  /// What the last step that was written down says of the distances, which no lesson by blocks teaches.
  double lastDistances(const char* run) const {
    QFile log(QString::fromStdString((at(run) / "log.csv").string()));
    if (!log.open(QIODevice::ReadOnly)) return 0;
    double distances = 0;
    for (const QByteArray& line : log.readAll().split('\n'))
      if (const auto cells = line.split(','); cells.size() == 5) distances = cells[4].toDouble();
    return distances;
  }

  JudgeOptions judge(const char* run, int64_t steps) const {
    JudgeOptions o;
    o.cache = at("cache");
    o.portrait = kModels / "portrait";
    o.run = at(run);
    o.totalSteps = steps;
    o.batch = 16;
    return o;
  }
  template <class Network>
  static int64_t doneOf(const std::filesystem::path& run) {
    return Run<Network>(run, Network(), Network(), torch::kCPU, 1e-3).done;
  }

 private slots:
  void initTestCase() {
    torch::set_num_threads(1);
    writeSmallCache(at("cache"), 30, 4);
    writeSmallTeacher(at("teachers"));
  }

  void jpegKeepsWhatItCanAndLosesMoreAtLowQuality() {
    const torch::Tensor x = ramp(1, 150);
    QVERIFY((jpegLike(x, 95) - x).abs().max().item<float>() < 0.02F);
    const torch::Tensor grain = (x + 0.1 * torch::randn_like(x)).clamp(0, 1);
    const auto lost = [&](int quality) { return (jpegLike(grain, quality) - grain).abs().mean().item<float>(); };
    QVERIFY(lost(10) > 2 * lost(90));
  }

  void middleOfAWideCropIsTheCrop() {
    const torch::Tensor wide = ramp(1, 180);
    QCOMPARE(middleOf(wide, 150).size(2), 150);
    QVERIFY(torch::allclose(recropped(wide, 150, 0), middleOf(wide, 150), 0, 1e-4));
  }

  void mixesStayBetweenBothFaces() {
    const torch::Tensor x = torch::cat({torch::zeros({1, 3, 32, 32}), torch::ones({1, 3, 32, 32})});
    QVERIFY(torch::equal(mixed(x, 0), x));
    const torch::Tensor y = mixed(x, 1);
    QVERIFY(!torch::equal(y, x));
    QVERIFY(y.min().item<float>() >= 0 && y.max().item<float>() <= 1);
  }

  void warpTakesPointsToTheirPlaces() {
    // One dark spot; the spline brings it to where its point is sent.
    torch::Tensor x = torch::ones({1, 3, 64, 64});
    x.narrow(2, 30, 4).narrow(3, 30, 4).fill_(0);
    const torch::Tensor from = torch::tensor({0.5F, 0.5F, 0.1F, 0.1F, 0.9F, 0.1F, 0.1F, 0.9F, 0.9F, 0.9F}).view({5, 2});
    QVERIFY(torch::allclose(warped(x, from, from.unsqueeze(0), 64, 0), x, 0, 1e-3));
    torch::Tensor to = from.unsqueeze(0).clone();
    to[0][0][0] = 0.65F;
    const torch::Tensor y = warped(x, from, to, 64, 0);
    QVERIFY(y[0][0][32][41].item<float>() < 0.2F);
    QVERIFY(y[0][0][32][31].item<float>() > 0.8F);
  }

  void everyKindOfPictureIsDrawn() {
    const FaceCache cache(at("cache"));
    JudgePictures pictures(cache, kModels / "portrait");
    const torch::Tensor index = cache.train().narrow(0, 0, 6);
    for (std::size_t k = 0; k < kJudgeKindNames.size(); ++k) {
      const auto kind = static_cast<JudgeKind>(k);
      const torch::Tensor x = pictures.draw(kind, index, true);
      QCOMPARE(x.sizes(), torch::IntArrayRef({6, 3, 112, 112}));
      QVERIFY(torch::isfinite(x).all().item<bool>());
      const auto [low, high] = std::pair(x.min().item<float>(), x.max().item<float>());
      QVERIFY2(low > -kRounding && high < 1 + kRounding,
               qPrintable(QString("%1: %2 to %3").arg(kJudgeKindNames[k]).arg(low).arg(high)));
      const auto again = [&] {
        const FixedDraws fixed(9);
        return pictures.draw(kind, index, true);
      };
      QVERIFY(torch::equal(again(), again()));
    }
  }

  void studentsBlocksFitTheTeachers() {
    const torch::NoGradGuard guard;
    const IdentityTeacher teacher(at("teachers"), torch::kCPU);
    nets::Identity student;
    torch::Tensor h = ramp(1, 150);
    const auto features = teacher.features(h);
    QCOMPARE(static_cast<int>(features.size()), nets::IdentityImpl::kBlocks);
    for (int i = 0; i < nets::IdentityImpl::kBlocks; ++i) {
      h = student->block(i, h);
      QCOMPARE(h.sizes(), features[static_cast<std::size_t>(i)].sizes());
    }
  }

  void identityLearnsResumesAndPacks() {
    trainIdentity(identity("identity", 12));  // some steps by blocks, some together
    QCOMPARE(doneOf<nets::Identity>(at("identity")), 12);
    trainIdentity(identity("identity", 16));
    QCOMPARE(doneOf<nets::Identity>(at("identity")), 16);
    makePack("identity", at("identity"), at("models"), "0.0.1");
    const auto pack = Pack::load(at("models") / "identity");
    QVERIFY2(pack.has_value(), pack ? "" : pack.error().message.c_str());
    QVERIFY(pack->manifest().kind == PackKind::Identity);
  }

  void blocksComeNearerToTheTeachers() {
    const IdentityTeacher teacher(at("teachers"), torch::kCPU);
    const auto apart = [&](nets::Identity& net) {
      const torch::NoGradGuard guard;
      const torch::Tensor x = ramp(1, 150);
      const torch::Tensor target = teacher.features(x)[0];
      return ((net->block(0, x) - target).pow(2).mean() / target.pow(2).mean()).item<double>();
    };
    IdentityOptions o = identity("blocks", 192);
    o.blocksShare = 1;
    const auto errorAfter = [&](double minutes) {
      o.minutes = minutes;
      trainIdentity(o);
      Run<nets::Identity> run(at("blocks"), nets::Identity(), nets::Identity(), torch::kCPU, 1e-3);
      return apart(run.live);
    };
    const double before = errorAfter(0);
    const double after = errorAfter(10);
    QVERIFY2(after < 0.9 * before, qPrintable(QString("%1, then %2").arg(before).arg(after)));
  }

  void identityFromAPackLearnsAsAWhole() {
    IdentityOptions o = identity("onward", 80);
    o.blocksShare = 1;
    o.from = kModels / "identity";
    trainIdentity(o);
    const double first = lastDistances("onward");
    QVERIFY(first > 0);
    o.totalImages = 160;
    trainIdentity(o);
    QVERIFY(lastDistances("onward") > 0);
    QVERIFY(lastDistances("onward") != first);
  }

  void judgeLearnsResumesAndPacks() {
    trainJudge(judge("judge", 2));
    QCOMPARE(doneOf<nets::Judge>(at("judge")), 2);
    trainJudge(judge("judge", 25));
    QCOMPARE(doneOf<nets::Judge>(at("judge")), 25);
    // Every picture of the cache looks 30 years old; the network starts at about 35.
    Run<nets::Judge> run(at("judge"), nets::Judge(), nets::Judge(), torch::kCPU, 1e-3);
    const FaceCache cache(at("cache"));
    JudgePictures pictures(cache, kModels / "portrait");
    const torch::NoGradGuard guard;
    const torch::Tensor age = run.live(pictures.draw(JudgeKind::Photograph, cache.val(), false)).select(1, 1);
    QVERIFY2(std::abs(age.mean().item<float>() - 30) < 3, std::to_string(age.mean().item<float>()).c_str());
    makePack("judge", at("judge"), at("models"), "0.0.1");
    const auto pack = Pack::load(at("models") / "judge");
    QVERIFY2(pack.has_value(), pack ? "" : pack.error().message.c_str());
    QVERIFY(pack->manifest().kind == PackKind::Judge);
  }
};

QTEST_APPLESS_MAIN(JudgingTrainerTest)
#include "judging_trainer_test.moc"
