#ifndef Q_MOC_RUN  // which would read all of libtorch
#include "models/training/sampling.h"

#include <torch/torch.h>

#include "models/training/schedule.h"
#endif

#include <QTest>
#include <numbers>

using namespace mien::training;

namespace {

bool near(const torch::Tensor& a, const torch::Tensor& b, double tolerance = 1e-4) {
  return torch::allclose(a, b, 0, tolerance);
}

Similarities one(float a, float b, float x, float y) {
  return {torch::tensor({a, b, x, y}).view({1, 4})};
}

}  // namespace

class SamplingTest : public QObject {
  Q_OBJECT
 private slots:
  void inverseUndoes() {
    const torch::Tensor points = torch::rand({1, 68, 2});
    const Similarities s = one(1.5F, -0.4F, 3, -2);
    QVERIFY(near(s.then(s.inverse()).apply(points), points));
    QVERIFY(!near(s.apply(points), points));
  }

  void thenAppliesTheFirstFirst() {
    const torch::Tensor points = torch::rand({1, 5, 2});
    const Similarities turn = one(0, 1, 0, 0);
    const Similarities move = one(1, 0, 10, 0);
    QVERIFY(near(turn.then(move).apply(points), move.apply(turn.apply(points))));
  }

  void fitFindsTheSimilarity() {
    const torch::Tensor from = torch::rand({4, 5, 2});
    const torch::Tensor angle = torch::tensor({0.1F, -0.3F, 1.0F, 0.0F});
    const torch::Tensor scale = torch::tensor({0.5F, 2.0F, 1.0F, 1.3F});
    const Similarities truth = jitter(angle, scale, torch::rand({4, 2}), 0.5, 0.5);
    QVERIFY(near(fitSimilarities(from, truth.apply(from)).m, truth.m));
  }

  void jitterTurnsAboutItsCentre() {
    const Similarities quarter = jitter(torch::tensor({static_cast<float>(std::numbers::pi / 2)}), torch::ones({1}),
                                        torch::zeros({1, 2}), 0.5, 0.25);
    QVERIFY(near(quarter.apply(torch::tensor({0.5F, 0.25F}).view({1, 1, 2})).flatten(), torch::tensor({0.5F, 0.25F})));
    QVERIFY(near(quarter.apply(torch::tensor({0.6F, 0.25F}).view({1, 1, 2})).flatten(), torch::tensor({0.5F, 0.35F})));
  }

  void samplingTheWholePlaneReturnsThePicture() {
    const torch::Tensor picture = torch::rand({1, 3, 16, 16});
    QVERIFY(near(sampleCrops(picture, 224, one(224, 0, 0, 0), 16), picture));
  }

  void paddingSaysWhatLiesBeyond() {
    const torch::Tensor white = torch::ones({1, 1, 8, 8});
    const Similarities twice = one(2, 0, -0.5, -0.5);
    QVERIFY(near(sampleCrops(white, 1, twice, 16).narrow(2, 0, 2), torch::zeros({1, 1, 2, 16})));
    QVERIFY(near(sampleCrops(white, 1, twice, 16, torch::kBorder), torch::ones({1, 1, 16, 16})));
  }

  void photographedStaysInRange() {
    const torch::Tensor x = photographed(torch::rand({8, 3, 16, 16}));
    QVERIFY(x.min().item<float>() >= 0);
    QVERIFY(x.max().item<float>() <= 1);
  }

  void learningRateRisesAndFalls() {
    QVERIFY(learningRateShare(0, 1000, 100) < 0.02);
    QVERIFY(learningRateShare(100, 1000, 100) > 0.9);
    QVERIFY(std::abs(learningRateShare(1000, 1000, 100) - 0.02) < 1e-9);
    QVERIFY(std::abs(learningRateShare(2000, 1000, 100) - 0.02) < 1e-9);
  }
};

QTEST_APPLESS_MAIN(SamplingTest)
#include "sampling_test.moc"
