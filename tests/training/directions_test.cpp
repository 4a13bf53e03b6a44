#ifndef Q_MOC_RUN  // which would read all of libtorch
#include <torch/torch.h>

#include "models/training/face_measures.h"
#include "models/training/fit_directions.h"
#endif

#include <QTest>

using namespace mien::training;

namespace {

torch::Tensor ones(int64_t n) {
  return torch::ones({n});
}

double cosine(const torch::Tensor& a, const torch::Tensor& b) {
  return torch::cosine_similarity(a.unsqueeze(0), b.unsqueeze(0)).item<double>();
}

double largest(const torch::Tensor& x) {
  return x.abs().max().item<double>();
}

/// 68 points of which the eyes, nose and mouth lie where a face's do.
torch::Tensor plainFace() {
  torch::Tensor face = torch::full({1, 68, 2}, 0.5F);
  const auto put = [&](int64_t point, double x, double y) {
    face[0][point][0] = x;
    face[0][point][1] = y;
  };
  for (const auto& [first, x] : {std::pair<int64_t, double>{36, 0.34}, {42, 0.66}}) {
    put(first, x - 0.05, 0.4);
    put(first + 1, x - 0.02, 0.38);
    put(first + 2, x + 0.02, 0.38);
    put(first + 3, x + 0.05, 0.4);
    put(first + 4, x + 0.02, 0.42);
    put(first + 5, x - 0.02, 0.42);
  }
  put(30, 0.5, 0.58);
  put(48, 0.4, 0.74);
  put(54, 0.6, 0.74);
  for (int64_t i = 61; i <= 63; ++i) put(i, 0.46 + 0.04 * static_cast<double>(i - 61), 0.74);
  for (int64_t i = 65; i <= 67; ++i) put(i, 0.54 - 0.04 * static_cast<double>(i - 65), 0.74);
  return face;
}

}  // namespace

class DirectionsTest : public QObject {
  Q_OBJECT

 private slots:
  void init() { torch::manual_seed(4); }

  /// Two attributes that come together in the data, planted along two axes: each axis is found without the other.
  void findsPlantedAxes() {
    constexpr int64_t kFaces = 4000;
    constexpr int64_t kCode = 24;
    const torch::Tensor planted = std::get<0>(torch::linalg_qr(torch::randn({kCode, 3})));
    const torch::Tensor common = torch::randn({kFaces, 1});
    const torch::Tensor columns = (torch::randn({kFaces, 3}) + common) / std::sqrt(2.0);
    const torch::Tensor codes = columns.matmul(planted.t()) + 0.5 * torch::randn({kFaces, kCode}) + 7;
    const torch::Tensor axes = jointAxes(codes, columns, ones(kFaces));
    for (int64_t k = 0; k < 3; ++k) {
      QVERIFY(cosine(axes[k], planted.select(1, k)) > 0.99);
      QVERIFY(std::abs(axes[k].norm().item<double>() - 1) < 0.05);
    }
  }

  /// Faces that weigh nothing teach nothing.
  void weightsCount() {
    const torch::Tensor column = torch::randn({1000, 1});
    torch::Tensor codes = column * torch::tensor({1.0F, 0.0F});
    codes.narrow(0, 500, 500).copy_(column.narrow(0, 500, 500) * torch::tensor({0.0F, 1.0F}));
    torch::Tensor weights = ones(1000);
    weights.narrow(0, 500, 500).zero_();
    const torch::Tensor axes = jointAxes(codes, column, weights);
    QVERIFY(cosine(axes[0], torch::tensor({1.0F, 0.0F})) > 0.999);
  }

  void correctionUndoesSideEffects() {
    const torch::Tensor effects = torch::eye(4) * 0.8 + 0.2 * torch::randn({4, 4}).clamp(-1, 1);
    const torch::Tensor axes = torch::randn({4, 9});
    // The effect of a mix of axes is the mix of their effects, here by a linear reading that gives `effects`.
    const torch::Tensor reading = torch::linalg_pinv(axes).matmul(effects);
    const torch::Tensor after = corrected(axes, axes.matmul(reading), 0.01).matmul(reading);
    QVERIFY(largest(after - torch::eye(4)) < 1e-3);
  }

  void correctionDoesNotBlowUpNoise() {
    const torch::Tensor effects = torch::diag(torch::tensor({1.0F, 0.001F}));
    const torch::Tensor axes = torch::eye(2);
    QVERIFY(largest(corrected(axes, effects)) < 3);
  }

  void principalAxesFollowWhatPicturesShow() {
    const torch::Tensor metric = torch::diag(torch::tensor({1.0F, 9.0F, 4.0F, 0.1F}));
    const torch::Tensor covariance = torch::diag(torch::tensor({1.0F, 1.0F, 4.0F, 1.0F}));
    const torch::Tensor named = torch::tensor({1.0F, 0.0F, 0.0F, 0.0F}).unsqueeze(0);
    const torch::Tensor axes = principalAxes(covariance, metric, named, 2);
    QVERIFY(largest(axes[0] - torch::tensor({0.0F, 0.0F, 2.0F, 0.0F})) < 1e-4);  // 4 · 4, one standard deviation long
    QVERIFY(largest(axes[1] - torch::tensor({0.0F, 1.0F, 0.0F, 0.0F})) < 1e-4);
    const torch::Tensor shown =
        principalAxes(covariance, metric, torch::tensor({0.0F, 0.0F, 1.0F, 0.0F}).unsqueeze(0), 1);
    QVERIFY(largest(shown[0] - torch::tensor({0.0F, 1.0F, 0.0F, 0.0F})) < 1e-4);
  }

  void covariatesAreWhatTheNamedDoNotExplain() {
    const torch::Tensor named = torch::randn({3000, 1});
    const torch::Tensor other = torch::randn({3000, 1});
    const torch::Tensor embeddings = torch::cat({3 * named + 0.1 * torch::randn({3000, 1}), other}, 1);
    const Covariates covariates = fitCovariates(embeddings, named, ones(3000), 1);
    const torch::Tensor scores = covariates.scores(embeddings, named).squeeze(1);
    QVERIFY(std::abs(cosine(scores, other.squeeze(1))) > 0.99);
    QVERIFY(std::abs(scores.std().item<double>() - 1) < 0.05);
  }

  void rowsFarOffAreLeftOut() {
    torch::Tensor x = torch::randn({200, 2});
    x[17][1] = 30;
    const torch::Tensor rows = soundRows(x, 5);
    QVERIFY(rows.size(0) >= 195);
    QVERIFY(!(rows == 17).any().item<bool>());
  }

  void shapeMeasuresFollowTheirNames() {
    const torch::Tensor plain = shapeMeasures(plainFace());
    const auto change = [&](int64_t measure, auto&& alter) {
      torch::Tensor face = plainFace();
      alter(face[0]);
      return (shapeMeasures(face) - plain)[0][measure].item<double>();
    };
    QVERIFY(change(0, [](torch::Tensor f) { f[48][1] -= 0.02, f[54][1] -= 0.02; }) > 0.01);
    QVERIFY(change(1, [](torch::Tensor f) { f.narrow(0, 65, 3).select(1, 1) += 0.05; }) > 0.1);
    QVERIFY(change(2, [](torch::Tensor f) { f[37][1] += 0.015, f[44][1] += 0.015; }) < -0.05);
    QVERIFY(change(3, [](torch::Tensor f) { f[30][0] += 0.03; }) > 0.05);
  }

  void skinMeasuresFollowTheirNames() {
    const SkinMeasures skin(plainFace()[0]);
    const torch::Tensor dark = torch::full({1, 3, 256, 256}, 0.35F);
    const torch::Tensor fair = torch::full({1, 3, 256, 256}, 0.75F);
    QVERIFY(skin(fair)[0][1].item<double>() > skin(dark)[0][1].item<double>() + 20);
    torch::Tensor lit = dark.clone();
    lit.narrow(3, 128, 128) += 0.2;
    QVERIFY(skin(lit)[0][0].item<double>() > 5);
    QVERIFY(std::abs(skin(dark)[0][0].item<double>()) < 1e-3);
  }
};

QTEST_GUILESS_MAIN(DirectionsTest)
#include "directions_test.moc"
