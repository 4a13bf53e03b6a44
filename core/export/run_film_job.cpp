#include "core/export/run_film_job.h"

#include <charconv>
#include <chrono>
#include <condition_variable>
#include <deque>
#include <mutex>
#include <optional>
#include <system_error>
#include <thread>

#include "core/base/digest.h"
#include "core/export/work_folder.h"

namespace mien {
namespace {

using namespace std::chrono_literals;
using Clock = std::chrono::steady_clock;
constexpr std::string_view kWorkPrefix = "job-";

/// Looks into the record, on a thread and a connection of its own, for somebody's wish that the job end.
class WishWatcher {
 public:
  WishWatcher(const std::filesystem::path& recordFile, std::int64_t job, const std::stop_token& outer)
      : thread_([this, recordFile, job](const std::stop_token& end) { watch(recordFile, job, end); }),
        outer_(outer, [this] { wanted_.request_stop(); }) {}

  std::stop_token token() const { return wanted_.get_token(); }

 private:
  void watch(const std::filesystem::path& recordFile, std::int64_t job, const std::stop_token& end) {
    auto record = Record::open(recordFile);
    if (!record) return;
    const auto store = JobStore::open(std::move(*record));
    if (!store) return;
    std::mutex mutex;
    std::condition_variable_any wake;
    std::unique_lock lock(mutex);
    while (!end.stop_requested()) {
      const auto wanted = store->wanted(job);
      if (wanted && *wanted != Wanted::Run) wanted_.request_stop();
      wake.wait_for(lock, end, 50ms, [] { return false; });
    }
  }

  std::stop_source wanted_;
  std::jthread thread_;
  std::stop_callback<std::function<void()>> outer_;
};

/// Frames a second over the last seconds.
class Rate {
 public:
  /// `done`: frames that this run made.
  double at(std::int64_t done) {
    const auto now = Clock::now();
    seen_.emplace_back(now, done);
    while (seen_.size() > 2 && now - seen_.front().first > 5s) seen_.pop_front();
    const double seconds = std::chrono::duration<double>(now - seen_.front().first).count();
    return seconds > 0 ? static_cast<double>(done - seen_.front().second) / seconds : 0;
  }

 private:
  std::deque<std::pair<Clock::time_point, std::int64_t>> seen_;
};

Result<FilmExported> runFilm(const Job& job, const std::filesystem::path& work, Gatekeeper& keeper,
                             ExportRenderer& renderer, const std::stop_token& stop,
                             const std::function<void(const FilmProgress&)>& progress) {
  if (job.kind != kFilmJob)
    return fail(ErrorKind::Input,
                "This version of Mien can't make a \"" + job.kind + "\": export it with the version that queued it.");
  renderer.stopWith(stop);
  const auto spec = filmSpecFromJson(job.spec);
  if (!spec) return tl::unexpected(spec.error());
  // Before photographs are opened: without it nothing can come of them.
  std::string ffmpegVersion;
  if (spec->format != FilmFormat::PngSequence) {
    const auto ffmpeg = findFfmpeg();
    if (!ffmpeg) return tl::unexpected(ffmpeg.error());
    ffmpegVersion = ffmpeg->version;
  }
  renderer.withModel(spec->timeline.base.modelHash);
  const auto info = renderer.info();
  if (!info) return tl::unexpected(info.error());
  auto gate = keeper.open();
  if (!gate) return tl::unexpected(gate.error());
  ExportParents parents;
  for (std::size_t i = 0; i < spec->photographs.size(); ++i) {
    auto parent = renderer.open(spec->timeline.base.faces[i], spec->photographs[i]);
    if (!parent) return tl::unexpected(parent.error());
    parents.push_back(std::move(*parent));
  }
  if (auto taken = gate->take(facesOf(parents)); !taken) return tl::unexpected(taken.error());
  const auto frames = FilmFrames::open(*spec, std::move(parents), renderer, stop);
  if (!frames) return tl::unexpected(frames.error());
  constexpr const char* kDrawnAs = "3 ";  // another number whenever the same packs draw or pace films otherwise
  // Segments of another version, model, device or ffmpeg must not be mixed with new ones, nor scores of other networks
  // or people.
  const std::string what = kDrawnAs + job.spec + info->modelHash + info->device + gate->measuredBy() + ffmpegVersion;
  const std::string key = sha256Hex({reinterpret_cast<const std::uint8_t*>(what.data()), what.size()});
  return exportFilm(*frames, *spec, *gate, key, work, job.output, stop, progress);
}

/// The job whose work folder this is; 0: none.
std::int64_t jobOf(const std::filesystem::path& folder) {
  const std::string name = folder.filename().string();
  if (!name.starts_with(kWorkPrefix)) return 0;
  std::int64_t id = 0;
  const char* const end = name.data() + name.size();
  return std::from_chars(name.data() + kWorkPrefix.size(), end, id).ptr == end ? id : 0;
}

bool canGoOn(JobState state) {
  return state != JobState::Done && state != JobState::Cancelled;
}

}  // namespace

std::filesystem::path workFolderOf(const std::filesystem::path& recordFile, std::int64_t job) {
  return recordFile.parent_path() / "work" / (std::string(kWorkPrefix) + std::to_string(job));
}

Result<int> removeDeadWork(const JobStore& store, const std::filesystem::path& recordFile) {
  const std::filesystem::path folder = recordFile.parent_path() / "work";
  std::error_code failed;
  const std::filesystem::directory_iterator entries(folder, failed);
  if (failed == std::errc::no_such_file_or_directory) return 0;
  if (failed)
    return fail(ErrorKind::Disk, folder.string() + " can't be read (" + failed.message() +
                                     "): check that you may read it, or what films left there stays.");
  int removed = 0;
  std::optional<Error> fault;
  for (const auto& entry : entries) {
    const std::int64_t id = jobOf(entry.path());
    if (id == 0) continue;
    // A job is in the record before it has a folder: asked for after its folder was seen, an unknown one was removed.
    const auto job = store.get(id);
    if (!job && job.error().kind != ErrorKind::Usage) fault = job.error();
    if (job ? canGoOn(job->state) : job.error().kind != ErrorKind::Usage) continue;
    removeWork(entry.path(), failed);
    removed += failed ? 0 : 1;
    if (failed)
      fault = Error{ErrorKind::Disk, entry.path().string() + " can't be deleted (" + failed.message() +
                                         "): check that you may write there, or delete it yourself."};
  }
  if (fault) return tl::unexpected(*fault);
  return removed;
}

Result<FilmExported> runFilmJob(JobStore& store, Gatekeeper& keeper, const Job& job, ExportRenderer& renderer,
                                const std::stop_token& stop, const std::function<void(const FilmProgress&)>& progress) {
  const std::filesystem::path& recordFile = keeper.recordFile();
  const std::filesystem::path work = workFolderOf(recordFile, job.id);
  const WishWatcher watcher(recordFile, job.id, stop);
  Rate rate;
  Rate rateOfCoding;
  auto told = Clock::now() - 1s;
  auto made = runFilm(job, work, keeper, renderer, watcher.token(), [&](const FilmProgress& p) {
    const double perSecond = p.coded > 0 ? rateOfCoding.at(p.coded) : rate.at(p.done - p.kept);
    if (Clock::now() - told >= 250ms) {
      told = Clock::now();
      static_cast<void>(
          store.progress(job.id, p.done + p.coded, perSecond));  // the film matters more than what is said of it
    }
    progress(p);
  });
  if (made) {
    if (auto done = store.finish(job.id, made->admission.warning()); !done) return tl::unexpected(done.error());
    std::error_code stays;  // removeDeadWork() tries again
    removeWork(work, stays);
    return made;
  }
  if (made.error().kind != ErrorKind::Cancelled) {
    if (auto done = store.fail(job.id, made.error()); !done) return tl::unexpected(done.error());
    return made;
  }
  if (auto done = store.stopped(job.id); !done) return tl::unexpected(done.error());
  static_cast<void>(removeDeadWork(store, recordFile));  // what stays is tried again with the next
  return made;
}

}  // namespace mien
