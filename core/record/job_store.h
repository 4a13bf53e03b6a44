#pragma once
#include <cstdint>
#include <functional>
#include <optional>
#include <vector>

#include "core/record/job.h"
#include "core/record/owner.h"
#include "core/record/record.h"

namespace mien {

enum class JobOrder {
  NewestFirst,
  Queue  ///< as they will be claimed: highest priority, then oldest
};

/// The one queue of exports of all processes, window and command line alike. Each call is one transaction.
///
/// A running job belongs to the process that claimed it. When that process has ended, the job goes where it was wanted:
/// back to the queue with its progress, or, if that was asked for, to Paused or Cancelled. This happens when a store
/// opens and at every call that claims or changes a state.
///
/// Errors of all calls: Usage for an unknown job and for a step that its state does not allow, with nothing changed;
/// Disk and Input as Record. Thread: that of its Record (the store itself holds no state).
class JobStore {
 public:
  /// `owner`: who claims.
  static Result<JobStore> open(Record record, Owner owner = Owner::thisProcess());

  /// The new job's id. A relative output is made absolute: its runner may be another process. Those of the same output
  /// that failed or were cancelled go: what they say of it is no longer so.
  Result<std::int64_t> add(const NewJob& job);
  /// The same, running and ours from the start: no other process takes it first. `check` sees all jobs in the same
  /// moment and may refuse.
  Result<Job> addRunning(const NewJob& job, const std::function<Result<void>(const std::vector<Job>&)>& check = {});
  Result<Job> get(std::int64_t id) const;
  Result<std::vector<Job>> list(std::optional<JobState> state = {}, JobOrder order = JobOrder::NewestFirst) const;

  /// The first of the queue, now running and ours; nothing when nobody waits. No two callers get the same job.
  Result<std::optional<Job>> claimNext();
  /// Queued → Running, out of turn.
  Result<Job> claim(std::int64_t id);

  // For the runner of a job that this owner claimed; refused to others.
  /// One lookup (well below 1 ms): poll at every frame.
  Result<Wanted> wanted(std::int64_t id) const;
  /// One commit: a few times a second is enough.
  Result<void> progress(std::int64_t id, std::int64_t framesDone, double framesPerSecond);
  /// → Done with all frames, even if a pause or an end was wanted: the output is there. `warning`: what should be known
  /// of it, kept as the job's message.
  Result<void> finish(std::int64_t id, const std::string& warning = {});
  /// → Failed. A cancelled error is no failure and counts as stopped().
  Result<void> fail(std::int64_t id, const Error& error);
  /// The runner ended before the job did → Paused or Cancelled as wanted, else back to Queued.
  Result<void> stopped(std::int64_t id);

  // For everybody. A running job pauses or ends once its runner has seen the wish.
  /// Queued → Paused; Running: wanted, unless its end is wanted already.
  Result<void> pause(std::int64_t id);
  /// Paused → Queued; takes back a wish to pause.
  Result<void> resume(std::int64_t id);
  /// Queued, Paused → Cancelled; Running: wanted.
  Result<void> cancel(std::int64_t id);
  /// Failed, Cancelled → Queued, with no frames done.
  Result<void> retry(std::int64_t id);
  /// Of a job that is not finished.
  Result<void> setPriority(std::int64_t id, int priority);
  /// Takes a finished job off the list; its output stays.
  Result<void> remove(std::int64_t id);

  /// Takes running jobs from processes that have ended, so that a list shows no dead ones; how many there were.
  Result<int> releaseOrphans();

 private:
  JobStore(Record record, Owner owner);
  template <class Work>
  Result<void> change(std::int64_t id, Work work);
  template <class Work>
  Result<void> changeOwn(std::int64_t id, Work work);

  Record record_;
  Owner owner_;
};

}  // namespace mien
