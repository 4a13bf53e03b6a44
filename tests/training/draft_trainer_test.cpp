#ifndef Q_MOC_RUN  // which would read all of libtorch
#include <torch/torch.h>

#include "core/model/pack.h"
#include "models/training/make_pack.h"
#include "models/training/schedule.h"
#include "models/training/train_draft.h"
#include "tests/training/small_cache.h"
#include "tests/training/small_teacher.h"
#endif

#include <QTemporaryDir>
#include <QTest>
#include <fstream>
#include <sstream>

using namespace mien;
using namespace mien::training;

namespace {

const std::filesystem::path kModels = MIEN_MODELS_DIR;

std::string contentOf(const std::filesystem::path& file) {
  std::stringstream bytes;
  bytes << std::ifstream(file, std::ios::binary).rdbuf();
  return bytes.str();
}

}  // namespace

/// The draft's trainer from end to end, on pictures of noise: a few steps, a pack, a card's worth of checks.
class DraftTrainerTest : public QObject {
  Q_OBJECT

  QTemporaryDir dir_;
  std::filesystem::path at(const char* name) const { return std::filesystem::path(dir_.path().toStdString()) / name; }

  DraftOptions options(int64_t images) const {
    DraftOptions o;
    o.cache = at("cache");
    o.teachers = at("teachers");
    o.run = at("draft");
    o.from = kModels / "portrait";
    o.totalImages = images;
    o.batch = 4;
    return o;
  }

  Run<nets::TextureVae> run() const {
    return {at("draft"), nets::TextureVae(draftWidths()), nets::TextureVae(draftWidths()), torch::kCPU, 1e-3};
  }

 private slots:
  void initTestCase() {
    torch::set_num_threads(2);
    writeSmallCache(at("cache"), 8, 2);
    writeSmallPerceptualTeacher(at("teachers"));
    std::filesystem::create_directories(at("models"));
    std::filesystem::copy(kModels / "portrait", at("models") / "portrait");
  }

  void startsAsTheLinearPart() {
    trainDraft(options(0));
    auto made = run();
    const torch::NoGradGuard guard;
    const torch::Tensor z = torch::randn({1, made.live->codeSize()});
    QVERIFY(torch::equal(made.shipped->decode(z), made.shipped->decodeLinear(z)));
    QCOMPARE(made.done, 0);
  }

  void trainsResumesAndPacks() {
    trainDraft(options(8));
    QCOMPARE(run().done, 8);
    trainDraft(options(12));
    QCOMPARE(run().done, 12);
    QVERIFY(std::filesystem::file_size(at("draft") / "sheet.ppm") > 1000);
    makePack("draft", at("draft"), at("models"), "0.0.1");
    const auto pack = Pack::load(at("models") / "draft");
    QVERIFY2(pack.has_value(), pack ? "" : pack.error().message.c_str());
    QVERIFY(pack->manifest().kind == PackKind::Portrait);
    const auto portrait = Pack::load(at("models") / "portrait");
    QCOMPARE(pack->latentsHash(), portrait->latentsHash());
    QVERIFY(pack->hash() != portrait->hash());
    QVERIFY(pack->manifest().latent == portrait->manifest().latent);
    const auto file = [&](const char* which) { return contentOf(at("models") / which / "linear.safetensors"); };
    QVERIFY(file("draft") == file("portrait"));
    int shared = 0;
    for (const TensorView& tensor : pack->weights("network.safetensors")->tensors()) {
      if (!tensor.name.starts_with("encoder") && !tensor.name.starts_with("posterior")) continue;
      const TensorView* theirs = portrait->weights("network.safetensors")->find(tensor.name);
      QVERIFY2(theirs != nullptr &&
                   std::equal(tensor.data.begin(), tensor.data.end(), theirs->data.begin(), theirs->data.end()),
               tensor.name.c_str());
      ++shared;
    }
    QVERIFY(shared > 10);
  }

  void anotherPortraitIsRefused() {
    makeLinearPack(kModels / "portrait", at("linear"));
    DraftOptions foreign = options(16);
    foreign.from = at("linear") / "portrait";
    QVERIFY_THROWS_EXCEPTION(std::runtime_error, trainDraft(foreign));
    QVERIFY_THROWS_EXCEPTION(std::runtime_error, makePack("draft", at("draft"), at("linear"), "0.0.1"));
    foreign.from = at("nowhere");
    QVERIFY_THROWS_EXCEPTION(std::runtime_error, trainDraft(foreign));
  }
};

QTEST_APPLESS_MAIN(DraftTrainerTest)
#include "draft_trainer_test.moc"
