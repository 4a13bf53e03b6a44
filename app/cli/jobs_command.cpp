#include <CLI/CLI.hpp>
#include <cmath>
#include <cstdio>
#include <memory>
#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <vector>

#include "app/cli/commands.h"
#include "app/cli/engine_options.h"
#include "app/cli/film_job.h"
#include "app/cli/job_queue.h"
#include "app/cli/output.h"
#include "app/cli/record_arguments.h"
#include "app/cli/session.h"
#include "core/export/approved_jobs.h"
#include "core/export/job_progress.h"
#include "core/export/kept_files.h"

namespace mien {
namespace {

using Step = Result<void> (JobStore::*)(std::int64_t);

std::string standing(const Job& job) {
  if (job.wanted == Wanted::Pause) return "pausing";
  if (job.wanted == Wanted::Cancel) return "cancelling";
  return std::string(nameOf(job.state));
}

std::string percent(const Job& job) {
  if (job.framesTotal <= 0) return "-";
  return std::to_string(static_cast<int>(std::floor(100 * progressOf(job).share() + 1e-6))) + " %";
}

std::string speed(const Job& job) {
  if (job.state != JobState::Running || job.framesPerSecond <= 0) return "-";
  char text[32];
  std::snprintf(text, sizeof text, "%.1f", job.framesPerSecond);
  return text;
}

/// h:mm:ss, and a + where coding the whole film follows.
std::string clock(const JobProgress& progress) {
  if (!progress.secondsLeft) return "-";
  const auto seconds = static_cast<long long>(*progress.secondsLeft + 0.5);
  char text[32];
  std::snprintf(text, sizeof text, "%lld:%02lld:%02lld%s", seconds / 3600, seconds / 60 % 60, seconds % 60,
                progress.codedInTheEnd && progress.coded == 0 ? "+" : "");
  return text;
}

nlohmann::json toJson(const Job& job) {
  const JobProgress progress = progressOf(job);
  nlohmann::json json{{"id", job.id},
                      {"kind", job.kind},
                      {"title", job.title},
                      {"output", job.output.string()},
                      {"state", nameOf(job.state)},
                      {"wanted", nameOf(job.wanted)},
                      {"priority", job.priority},
                      {"frames_done", progress.made},
                      {"frames_total", job.framesTotal},
                      {"frames_per_second", job.framesPerSecond},
                      {"created_ms", job.created},
                      {"started_ms", job.started},
                      {"finished_ms", job.finished}};
  if (progress.codedInTheEnd) json["frames_coded"] = job.state == JobState::Done ? progress.total : progress.coded;
  if (progress.secondsLeft) json["seconds_left"] = static_cast<std::int64_t>(*progress.secondsLeft + 0.5);
  if (job.state == JobState::Done && !job.message.empty()) json["warning"] = job.message;
  if (job.state == JobState::Failed) json["error"] = {{"kind", nameOf(job.kindOfError)}, {"message", job.message}};
  return json;
}

Result<void> list(const std::string& state, bool json) {
  const auto store = openJobs();
  if (!store) return tl::unexpected(store.error());
  const auto jobs = store->list(jobStateFrom(state));
  if (!jobs) return tl::unexpected(jobs.error());
  if (json) {
    nlohmann::json all = nlohmann::json::array();
    for (const Job& job : *jobs) all.push_back(toJson(job));
    printReport({{"schema", 1}, {"jobs", all}});
    return {};
  }
  constexpr const char* kLine = "%6s  %-10s  %8s  %8s  %9s  %s\n";
  std::printf(kLine, "id", "state", "progress", "frames/s", "time left", "output");
  for (const Job& job : *jobs) {
    std::printf(kLine, std::to_string(job.id).c_str(), standing(job).c_str(), percent(job).c_str(), speed(job).c_str(),
                clock(progressOf(job)).c_str(), onOneLine(job.output).c_str());
    if (!job.message.empty()) std::printf("%6s  %s\n", "", onOneLine(job.message).c_str());
  }
  return {};
}

/// Every job gets its turn, whatever became of the one before; the exit code is that of the first refusal.
int toEach(const std::vector<std::int64_t>& ids, const std::function<Result<void>(JobStore&, std::int64_t)>& step) {
  auto store = openJobs();
  if (!store) return complain(store.error());
  int code = 0;
  for (const std::int64_t id : ids) {
    const auto done = step(*store, id);
    if (!done && code == 0) code = exitCode(done.error().kind);
    if (!done) complain(done.error());
  }
  const auto jobs = store->list();
  if (const auto record = defaultRecordFile(); record && jobs)
    static_cast<void>(removeUnneeded(*record, *store, *jobs));
  return code;
}

void addList(CLI::App& jobs, CommandRun& chosen) {
  const auto state = std::make_shared<std::string>();
  const auto json = std::make_shared<bool>(false);
  CLI::App* command = jobs.add_subcommand("list", "List the exports, newest first");
  command->add_option("--state", *state, "Only those")
      ->check(CLI::IsMember({"queued", "running", "paused", "done", "failed", "cancelled"}));
  command->add_flag("--json", *json, "Print a report");
  command->callback([state, json, &chosen] { chosen = [state, json] { return finish(list(*state, *json)); }; });
}

void addStep(CLI::App& jobs, CommandRun& chosen, const char* name, const char* about, Step step) {
  const auto ids = std::make_shared<std::vector<std::int64_t>>();
  CLI::App* command = jobs.add_subcommand(name, about);
  command->add_option("id", *ids, "Number of the job, as listed; several go too")->required();
  command->callback([ids, step, &chosen] {
    chosen = [ids, step] {
      return toEach(*ids, [step](JobStore& store, std::int64_t id) { return (store.*step)(id); });
    };
  });
}

void addPriority(CLI::App& jobs, CommandRun& chosen) {
  const auto id = std::make_shared<std::int64_t>(0);
  const auto priority = std::make_shared<int>(0);
  CLI::App* command = jobs.add_subcommand("priority", "Change a job's place in the queue");
  command->add_option("id", *id, "Number of the job, as listed")->required();
  command->add_option("priority", *priority, "Higher runs first; 0 is usual")->required();
  command->callback([id, priority, &chosen] {
    chosen = [id, priority] {
      return toEach({*id}, [priority](JobStore& store, std::int64_t job) { return store.setPriority(job, *priority); });
    };
  });
}

/// With the packs that the job was queued with, where they lie here; else those in use, and the job says why it can't
/// be done.
Result<Session> sessionFor(const EngineArguments& arguments, const Job& job) {
  const auto spec = job.kind == kFilmJob ? filmSpecFromJson(job.spec) : fail(ErrorKind::Input, "No film.");
  if (!spec) return Session::open(arguments);
  EngineArguments own = arguments;
  own.modelHash = spec->timeline.base.modelHash;
  auto session = Session::open(own);
  return session || session.error().kind != ErrorKind::Model ? session : Session::open(arguments);
}

/// Works off the queue, with what was approved since it needed a review. One job that fails does not stop the rest; the
/// code is that of the first failure.
Result<int> runAll(const EngineArguments& arguments) {
  auto store = openJobs();
  if (!store) return tl::unexpected(store.error());
  const auto record = openRecord();
  if (!record) return tl::unexpected(record.error());
  FollowedApprovals followed;
  if (auto queued = queueApproved(*store, *record, followed); !queued) complain(queued.error());
  const Interrupt interrupt;
  int code = 0;
  for (;;) {
    const auto job = store->claimNext();
    if (!job) return tl::unexpected(job.error());
    if (!*job) return code;
    auto session = sessionFor(arguments, **job);
    if (!session && session.error().kind == ErrorKind::Blocked) {  // its packs were recalled: it alone can't be made
      static_cast<void>(store->fail((*job)->id, session.error()));
      complain(session.error());
      if (code == 0) code = exitCode(ErrorKind::Blocked);
      continue;
    }
    if (!session) {
      static_cast<void>(store->stopped((*job)->id));
      return tl::unexpected(session.error());
    }
    if (auto keeper = session->gatekeeper(); !keeper) {
      static_cast<void>(store->stopped((*job)->id));
      return tl::unexpected(keeper.error());
    }
    std::fprintf(stderr, "%lld: %s\n", static_cast<long long>((*job)->id), (*job)->output.c_str());
    const auto made = runClaimed(*session, *store, **job, interrupt);
    if (made && made->interrupted) return kInterruptedExit;
    if (made || made.error().kind == ErrorKind::Cancelled) continue;
    complain(made.error());
    if (code == 0) code = exitCode(made.error().kind);
  }
}

void addRun(CLI::App& jobs, CommandRun& chosen) {
  const auto engine = std::make_shared<EngineArguments>();
  CLI::App* command = jobs.add_subcommand("run", "Work off the queue, as the open studio does");
  addDeviceOptions(*command, engine->device, engine->models);  // each job names its own model
  command->callback([engine, &chosen] { chosen = [engine] { return runAll(*engine); }; });
}

}  // namespace

void addJobsCommand(CLI::App& app, CommandRun& chosen) {
  CLI::App* jobs = app.add_subcommand("jobs", "See and steer the queue of exports");
  jobs->require_subcommand(1);
  addList(*jobs, chosen);
  addRun(*jobs, chosen);
  addStep(*jobs, chosen, "pause", "Let jobs wait until they are resumed", &JobStore::pause);
  addStep(*jobs, chosen, "resume", "Put paused jobs back into the queue", &JobStore::resume);
  addStep(*jobs, chosen, "cancel", "End jobs for good", &JobStore::cancel);
  addStep(*jobs, chosen, "retry", "Put failed or cancelled jobs back into the queue", &JobStore::retry);
  addStep(*jobs, chosen, "remove", "Take finished jobs off the list; their outputs stay", &JobStore::remove);
  addPriority(*jobs, chosen);
}

}  // namespace mien
