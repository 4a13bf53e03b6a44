#include "models/training/train_draft.h"

#include <stdexcept>

#include "models/training/from_pack.h"
#include "models/training/half_precision.h"
#include "models/training/narrower.h"
#include "models/training/schedule.h"
#include "models/training/sheet.h"
#include "models/training/teachers.h"
#include "models/training/texture_loss.h"

namespace mien::training {
namespace {

using Clock = std::chrono::steady_clock;

/// Of the perceptual distance beside the pixels' mean difference. With pixels alone what the small decoder is unsure of
/// ends as a blur.
constexpr double kPerceptual = 0.02;
/// Sixteenths of a batch: codes of faces as they are, mixes of two; the rest are draws from the prior.
constexpr int64_t kFaces = 5;
constexpr int64_t kMixes = 8;

/// What the draft has from the portrait and never changes.
constexpr const char* kShared[] = {"encoder.", "encoder_code.", "posterior.", "linear."};

/// Every parameter and buffer by name.
Tensors tensorsOf(const nets::TextureVae& network) {
  Tensors all;
  for (const auto& p : network->named_parameters()) all.emplace(p.key(), p.value());
  for (const auto& b : network->named_buffers()) all.emplace(b.key(), b.value());
  return all;
}

class DraftRun {
 public:
  explicit DraftRun(const DraftOptions& options)
      : options_(options),
        cache_(options.cache),
        portrait_(portraitIn(options.from)),
        perceptual_(options.teachers, options.device),
        run_(options.run, nets::TextureVae(draftWidths()), nets::TextureVae(draftWidths()), options.device,
             options.learningRate) {
    portrait_->to(options.device);
    for (const auto& p : run_.live->named_parameters())
      if (makesCodes(p.key())) p.value().requires_grad_(false);
    if (run_.resumed) {
      refuseOtherEncoder(run_.live, portrait_);
    } else {
      shareEncoder(run_.live, portrait_);
      startNarrower(run_.live, portrait_);
      average(*run_.shipped, *run_.live, 0);
      std::fputs("images,minutes,pixel,perceptual\n", run_.log);
    }
    codes_ = knownCodes();
  }

  void train() {
    const auto start = Clock::now();
    auto saved = start;
    finish();
    odds_ = cache_.balance().index_select(0, cache_.train());
    while (minutesSince(start) < options_.minutes && run_.done < options_.totalImages) {
      step(minutesSince(start));
      if (minutesSince(saved) < 5) continue;
      finish();
      saved = Clock::now();
    }
    finish();
  }

 private:
  /// Codes of all train faces, which are encoded once a run.
  torch::Tensor knownCodes() {
    const std::filesystem::path file = options_.run / "codes.pt";
    torch::Tensor codes;
    if (std::filesystem::exists(file)) {
      torch::load(codes, file.string());
      if (codes.size(0) == cache_.train().size(0)) return codes.to(options_.device);
      throw std::runtime_error(file.string() + " is of another cache's faces: start a new run.");
    }
    const torch::InferenceMode guard;
    std::vector<torch::Tensor> parts;
    for (const torch::Tensor& index : cache_.train().split(32)) parts.push_back(encoded(index).to(torch::kCPU));
    codes = torch::cat(parts);
    const std::string beside = (options_.run / "codes.new").string();
    torch::save(codes, beside);
    std::filesystem::rename(beside, file);
    return codes.to(options_.device);
  }

  torch::Tensor encoded(const torch::Tensor& index) {
    const TextureBatch batch = loadBatch(cache_, index, options_.device, false);
    return portrait_->encode(batch.x, batch.known).mean;
  }

  torch::Tensor drawCodes() {
    const int64_t n = options_.batch;
    const int64_t faces = n * kFaces / 16;
    const int64_t mixes = n * kMixes / 16;
    const torch::Tensor rows = codes_.index_select(
        0, torch::multinomial(odds_, faces + 2 * mixes, faces + 2 * mixes > codes_.size(0)).to(options_.device));
    const torch::Tensor t = torch::rand({mixes, 1}).to(options_.device);
    const torch::Tensor prior =
        torch::randn({n - faces - mixes, codes_.size(1)}) * (0.5 + 0.5 * torch::rand({n - faces - mixes, 1}));
    return torch::cat({rows.narrow(0, 0, faces),
                       mixGroups(rows.narrow(0, faces, mixes), rows.narrow(0, faces + mixes, mixes), t,
                                 portrait_->linear->colourSize),
                       prior.to(options_.device)});
  }

  void step(double minutes) {
    setLearningRate(*run_.optimiser,
                    options_.learningRate * learningRateShare(static_cast<double>(run_.done),
                                                              static_cast<double>(options_.totalImages), 1500));
    torch::Tensor pixel;
    torch::Tensor look;
    {
      // Both in one precision: what rounding does to the linear part cancels.
      const HalfPrecision half(options_.device);
      const torch::Tensor z = drawCodes();
      torch::Tensor wanted;
      {
        const torch::NoGradGuard guard;
        wanted = portrait_->decode(z);
      }
      const torch::Tensor y = run_.live->decode(z);
      pixel = (y - wanted).abs().mean();
      const torch::Tensor some = torch::randperm(z.size(0)).narrow(0, 0, std::max<int64_t>(1, z.size(0) / 4));
      const torch::Tensor seen = y.index_select(0, some.to(y.device()));
      look = perceptual_
                 .distance(seen, wanted.index_select(0, some.to(y.device())),
                           torch::ones({seen.size(0), 1, seen.size(2), seen.size(3)}, seen.options()))
                 .mean();
    }
    run_.optimiser->zero_grad();
    (pixel + kPerceptual * look).backward();
    torch::nn::utils::clip_grad_norm_(run_.live->parameters(), 1.0);
    run_.optimiser->step();
    average(*run_.shipped, *run_.live,
            std::min(0.998, 1 - 10.0 / (10.0 + static_cast<double>(run_.done / options_.batch))));
    run_.done += options_.batch;
    pixelSum_ += pixel.item<double>();
    lookSum_ += look.item<double>();
    if (++summed_ < kLogged) return;
    std::fprintf(run_.log, "%ld,%.2f,%.5f,%.4f\n", static_cast<long>(run_.done), minutes, pixelSum_ / kLogged,
                 lookSum_ / kLogged);
    std::fflush(run_.log);
    summed_ = 0;
    pixelSum_ = lookSum_ = 0;
  }

  void finish() {
    shareEncoder(run_.shipped, run_.live);  // averaging rounds
    run_.save();
    contactSheet();
  }

  /// Of eight val faces, their 50 % mixes and eight draws: the portrait's picture, the draft's, what is between them
  /// eight times as strong.
  void contactSheet() {
    const torch::InferenceMode guard;
    const torch::Tensor code = encoded(cache_.val().narrow(0, 0, std::min<int64_t>(48, cache_.val().size(0))));
    const torch::Tensor faces =
        code.narrow(0, code.size(0) - std::min<int64_t>(8, code.size(0)), std::min<int64_t>(8, code.size(0)));
    const torch::Tensor seeds = torch::randn(faces.sizes(), torch::make_generator<at::CPUGeneratorImpl>(7));
    const torch::Tensor half = torch::full({faces.size(0), 1}, 0.5, faces.options());
    std::vector<torch::Tensor> rows;
    for (const torch::Tensor& z : {faces, mixGroups(faces, faces.roll(1, 0), half, portrait_->linear->colourSize),
                                   0.8 * seeds.to(options_.device)}) {
      const torch::Tensor wanted = portrait_->decode(z);
      const torch::Tensor y = run_.shipped->decode(z);
      rows.insert(rows.end(), {wanted, y, 0.5 + 8 * (y - wanted)});
    }
    writeSheet(options_.run / "sheet.ppm", rows);
  }

  static constexpr int kLogged = 20;  ///< steps a line

  DraftOptions options_;
  FaceCache cache_;
  nets::TextureVae portrait_;
  PerceptualTeacher perceptual_;
  Run<nets::TextureVae> run_;
  torch::Tensor codes_, odds_;
  double pixelSum_ = 0, lookSum_ = 0;
  int summed_ = 0;
};

}  // namespace

bool makesCodes(const std::string& name) {
  return std::any_of(std::begin(kShared), std::end(kShared), [&](const char* part) { return name.starts_with(part); });
}

nets::TextureVaeImpl::Widths draftWidths() {
  nets::TextureVaeImpl::Widths widths;
  widths.at32 = 48;
  widths.at64 = 32;
  return widths;
}

nets::TextureVae portraitIn(const std::filesystem::path& pack) {
  nets::TextureVae network(nets::TextureVaeImpl::Widths{});
  startFrom(*network->linear, pack / "linear.safetensors", "texture.");
  startFrom(*network, pack / "network.safetensors", "", "linear.");
  network->eval();
  for (auto& p : network->parameters()) {
    p.requires_grad_(false);
    if (p.dim() == 4) p.set_data(p.contiguous(torch::MemoryFormat::ChannelsLast));
  }
  return network;
}

void refuseOtherEncoder(const nets::TextureVae& draft, const nets::TextureVae& portrait) {
  const auto theirs = tensorsOf(portrait);
  for (const auto& [name, tensor] : tensorsOf(draft))
    if (makesCodes(name) && !torch::equal(tensor, theirs.at(name)))
      throw std::runtime_error("The draft's run learned from another portrait pack (" + name +
                               " differs): start a new run.");
}

void shareEncoder(const nets::TextureVae& draft, const nets::TextureVae& portrait) {
  const torch::NoGradGuard guard;
  const auto theirs = tensorsOf(portrait);
  for (auto& [name, tensor] : tensorsOf(draft))
    if (makesCodes(name)) torch::Tensor(tensor).copy_(theirs.at(name));
}

void trainDraft(const DraftOptions& options) {
  DraftRun(options).train();
}

}  // namespace mien::training
