#include "models/training/train_identity.h"

#include <fstream>

#include "models/training/cache.h"
#include "models/training/fixed_draws.h"
#include "models/training/from_pack.h"
#include "models/training/half_precision.h"
#include "models/training/judging_pictures.h"
#include "models/training/measure_identity.h"
#include "models/training/sampling.h"
#include "models/training/schedule.h"
#include "models/training/teachers.h"

namespace mien::training {
namespace {

using Net = nets::IdentityImpl;

constexpr double kBlockRate = 1e-3;
constexpr double kWholeRate = 7e-4;
constexpr double kFurtherRate = 3e-4;  ///< from a pack's weights: a higher one first unlearns what they know
constexpr double kHints = 0.1;
constexpr double kDistances = 1;
constexpr double kSpoiled = 0.5;  ///< share of the pictures that the student sees worse than the teacher does

struct Pictures {
  torch::Tensor teacher, student;  ///< N×3×150×150
};

/// Badly cropped, relit, blurred, compressed, noisy: each of it happens to some pictures of a batch.
torch::Tensor spoiled(const torch::Tensor& wide) {
  const int64_t n = wide.size(0);
  const auto some = [&](double share) { return torch::rand({n, 1, 1, 1}, wide.device()) < share; };
  const auto between = [](int from, int to) { return torch::randint(from, to, {1}).item<int>(); };
  torch::Tensor x = torch::where(some(0.75), recropped(wide, Net::kSide, 1.1), middleOf(wide, Net::kSide));
  x = torch::where(some(0.4), relit(x, 1.1), x);
  x = torch::where(some(0.3), softened(x, between(40, 110)), x);
  x = torch::where(some(0.35), photographed(x), x);
  return torch::where(some(0.3), jpegLike(x, between(12, 70)), x);
}

Pictures draw(const FaceCache& cache, const torch::Tensor& index, torch::Device device) {
  torch::Tensor wide = wideCrops(cache, index, Net::kEyeDistance, Net::kEyeLine, Net::kSide, device);
  const int64_t n = wide.size(0);
  const auto some = [&](double share) { return torch::rand({n, 1, 1, 1}, device) < share; };
  wide = torch::where(some(0.5), wide, wide.flip(3));
  wide = mixed(wide, 0.45);
  // A few for the teacher too, or it would only ever show what it makes of good pictures.
  const torch::Tensor teacher =
      torch::where(some(0.85), middleOf(wide, Net::kSide), recropped(wide, Net::kSide, 1)).contiguous();
  const auto worse = static_cast<int64_t>(kSpoiled * static_cast<double>(n));
  return {teacher, torch::cat({spoiled(wide.narrow(0, 0, worse)), teacher.narrow(0, worse, n - worse)})};
}

/// Squared error ÷ the target's mean square.
torch::Tensor relative(const torch::Tensor& given, const torch::Tensor& target) {
  return (given - target).pow(2).mean() / target.pow(2).mean().clamp_min(1e-6);
}

torch::Tensor distancesWithin(const torch::Tensor& e) {
  const torch::Tensor square = (e.unsqueeze(0) - e.unsqueeze(1)).pow(2).sum(2);
  return (square + 1e-4).sqrt();
}

/// Whether the run began with a pack's weights, which its folder remembers.
bool goesFurther(const IdentityOptions& options) {
  const std::filesystem::path mark = options.run / "began-with-a-pack";
  if (!options.from.empty()) std::ofstream(mark).flush();
  return std::filesystem::exists(mark);
}

class IdentityRun {
 public:
  explicit IdentityRun(const IdentityOptions& options)
      : options_(options),
        cache_(options.cache),
        teacher_(options.teachers, options.device),
        run_(options.run, nets::Identity(), nets::Identity(), options.device, kBlockRate) {
    further_ = goesFurther(options);
    if (further_) options_.blocksShare = 0;  // its blocks have learned
    if (run_.resumed) return;
    std::fputs("images,minutes,blocks,embedding,distances,error on val,correlation on val\n", run_.log);
    if (!options.from.empty()) startFrom(*run_.live, options.from / "weights.safetensors");
    average(*run_.shipped, *run_.live, 0);
  }

  void train() {
    const auto start = std::chrono::steady_clock::now();
    auto saved = start;
    const torch::Tensor odds = cache_.balance().index_select(0, cache_.train());
    while (run_.done < options_.totalImages && minutesSince(start) < options_.minutes) {
      step(cache_.train().index_select(0, torch::multinomial(odds, options_.batch, false)), minutesSince(start));
      if (minutesSince(saved) < 8) continue;
      finish(minutesSince(start));
      saved = std::chrono::steady_clock::now();
    }
    finish(minutesSince(start));
  }

 private:
  struct Losses {
    torch::Tensor blocks, embedding, distances;
  };

  double blockImages() const { return options_.blocksShare * static_cast<double>(options_.totalImages); }
  bool byBlocks() const { return static_cast<double>(run_.done) < blockImages(); }
  double topRate() const {
    if (byBlocks()) return kBlockRate;
    if (options_.rate > 0) return options_.rate;
    return further_ ? kFurtherRate : kWholeRate;
  }

  Losses losses(const Pictures& pictures) {
    std::vector<torch::Tensor> taught;
    {
      const torch::NoGradGuard guard;
      taught = teacher_.features(byBlocks() ? pictures.student : pictures.teacher);
      taught.push_back(teacher_.embedFeatures(taught.back()).to(torch::kFloat));
    }
    Losses l{torch::zeros({}), torch::zeros({}), torch::zeros({})};
    torch::Tensor h = pictures.student;
    for (int i = 0; i < Net::kBlocks; ++i) {
      const auto at = static_cast<std::size_t>(i);
      h = run_.live->block(i, byBlocks() && i > 0 ? taught[at - 1] : h);
      // Recropped pictures have their features elsewhere: no hints for the spoiled half until space is averaged away.
      const int64_t from = byBlocks() ? 0 : static_cast<int64_t>(kSpoiled * static_cast<double>(h.size(0)));
      const auto clean = [&](const torch::Tensor& t) { return t.narrow(0, from, t.size(0) - from).to(torch::kFloat); };
      l.blocks = l.blocks + relative(clean(h), clean(taught[at]));
    }
    const torch::Tensor e = run_.live->embed(byBlocks() ? taught[Net::kBlocks - 1] : h).to(torch::kFloat);
    l.embedding = (e - taught.back()).pow(2).sum(1).mean();
    if (!byBlocks()) l.distances = (distancesWithin(e) - distancesWithin(taught.back())).pow(2).mean();
    return l;
  }

  void step(const torch::Tensor& index, double minutes) {
    const double batch = options_.batch;
    const double done = static_cast<double>(run_.done) - (byBlocks() ? 0 : blockImages());
    const double of = byBlocks() ? blockImages() : static_cast<double>(options_.totalImages) - blockImages();
    setLearningRate(*run_.optimiser, topRate() * learningRateShare(done / batch, of / batch, 60));
    const Pictures pictures = draw(cache_, index, options_.device);
    Losses l;
    {
      const HalfPrecision half(options_.device);
      l = losses(pictures);
    }
    run_.optimiser->zero_grad();
    (byBlocks() ? l.blocks + l.embedding : kHints * l.blocks + l.embedding + kDistances * l.distances).backward();
    torch::nn::utils::clip_grad_norm_(run_.live->parameters(), 5.0);
    run_.optimiser->step();
    const double steps = static_cast<double>(run_.done) / batch;
    average(*run_.shipped, *run_.live, std::min(0.995, 1 - 10.0 / (10.0 + steps)));
    run_.done += index.size(0);
    if (run_.done / options_.batch % 20 != 0) return;
    std::fprintf(run_.log, "%ld,%.2f,%.4f,%.4f,%.4f\n", static_cast<long>(run_.done), minutes, l.blocks.item<double>(),
                 l.embedding.item<double>(), l.distances.item<double>());
    std::fflush(run_.log);
  }

  void finish(double minutes) {
    if (run_.done >= options_.totalImages) {
      const torch::NoGradGuard guard;
      const double scale = missingScale(run_.shipped, teacher_, cache_);
      for (torch::Tensor& t : run_.shipped->embedding->parameters()) t.mul_(scale);
    }
    run_.save();
    const IdentityAgreement on = identityAgreement(run_.shipped, teacher_, cache_, 96);
    std::fprintf(run_.log, "%ld,%.2f,,,,%.4f,%.4f\n", static_cast<long>(run_.done), minutes, on.error, on.correlation);
    std::fflush(run_.log);
  }

  IdentityOptions options_;
  bool further_ = false;  ///< began with a pack
  FaceCache cache_;
  IdentityTeacher teacher_;
  Run<nets::Identity> run_;
};

}  // namespace

void trainIdentity(const IdentityOptions& options) {
  IdentityRun(options).train();
}

}  // namespace mien::training
