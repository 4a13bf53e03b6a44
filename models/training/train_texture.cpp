#include "models/training/train_texture.h"

#include <fstream>
#include <nlohmann/json.hpp>
#include <optional>
#include <stdexcept>

#include "models/training/discriminator.h"
#include "models/training/from_pack.h"
#include "models/training/half_precision.h"
#include "models/training/likeness_weights.h"
#include "models/training/linear.h"
#include "models/training/schedule.h"
#include "models/training/sheet.h"
#include "models/training/texture_loss.h"
#include "models/training/train_draft.h"

namespace mien::training {
namespace {

constexpr int kShapeSize = 40;
constexpr double kDiscriminatorRate = 1e-3;
constexpr double kDiscriminatorAlone = 300;  ///< steps of a call before the decoder hears all of it

using Clock = std::chrono::steady_clock;

/// Whether a portrait pack's convolutions have our widths. A pack of others gives its linear part alone.
bool hasOurWidths(const std::filesystem::path& pack) {
  const nets::TextureVaeImpl::Widths ours;
  std::ifstream in(pack / "model.json");
  const nlohmann::json settings = nlohmann::json::parse(in).value("settings", nlohmann::json::object());
  return settings.value("width32", 0) == ours.at32 && settings.value("width64", 0) == ours.at64;
}

class TextureRun {
 public:
  explicit TextureRun(const TextureOptions& options)
      : options_(options),
        cache_(options.cache),
        identity_(options.teachers, options.device),
        perceptual_(options.teachers, options.device),
        likeness_(cache_.groups(), options.device),
        run_(options.run, nets::TextureVae(nets::TextureVaeImpl::Widths{}),
             nets::TextureVae(nets::TextureVaeImpl::Widths{}), options.device, options.learningRate) {
    if (options.decoderOnly) {
      for (const auto& p : run_.live->named_parameters())
        if (makesCodes(p.key())) p.value().requires_grad_(false);
    }
    if (options.adversarial > 0) {
      discriminator_.emplace(options.device, kDiscriminatorRate);
      if (std::filesystem::exists(options.run / "patches.pt"))
        discriminator_->load(options.run / "patches.pt", options.device);
    }
    if (options.device.is_cuda()) cache_.moveTexturesTo(options.device);
    if (!std::filesystem::exists(options.run / "shape.pt")) saveShape();
    if (run_.resumed) {
      refuseOtherGeometry(options.run);
      return;
    }
    if (options.from.empty()) {
      fitLinearTexture(cache_, run_.live->linear, options.device);
    } else {
      startFrom(*run_.live->linear, options.from / "linear.safetensors", "texture.");
      refuseOtherGeometry(options.from);
      if (hasOurWidths(options.from)) startFrom(*run_.live, options.from / "network.safetensors", "", "linear.");
    }
    std::fputs(
        "images,minutes,pixel,woven,perceptual,identity,of mixes,with detail,kl,groups' spread,discriminator right\n",
        run_.log);
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
    TextureBatch batch = loadBatch(cache_, index, options_.device, true);
    batch.weight = likeness_.of(index);
    TextureLoss loss;
    {
      const HalfPrecision half(options_.device);
      loss = textureLoss(run_.live, batch, identity_, perceptual_);
      if (discriminator_)
        loss.total = loss.total + options_.adversarial * std::min(1.0, steps_ / kDiscriminatorAlone) *
                                      discriminator_->fooled(loss.decoded, loss.decodedKnown);
    }
    run_.optimiser->zero_grad();
    loss.total.backward();
    torch::nn::utils::clip_grad_norm_(run_.live->parameters(), 1.0);
    run_.optimiser->step();
    if (discriminator_)
      discriminator_->learn(batch.x, batch.known, loss.decoded, loss.decodedKnown, options_.device, kDiscriminatorRate);
    ++steps_;
    likeness_.learn(index.narrow(0, loss.likenessFrom, loss.likeness.size(0)), loss.likeness.detach());
    average(*run_.shipped, *run_.live,
            std::min(0.998, 1 - 10.0 / (10.0 + static_cast<double>(run_.done / options_.batch))));
    run_.done += batch.x.size(0);
    if (run_.done / batch.x.size(0) % 20 != 0) return;
    const auto number = [](const torch::Tensor& t) { return t.item<double>(); };
    std::fprintf(run_.log, "%ld,%.2f,%.5f,%.5f,%.4f,%.4f,%.4f,%.4f,%.4f,%.3f,%.2f\n", static_cast<long>(run_.done),
                 minutes, number(loss.pixel), number(loss.woven), number(loss.perceptual), number(loss.identity),
                 number(loss.mixIdentity), number(loss.detailIdentity), number(loss.kl), likeness_.spread(),
                 discriminator_ ? discriminator_->right() : 0);
    std::fflush(run_.log);
  }

  void finish() {
    run_.save();
    if (discriminator_) discriminator_->save(options_.run / "patches.pt");
    contactSheet();
    const TextureCheck on =
        checkTexture(run_.shipped, cache_, cache_.val().narrow(0, 0, std::min<int64_t>(512, cache_.val().size(0))),
                     identity_, options_.device);
    std::fprintf(run_.log, "# %ld images, val: alone %.4f, halves %.1f %%, with detail %.1f %%\n",
                 static_cast<long>(run_.done), on.alone, 100 * on.mixes, 100 * on.detail);
    std::fflush(run_.log);
  }

  void saveShape() const {
    nets::ShapeModel shape(kShapeSize);
    if (options_.from.empty()) {
      shape = fitShape(cache_, kShapeSize);
    } else {
      startFrom(*shape, options_.from / "linear.safetensors", "shape.");
    }
    const std::string beside = (options_.run / "shape.new").string();
    torch::save(shape, beside);
    std::filesystem::rename(beside, options_.run / "shape.pt");
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
    const int64_t faces = std::min<int64_t>(8, cache_.val().size(0));
    const torch::Tensor index = cache_.val().narrow(0, std::min<int64_t>(40, cache_.val().size(0) - faces), faces);
    const TextureBatch batch = loadBatch(cache_, index, options_.device, false);
    const auto code = run_.shipped->encode(batch.x, batch.known).mean;
    const torch::Tensor half = torch::full({code.size(0), 1}, 0.5, code.options());
    const torch::Tensor linear = run_.shipped->decodeLinear(
        run_.shipped->linear->encode(torch::avg_pool2d(batch.x, 2), torch::avg_pool2d(batch.known, 2)));
    const torch::Tensor seeds =
        torch::randn({faces, run_.shipped->codeSize()}, torch::make_generator<at::CPUGeneratorImpl>(7))
            .to(options_.device);
    writeSheet(options_.run / "sheet.ppm",
               {batch.x, linear, run_.shipped->decode(code),
                run_.shipped->decode(mixGroups(code, code.roll(1, 0), half, run_.shipped->linear->colourSize)),
                run_.shipped->decode(seeds)});
  }

  TextureOptions options_;
  FaceCache cache_;
  IdentityTeacher identity_;
  PerceptualTeacher perceptual_;
  LikenessWeights likeness_;
  std::optional<Discriminator> discriminator_;
  double steps_ = 0;  ///< of this call
  Run<nets::TextureVae> run_;
};

}  // namespace

void trainTexture(const TextureOptions& options) {
  TextureRun(options).train();
}

}  // namespace mien::training
