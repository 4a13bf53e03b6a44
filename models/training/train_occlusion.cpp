#include "models/training/train_occlusion.h"

#include <torch/nn/functional.h>

#include "core/model/occlusion_module.h"
#include "models/training/cache.h"
#include "models/training/from_pack.h"
#include "models/training/half_precision.h"
#include "models/training/occlusion_pictures.h"
#include "models/training/sampling.h"
#include "models/training/schedule.h"
#include "models/training/sheet.h"

namespace mien::training {
namespace F = torch::nn::functional;

namespace {

constexpr double kRate = 1.5e-3;
constexpr double kFurtherRate = 6e-4;  ///< from a pack: nothing is unlearned first
constexpr int64_t kRows = 8000;        ///< photographs that things are drawn over
constexpr double kSuspects = 0.2;      ///< of them, left out

/// The rows with the least of `measure`, given batches of rows.
template <class Measure>
torch::Tensor withoutSuspects(const torch::Tensor& rows, double suspects, const Measure& measure) {
  constexpr int64_t kBatch = 64;
  const torch::NoGradGuard guard;
  std::vector<torch::Tensor> all;
  for (int64_t at = 0; at < rows.size(0); at += kBatch)
    all.push_back(measure(rows.narrow(0, at, std::min(kBatch, rows.size(0) - at))));
  const torch::Tensor order = torch::cat(all).argsort();
  const auto keep = static_cast<int64_t>(static_cast<double>(rows.size(0)) * (1 - suspects));
  return rows.index_select(0, order.narrow(0, 0, keep)).contiguous();
}

/// How much the network finds on these photographs, N: the share of the face.
torch::Tensor found(nets::Occlusion& network, const FaceCache& cache, const torch::Tensor& index,
                    const torch::Tensor& place, torch::Device device) {
  const HalfPrecision half(device);
  const torch::Tensor known = knownOf(cache, index);
  const torch::Tensor seen =
      torch::sigmoid(network(texturesOf(cache, index).to(device), known.to(device)).to(torch::kFloat)).to(torch::kCPU);
  return ((seen > 0.5).to(torch::kFloat) * place * known).sum({1, 2, 3}) / place.sum();
}

struct Losses {
  torch::Tensor crossEntropy, overlap;
};

/// Cross-entropy a pixel, and 1 − Dice's coefficient a batch, for rims are thin (Milletari et al. 2016).
Losses lossesOf(const torch::Tensor& logits, const torch::Tensor& covered, const torch::Tensor& weight) {
  const torch::Tensor each = F::binary_cross_entropy_with_logits(
      logits, covered, F::BinaryCrossEntropyWithLogitsFuncOptions().reduction(torch::kNone));
  const torch::Tensor seen = torch::sigmoid(logits) * weight;
  const torch::Tensor there = covered * weight;
  return {(each * weight).sum() / weight.sum(),
          1 - (2 * (seen * there).sum() + 1) / (seen.square().sum() + there.square().sum() + 1)};
}

}  // namespace

void trainOcclusion(const OcclusionOptions& options) {
  const FaceCache cache(options.cache);
  const torch::Tensor& canonical = cache.canonical();
  const torch::Tensor place = lookedAt(canonical);
  Run<nets::Occlusion> run(options.run, nets::Occlusion(), nets::Occlusion(), options.device, kRate);
  run.shipped->eval();
  if (!run.resumed) {
    if (!options.from.empty()) startFrom(*run.live, options.from / kOcclusionFile);
    average(*run.shipped, *run.live, 0);
    std::fputs("steps,minutes,cross-entropy,overlap lost\n", run.log);
  }
  const torch::Tensor all = cache.train();
  const int64_t every = std::max<int64_t>(1, all.size(0) / kRows);
  const torch::Tensor pool = all.slice(0, 0, all.size(0), every).contiguous();
  const auto byBridge = [&](const torch::Tensor& i) { return bridgeLines(texturesOf(cache, i), canonical); };
  // By the eyes alone: beards and wrinkles that it takes for things must go on being shown to it as none.
  const torch::Tensor eyes = eyeBand(canonical);
  const auto byNetwork = [&](const torch::Tensor& i) { return found(run.shipped, cache, i, eyes, options.device); };
  // From here on the network knows spectacles better than a heuristic.
  const int64_t known = options.from.empty() ? options.totalSteps / 3 : 0;
  torch::Tensor rows = run.done < known ? withoutSuspects(pool, kSuspects, byBridge) : torch::Tensor();
  const auto start = std::chrono::steady_clock::now();
  while (run.done < options.totalSteps && minutesSince(start) < options.minutes) {
    if (run.done == known || !rows.defined()) rows = withoutSuspects(pool, kSuspects, byNetwork);
    setLearningRate(*run.optimiser,
                    (options.from.empty() ? kRate : kFurtherRate) *
                        learningRateShare(static_cast<double>(run.done), static_cast<double>(options.totalSteps), 100));
    const torch::Tensor index = rows.index_select(0, torch::randint(rows.size(0), {options.batch}));
    const torch::Tensor textures = texturesOf(cache, index);
    OccludedPictures drawn = drawnOver(withHardShadows(textures, canonical), textures.roll(1, 0), canonical);
    drawn.pictures = photographed(atDusk(drawn.pictures));
    const torch::Tensor mirrored = torch::rand({options.batch, 1, 1, 1}) < 0.5;
    const auto either = [&](const torch::Tensor& x) { return torch::where(mirrored, x.flip(3), x).to(options.device); };
    const torch::Tensor seen = knownOf(cache, index);
    const torch::Tensor sure = torch::maximum(1 - perhapsHair(textures, canonical), drawn.covered);
    torch::Tensor logits;
    {
      const HalfPrecision half(options.device);
      logits = run.live(either(drawn.pictures), either(seen)).to(torch::kFloat);
    }
    const Losses losses = lossesOf(logits, either(drawn.covered), either(seen * sure * place));
    run.optimiser->zero_grad();
    (losses.crossEntropy + 0.3 * losses.overlap).backward();
    torch::nn::utils::clip_grad_norm_(run.live->parameters(), 5.0);
    run.optimiser->step();
    average(*run.shipped, *run.live, std::min(0.997, 1 - 10.0 / (10.0 + static_cast<double>(run.done))));
    if (++run.done % 20 == 0) {
      std::fprintf(run.log, "%ld,%.2f,%.4f,%.4f\n", static_cast<long>(run.done), minutesSince(start),
                   losses.crossEntropy.item<double>(), losses.overlap.item<double>());
      std::fflush(run.log);
    }
    if (run.done % 200 == 0) run.save();
  }
  run.save();
}

void writeOcclusionSheet(const OcclusionOptions& options, const std::filesystem::path& file) {
  const torch::NoGradGuard guard;
  const FaceCache cache(options.cache);
  const torch::Tensor place = lookedAt(cache.canonical());
  Run<nets::Occlusion> run(options.run, nets::Occlusion(), nets::Occlusion(), options.device, kRate);
  run.shipped->eval();
  constexpr int64_t kColumns = 8;
  std::vector<torch::Tensor> rows;
  const auto add = [&](const torch::Tensor& pictures, const torch::Tensor& known) {
    if (pictures.size(0) < kColumns) return;
    const torch::Tensor seen =
        torch::sigmoid(run.shipped(pictures.to(options.device), known.to(options.device))).to(torch::kCPU) * place;
    rows.push_back(pictures);
    rows.push_back(pictures + (torch::tensor({1.0F, 0.0F, 0.9F}).view({1, 3, 1, 1}) - pictures) * seen);
  };
  for (int row = 0; row < 2; ++row) {
    const torch::Tensor index = cache.train().index_select(0, torch::randint(cache.train().size(0), {kColumns}));
    const torch::Tensor textures = texturesOf(cache, index);
    const OccludedPictures drawn = drawnOver(textures, textures.roll(1, 0), cache.canonical());
    rows.push_back(drawn.covered.expand_as(drawn.pictures));
    add(photographed(drawn.pictures), knownOf(cache, index));
  }
  // The ones with most, and some with a little.
  const torch::Tensor val = cache.val();
  std::vector<torch::Tensor> all;
  for (int64_t at = 0; at < val.size(0); at += 64)
    all.push_back(
        found(run.shipped, cache, val.narrow(0, at, std::min<int64_t>(64, val.size(0) - at)), place, options.device));
  const torch::Tensor order = val.index_select(0, torch::cat(all).argsort(-1, true));
  for (const int64_t at : {0, 16, 32, 48, 64, 96, 128, 160, 200, 260, 400}) {
    const torch::Tensor index = order.slice(0, at, at + kColumns);
    add(texturesOf(cache, index), knownOf(cache, index));
  }
  writeSheet(file, rows);
}

}  // namespace mien::training
