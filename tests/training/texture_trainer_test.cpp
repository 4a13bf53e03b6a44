#ifndef Q_MOC_RUN  // which would read all of libtorch
#include <torch/torch.h>

#include "core/model/networks.h"
#include "core/model/pack.h"
#include "core/model/prior_flow.h"
#include "models/training/face_views.h"
#include "models/training/from_pack.h"
#include "models/training/likeness_weights.h"
#include "models/training/make_pack.h"
#include "models/training/schedule.h"
#include "models/training/train_texture.h"
#include "tests/training/small_cache.h"
#include "tests/training/small_teacher.h"
#endif

#include <QTemporaryDir>
#include <QTest>
#include <cmath>
#include <fstream>

using namespace mien;
using namespace mien::training;

namespace {

const std::filesystem::path kModels = MIEN_MODELS_DIR;

}  // namespace

/// The portrait's trainer from end to end on pictures of noise, from the shipped pack.
class TextureTrainerTest : public QObject {
  Q_OBJECT

  QTemporaryDir dir_;
  std::filesystem::path at(const char* name) const { return std::filesystem::path(dir_.path().toStdString()) / name; }

  TextureOptions options(const char* run, int64_t images) const {
    TextureOptions o;
    o.cache = at("cache");
    o.teachers = at("teachers");
    o.run = at(run);
    o.from = kModels / "portrait";
    o.totalImages = images;
    o.batch = 4;
    return o;
  }
  Run<nets::TextureVae> run(const char* name) const {
    return {at(name), nets::TextureVae(nets::TextureVaeImpl::Widths{}),
            nets::TextureVae(nets::TextureVaeImpl::Widths{}), torch::kCPU, 1e-3};
  }
  /// Whether a parameter of the run has moved from the shipped pack's.
  bool moved(const char* name, const char* parameter) const {
    nets::TextureVae pack(nets::TextureVaeImpl::Widths{});
    startFrom(*pack, kModels / "portrait" / "network.safetensors", "", "linear.");
    return !torch::equal(run(name).shipped->named_parameters()[parameter], pack->named_parameters()[parameter]);
  }

 private slots:
  void initTestCase() {
    torch::set_num_threads(2);
    writeSmallCache(at("cache"), 8, 2);
    writeSmallTeacher(at("teachers"));
    writeSmallPerceptualTeacher(at("teachers"));
    // The pack's canonical space, without which its linear part is refused.
    nets::LinearTexture linear(24, 232);
    startFrom(*linear, kModels / "portrait" / "linear.safetensors", "texture.");
    std::ofstream(at("cache") / "canonical.f32", std::ios::binary)
        .write(static_cast<const char*>(linear->canonical.data_ptr()), 68 * 2 * sizeof(float));
  }

  void trainsResumesAndPacks() {
    trainTexture(options("all", 4));
    QCOMPARE(run("all").done, 4);
    TextureOptions further = options("all", 8);
    further.adversarial = 0.01;
    trainTexture(further);
    QCOMPARE(run("all").done, 8);
    QVERIFY(std::filesystem::exists(at("all") / "patches.pt"));
    QVERIFY(moved("all", "encoder.0.weight"));
    QVERIFY(moved("all", "block32a.first.weight"));
    makePack("portrait", at("all"), at("models"), "0.0.1");
    const auto pack = Pack::load(at("models") / "portrait");
    QVERIFY2(pack.has_value(), pack ? "" : pack.error().message.c_str());
    // What ships is enough.
    std::filesystem::remove(at("all") / "checkpoint.pt");
    makePack("portrait", at("all"), at("carried"), "0.0.1");
    QCOMPARE(Pack::load(at("carried") / "portrait")->hash(), pack->hash());
  }

  void theDecoderAloneLeavesCodesAsTheyAre() {
    TextureOptions alone = options("decoder", 8);
    alone.decoderOnly = true;
    trainTexture(alone);
    QVERIFY(moved("decoder", "block32a.first.weight"));
    for (const char* name : {"encoder.0.weight", "encoder_code.weight", "posterior.bias"})
      QVERIFY2(!moved("decoder", name), name);
    std::filesystem::create_directories(at("same"));
    std::filesystem::copy(kModels / "portrait", at("same") / "portrait");
    makePack("portrait", at("decoder"), at("same"), "0.0.1");
    const auto made = Pack::load(at("same") / "portrait");
    const auto former = Pack::load(kModels / "portrait");
    QVERIFY(made && made->hash() != former->hash());
    QCOMPARE(made->latentsHash(), former->latentsHash());
    QVERIFY(made->weights(kPriorFile) != nullptr);
    // The encoder has moved: other codes, and what was fitted to the former ones is gone.
    makePack("portrait", at("all"), at("same"), "0.0.1");
    const auto other = Pack::load(at("same") / "portrait");
    QVERIFY(other && other->latentsHash() != former->latentsHash() && other->weights(kPriorFile) == nullptr);
  }

  void viewsVaryAndStayInPlace() {
    const torch::Tensor grid = torch::rand({1, 26, 26, 2}).expand({64, -1, -1, -1}).contiguous();
    const FaceViews views(grid);
    QCOMPARE(views.grids().sizes(), grid.sizes());
    QVERIFY((views.grids() - views.grids()[0]).abs().max().item<double>() > 0.01);
    QVERIFY((views.grids().mean({1, 2}) - grid.mean({1, 2})).abs().max().item<double>() < 0.016);
    const torch::Tensor rows = torch::arange(2);
    const torch::Tensor half = torch::full({2, 1}, 0.5);
    QVERIFY(torch::allclose(views.between(rows, rows, half), views.grids().narrow(0, 0, 2)));
  }

  void crossingLeavesSomeAloneAndMakesNothingNew() {
    const torch::Tensor x = torch::rand({64, 3, 16, 16});
    QVERIFY(torch::equal(crossedWithNext(x, 0), x));
    const torch::Tensor y = crossedWithNext(x, 0.5);
    const torch::Tensor changed = (y - x).abs().amax({1, 2, 3}) > 0;
    QVERIFY(changed.any().item<bool>() && !changed.all().item<bool>());
    const torch::Tensor least = torch::minimum(x, x.roll(1, 0)) - 1e-5;
    const torch::Tensor most = torch::maximum(x, x.roll(1, 0)) + 1e-5;
    QVERIFY(((y >= least) & (y <= most)).all().item<bool>());
  }

  void theWorseOffCountMore() {
    LikenessWeights weights({"a", "b", ","}, torch::kCPU);
    const torch::Tensor rows = torch::arange(3);
    QVERIFY(torch::allclose(weights.of(rows), torch::ones({3})));
    for (int i = 0; i < 400; ++i) weights.learn(rows, torch::tensor({0.1F, 0.2F, 5.0F}));
    const torch::Tensor now = weights.of(rows);
    QVERIFY(now[1].item<float>() > 1 && now[0].item<float>() < 1);
    QCOMPARE(now[2].item<float>(), 1.0F);
    QVERIFY(std::abs(weights.spread() - std::sqrt(2.0)) < 0.01);
  }
};

QTEST_APPLESS_MAIN(TextureTrainerTest)
#include "texture_trainer_test.moc"
