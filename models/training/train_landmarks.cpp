#include "models/training/train_landmarks.h"

#include <torch/nn/functional.h>

#include "models/training/cache.h"
#include "models/training/fixed_draws.h"
#include "models/training/from_pack.h"
#include "models/training/linear.h"
#include "models/training/sampling.h"
#include "models/training/schedule.h"

namespace mien::training {
namespace F = torch::nn::functional;

namespace {

constexpr double kEyes = nets::LandmarkerImpl::kEyeDistance;
constexpr double kEyeLine = nets::LandmarkerImpl::kEyeLine;
constexpr int kSide = nets::LandmarkerImpl::kSide;
constexpr double kFaceLogitWeight = 0.02;

struct Sample {
  torch::Tensor crops;   ///< N×3×112×112
  torch::Tensor points;  ///< N×68×2, unit square
  torch::Tensor face;    ///< N, 1 or 0
};

/// What lies beyond the window of each crop: black as at run time beyond a photograph (half), its edge repeated, its
/// mirror image, or another photograph. Most windows end close to the face; a network that only sees them on black
/// takes the border for a part of the face.
torch::Tensor beyond(const torch::Tensor& pictures, const Similarities& fromUnit) {
  const int64_t n = pictures.size(0);
  const torch::Tensor edge = sampleCrops(pictures, FaceCache::kWindow, fromUnit, kSide, torch::kBorder);
  const torch::Tensor mirror = sampleCrops(pictures, FaceCache::kWindow, fromUnit, kSide, torch::kReflection);
  const Similarities elsewhere{torch::tensor({160.0F, 0.0F, 0.0F, 0.0F}).expand({n, 4})};
  const Similarities anyhow = jitter(spread({n}, std::numbers::pi), torch::ones({n}), spread({n, 2}, 0.3), 0.5, 0.5);
  const torch::Tensor other =
      sampleCrops(pictures.roll(1, 0), FaceCache::kWindow, anyhow.then(elsewhere), kSide, torch::kReflection);
  const torch::Tensor kind = torch::rand({n, 1, 1, 1});
  const torch::Tensor filled = torch::where(kind < 0.65, edge, torch::where(kind < 0.8, mirror, other));
  return torch::where(kind < 0.5, torch::zeros_like(filled), filled);
}

/// Crops as the finder leaves them (half), nearly right (the rest), and a sixth without an upright face in the middle.
Sample draw(const FaceCache& cache, const torch::Tensor& index, bool rough) {
  const int64_t n = index.size(0);
  const torch::Tensor pictures = cache.windows().index_select(0, index).permute({0, 3, 1, 2}).to(torch::kFloat) / 255;
  const torch::Tensor truth = cache.windowLandmarks().index_select(0, index);
  const torch::Tensor coarse = rough ? (torch::rand({n}) < 0.5).to(torch::kFloat) : torch::zeros({n});
  const torch::Tensor none = rough ? (torch::rand({n}) < 0.16).to(torch::kFloat) : torch::zeros({n});

  const torch::Tensor wide = 0.3 + 0.7 * coarse;
  torch::Tensor angle = spread({n}, 0.35) * wide;
  torch::Tensor scale = (spread({n}, 0.22) * wide).exp();
  torch::Tensor shift = spread({n, 2}, 0.09) * wide.unsqueeze(1);
  // No face: turned upside down or on its side, far off, or at a quite different size, as when the finder took nose and
  // mouth for a small face.
  const torch::Tensor kind = torch::rand({n});
  angle = angle + none * (kind < 0.4) * (std::numbers::pi / 2 * (1 + 2 * torch::rand({n})));
  const torch::Tensor away = torch::stack({torch::rand({n}) * 2 * std::numbers::pi, 0.42 + 0.5 * torch::rand({n})}, 1);
  const torch::Tensor direction =
      torch::stack({away.select(1, 0).cos(), away.select(1, 0).sin()}, 1) * away.select(1, 1).unsqueeze(1);
  shift = shift + (none * (kind >= 0.4) * (kind < 0.75)).unsqueeze(1) * direction;
  const torch::Tensor size =
      torch::where(torch::rand({n}) < 0.4, 0.35 + 0.15 * torch::rand({n}), 1.7 + 1.2 * torch::rand({n}));
  scale = torch::where((none * (kind >= 0.75)) > 0, size, scale);

  const Similarities upright = fitSimilarities(fivePointsOf(truth), cropTemplate(kEyes, kEyeLine));
  const Similarities toCrop = upright.then(jitter(angle, scale, shift, 0.5, 0.55));
  const Similarities fromCrop = toCrop.inverse();
  Sample s{sampleCrops(pictures, FaceCache::kWindow, fromCrop, kSide), toCrop.apply(truth), 1 - none};
  if (rough) {
    const torch::Tensor cover = sampleCrops(torch::ones({n, 1, 8, 8}), FaceCache::kWindow, fromCrop, kSide);
    s.crops = s.crops + beyond(pictures, fromCrop) * (1 - cover);
  }
  // No mirror images: the teacher's points lie 2 % of the eye distance further left than a mirror image's mirrored
  // back, and taught both ways the network is 1.5 % off in each.
  if (rough) s.crops = photographed(s.crops);
  return s;
}

/// Mean distance ÷ eye distance, per face.
torch::Tensor error(const torch::Tensor& given, const torch::Tensor& truth) {
  const torch::Tensor five = fivePointsOf(truth);
  const torch::Tensor eyes = (five.select(1, 0) - five.select(1, 1)).norm(2, 1);
  return (given - truth).norm(2, 2).mean(1) / eyes;
}

double validate(nets::Landmarker& net, const FaceCache& cache, torch::Device device) {
  const torch::InferenceMode guard;
  const FixedDraws fixed;
  torch::Tensor sum = torch::zeros({});
  int64_t count = 0;
  for (int64_t i = 0; i + 64 <= cache.val().size(0); i += 64, count += 64) {
    const Sample s = draw(cache, cache.val().narrow(0, i, 64), false);
    const torch::Tensor out = net(s.crops.to(device)).to(torch::kCPU);
    sum += error(out.narrow(1, 0, 136).view({-1, 68, 2}), s.points).sum();
  }
  return sum.item<double>() / static_cast<double>(count);
}

}  // namespace

void trainLandmarks(const FindingOptions& options) {
  constexpr double kRate = 1.5e-3;
  const FaceCache cache(options.cache);
  Run<nets::Landmarker> run(options.run, nets::Landmarker(), nets::Landmarker(), options.device, kRate);
  if (!run.resumed && !options.from.empty()) {
    startFrom(*run.live, options.from / "weights.safetensors");
    average(*run.shipped, *run.live, 0);
  } else if (!run.resumed) {
    const torch::NoGradGuard guard;
    // The mean face, moved from canonical space to this network's crop.
    const torch::Tensor mean = cache.canonical().unsqueeze(0);
    const Similarities move = fitSimilarities(fivePointsOf(mean), cropTemplate(kEyes, kEyeLine));
    run.live->mean.copy_(move.apply(mean).flatten());
    average(*run.shipped, *run.live, 0);
  }
  run.shipped->eval();
  if (!run.resumed) std::fputs("steps,minutes,error,face logit,error on val\n", run.log);
  const auto start = std::chrono::steady_clock::now();
  const torch::Tensor odds = cache.balance().index_select(0, cache.train());
  while (run.done < options.totalSteps && minutesSince(start) < options.minutes) {
    setLearningRate(*run.optimiser, kRate * learningRateShare(static_cast<double>(run.done),
                                                              static_cast<double>(options.totalSteps), 100));
    const torch::Tensor index = cache.train().index_select(0, torch::multinomial(odds, options.batch, false));
    const Sample s = draw(cache, index, true);
    const torch::Tensor out = run.live(s.crops.to(options.device));
    const torch::Tensor face = s.face.to(options.device);
    const torch::Tensor missed =
        (error(out.narrow(1, 0, 136).view({-1, 68, 2}), s.points.to(options.device)) * face).sum() /
        face.sum().clamp_min(1);
    const torch::Tensor logit = F::binary_cross_entropy_with_logits(out.select(1, 136), face);
    run.optimiser->zero_grad();
    (missed + kFaceLogitWeight * logit).backward();
    run.optimiser->step();
    average(*run.shipped, *run.live, std::min(0.998, 1 - 10.0 / (10.0 + static_cast<double>(run.done))));
    if (++run.done % 100 != 0) continue;
    std::fprintf(run.log, "%ld,%.2f,%.4f,%.4f", static_cast<long>(run.done), minutesSince(start), missed.item<double>(),
                 logit.item<double>());
    if (run.done % 500 == 0) {
      std::fprintf(run.log, ",%.4f", validate(run.shipped, cache, options.device));
      run.save();
    }
    std::fprintf(run.log, "\n");
    std::fflush(run.log);
  }
  run.save();
}

}  // namespace mien::training
