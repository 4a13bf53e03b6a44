#include "models/training/texture_loss.h"

#include <torch/nn/functional.h>

namespace mien::training {
namespace F = torch::nn::functional;

namespace {

/// Weights of the losses, found in short runs: each contributes a like share of the gradient at the start. With 0.02
/// on the perceptual one the convolutions ended behind the linear start there.
constexpr double kPerceptual = 0.05;
constexpr double kIdentity = 0.15;
constexpr double kMixIdentity = 0.15;
constexpr double kKl = 2e-3;
constexpr double kFreeNats = 0.02;  ///< a dimension (Kingma et al. 2016)

/// The landmark teacher puts its points about 1.5 % of the eye distance too far left, so that all textures lie 1.4 px
/// too far right, and a mirror image would lie as far left: it is moved by this to where the rest is.
constexpr int64_t kTwiceTheHabit = 3;

/// Mirrored, or mirrored back; some columns wrap around.
torch::Tensor turned(const torch::Tensor& x) {
  return x.flip(3).roll(kTwiceTheHabit, 3);
}

torch::Tensor squaredDistance(const torch::Tensor& a, const torch::Tensor& b) {
  return (a - b).pow(2).sum(1);
}

/// Pixels of the face count fully, those around it a quarter.
torch::Tensor pixelWeight(const torch::Tensor& mask128) {
  return F::interpolate(mask128.unsqueeze(0),
                        F::InterpolateFuncOptions().scale_factor(std::vector<double>{2, 2}).mode(torch::kNearest));
}

}  // namespace

TextureBatch loadBatch(const FaceCache& cache, const torch::Tensor& index, torch::Device device, bool augment) {
  const int64_t n = index.size(0);
  TextureBatch b;
  b.x = cache.textures().index_select(0, index).to(device).permute({0, 3, 1, 2}).to(torch::kFloat) / 255;
  b.known = cache.known().index_select(0, index).to(device).unsqueeze(1).to(torch::kFloat) / 255;
  b.identity = cache.identity().index_select(0, index).to(device);
  b.grid = cache.identityGrid().index_select(0, index).to(device);
  const auto random = [&](double range) { return (torch::rand({n, 1, 1, 1}, b.x.options()) * 2 - 1) * range; };
  if (!augment) return b;
  b.mirrored = torch::rand({}).item<float>() < 0.5F;
  if (b.mirrored) {
    b.x = turned(b.x);
    b.known = turned(b.known);
    b.known.narrow(3, 0, kTwiceTheHabit).zero_();
  }
  // Exposure, contrast and white balance, each small enough to leave the face's own colour believable.
  const torch::Tensor gain = 1 + random(0.10) + torch::cat({random(0.03), random(0.03), random(0.03)}, 1);
  b.x = (((b.x - 0.5) * (1 + random(0.08)) + 0.5) * gain).clamp(0, 1);
  return b;
}

torch::Tensor mixCodes(const torch::Tensor& a, const torch::Tensor& b, double t) {
  const torch::Tensor straight = a * (1 - t) + b * t;
  const torch::Tensor length = a.norm(2, 1, true) * (1 - t) + b.norm(2, 1, true) * t;
  return straight * (length / straight.norm(2, 1, true).clamp_min(1e-6));
}

TextureLoss textureLoss(nets::TextureVae& vae, const TextureBatch& batch, const IdentityTeacher& identity,
                        const PerceptualTeacher& perceptual) {
  const int64_t n = batch.x.size(0);
  const int64_t half = n / 2;
  const auto posterior = vae->encode(batch.x, batch.known);
  const torch::Tensor noise = torch::randn_like(posterior.mean);
  const torch::Tensor z = posterior.mean + noise * (0.5 * posterior.logVariance).exp();

  // A few mixes of the first faces with the last ones ride in the same pass.
  const int64_t mixes = std::max<int64_t>(1, n / 4);
  const torch::Tensor mixed =
      mixCodes(posterior.mean.narrow(0, 0, mixes), posterior.mean.narrow(0, n - mixes, mixes), 0.5);
  const torch::Tensor decoded = vae->decode(torch::cat({z, mixed}));
  const torch::Tensor y = decoded.narrow(0, 0, n);
  const torch::Tensor m = decoded.narrow(0, n, mixes);

  TextureLoss loss;
  const torch::Tensor weight = batch.known * pixelWeight(vae->linear->weight);
  const torch::Tensor pixel = ((y - batch.x).abs() * weight).sum() / (3 * weight.sum());

  // All of the crop is looked at later, so what surrounds the face counts fully here.
  const torch::Tensor look =
      perceptual.distance(y.narrow(0, 0, half), batch.x.narrow(0, 0, half), batch.known.narrow(0, 0, half)).mean();

  // The judge sees every face the way round that its photograph was.
  torch::Tensor forJudge = torch::cat({y.narrow(0, half, n - half), m});
  if (batch.mirrored) forJudge = turned(forJudge);
  const torch::Tensor gridMix = (batch.grid.narrow(0, 0, mixes) + batch.grid.narrow(0, n - mixes, mixes)) / 2;
  const torch::Tensor embedded =
      identity.embedCanonical(forJudge, torch::cat({batch.grid.narrow(0, half, n - half), gridMix}));
  const torch::Tensor same =
      squaredDistance(embedded.narrow(0, 0, n - half), batch.identity.narrow(0, half, n - half)).mean();
  const torch::Tensor ofMix = embedded.narrow(0, n - half, mixes);
  const torch::Tensor worse = torch::maximum(squaredDistance(ofMix, batch.identity.narrow(0, 0, mixes)),
                                             squaredDistance(ofMix, batch.identity.narrow(0, n - mixes, mixes)))
                                  .mean();

  const torch::Tensor perDimension =
      0.5 * (posterior.mean.pow(2) + posterior.logVariance.exp() - 1 - posterior.logVariance).mean(0);
  const torch::Tensor kl = perDimension.clamp_min(kFreeNats).mean();

  loss.total = pixel + kPerceptual * look + kIdentity * same + kMixIdentity * worse + kKl * kl;
  loss.pixel = pixel.item<double>();
  loss.perceptual = look.item<double>();
  loss.identity = same.item<double>();
  loss.mixIdentity = worse.item<double>();
  loss.kl = kl.item<double>();
  return loss;
}

}  // namespace mien::training
