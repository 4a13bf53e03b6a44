#include "app/cli/film_job.h"

#include <algorithm>
#include <cstdio>
#include <optional>

#include "app/cli/job_queue.h"
#include "app/cli/progress_line.h"
#include "app/cli/record_arguments.h"
#include "core/export/film_place.h"
#include "core/export/job_progress.h"
#include "core/export/kept_files.h"
#include "core/export/work_folder.h"
#include "core/record/canonical.h"
#include "core/record/face_sealer.h"
#include "core/record/output_store.h"

namespace mien {
namespace {

tl::unexpected<Error> madeAlready(const Job& job) {
  const std::string id = std::to_string(job.id);
  return fail(ErrorKind::Usage, job.output.string() + " is being made already, by job " + id +
                                    ": wait for it, or cancel it with mien jobs cancel " + id + ".");
}

/// Refuses what is being made already. Other frames of a film may be made into the same folder at the same time.
Result<void> isFree(const std::vector<Job>& jobs, const FilmSpec& spec, const std::string& text,
                    const std::filesystem::path& place) {
  for (const Job& job : jobs)
    if (job.kind == kFilmJob && job.output == place && job.state == JobState::Running &&
        (!spec.frames || job.spec == text))
      return madeAlready(job);
  return {};
}

bool isLeftOff(const Job& job, const std::filesystem::path& place) {
  const bool waits = job.state == JobState::Paused || job.state == JobState::Queued || job.state == JobState::Failed;
  return waits && job.kind == kFilmJob && job.output == place;
}

/// Ended as it put its output into place: what lies there may be its own, which only its work folder can tell.
bool wasPlacing(const std::filesystem::path& recordFile, const Job& job) {
  return isPlacing(workFolderOf(recordFile, job.id));
}

/// The job that was left off, or a new one.
Result<Job> jobFor(JobStore& store, const std::filesystem::path& recordFile, const FilmSpec& spec,
                   const std::filesystem::path& output) {
  const std::string text = toJson(spec);
  const std::filesystem::path place = placeOf(output);
  const auto jobs = store.list();
  if (!jobs) return tl::unexpected(jobs.error());
  const Job* same = nullptr;  // the newest
  for (const Job& job : *jobs)
    if (isLeftOff(job, place) && job.spec == text && (same == nullptr || job.id > same->id)) same = &job;
  if (same == nullptr || !wasPlacing(recordFile, *same))
    if (auto free = checkFilmOutput(spec, place); !free) return tl::unexpected(free.error());
  if (auto free = isFree(*jobs, spec, text, place); !free) return tl::unexpected(free.error());
  if (same != nullptr) {
    Result<void> ready;
    if (same->state == JobState::Paused) ready = store.resume(same->id);
    if (same->state == JobState::Failed) ready = store.retry(same->id);
    if (!ready) return tl::unexpected(ready.error());
    return store.claim(same->id);
  }
  const auto range = framesOf(spec);
  if (!range) return tl::unexpected(range.error());
  const NewJob job{.kind = kFilmJob,
                   .spec = text,
                   .title = place.filename().string(),
                   .output = place,
                   .priority = 0,
                   .framesTotal = range->second - range->first};
  // Again, for the same command may have been given twice in one moment.
  auto added = store.addRunning(job, [&](const std::vector<Job>& now) { return isFree(now, spec, text, place); });
  // What former tries say of the place is no longer so. (Ranges of frames stand side by side.)
  if (added && !spec.frames) {
    for (const Job& former : *jobs)
      if (former.output == place && (former.state == JobState::Failed || former.state == JobState::Cancelled))
        static_cast<void>(store.remove(former.id));
  }
  return added;
}

/// Of a job that somebody else's wish has ended.
tl::unexpected<Error> stoppedByAnother(const JobStore& store, std::int64_t job) {
  const std::string id = std::to_string(job);
  const auto now = store.get(job);
  if (now && now->state == JobState::Cancelled)
    return fail(ErrorKind::Cancelled,
                "The film was cancelled by another program: the same command makes it from its start.");
  if (now && now->state == JobState::Paused)
    return fail(
        ErrorKind::Cancelled,
        "The film was paused by another program: the same command goes on after the frames that are kept, and so "
        "do mien jobs resume " +
            id + " and then mien jobs run.");
  return fail(ErrorKind::Cancelled,
              "The film was stopped by another program: mien jobs list says how job " + id + " stands.");
}

/// Which frames a run that goes on finds again: pictures one by one, those of a film by whole segments.
std::string whatIsKept(const Job& job) {
  const auto spec = filmSpecFromJson(job.spec);
  if (spec && spec->format == FilmFormat::PngSequence) return ": the same command goes on there";
  return ", which are kept in whole parts of " + std::to_string(kSegmentFrames) +
         ": the same command goes on after the last whole one";
}

nlohmann::json reportOf(const Session& session, const FilmSpec& spec, const std::filesystem::path& file) {
  const EngineInfo info = session.info();
  return {{"schema", 1},
          {"output", file.string()},
          {"format", infoOf(spec.format).id},
          {"frames_per_second", heldTimeline(spec).framesPerSecond},
          {"timeline", nlohmann::json::parse(toJson(spec.timeline))},
          {"model", modelJson(info)},
          {"device", info.device},
          {"milliseconds", session.milliseconds()}};
}

}  // namespace

bool wasEndedPlacing(const std::filesystem::path& output) {
  const auto record = defaultRecordFile();
  const auto store = openJobs();
  const auto jobs = store ? store->list() : Result<std::vector<Job>>(tl::unexpected(store.error()));
  if (!record || !jobs) return false;  // making the film says so
  const std::filesystem::path place = placeOf(output);
  return std::any_of(jobs->begin(), jobs->end(),
                     [&](const Job& job) { return isLeftOff(job, place) && wasPlacing(*record, job); });
}

Result<FilmMade> runClaimed(Session& session, JobStore& store, const Job& job, const Interrupt& interrupt) {
  const auto keeper = session.gatekeeper();
  if (!keeper) return tl::unexpected(keeper.error());
  const auto renderer = makeEngineRenderer(session.engine(), faceSealer((*keeper)->recordFile()));
  FilmMade made{.job = job.id, .film = {}, .frames = job.framesTotal};
  FilmProgress last;
  const char* const after = progressOf(job).codedInTheEnd ? ", then it is coded" : "";
  ProgressLine line("frame");
  std::optional<ProgressLine> coding;  // its clock starts when the frames are made
  auto film = runFilmJob(store, **keeper, job, *renderer, interrupt.token(), [&](const FilmProgress& p) {
    last = p;
    if (p.coded == 0) return line.show(p.done, p.total, p.kept, after);
    if (!coding) coding.emplace("coded frame");
    coding->show(p.coded, p.total, 0);
  });
  if (film) {
    sayVerdict(film->admission);
    if (!film->written.sidecar.empty())
      std::fprintf(stderr, "How it was made stands in %s.\n", film->written.sidecar.c_str());
    made.film = std::move(*film);
    return made;
  }
  if (film.error().kind != ErrorKind::Cancelled) return tl::unexpected(film.error());
  if (!interrupt.requested()) {
    line.clear();
    return stoppedByAnother(store, job.id);
  }
  // Ctrl-C: the user decides when it goes on.
  static_cast<void>(store.pause(job.id));
  std::fprintf(stderr,
               "\nStopped after %lld of %lld frames%s, and so do mien jobs resume %lld and then mien jobs run.\n",
               static_cast<long long>(last.done), static_cast<long long>(job.framesTotal), whatIsKept(job).c_str(),
               static_cast<long long>(job.id));
  made.interrupted = true;
  return made;
}

Result<FilmMade> makeFilm(Session& session, const FilmSpec& spec, const std::filesystem::path& output) {
  auto store = openJobs();
  if (!store) return tl::unexpected(store.error());
  // Before a job is claimed: one that can't be judged is not begun.
  const auto keeper = session.gatekeeper();
  if (!keeper) return tl::unexpected(keeper.error());
  const Interrupt interrupt;
  const auto job = jobFor(*store, (*keeper)->recordFile(), spec, output);
  if (!job) return tl::unexpected(job.error());
  if (const int held = heldTimeline(spec).framesPerSecond; held != spec.timeline.framesPerSecond)
    std::fprintf(stderr, "The format can't hold %d frames a second: the film has %d.\n", spec.timeline.framesPerSecond,
                 held);
  auto made = runClaimed(session, *store, *job, interrupt);
  // Faces that were kept for films which are made by now.
  if (const auto jobs = store->list()) static_cast<void>(removeUnneeded((*keeper)->recordFile(), *store, *jobs));
  return made;
}

nlohmann::json filmReport(const Session& session, const FilmSpec& spec, const FilmMade& made) {
  nlohmann::json report = reportOf(session, spec, made.film.written.file);
  report["frames"] = made.frames;
  report["job"] = made.job;
  addAdmission(report, made.film.admission);
  if (!made.film.written.sidecar.empty()) report["sidecar"] = made.film.written.sidecar.string();
  return report;
}

nlohmann::json refusedFilmReport(const Session& session, const FilmSpec& spec, const std::filesystem::path& output,
                                 const Error& why) {
  nlohmann::json report = reportOf(session, spec, output);
  report["refused"] = why.message;
  const auto record = openRecord();
  if (!record) return report;
  const OutputStore outputs(*record);
  const auto found = outputs.search({.recipeDigest = sha256HexOf(toJson(spec.timeline)), .limit = 1});
  if (!found || found->outputs.empty()) return report;
  const std::int64_t id = found->outputs.front().id;
  report["history"] = id;
  if (const auto full = outputs.get(id); full && !full->verdict.empty())
    report["verdict"] = nlohmann::json::parse(full->verdict, nullptr, false);
  return report;
}

}  // namespace mien
