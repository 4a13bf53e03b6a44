#include "models/training/linear.h"

#include <torch/nn/functional.h>

#include <algorithm>
#include <cstdio>

#include "core/base/geometry.h"

namespace mien::training {
namespace F = torch::nn::functional;

namespace {

constexpr int kSide = nets::LinearTextureImpl::kSide;
constexpr int kCoarse = nets::LinearTextureImpl::kCoarse;
constexpr int64_t kChunk = 512;

struct Components {
  torch::Tensor basis, gain, posteriorStd;
};

/// Probabilistic PCA from eigenvectors (columns, descending) with their variances and the noise variance.
Components probabilistic(const torch::Tensor& vectors, const torch::Tensor& variances, double noise) {
  const torch::Tensor scale = (variances - noise).clamp_min(1e-12).sqrt();
  return {(vectors * scale).t().contiguous(), 1 / variances, (noise / variances).sqrt()};
}

/// The exact answer for few dimensions. Rows of `centred` are samples.
Components smallPca(const torch::Tensor& centred, int size) {
  const torch::Tensor covariance =
      centred.t().matmul(centred).to(torch::kDouble) / static_cast<double>(centred.size(0));
  const auto [values, vectors] = torch::linalg_eigh(covariance);
  const torch::Tensor top = values.flip(0);
  const double noise = top.narrow(0, size, top.size(0) - size).mean().item<double>();
  return probabilistic(vectors.flip(1).narrow(1, 0, size).to(torch::kFloat), top.narrow(0, 0, size).to(torch::kFloat),
                       noise);
}

/// The train split at 128², mean removed, unknown pixels zero at first; half of the rows mirrored.
struct Samples {
  torch::Tensor x;      ///< N×3×128×128, minus the mean
  torch::Tensor known;  ///< N×1×128×128 uint8
  torch::Tensor mean;   ///< 3×128×128
};

Samples loadSamples(const FaceCache& cache) {
  const int64_t n = cache.train().size(0);
  Samples s{torch::empty({n, 3, kSide, kSide}), torch::empty({n, 1, kSide, kSide}, torch::kUInt8),
            torch::zeros({3, kSide, kSide})};
  torch::Tensor count = torch::zeros({1, kSide, kSide});
  for (int64_t i = 0; i < n; i += kChunk) {
    const int64_t rows = std::min(kChunk, n - i);
    const torch::Tensor index = cache.train().narrow(0, i, rows);
    torch::Tensor x = cache.textures().index_select(0, index).permute({0, 3, 1, 2}).to(torch::kFloat) / 255;
    torch::Tensor k = cache.known().index_select(0, index).unsqueeze(1).to(torch::kFloat) / 255;
    x = F::avg_pool2d(x, F::AvgPool2dFuncOptions(2));
    k = (F::avg_pool2d(k, F::AvgPool2dFuncOptions(2)) > 0.99).to(torch::kFloat);
    const torch::Tensor mirror = (torch::arange(i, i + rows) % 2 == 1).view({-1, 1, 1, 1});
    x = torch::where(mirror, x.flip(3), x);
    k = torch::where(mirror, k.flip(3), k);
    s.mean += (x * k).sum(0);
    count += k.sum(0);
    s.x.narrow(0, i, rows).copy_(x);
    s.known.narrow(0, i, rows).copy_(k);
  }
  s.mean /= count.clamp_min(1);
  s.mean = (s.mean + s.mean.flip(2)) / 2;
  for (int64_t i = 0; i < n; i += kChunk) {
    torch::Tensor rows = s.x.narrow(0, i, std::min(kChunk, n - i));
    rows.sub_(s.mean).mul_(s.known.narrow(0, i, rows.size(0)));
  }
  return s;
}

/// The face counts fully, what lies around it a fifth.
torch::Tensor pixelWeights() {
  const torch::Tensor axis = (torch::arange(kSide) + 0.5) / kSide;
  const torch::Tensor y = (axis - 0.56).view({-1, 1}) / 0.46;
  const torch::Tensor x = (axis - 0.5).view({1, -1}) / 0.44;
  const torch::Tensor r = (x * x + y * y).sqrt();
  return (0.2 + 0.8 * torch::sigmoid((1 - r) * 14)).view({1, kSide, kSide});
}

torch::Tensor upsampled(const torch::Tensor& coarse) {
  return F::interpolate(
      coarse.view({-1, 3, kCoarse, kCoarse}),
      F::InterpolateFuncOptions().size(std::vector<int64_t>{kSide, kSide}).mode(torch::kBilinear).align_corners(false));
}

torch::Tensor coarseOf(const torch::Tensor& x) {
  return F::avg_pool2d(x, F::AvgPool2dFuncOptions(kSide / kCoarse)).flatten(1);
}

}  // namespace

torch::Tensor mirroredOrder() {
  std::vector<int64_t> order(kMirroredLandmarks.begin(), kMirroredLandmarks.end());
  return torch::tensor(order);
}

nets::ShapeModel fitShape(const FaceCache& cache, int size) {
  const torch::Tensor faces = cache.cropLandmarks().index_select(0, cache.train());
  torch::Tensor mirrored = faces.index_select(1, mirroredOrder());
  mirrored.select(2, 0).mul_(-1).add_(1);
  const torch::Tensor all = torch::cat({faces, mirrored}).flatten(1);
  const torch::Tensor mean = all.mean(0);
  const Components c = smallPca(all - mean, size);
  nets::ShapeModel model(size);
  torch::NoGradGuard guard;
  model->mean.copy_(mean);
  model->basis.copy_(c.basis);
  model->gain.copy_(c.gain);
  return model;
}

void fitLinearTexture(const FaceCache& cache, nets::LinearTexture& model, torch::Device device) {
  torch::NoGradGuard guard;
  constexpr int kRounds = 4;
  constexpr int kSpare = 16;
  Samples s = loadSamples(cache);
  const int64_t n = s.x.size(0);
  const int64_t pixels = int64_t{3} * kSide * kSide;
  const torch::Tensor weight = pixelWeights();
  const torch::Tensor root = weight.sqrt();
  torch::Tensor v = std::get<0>(torch::linalg_qr(torch::randn({pixels, model->featureSize + kSpare}, device)));
  model->to(torch::kCPU);
  model->canonical.copy_(cache.canonical());
  model->mean.copy_(s.mean);
  model->weight.copy_(weight);

  const auto chunks = [&](auto&& visit) {
    for (int64_t i = 0; i < n; i += kChunk) visit(i, std::min(kChunk, n - i));
  };
  for (int round = 0; round < kRounds; ++round) {
    std::vector<torch::Tensor> coarse;
    chunks([&](int64_t i, int64_t rows) { coarse.push_back(coarseOf(s.x.narrow(0, i, rows))); });
    const Components colour = smallPca(torch::cat(coarse), model->colourSize);
    model->colourBasis.copy_(colour.basis);
    model->colourGain.copy_(colour.gain);

    // What colour leaves, weighted by the pixel's importance.
    const auto residual = [&](int64_t i, int64_t rows) {
      const torch::Tensor x = s.x.narrow(0, i, rows);
      const torch::Tensor z = coarseOf(x).matmul(colour.basis.t()) * colour.gain;
      return ((x - upsampled(z.matmul(colour.basis))) * root).flatten(1).to(device);
    };
    for (int power = 0; power < 2; ++power) {
      torch::Tensor next = torch::zeros_like(v);
      chunks([&](int64_t i, int64_t rows) {
        const torch::Tensor r = residual(i, rows);
        next += r.t().matmul(r.matmul(v));
      });
      v = std::get<0>(torch::linalg_qr(next));
    }
    torch::Tensor gram = torch::zeros({v.size(1), v.size(1)}, device);
    double total = 0;
    chunks([&](int64_t i, int64_t rows) {
      const torch::Tensor r = residual(i, rows);
      const torch::Tensor y = r.matmul(v);
      gram += y.t().matmul(y);
      total += r.pow(2).sum(torch::kDouble).item<double>();
    });
    const auto [values, rotation] = torch::linalg_eigh(gram / static_cast<double>(n));
    v = v.matmul(rotation.flip(1));
    const torch::Tensor variances = values.flip(0).narrow(0, 0, model->featureSize);
    const double noise = std::max(1e-9, (total / static_cast<double>(n) - variances.sum().item<double>()) /
                                            static_cast<double>(pixels - model->featureSize));
    const Components features = probabilistic(v.narrow(1, 0, model->featureSize), variances, noise);
    model->featureBasis.copy_(features.basis.to(torch::kCPU).view({-1, 3, kSide, kSide}).div(root).flatten(1));
    model->featureGain.copy_(features.gain);
    model->posteriorStd.copy_(torch::cat({colour.posteriorStd, features.posteriorStd.to(torch::kCPU)}).clamp(0.02, 1));
    std::printf("linear texture, round %d: %.1f %% of the weighted variance explained, noise %.3g\n", round + 1,
                100 * variances.sum().item<double>() / (total / static_cast<double>(n)), noise);
    std::fflush(stdout);

    if (round + 1 == kRounds) break;
    chunks([&](int64_t i, int64_t rows) {
      torch::Tensor x = s.x.narrow(0, i, rows);
      const torch::Tensor known = s.known.narrow(0, i, rows).to(torch::kFloat);
      const torch::Tensor z = model->encode(x + s.mean, known);
      x.copy_(model->fill(x + s.mean, known, z) - s.mean);
    });
  }
}

}  // namespace mien::training
