#include "models/training/train_prior.h"

#include <stdexcept>

#include "core/model/prior_flow.h"
#include "core/model/safetensors.h"
#include "models/training/from_pack.h"
#include "models/training/linear.h"
#include "models/training/schedule.h"
#include "models/training/sheet.h"
#include "models/training/texture_loss.h"
#include "models/training/train_draft.h"

namespace mien::training {
namespace {

constexpr double kNoise = 0.1;     // added to whitened codes: so many numbers are more than the faces can fill
constexpr int64_t kHeldBack = 20;  // one face in so many
constexpr int kPatience = 6;       // rounds without gain

nets::ShapeModel shapeIn(const std::filesystem::path& pack) {
  const auto weights = SafeTensors::open(pack / "linear.safetensors");
  if (!weights) throw std::runtime_error(weights.error().message);
  const TensorView* basis = weights->find("shape.basis");
  if (basis == nullptr) throw std::runtime_error(pack.string() + " is no portrait pack: name one.");
  nets::ShapeModel shape(static_cast<int>(basis->shape[0]));
  startFrom(*shape, pack / "linear.safetensors", "shape.");
  return shape;
}

class PriorRun {
 public:
  explicit PriorRun(const PriorOptions& options)
      : options_(options),
        cache_(options.cache),
        portrait_(portraitIn(options.from)),
        shape_(shapeIn(options.from)),
        run_(options.run, made(), made(), torch::kCPU, options.learningRate) {
    codes_ = knownCodes();
    const torch::Tensor number = torch::arange(cache_.train().size(0)).repeat({2});  // plain, then mirrored
    const torch::Tensor held = number.remainder(kHeldBack) == 0;
    held_ = codes_.index_select(0, held.nonzero().flatten());
    codes_ = codes_.index_select(0, held.logical_not().nonzero().flatten());
    odds_ = cache_.balance()
                .index_select(0, cache_.train())
                .repeat({2})
                .index_select(0, held.logical_not().nonzero().flatten());
    if (run_.resumed) return;
    run_.live->startFrom(codes_, odds_);
    average(*run_.shipped, *run_.live, 0);
    std::fputs("round,train,held back (nats a number)\n", run_.log);
  }

  void train() {
    double best = heldBack();
    int without = 0;
    while (run_.done < options_.rounds && without < kPatience) {
      const double now = round();
      ++run_.done;
      const double held = heldBack();
      std::fprintf(run_.log, "%ld,%.4f,%.4f\n", static_cast<long>(run_.done), now, held);
      std::fflush(run_.log);
      without = held > best ? 0 : without + 1;
      if (without > 0) continue;
      best = held;
      run_.save();
    }
    if (!std::filesystem::exists(options_.run / "checkpoint.pt")) run_.save();
    contactSheet();
  }

 private:
  nets::PriorFlow made() const {
    return nets::PriorFlow(
        nets::PriorFlowImpl::Size{static_cast<int>(shape_->basis.size(0)) + static_cast<int>(portrait_->codeSize())});
  }

  torch::Tensor encoded(const torch::Tensor& index, bool mirrored) {
    const TextureBatch batch = loadBatch(cache_, index, torch::kCPU, false);
    torch::Tensor landmarks = cache_.cropLandmarks().index_select(0, index);
    torch::Tensor x = batch.x;
    torch::Tensor known = batch.known;
    if (mirrored) {
      landmarks = landmarks.index_select(1, mirroredOrder());
      landmarks.select(2, 0).mul_(-1).add_(1);
      x = x.flip(3);
      known = known.flip(3);
    }
    return torch::cat({shape_->encode(landmarks.flatten(1)), portrait_->encode(x, known).mean}, 1);
  }

  /// Codes of all train faces, as they are and mirrored, which are encoded once a run.
  torch::Tensor knownCodes() {
    const std::filesystem::path file = options_.run / "codes.pt";
    torch::Tensor codes;
    if (std::filesystem::exists(file)) {
      torch::load(codes, file.string());
      if (codes.size(0) == 2 * cache_.train().size(0)) return codes;
      throw std::runtime_error(file.string() + " is of another cache's faces: start a new run.");
    }
    const torch::InferenceMode guard;
    std::vector<torch::Tensor> parts;
    for (const bool mirrored : {false, true})
      for (const torch::Tensor& index : cache_.train().split(32)) parts.push_back(encoded(index, mirrored));
    codes = torch::cat(parts);
    const std::string beside = (options_.run / "codes.new").string();
    torch::save(codes, beside);
    std::filesystem::rename(beside, file);
    return codes;
  }

  /// Log density of the train faces in this round, a number of the code.
  double round() {
    run_.live->train();
    const auto size = static_cast<double>(codes_.size(1));
    double sum = 0;
    int64_t steps = 0;
    const torch::Tensor drawn = torch::multinomial(odds_, codes_.size(0), true);
    for (const torch::Tensor& index : drawn.split(options_.batch)) {
      const torch::Tensor z = codes_.index_select(0, index);
      const torch::Tensor noise = kNoise * torch::randn_like(z).matmul(run_.live->spread.t());
      const torch::Tensor density = run_.live->logDensity(z + noise).mean() / size;
      run_.optimiser->zero_grad();
      (-density).backward();
      torch::nn::utils::clip_grad_norm_(run_.live->parameters(), 1.0);
      run_.optimiser->step();
      average(*run_.shipped, *run_.live, 0.99);
      sum += density.item<double>();
      ++steps;
    }
    return sum / static_cast<double>(steps);
  }

  double heldBack() {
    const torch::NoGradGuard guard;
    run_.shipped->eval();
    return run_.shipped->logDensity(held_).mean().item<double>() / static_cast<double>(held_.size(1));
  }

  /// Eight draws at each of three truncations, as textures.
  void contactSheet() {
    const torch::NoGradGuard guard;
    run_.shipped->eval();
    const int64_t structure = shape_->basis.size(0);
    const torch::Tensor normals = torch::randn({8, codes_.size(1)}, torch::make_generator<at::CPUGeneratorImpl>(7));
    std::vector<torch::Tensor> rows;
    for (const double truncation : {0.6, 0.8, 1.0}) {
      const torch::Tensor z = run_.shipped->codes(truncation * normals);
      rows.push_back(portrait_->decode(z.narrow(1, structure, z.size(1) - structure)));
    }
    writeSheet(options_.run / "sheet.ppm", rows);
  }

  PriorOptions options_;
  FaceCache cache_;
  nets::TextureVae portrait_;
  nets::ShapeModel shape_;
  Run<nets::PriorFlow> run_;
  torch::Tensor codes_, odds_, held_;
};

}  // namespace

void trainPrior(const PriorOptions& options) {
  PriorRun(options).train();
}

}  // namespace mien::training
