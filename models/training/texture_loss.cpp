#include "models/training/texture_loss.h"

#include <torch/nn/functional.h>

#include "models/training/distances.h"
#include "models/training/face_views.h"

namespace mien::training {
namespace F = torch::nn::functional;

namespace {

/// Weights of the losses, found in short runs: each contributes a like share of the gradient at the start. With 0.02
/// on the perceptual one the convolutions ended behind the linear start there.
constexpr double kPerceptual = 0.05;
constexpr double kUnknown = 0.3;
constexpr double kWoven = 4;
constexpr double kIdentity = 0.2;
constexpr double kMixIdentity = 0.2;
constexpr double kDetailIdentity = 0.15;
constexpr double kKl = 2e-3;
constexpr double kFreeNats = 0.02;  ///< a dimension (Kingma et al. 2016)
constexpr double kCrossed = 0.4;    ///< share of the faces that take on a part of another's

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

/// How strong a pattern is that repeats every 4 px, as the last layer can write it by itself: local means of each of
/// the 16 places in its squares, less what they have in common. `off` is the picture less what it should be, N×3×S×S.
torch::Tensor woven(const torch::Tensor& off) {
  const torch::Tensor places = F::avg_pool2d(torch::pixel_unshuffle(off, 4), F::AvgPool2dFuncOptions(4));
  const torch::Tensor byPlace = places.unflatten(1, {3, 16});
  return (byPlace - byPlace.mean(2, true)).abs().mean();
}

}  // namespace

TextureBatch loadBatch(const FaceCache& cache, const torch::Tensor& index, torch::Device device, bool augment) {
  const int64_t n = index.size(0);
  const torch::Tensor there = index.to(cache.textures().device());
  TextureBatch b;
  b.x = cache.textures().index_select(0, there).to(device).permute({0, 3, 1, 2}).to(torch::kFloat) / 255;
  b.known = cache.known().index_select(0, there).to(device).unsqueeze(1).to(torch::kFloat) / 255;
  b.identity = cache.identity().index_select(0, index).to(device);
  b.grid = cache.identityGrid().index_select(0, index).to(device);
  b.weight = torch::ones({n}, b.x.options());
  const auto random = [&](double range) { return (torch::rand({n, 1, 1, 1}, b.x.options()) * 2 - 1) * range; };
  if (!augment) return b;
  const auto crossed = crossedWithNext(torch::cat({b.x, b.known}, 1), kCrossed).split_with_sizes({3, 1}, 1);
  b.x = crossed[0];
  b.known = crossed[1];
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

torch::Tensor mixGroups(const torch::Tensor& a, const torch::Tensor& b, const torch::Tensor& t, int64_t colour) {
  const int64_t features = a.size(1) - colour;
  const auto mixed = [&](int64_t begin, int64_t length) {
    const torch::Tensor from = a.narrow(1, begin, length);
    const torch::Tensor to = b.narrow(1, begin, length);
    const torch::Tensor straight = from * (1 - t) + to * t;
    const torch::Tensor wanted = from.norm(2, 1, true) * (1 - t) + to.norm(2, 1, true) * t;
    return straight * (wanted / straight.norm(2, 1, true).clamp_min(1e-6));
  };
  return torch::cat({mixed(0, colour), mixed(colour, features)}, 1);
}

TextureLoss textureLoss(nets::TextureVae& vae, const TextureBatch& batch, const IdentityTeacher& identity,
                        const PerceptualTeacher& perceptual) {
  const int64_t n = batch.x.size(0);
  const int64_t half = n / 2;
  const auto last = [&](const torch::Tensor& t) { return t.narrow(0, half, n - half); };
  const auto first = [&](const torch::Tensor& t) { return t.narrow(0, 0, half); };
  const auto next = [&](const torch::Tensor& t) { return first(t).roll(1, 0); };

  // The first half is decoded as the program does, from the means; its faces are mixed, too.
  const auto posterior = vae->encode(batch.x, batch.known);
  const torch::Tensor noise = torch::randn_like(posterior.mean);
  first(noise).zero_();
  const torch::Tensor z = posterior.mean + noise * (0.5 * posterior.logVariance).exp();
  const torch::Tensor random = torch::rand({half, 1}, batch.x.options());
  const torch::Tensor t = torch::where(torch::rand_like(random) < 0.5, torch::full_like(random, 0.5), random);
  const torch::Tensor mixed = mixGroups(first(posterior.mean), next(posterior.mean), t, vae->linear->colourSize);
  const auto decoded = vae->decode(torch::cat({z, mixed})).split_with_sizes({n, half});
  const torch::Tensor& y = decoded[0];
  const torch::Tensor& mix = decoded[1];

  TextureLoss loss;
  const torch::Tensor weight = batch.known * pixelWeight(vae->linear->weight);
  loss.pixel = ((y - batch.x).abs() * weight).sum() / (3 * weight.sum());
  // Where no photograph says anything the linear part's guess stays: what is drawn from the model shows it.
  const torch::Tensor unknown = 1 - batch.known;
  const torch::Tensor target = batch.x * batch.known + vae->decodeLinear(z).detach() * unknown;
  const torch::Tensor drifted = ((y - target).abs() * unknown).sum() / (3 * unknown.sum()).clamp_min(1);
  const torch::Tensor share = t.view({-1, 1, 1, 1});
  const torch::Tensor mixedTarget = first(target) * (1 - share) + first(target).roll(1, 0) * share;
  loss.woven = woven(torch::cat({y - target, mix - mixedTarget}));
  // All of the crop is looked at later, so what surrounds the face counts fully here.
  loss.perceptual = perceptual.distance(last(y), last(batch.x), last(batch.known)).mean();

  // The judge sees every face the way round that its photograph was; the targets are seen as the pictures are.
  const auto shown = [&](const torch::Tensor& pictures, const torch::Tensor& grids) {
    return identity.embedCanonical(batch.mirrored ? turned(pictures) : pictures, grids).to(torch::kFloat);
  };
  const FaceViews views(batch.grid);
  torch::Tensor wanted;
  {
    const torch::NoGradGuard guard;
    wanted = shown(batch.x, views.grids());
  }
  const torch::Tensor rows = torch::arange(half, torch::dtype(torch::kLong).device(batch.x.device()));
  const torch::Tensor gridMix = views.between(rows, rows.roll(1, 0), t);
  const torch::Tensor missed = first(batch.x - y);
  const torch::Tensor detailed = mix + missed * (1 - share) + missed.roll(1, 0) * share;

  loss.decoded = torch::cat({last(y), mix, detailed});
  // By the network alone they are seen where other faces are known: what is made up must look as likely there. Detail
  // is there where both parents are known.
  loss.decodedKnown =
      torch::cat({last(batch.known).roll(1, 0), first(batch.known).roll(2, 0), first(batch.known) * next(batch.known)});

  // Of reconstructions half are looked at: some from the means, some from draws.
  loss.likenessFrom = half / 2;
  const auto seen = [&](const torch::Tensor& all) { return all.narrow(0, loss.likenessFrom, half); };
  const auto embedded = shown(torch::cat({seen(y), mix, detailed}), torch::cat({seen(views.grids()), gridMix, gridMix}))
                            .split_with_sizes({half, half, half});
  loss.likeness = squaredDistance(embedded[0], seen(wanted));
  loss.identity = (loss.likeness * seen(batch.weight)).mean();
  const torch::Tensor mixWeight = first(batch.weight) * (1 - t.squeeze(1)) + next(batch.weight) * t.squeeze(1);
  // Half way along the straight line between both parents' embeddings is as near as one can be to both.
  const auto between = [&](const torch::Tensor& of) {
    return (mixWeight * (squaredDistance(of, first(wanted)) * (1 - t.squeeze(1)) +
                         squaredDistance(of, next(wanted)) * t.squeeze(1)))
        .mean();
  };
  loss.mixIdentity = between(embedded[1]);
  loss.detailIdentity = between(embedded[2]);

  const torch::Tensor perDimension =
      0.5 * (posterior.mean.pow(2) + posterior.logVariance.exp() - 1 - posterior.logVariance).mean(0);
  loss.kl = perDimension.clamp_min(kFreeNats).mean();
  loss.total = loss.pixel + kUnknown * drifted + kWoven * loss.woven + kPerceptual * loss.perceptual +
               kIdentity * loss.identity + kMixIdentity * loss.mixIdentity + kDetailIdentity * loss.detailIdentity +
               kKl * loss.kl;
  return loss;
}

TextureCheck checkTexture(nets::TextureVae& vae, const FaceCache& cache, const torch::Tensor& index,
                          const IdentityTeacher& identity, torch::Device device) {
  const torch::InferenceMode guard;
  std::vector<torch::Tensor> alone;
  std::vector<torch::Tensor> mixes;
  std::vector<torch::Tensor> detail;
  for (const torch::Tensor& some : index.split(64)) {
    const TextureBatch batch = loadBatch(cache, some, device, false);
    const torch::Tensor code = vae->encode(batch.x, batch.known).mean;
    const torch::Tensor half = torch::full({code.size(0), 1}, 0.5, code.options());
    const torch::Tensor y = vae->decode(code);
    const torch::Tensor mix = vae->decode(mixGroups(code, code.roll(1, 0), half, vae->linear->colourSize));
    const torch::Tensor missed = batch.x - y;
    const torch::Tensor grids = (batch.grid + batch.grid.roll(1, 0)) / 2;
    const auto distance = [&](const torch::Tensor& x, const torch::Tensor& grid, const torch::Tensor& to) {
      return squaredDistance(identity.embedCanonical(x.clamp(0, 1), grid), to).sqrt();
    };
    const auto worse = [&](const torch::Tensor& x) {
      return torch::maximum(distance(x, grids, batch.identity), distance(x, grids, batch.identity.roll(1, 0)));
    };
    alone.push_back(distance(y, batch.grid, batch.identity));
    mixes.push_back(worse(mix));
    detail.push_back(worse(mix + (missed + missed.roll(1, 0)) / 2));
  }
  return {torch::cat(alone).median().item<double>(), shareBelow(torch::cat(mixes).cpu(), 0.6),
          shareBelow(torch::cat(detail).cpu(), 0.6)};
}

}  // namespace mien::training
