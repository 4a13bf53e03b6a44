#include <torch/nn/functional.h>

#include "models/training/cache.h"
#include "models/training/from_pack.h"
#include "models/training/sampling.h"
#include "models/training/schedule.h"
#include "models/training/train_landmarks.h"

namespace mien::training {
namespace F = torch::nn::functional;

namespace {

constexpr int kCanvas = 128;
constexpr int kStride = nets::FinderImpl::kStride;
constexpr int kCells = kCanvas / kStride;
constexpr double kTypicalEyes = nets::FinderImpl::kTypicalEyes;

/// Composed pictures and what the network should say of them.
struct Scene {
  torch::Tensor canvas;  ///< N×3×128×128
  torch::Tensor heat;    ///< N×16×16: 1 at a face's centre, falling off around it
  torch::Tensor target;  ///< N×11×16×16
  torch::Tensor inside;  ///< N×16×16: cells that must tell size and points
};

/// Photographs shrunk beforehand, so that sampling them small does not alias.
torch::Tensor shrunk(const FaceCache& cache, const torch::Tensor& index, int by) {
  return F::avg_pool2d(cache.windows().index_select(0, index).permute({0, 3, 1, 2}).to(torch::kFloat) / 255,
                       F::AvgPool2dFuncOptions(by));
}

class Composer {
 public:
  Composer(const FaceCache& cache, int64_t batch) : cache_(cache), n_(batch) {
    const torch::Tensor axis = (torch::arange(kCells) + 0.5) * kStride;
    cells_ = torch::stack({axis.view({1, -1}).expand({kCells, kCells}), axis.view({-1, 1}).expand({kCells, kCells})}, 0)
                 .unsqueeze(0);
  }

  Scene compose() {
    scene_ = {background(), torch::zeros({n_, kCells, kCells}), torch::zeros({n_, 11, kCells, kCells}),
              torch::zeros({n_, kCells, kCells})};
    placed_.clear();
    // One band of sizes a layer: shrink of the photograph, and eye distances on the canvas.
    const double first = torch::rand({}).item<double>();
    if (first < 0.55) addLayer(2, 19, 37, 0.75);
    if (first > 0.35) addLayer(4, 10.5, 20, 0.7);
    if (torch::rand({}).item<double>() < 0.6) addLayer(8, 7, 11, 0.6);
    scene_.canvas = photographed(scene_.canvas);
    return scene_;
  }

 private:
  torch::Tensor draw() const { return cache_.train().index_select(0, torch::randint(cache_.train().size(0), {n_})); }

  /// Photographs on their heads or sides at random sizes, sometimes torn into shuffled tiles: textures of the same
  /// kind as faces, without an upright one.
  torch::Tensor background() const {
    const torch::Tensor pictures = shrunk(cache_, draw(), 2);
    const torch::Tensor angle = std::numbers::pi * (0.5 + torch::rand({n_}));
    const Similarities turn = jitter(angle, (spread({n_}, 0.9)).exp(), spread({n_, 2}, 0.3), 0.5, 0.5);
    const Similarities toWindow{torch::tensor({224.0F, 0.0F, 0.0F, 0.0F}).expand({n_, 4})};
    torch::Tensor x = sampleCrops(pictures, FaceCache::kWindow, turn.then(toWindow), kCanvas);
    const torch::Tensor noise =
        F::interpolate(torch::rand({n_, 3, 5, 5}), F::InterpolateFuncOptions()
                                                       .size(std::vector<int64_t>{kCanvas, kCanvas})
                                                       .mode(torch::kBilinear)
                                                       .align_corners(false));
    x = torch::where(x.sum(1, true) > 0, x, noise);
    const torch::Tensor tiles = x.view({n_, 3, 4, 32, 4, 32}).permute({2, 4, 0, 1, 3, 5}).reshape({16, n_, 3, 32, 32});
    const torch::Tensor shuffled = tiles.index_select(0, torch::randperm(16))
                                       .view({4, 4, n_, 3, 32, 32})
                                       .permute({2, 3, 0, 4, 1, 5})
                                       .reshape({n_, 3, kCanvas, kCanvas});
    const torch::Tensor kind = torch::rand({n_, 1, 1, 1});
    return torch::where(kind < 0.25, shuffled, torch::where(kind < 0.4, noise, x));
  }

  void addLayer(int shrink, double smallest, double largest, double share) {
    const torch::Tensor index = draw();
    const torch::Tensor pictures = shrunk(cache_, index, shrink);
    const torch::Tensor eyes = smallest * (torch::rand({n_}) * std::log(largest / smallest)).exp();
    const torch::Tensor centre = torch::rand({n_, 2}) * (kCanvas - 8) + 4;
    const torch::Tensor landmarks = cache_.windowLandmarks().index_select(0, index);
    const torch::Tensor five = fivePointsOf(landmarks);
    const torch::Tensor ownEyes = (five.select(1, 0) - five.select(1, 1)).norm(2, 1);
    const torch::Tensor ownCentre = five.mean(1);
    const torch::Tensor scale = eyes / ownEyes;
    const torch::Tensor angle = spread({n_}, 0.3);
    const torch::Tensor a = scale * angle.cos();
    const torch::Tensor b = scale * angle.sin();
    const torch::Tensor x = ownCentre.select(1, 0);
    const torch::Tensor y = ownCentre.select(1, 1);
    const Similarities place{
        torch::stack({a, b, centre.select(1, 0) - (a * x - b * y), centre.select(1, 1) - (b * x + a * y)}, 1)};

    // A face that would hide another stays away.
    torch::Tensor present = torch::rand({n_}) < share;
    for (const auto& [where, size, shown] : placed_) {
      const torch::Tensor apart = (where - centre).norm(2, 1);
      present = present & ~(shown & (apart < 1.6 * (eyes + size)));
    }
    placed_.emplace_back(centre, eyes, present);

    const Similarities toUnit{torch::tensor({1.0F / kCanvas, 0.0F, 0.0F, 0.0F}).expand({n_, 4})};
    const Similarities fromUnit = place.then(toUnit).inverse();
    const torch::Tensor patch = sampleCrops(pictures, FaceCache::kWindow, fromUnit, kCanvas);
    torch::Tensor cover = sampleCrops(torch::ones({n_, 1, 8, 8}), FaceCache::kWindow, fromUnit, kCanvas);
    // Half of the photographs come cut out softly around the head, so that a straight border is no sign of a face.
    const torch::Tensor axis = (torch::arange(kCanvas) + 0.5).view({1, 1, 1, -1});
    const auto part = [](const torch::Tensor& t) { return t.view({-1, 1, 1, 1}); };
    const torch::Tensor r = (((axis - part(centre.select(1, 0))) / part(1.25 * eyes)).pow(2) +
                             ((axis.transpose(2, 3) - part(centre.select(1, 1))) / part(1.6 * eyes)).pow(2))
                                .sqrt();
    const torch::Tensor soft = torch::sigmoid((1 - r) * 8);
    cover = cover * torch::where(torch::rand({n_, 1, 1, 1}) < 0.5, soft, torch::ones_like(soft)) *
            part(present.to(torch::kFloat));
    scene_.canvas = scene_.canvas * (1 - cover) + patch * cover;
    teach(place.apply(five), eyes, centre, present);
  }

  void teach(const torch::Tensor& points, const torch::Tensor& eyes, const torch::Tensor& centre,
             const torch::Tensor& present) {
    const torch::Tensor offset = cells_ - centre.view({-1, 2, 1, 1});
    const torch::Tensor distance = offset.norm(2, 1);
    const torch::Tensor size = eyes.view({-1, 1, 1});
    const torch::Tensor on = present.view({-1, 1, 1}).to(torch::kFloat);
    const torch::Tensor sigma = (0.28 * size).clamp_min(0.5 * kStride);
    torch::Tensor heat = (-(distance / sigma).pow(2) / 2).exp();
    const torch::Tensor nearest = distance.flatten(1).argmin(1);
    heat = heat.flatten(1).scatter(1, nearest.unsqueeze(1), 1.0).view_as(heat);
    scene_.heat = torch::maximum(scene_.heat, heat * on);
    const torch::Tensor own = ((distance < (0.4 * size).clamp_min(0.75 * kStride)).to(torch::kFloat) * on);
    const torch::Tensor relative = (points.view({-1, 5, 2, 1, 1}) - cells_.unsqueeze(1)) / size.view({-1, 1, 1, 1, 1});
    const torch::Tensor target =
        torch::cat({(size / kTypicalEyes).log().expand({n_, kCells, kCells}).unsqueeze(1), relative.flatten(1, 2)}, 1);
    scene_.target = torch::where(own.unsqueeze(1) > 0, target, scene_.target);
    scene_.inside = torch::maximum(scene_.inside, own);
  }

  const FaceCache& cache_;
  int64_t n_;
  torch::Tensor cells_;
  Scene scene_;
  std::vector<std::tuple<torch::Tensor, torch::Tensor, torch::Tensor>> placed_;
};

}  // namespace

void trainFinder(const FindingOptions& options) {
  constexpr double kRate = 2e-3;
  const FaceCache cache(options.cache);
  Run<nets::Finder> run(options.run, nets::Finder(), nets::Finder(), options.device, kRate);
  if (!run.resumed && !options.from.empty()) {
    startFrom(*run.live, options.from / "weights.safetensors");
    average(*run.shipped, *run.live, 0);
  } else if (!run.resumed) {
    const torch::NoGradGuard guard;
    run.live->head->bias[0] = -4.0F;  // faces are rare
    average(*run.shipped, *run.live, 0);
  }
  if (!run.resumed) std::fputs("steps,minutes,heat,points\n", run.log);
  Composer composer(cache, options.batch);
  const auto start = std::chrono::steady_clock::now();
  while (run.done < options.totalSteps && minutesSince(start) < options.minutes) {
    setLearningRate(*run.optimiser, kRate * learningRateShare(static_cast<double>(run.done),
                                                              static_cast<double>(options.totalSteps), 100));
    Scene s = composer.compose();
    for (torch::Tensor* t : {&s.canvas, &s.heat, &s.target, &s.inside}) *t = t->to(options.device);
    const torch::Tensor out = run.live(s.canvas);
    // Penalty-reduced focal loss (CornerNet, Law & Deng 2018).
    const torch::Tensor logit = out.select(1, 0);
    const torch::Tensor p = torch::sigmoid(logit);
    const torch::Tensor centre = (s.heat > 0.999).to(torch::kFloat);
    const torch::Tensor gain = centre * (1 - p).pow(2) * F::logsigmoid(logit) +
                               (1 - centre) * (1 - s.heat).pow(4) * p.pow(2) * F::logsigmoid(-logit);
    const torch::Tensor heat = -gain.sum() / centre.sum().clamp_min(1);
    const torch::Tensor off = F::smooth_l1_loss(out.narrow(1, 1, 11), s.target,
                                                F::SmoothL1LossFuncOptions().reduction(torch::kNone).beta(0.1));
    const torch::Tensor where = (off.mean(1) * s.inside).sum() / s.inside.sum().clamp_min(1);
    run.optimiser->zero_grad();
    (heat + 5 * where).backward();
    torch::nn::utils::clip_grad_norm_(run.live->parameters(), 5.0);
    run.optimiser->step();
    average(*run.shipped, *run.live, std::min(0.998, 1 - 10.0 / (10.0 + static_cast<double>(run.done))));
    if (++run.done % 100 != 0) continue;
    std::fprintf(run.log, "%ld,%.2f,%.4f,%.4f\n", static_cast<long>(run.done), minutesSince(start), heat.item<double>(),
                 where.item<double>());
    std::fflush(run.log);
    if (run.done % 500 == 0) run.save();
  }
  run.save();
}

}  // namespace mien::training
