#include "core/bench/bench.h"

#include "core/base/digest.h"
#include "core/bench/bench_gate.h"
#include "core/bench/bench_photo.h"
#include "core/bench/cold_start.h"
#include "core/bench/film_bench.h"
#include "core/bench/judging_bench.h"
#include "core/bench/machine.h"
#include "core/bench/slider_bench.h"
#include "core/bench/timing.h"
#include "core/model/decode_speed.h"
#include "core/model/installed_packs.h"
#include "core/photo/write.h"

namespace mien {
namespace {

using Json = BenchJson;

constexpr int kColdStarts = 3;
constexpr int kSchema = 1;

Json toJson(const MachineState& m) {
  return {{"cpu", m.cpu},
          {"cores", m.cores},
          {"governor", m.governor.empty() ? Json() : Json(m.governor)},
          {"load", m.load}};
}

Json toJson(const DecodeSpeed& speed) {
  return {{"precision", speed.precision},
          {"gmac", rounded(speed.macs * 1e-9)},
          {"milliseconds", rounded(speed.milliseconds)},
          {"gflops", rounded(speed.gflops())},
          {"roofGflops", rounded(speed.roofGflops)},
          {"shareOfRoof", rounded(speed.gflops() / speed.roofGflops)},
          {"foundationMilliseconds", rounded(speed.foundationMilliseconds)},
          {"timesFasterThanFoundation", rounded(speed.foundationMilliseconds / speed.milliseconds)},
          {"plainFp32NchwMilliseconds", rounded(speed.plainMilliseconds)},
          {"timesFasterThanPlain", rounded(speed.plainMilliseconds / speed.milliseconds)}};
}

/// Runs the parts one after another; the first error ends it.
class Bench {
 public:
  Bench(const BenchOptions& options, const BenchProgress& progress) : options_(options), progress_(progress) {}

  Result<std::string> run() {
    out_["schema"] = kSchema;
    out_["kind"] = "bench";
    out_["machine"] = toJson(machineState());
    const std::array parts{&Bench::start,  &Bench::load,    &Bench::photos, &Bench::sliders,
                           &Bench::decode, &Bench::judging, &Bench::films};
    for (const auto part : parts) {
      if (auto ok = (this->*part)(); !ok) return tl::unexpected(ok.error());
    }
    out_["loadAtEnd"] = machineState().load;
    return out_.dump(2) + "\n";
  }

 private:
  Result<void> start() {
    progress_("cold start");
    std::vector<double> main;
    std::vector<double> engine;
    std::vector<double> frame;
    for (int i = 0; i < kColdStarts; ++i) {
      const auto cold = measureColdStart(options_);
      if (!cold) return tl::unexpected(cold.error());
      main.push_back(cold->toMain);
      engine.push_back(cold->toEngine);
      frame.push_back(cold->toFirstFrame);
    }
    out_["coldStart"] = {{"toMain", summary(main)}, {"toEngine", summary(engine)}, {"toFirstFrame", summary(frame)}};
    return {};
  }

  Result<void> load() {
    auto engine = benchEngine(options_);
    if (!engine) return tl::unexpected(engine.error());
    engine_ = std::move(*engine);
    const EngineInfo info = engine_->info();
    out_["device"] = info.device;
    out_["model"] = {{"id", info.modelId}, {"version", info.modelVersion}, {"hash", info.modelHash}};
    return {};
  }

  /// 12 megapixels as they come from a camera: read, find, align and encode.
  Result<void> photos() {
    progress_("12 MP photo");
    for (std::size_t i = 0; i < faces_.size(); ++i) {
      auto made = makeBenchPhoto(*engine_, i + 1, 4000, 3000);
      if (!made) return tl::unexpected(made.error());
      Photo& photo = made->photo;
      PhotoFaceRef ref{photo.digest, 0, made->points};
      if (i == 0) {
        const auto jpeg = encodePicture(photo.pixels, PictureFormat::Jpeg);
        if (!jpeg) return tl::unexpected(jpeg.error());
        if (auto ok = add("readPhoto12Mp", 5, [&](int) { return decodePhoto(*jpeg, "bench"); }); !ok) return ok;
        const auto found = engine_->find(photo);
        if (!found) return tl::unexpected(found.error());
        out_["faceFound"] = found->size() == 1;
        if (found->size() == 1) ref.anchors.reset();
        // Of a photograph that it knows the engine knows the faces, too.
        const std::string digest = photo.digest;
        const auto renamed = [&](const std::string& run) {
          const std::string other = digest + run;
          photo.digest = ref.digest = sha256Hex({reinterpret_cast<const std::uint8_t*>(other.data()), other.size()});
        };
        const auto find = [&](int run) {
          renamed(" find " + std::to_string(run));
          return engine_->find(photo);
        };
        const auto prepare = [&](int run) {
          renamed(" prepare " + std::to_string(run));
          return engine_->prepare(photo, ref);
        };
        if (auto ok = add("find12Mp", 15, find); !ok) return ok;
        if (auto ok = add("prepare12Mp", 10, prepare); !ok) return ok;
        photo.digest = ref.digest = digest;
      }
      const auto face = engine_->prepare(photo, ref);
      if (!face) return tl::unexpected(face.error());
      faces_[i] = *face;
    }
    const auto small = makeBenchPhoto(*engine_, 3, 640, 480);
    if (!small) return tl::unexpected(small.error());
    const PhotoFaceRef ref{small->photo.digest, 0, small->points};
    return add("photoToLatent", 20, [&](int) { return engine_->prepare(small->photo, ref); });
  }

  /// With the model in question, and with every other beside it: packs of one latent space mix each other's faces.
  Result<void> sliders() {
    const auto own = measureSliders(*engine_, faces_, options_, progress_);
    if (!own) return tl::unexpected(own.error());
    out_["milliseconds"].update((*own)["milliseconds"]);
    out_["stages"] = (*own)["stages"];
    for (const InstalledPack& pack : installedPacks(options_.models)) {
      const std::string name = pack.folder.filename().string();
      if (pack.manifest.kind != PackKind::Portrait || name == options_.model) continue;
      BenchOptions other = options_;
      other.model = name;
      const auto engine = benchEngine(other);
      if (!engine) return tl::unexpected(engine.error());
      std::vector<FacePtr> faces;
      for (const FacePtr& face : faces_) {
        auto there = (*engine)->restore(face->saved());
        if (there) faces.push_back(std::move(*there));
      }
      if (faces.size() != faces_.size()) continue;  // an older pack, with latents of its own
      auto measured = measureSliders(**engine, faces, other, progress_);
      if (!measured) return tl::unexpected(measured.error());
      out_["otherModels"][name] = std::move(*measured);
    }
    return {};
  }

  /// The decoders of the model in question and of the others, each in one run beside the foundation's.
  Result<void> decode() {
    for (const InstalledPack& pack : installedPacks(options_.models)) {
      const std::string name = pack.folder.filename().string();
      if (pack.manifest.kind != PackKind::Portrait) continue;
      progress_(name + ": decoder");
      const auto speed = measureDecode(pack.folder, options_.device);
      if (!speed) return tl::unexpected(speed.error());
      out_[name == options_.model ? BenchJson::json_pointer("/decode")
                                  : BenchJson::json_pointer("/otherModels") / name / "decode"] = toJson(*speed);
    }
    return {};
  }

  /// What the guard measures of every frame that leaves.
  Result<void> judging() {
    progress_("judging");
    const BenchFolder folder;
    const auto gate = openBenchGate(folder, options_, faces_);
    if (!gate) return tl::unexpected(gate.error());
    const auto frame = engine_->render(mixOf(*engine_, faces_[0], faces_[1], 0.5, 256), faces_, {nullptr, nullptr});
    if (!frame) return tl::unexpected(frame.error());
    const auto judge = [&](int) { return gate->scoresOf(*frame); };
    if (auto warm = timed(5, judge); !warm) return tl::unexpected(warm.error());
    if (auto ok = add("judgeFrame256", options_.frames, judge); !ok) return ok;
    const auto alone = measureJudgingNetworks(options_, *frame);
    if (!alone) return tl::unexpected(alone.error());
    out_["milliseconds"].update(*alone);
    return {};
  }

  Result<void> films() {
    auto report = measureFilms(*engine_, faces_, options_, progress_);
    if (!report) return tl::unexpected(report.error());
    out_["film"] = std::move(*report);
    return {};
  }

  template <class Work>
  Result<void> add(const std::string& name, int count, Work&& work) {
    const auto times = timed(count, work);
    if (!times) return tl::unexpected(times.error());
    out_["milliseconds"][name] = summary(*times);
    return {};
  }

  const BenchOptions& options_;
  const BenchProgress& progress_;
  Json out_;
  std::unique_ptr<Engine> engine_;
  std::vector<FacePtr> faces_ = std::vector<FacePtr>(2);
};

}  // namespace

Result<std::string> bench(const BenchOptions& options, const BenchProgress& progress) {
  return Bench(options, progress).run();
}

}  // namespace mien
