#pragma once
#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>

#include "core/base/result.h"

namespace mien {

/// Queued, Running and Paused jobs have work left; Done, Failed and Cancelled ones are finished.
enum class JobState { Queued, Running, Paused, Done, Failed, Cancelled };

/// What somebody wants of a running job; its runner looks and obeys.
enum class Wanted { Run, Pause, Cancel };

/// What is known of an export before it starts.
struct NewJob {
  std::string kind;  ///< says who can run it, e.g. "film"
  std::string spec;  ///< JSON text for the runner; opaque here
  std::string title;
  std::filesystem::path output;
  int priority = 0;  ///< higher runs first
  std::int64_t framesTotal = 0;
};

/// One export in the queue. Times are UTC in ms since 1970; 0: not yet.
struct Job : NewJob {
  std::int64_t id = 0;
  JobState state = JobState::Queued;
  Wanted wanted = Wanted::Run;  ///< other than Run: the job runs, and will pause or end in a moment
  std::int64_t framesDone = 0;  ///< beyond framesTotal: what has been coded in the end, see progressOf()
  double framesPerSecond = 0;
  std::string message;                          ///< of a failed job: why; of a done one: what to know of it, or empty
  ErrorKind kindOfError = ErrorKind::Internal;  ///< of a failed job
  std::int64_t created = 0;
  std::int64_t started = 0;   ///< the last time
  std::int64_t finished = 0;  ///< done, failed or cancelled
};

bool isFinished(JobState state);

/// Stable lower-case names, for the record and for scripts, e.g. "queued", "needs-review".
std::string_view nameOf(JobState state);
std::string_view nameOf(Wanted wanted);
std::string_view nameOf(ErrorKind kind);
std::optional<JobState> jobStateFrom(std::string_view name);
std::optional<Wanted> wantedFrom(std::string_view name);
std::optional<ErrorKind> errorKindFrom(std::string_view name);

}  // namespace mien
