#include "models/training/train_texture.h"

#include <stdexcept>

#include "models/training/from_pack.h"
#include "models/training/half_precision.h"
#include "models/training/linear.h"
#include "models/training/schedule.h"
#include "models/training/sheet.h"
#include "models/training/texture_loss.h"

namespace mien::training {
namespace {

constexpr int kShapeSize = 40;

using Clock = std::chrono::steady_clock;

class TextureRun {
 public:
  explicit TextureRun(const TextureOptions& options)
      : options_(options),
        cache_(options.cache),
        identity_(options.teachers, options.device),
        perceptual_(options.teachers, options.device),
        run_(options.run, nets::TextureVae(nets::TextureVaeImpl::Widths{}),
             nets::TextureVae(nets::TextureVaeImpl::Widths{}), options.device, options.learningRate) {
    if (!std::filesystem::exists(options.run / "shape.pt")) {
      const std::string beside = (options.run / "shape.new").string();
      torch::save(fitShape(cache_, kShapeSize), beside);
      std::filesystem::rename(beside, options.run / "shape.pt");
    }
    if (run_.resumed) {
      refuseOtherGeometry(options.run);
      return;
    }
    if (options.from.empty()) {
      fitLinearTexture(cache_, run_.live->linear, options.device);
    } else {
      startFrom(*run_.live->linear, options.from / "linear.safetensors", "texture.");
      refuseOtherGeometry(options.from);
      startFrom(*run_.live, options.from / "network.safetensors", "", "linear.");
    }
    std::fputs("images,minutes,pixel,perceptual,identity,identity of mixes,kl\n", run_.log);
    run_.live->to(options.device);
    average(*run_.shipped, *run_.live, 0);
    run_.save();
  }

  void train() {
    const auto start = Clock::now();
    auto saved = start;
    finish();
    const torch::Tensor odds = cache_.balance().index_select(0, cache_.train());
    while (minutesSince(start) < options_.minutes && run_.done < options_.totalImages) {
      step(cache_.train().index_select(0, torch::multinomial(odds, options_.batch, false)), minutesSince(start));
      if (minutesSince(saved) < 5) continue;
      finish();
      saved = Clock::now();
    }
    finish();
  }

 private:
  void step(const torch::Tensor& index, double minutes) {
    setLearningRate(*run_.optimiser,
                    options_.learningRate * learningRateShare(static_cast<double>(run_.done),
                                                              static_cast<double>(options_.totalImages), 1500));
    const TextureBatch batch = loadBatch(cache_, index, options_.device, true);
    TextureLoss loss;
    {
      const HalfPrecision half(options_.device);
      loss = textureLoss(run_.live, batch, identity_, perceptual_);
    }
    run_.optimiser->zero_grad();
    loss.total.backward();
    torch::nn::utils::clip_grad_norm_(run_.live->parameters(), 1.0);
    run_.optimiser->step();
    average(*run_.shipped, *run_.live,
            std::min(0.998, 1 - 10.0 / (10.0 + static_cast<double>(run_.done / options_.batch))));
    run_.done += batch.x.size(0);
    if (run_.done / batch.x.size(0) % 20 != 0) return;
    std::fprintf(run_.log, "%ld,%.2f,%.5f,%.4f,%.4f,%.4f,%.4f\n", static_cast<long>(run_.done), minutes, loss.pixel,
                 loss.perceptual, loss.identity, loss.mixIdentity, loss.kl);
    std::fflush(run_.log);
  }

  void finish() {
    run_.save();
    contactSheet();
  }

  /// A linear part knows textures of its own canonical space; of another one it would lie beside the face.
  void refuseOtherGeometry(const std::filesystem::path& start) const {
    constexpr double kAlike = 0.005;  // of the texture's side
    const torch::Tensor apart = (run_.live->linear->canonical.to(torch::kCPU) - cache_.canonical()).abs().mean();
    if (apart.item<double>() > kAlike)
      throw std::runtime_error("The cache's mean face is not that of " + start.string() +
                               ": start a new run without --from; its linear part will be this cache's.");
  }

  /// Photograph, linear part, reconstruction, 50 % mix with the next face, sample: eight val faces, fixed.
  void contactSheet() {
    const torch::InferenceMode guard;
    const torch::Tensor index = cache_.val().narrow(0, 40, 8);
    const TextureBatch batch = loadBatch(cache_, index, options_.device, false);
    const auto code = run_.shipped->encode(batch.x, batch.known).mean;
    const torch::Tensor linear = run_.shipped->decodeLinear(
        run_.shipped->linear->encode(torch::avg_pool2d(batch.x, 2), torch::avg_pool2d(batch.known, 2)));
    const torch::Tensor seeds =
        torch::randn({8, run_.shipped->codeSize()}, torch::make_generator<at::CPUGeneratorImpl>(7)).to(options_.device);
    writeSheet(options_.run / "sheet.ppm",
               {batch.x, linear, run_.shipped->decode(code), run_.shipped->decode(mixCodes(code, code.roll(1, 0), 0.5)),
                run_.shipped->decode(seeds)});
  }

  TextureOptions options_;
  FaceCache cache_;
  IdentityTeacher identity_;
  PerceptualTeacher perceptual_;
  Run<nets::TextureVae> run_;
};

}  // namespace

void trainTexture(const TextureOptions& options) {
  TextureRun(options).train();
}

}  // namespace mien::training
