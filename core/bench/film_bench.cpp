#include "core/bench/film_bench.h"

#include <unistd.h>

#include <algorithm>
#include <atomic>
#include <cmath>
#include <cstdlib>
#include <fstream>
#include <optional>
#include <thread>

#include "core/bench/bench_gate.h"
#include "core/bench/bench_photo.h"
#include "core/blend/timeline_edit.h"
#include "core/blend/timeline_start.h"
#include "core/export/run_film_job.h"
#include "core/studio/even_pace.h"

namespace mien {
namespace {

namespace fs = std::filesystem;
using Clock = std::chrono::steady_clock;

constexpr int kFrames = 300;
constexpr int kLongFrames = 3'000;
constexpr int kSettled = 100;  ///< from which frame on memory should not grow
constexpr int kStops = 20;

double secondsSince(Clock::time_point start) {
  return std::chrono::duration<double>(Clock::now() - start).count();
}

/// Resident memory of this process, MB.
double residentMb() {
  std::ifstream in("/proc/self/statm");
  std::int64_t all = 0;
  std::int64_t resident = 0;
  in >> all >> resident;
  return static_cast<double>(resident) * static_cast<double>(::sysconf(_SC_PAGESIZE)) / (1 << 20);
}

/// Gives frames that were rendered before, over and over: coding alone.
class ReadyFrames final : public ExportRenderer {
 public:
  explicit ReadyFrames(const std::vector<Frame>& frames) : frames_(frames) {}
  Result<EngineInfo> info() override { return EngineInfo{}; }
  Result<ExportParent> open(const FaceRef&, const fs::path&) override { return ExportParent{}; }
  Result<Frame> render(const Recipe&, const ExportParents&) override { return frames_[next_++ % frames_.size()]; }

 private:
  const std::vector<Frame>& frames_;
  std::size_t next_ = 0;
};

/// Renders with an engine, and has the faces already.
class OpenFaces final : public ExportRenderer {
 public:
  OpenFaces(ExportRenderer& inner, const ExportParents& parents) : inner_(inner), parents_(parents) {}
  Result<EngineInfo> info() override { return inner_.info(); }
  Result<ExportParent> open(const FaceRef&, const fs::path&) override { return parents_[opened_++ % parents_.size()]; }
  Result<Frame> render(const Recipe& recipe, const ExportParents& parents) override {
    return inner_.render(recipe, parents);
  }

 private:
  ExportRenderer& inner_;
  const ExportParents& parents_;
  std::size_t opened_ = 0;
};

class Films {
 public:
  Films(Engine& engine, const std::vector<FacePtr>& faces, const BenchOptions& options, const BenchProgress& progress)
      : base_(mixOf(engine, faces[0], faces[1], 0.5, 256)),
        parents_{ExportParent{faces[0], nullptr}, ExportParent{faces[1], nullptr}},
        options_(options),
        progress_(progress),
        renderer_(makeEngineRenderer(engine)) {}

  Result<BenchJson> run() {
    for (const auto part : {&Films::rates, &Films::memory, &Films::stops, &Films::scrub, &Films::pace}) {
      if (auto ok = (this->*part)(); !ok) return tl::unexpected(ok.error());
    }
    return out_;
  }

 private:
  FilmSpec filmOf(int frames) const {
    FilmSpec spec;
    spec.timeline = timelineFromAToB(base_, {.seconds = frames / 25.0});
    return spec;
  }

  /// Seconds of an export to MP4.
  Result<double> exported(
      const FilmSpec& spec, ExportRenderer& renderer,
      const std::function<void(const FilmProgress&)>& progress = [](const FilmProgress&) {}) {
    const auto frames = FilmFrames::open(spec, parents_, renderer);
    if (!frames) return tl::unexpected(frames.error());
    const BenchFolder folder;
    auto gate = openBenchGate(folder, options_, {parents_[0].face, parents_[1].face});
    if (!gate) return tl::unexpected(gate.error());
    const auto start = Clock::now();
    const auto film =
        exportFilm(*frames, spec, *gate, "bench", folder.path() / "work", folder.path() / "film.mp4", {}, progress);
    if (!film) return tl::unexpected(film.error());
    return secondsSince(start);
  }

  Result<void> rates() {
    progress_("film of 300 frames");
    const FilmSpec spec = filmOf(kFrames);
    const auto frames = FilmFrames::open(spec, parents_, *renderer_);
    if (!frames) return tl::unexpected(frames.error());
    if (auto warm = frames->frame(0); !warm) return tl::unexpected(warm.error());
    const auto start = Clock::now();
    for (int n = 0; n < kFrames; ++n) {
      auto frame = frames->frame(n);
      if (!frame) return tl::unexpected(frame.error());
      ready_.push_back(std::move(*frame));
    }
    const double render = kFrames / secondsSince(start);
    ReadyFrames ready(ready_);
    const auto coding = exported(spec, ready);
    if (!coding) return tl::unexpected(coding.error());
    const auto whole = exported(spec, *renderer_);
    if (!whole) return tl::unexpected(whole.error());
    const double code = kFrames / *coding;
    const double total = kFrames / *whole;
    out_["framesPerSecond"] = {{"render", rounded(render)}, {"judgeAndCode", rounded(code)}, {"film", rounded(total)}};
    out_["shareOfTheSlower"] = rounded(total / std::min(render, code));
    return {};
  }

  /// Frames made before are as good as new ones for what an export keeps; --long renders them.
  Result<void> memory() {
    progress_("film of 3,000 frames");
    ReadyFrames ready(ready_);
    double settled = 0;
    double most = 0;
    double last = 0;
    const auto seconds =
        exported(filmOf(kLongFrames), options_.longFilm ? *renderer_ : ready, [&](const FilmProgress& p) {
          if (p.done < kSettled) return;
          last = residentMb();
          if (p.done == kSettled) settled = last;
          most = std::max(most, last);
        });
    if (!seconds) return tl::unexpected(seconds.error());
    out_["memoryMb"] = {{"rendered", options_.longFilm},
                        {"atFrame100", rounded(settled)},
                        {"growthToFrame3000", rounded(last - settled)},
                        {"mostGrowth", rounded(most - settled)}};
    return {};
  }

  /// A job that another connection cancels at any moment after its first frame: until nothing of it is left.
  Result<void> stops() {
    progress_("cancelling");
    const BenchFolder folder;
    const auto keeper = openBenchKeeper(folder, options_, {parents_[0].face, parents_[1].face});
    if (!keeper) return tl::unexpected(keeper.error());
    const auto queue = [&]() -> Result<JobStore> {
      auto record = Record::open((*keeper)->recordFile());
      if (!record) return tl::unexpected(record.error());
      return JobStore::open(*std::move(record));
    };
    auto runner = queue();
    if (!runner) return tl::unexpected(runner.error());
    OpenFaces renderer(*renderer_, parents_);
    NewJob order{.kind = kFilmJob, .spec = toJson(filmOf(kLongFrames)), .framesTotal = kLongFrames};
    std::vector<double> times;
    for (int i = 0; i < kStops; ++i) {
      order.output = folder.path() / (std::to_string(i) + ".mp4");
      const auto job = runner->addRunning(order);
      if (!job) return tl::unexpected(job.error());
      std::atomic<bool> renders = false;
      std::optional<Clock::time_point> asked;
      std::thread canceller([&] {
        renders.wait(false);
        std::this_thread::sleep_for(std::chrono::milliseconds(37 * i % 100));
        auto other = queue();
        asked = Clock::now();
        if (other) static_cast<void>(other->cancel(job->id));  // else the film goes on to its end, which says so
      });
      const auto begun = [&](const FilmProgress&) {
        renders = true;
        renders.notify_one();
      };
      const auto film = runFilmJob(*runner, **keeper, *job, renderer, {}, begun);
      const auto ended = Clock::now();
      begun({});
      canceller.join();
      if (film) return fail(ErrorKind::Disk, "A film that was cancelled was made all the same.");
      if (film.error().kind != ErrorKind::Cancelled) return tl::unexpected(film.error());
      times.push_back(std::chrono::duration<double, std::milli>(ended - *asked).count());
    }
    out_["milliseconds"]["stopExport"] = summary(times);
    return {};
  }

  /// Any moment of a timeline on which several things move.
  Result<void> scrub() {
    progress_("scrubbing");
    Timeline timeline = filmOf(kFrames).timeline;
    setKey(timeline, "detail", 0, 1);
    setKey(timeline, "detail", timeline.duration, 0);
    setKey(timeline, "structure", timeline.duration / 2, 0.8);
    const auto render = [&](int i) {
      const double time = std::fmod(0.1 + 0.618 * i, 1.0) * static_cast<double>(timeline.duration);
      return renderer_->render(recipeAt(timeline, time), parents_);
    };
    if (auto warm = timed(5, render); !warm) return tl::unexpected(warm.error());
    const auto times = timed(options_.frames, render);
    if (!times) return tl::unexpected(times.error());
    out_["milliseconds"]["scrubToPixels256"] = summary(*times);
    return {};
  }

  Result<void> pace() {
    progress_("even pace");
    Timeline timeline = filmOf(kFrames).timeline;
    timeline.evenPace = true;
    const auto times = timed(3, [&](int) {
      return measurePace(timeline, [&](const Recipe& recipe) { return renderer_->render(recipe, parents_); });
    });
    if (!times) return tl::unexpected(times.error());
    out_["milliseconds"]["measurePace"] = summary(*times);
    return {};
  }

  Recipe base_;
  ExportParents parents_;
  const BenchOptions& options_;
  const BenchProgress& progress_;
  std::unique_ptr<ExportRenderer> renderer_;
  std::vector<Frame> ready_;
  BenchJson out_;
};

}  // namespace

Result<BenchJson> measureFilms(Engine& engine, const std::vector<FacePtr>& faces, const BenchOptions& options,
                               const BenchProgress& progress) {
  if (const auto ffmpeg = findFfmpeg(); !ffmpeg) return BenchJson{{"notMeasured", ffmpeg.error().message}};
  return Films(engine, faces, options, progress).run();
}

}  // namespace mien
