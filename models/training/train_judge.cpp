#include "models/training/train_judge.h"

#include <torch/nn/functional.h>

#include "models/training/from_pack.h"
#include "models/training/half_precision.h"
#include "models/training/judge_pictures.h"
#include "models/training/measure_judge.h"
#include "models/training/schedule.h"

namespace mien::training {
namespace F = torch::nn::functional;

namespace {

constexpr double kRate = 1.5e-3;
constexpr double kAgeWeight = 0.7;
/// Sixty-fourths of a batch. Decoding costs ten times what judging does, so there is little of it.
constexpr std::array<std::pair<JudgeKind, int>, 7> kShares{{{JudgeKind::Photograph, 28},
                                                            {JudgeKind::Morph, 6},
                                                            {JudgeKind::Decoded, 4},
                                                            {JudgeKind::NoFace, 8},
                                                            {JudgeKind::Fold, 8},
                                                            {JudgeKind::Occluded, 7},
                                                            {JudgeKind::Extreme, 3}}};

struct Odds {
  torch::Tensor photographs, others;  ///< one number a training photograph
};

struct Batch {
  torch::Tensor pictures;  ///< N×3×112×112
  torch::Tensor face;      ///< N, 1 or 0
  torch::Tensor age;       ///< N, years; 0 where nobody knows
};

/// How often each training photograph should be drawn so that all ages teach alike: few are younger than 22 or older
/// than 60, and a head that sees them seldom guesses everybody nearer to the middle. Rare years count up to eight
/// times.
torch::Tensor oddsByAge(const torch::Tensor& ages) {
  constexpr int64_t kYears = 4;
  const torch::Tensor bin = (ages / kYears).to(torch::kLong).clamp(0, 30);
  const torch::Tensor many = torch::bincount(bin, {}, 31).to(torch::kFloat).index_select(0, bin);
  return (many.max() / many).clamp_max(8);
}

Batch draw(JudgePictures& pictures, const FaceCache& cache, const Odds& odds, int size) {
  std::vector<torch::Tensor> x;
  std::vector<torch::Tensor> face;
  std::vector<torch::Tensor> age;
  for (const auto& [kind, share] : kShares) {
    const int64_t n = std::max(2, size * share / 64);
    const torch::Tensor& of = kind == JudgeKind::Photograph ? odds.photographs : odds.others;
    const torch::Tensor index = cache.train().index_select(0, torch::multinomial(of, n, false));
    x.push_back(pictures.draw(kind, index, true));
    face.push_back(torch::full({n}, isFace(kind) ? 1.0F : 0.0F));
    const torch::Tensor years = cache.ages().index_select(0, index);
    age.push_back(kind == JudgeKind::Photograph ? years : torch::zeros_like(years));
  }
  return {torch::cat(x), torch::cat(face), torch::cat(age)};
}

}  // namespace

void trainJudge(const JudgeOptions& options) {
  const FaceCache cache(options.cache);
  JudgePictures pictures(cache, options.portrait);
  Run<nets::Judge> run(options.run, nets::Judge(), nets::Judge(), options.device, kRate);
  if (!run.resumed) {
    if (!options.from.empty()) startFrom(*run.live, options.from / "weights.safetensors");
    average(*run.shipped, *run.live, 0);
    std::fputs("steps,minutes,face,years off,area under curve on val,years off on val\n", run.log);
  }
  const torch::Tensor groups = cache.balance().index_select(0, cache.train());
  const Odds odds{groups * oddsByAge(cache.ages().index_select(0, cache.train())), groups};
  const auto start = std::chrono::steady_clock::now();
  while (run.done < options.totalSteps && minutesSince(start) < options.minutes) {
    setLearningRate(*run.optimiser, kRate * learningRateShare(static_cast<double>(run.done),
                                                              static_cast<double>(options.totalSteps), 100));
    torch::Tensor face;
    torch::Tensor years;
    {
      const HalfPrecision half(options.device);
      const Batch b = draw(pictures, cache, odds, options.batch);
      const torch::Tensor out = run.live(b.pictures.to(options.device)).to(torch::kFloat);
      face = F::binary_cross_entropy_with_logits(out.select(1, 0), b.face.to(options.device));
      const torch::Tensor age = b.age.to(options.device);
      const torch::Tensor known = (age > 0).to(torch::kFloat);
      years = ((out.select(1, 1) - age).abs() * known).sum() / known.sum().clamp_min(1);
    }
    run.optimiser->zero_grad();
    (face + kAgeWeight / nets::JudgeImpl::kAgeUnit * years).backward();
    torch::nn::utils::clip_grad_norm_(run.live->parameters(), 5.0);
    run.optimiser->step();
    average(*run.shipped, *run.live, std::min(0.997, 1 - 10.0 / (10.0 + static_cast<double>(run.done))));
    if (++run.done % 20 != 0) continue;
    std::fprintf(run.log, "%ld,%.2f,%.4f,%.3f", static_cast<long>(run.done), minutesSince(start), face.item<double>(),
                 years.item<double>());
    if (run.done % 400 == 0) {
      run.save();
      const JudgeQuality quality = judgeQuality(run.shipped, pictures, cache, 256);
      std::fprintf(run.log, ",%.4f,%.3f", quality.areaUnderCurve, quality.yearsOff);
    }
    std::fprintf(run.log, "\n");
    std::fflush(run.log);
  }
  run.save();
}

}  // namespace mien::training
