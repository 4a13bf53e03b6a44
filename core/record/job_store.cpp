#include "core/record/job_store.h"

#include <SQLiteCpp/Database.h>
#include <SQLiteCpp/Transaction.h>

#include <algorithm>
#include <string>
#include <utility>

#include "core/record/job_rows.h"
#include "core/record/sqlite_error.h"

namespace mien {
namespace {

constexpr auto kWrite = SQLite::TransactionBehavior::IMMEDIATE;

tl::unexpected<Error> unknown(std::int64_t id) {
  return fail(ErrorKind::Usage, "There is no job " + std::to_string(id) + ": look it up in the list of jobs.");
}

tl::unexpected<Error> refused(const Job& job, const char* only) {
  std::string state(nameOf(job.state));
  if (job.wanted == Wanted::Pause) state = "about to pause";
  if (job.wanted == Wanted::Cancel) state = "about to be cancelled";
  return fail(ErrorKind::Usage, "Job " + std::to_string(job.id) + " is " + state + ": only " + only + ".");
}

}  // namespace

JobStore::JobStore(Record record, Owner owner) : record_(std::move(record)), owner_(std::move(owner)) {}

Result<JobStore> JobStore::open(Record record, Owner owner) {
  JobStore store(std::move(record), std::move(owner));
  if (auto released = store.releaseOrphans(); !released) return tl::unexpected(released.error());
  return store;
}

Result<std::int64_t> JobStore::add(const NewJob& job) {
  return guarded(record_.file(), [&]() -> Result<std::int64_t> {
    NewJob fixed = job;
    fixed.output = std::filesystem::absolute(job.output);
    SQLite::Database& db = record_.database();
    SQLite::Transaction transaction(db, kWrite);
    for (const Job& former : readJobs(db, {}, JobOrder::NewestFirst)) {
      const bool ended = former.state == JobState::Failed || former.state == JobState::Cancelled;
      if (ended && former.output == fixed.output) deleteJob(db, former.id);
    }
    const std::int64_t id = insertJob(db, fixed);
    transaction.commit();
    return id;
  });
}

Result<Job> JobStore::addRunning(const NewJob& job, const std::function<Result<void>(const std::vector<Job>&)>& check) {
  return guarded(record_.file(), [&]() -> Result<Job> {
    NewJob fixed = job;
    fixed.output = std::filesystem::absolute(job.output);
    SQLite::Database& db = record_.database();
    SQLite::Transaction transaction(db, kWrite);
    if (check)
      if (auto free = check(readJobs(db, {}, JobOrder::NewestFirst)); !free) return tl::unexpected(free.error());
    const std::int64_t id = insertJob(db, fixed);
    startJob(db, id, owner_);
    Job added = readJob(db, id).value().job;
    transaction.commit();
    return added;
  });
}

Result<Job> JobStore::get(std::int64_t id) const {
  return guarded(record_.file(), [&]() -> Result<Job> {
    const auto row = readJob(record_.database(), id);
    if (!row) return unknown(id);
    return row->job;
  });
}

Result<std::vector<Job>> JobStore::list(std::optional<JobState> state, JobOrder order) const {
  return guarded(record_.file(),
                 [&]() -> Result<std::vector<Job>> { return readJobs(record_.database(), state, order); });
}

/// `work` gets the job as it is once dead processes' jobs are free, and says what it refuses.
template <class Work>
Result<void> JobStore::change(std::int64_t id, Work work) {
  return guarded(record_.file(), [&]() -> Result<void> {
    SQLite::Database& db = record_.database();
    SQLite::Transaction transaction(db, kWrite);
    mien::releaseOrphans(db);
    const auto row = readStanding(db, id);
    if (!row) return unknown(id);
    if (auto done = work(db, row->job); !done) return done;
    transaction.commit();
    return {};
  });
}

/// The same for a running job of this owner.
template <class Work>
Result<void> JobStore::changeOwn(std::int64_t id, Work work) {
  return guarded(record_.file(), [&]() -> Result<void> {
    SQLite::Database& db = record_.database();
    SQLite::Transaction transaction(db, kWrite);
    const auto row = readStanding(db, id);
    if (!row) return unknown(id);
    if (row->job.state != JobState::Running || row->owner != owner_)
      return refused(row->job, "the process that runs a job may report on it");
    work(db, row->job);
    transaction.commit();
    return {};
  });
}

Result<std::optional<Job>> JobStore::claimNext() {
  return guarded(record_.file(), [&]() -> Result<std::optional<Job>> {
    SQLite::Database& db = record_.database();
    SQLite::Transaction transaction(db, kWrite);
    mien::releaseOrphans(db);
    const auto id = firstQueuedJob(db);
    if (id) startJob(db, *id, owner_);
    std::optional<Job> job;
    if (id) job = readJob(db, *id).value().job;
    transaction.commit();
    return job;
  });
}

Result<Job> JobStore::claim(std::int64_t id) {
  const auto claimed = change(id, [&](SQLite::Database& db, const Job& job) -> Result<void> {
    if (job.state != JobState::Queued) return refused(job, "a queued job can be started");
    startJob(db, id, owner_);
    return {};
  });
  if (!claimed) return tl::unexpected(claimed.error());
  return get(id);
}

Result<Wanted> JobStore::wanted(std::int64_t id) const {
  return guarded(record_.file(), [&]() -> Result<Wanted> {
    const auto row = readStanding(record_.database(), id);
    if (!row) return unknown(id);
    if (row->job.state != JobState::Running || row->owner != owner_)
      return refused(row->job, "the process that runs a job is told what to do with it");
    return row->job.wanted;
  });
}

Result<void> JobStore::progress(std::int64_t id, std::int64_t framesDone, double framesPerSecond) {
  return changeOwn(id, [&](SQLite::Database& db, const Job&) { setProgress(db, id, framesDone, framesPerSecond); });
}

Result<void> JobStore::finish(std::int64_t id, const std::string& warning) {
  return changeOwn(id, [&](SQLite::Database& db, const Job& job) {
    setProgress(db, id, job.framesTotal, job.framesPerSecond);
    moveJob(db, id, JobState::Done, warning);
  });
}

Result<void> JobStore::fail(std::int64_t id, const Error& error) {
  if (error.kind == ErrorKind::Cancelled) return stopped(id);
  return changeOwn(
      id, [&](SQLite::Database& db, const Job&) { moveJob(db, id, JobState::Failed, error.message, error.kind); });
}

Result<void> JobStore::stopped(std::int64_t id) {
  return changeOwn(id, [&](SQLite::Database& db, const Job& job) { moveJob(db, id, stateAfterStop(job.wanted)); });
}

Result<void> JobStore::pause(std::int64_t id) {
  return change(id, [&](SQLite::Database& db, const Job& job) -> Result<void> {
    if (job.state == JobState::Queued) {
      moveJob(db, id, JobState::Paused);
    } else if (job.state == JobState::Running && job.wanted != Wanted::Cancel) {
      setWanted(db, id, Wanted::Pause);
    } else {
      return refused(job, "a queued or running job can be paused");
    }
    return {};
  });
}

Result<void> JobStore::resume(std::int64_t id) {
  return change(id, [&](SQLite::Database& db, const Job& job) -> Result<void> {
    if (job.state == JobState::Paused) {
      moveJob(db, id, JobState::Queued);
    } else if (job.wanted == Wanted::Pause) {
      setWanted(db, id, Wanted::Run);
    } else {
      return refused(job, "a paused job can be resumed");
    }
    return {};
  });
}

Result<void> JobStore::cancel(std::int64_t id) {
  return change(id, [&](SQLite::Database& db, const Job& job) -> Result<void> {
    if (isFinished(job.state)) return refused(job, "a job that is not finished can be cancelled");
    if (job.state == JobState::Running) {
      setWanted(db, id, Wanted::Cancel);
    } else {
      moveJob(db, id, JobState::Cancelled);
    }
    return {};
  });
}

Result<void> JobStore::retry(std::int64_t id) {
  return change(id, [&](SQLite::Database& db, const Job& job) -> Result<void> {
    if (job.state != JobState::Failed && job.state != JobState::Cancelled)
      return refused(job, "a failed or cancelled job can be tried again");
    moveJob(db, id, JobState::Queued);
    setProgress(db, id, 0, 0);
    return {};
  });
}

Result<void> JobStore::setPriority(std::int64_t id, int priority) {
  return change(id, [&](SQLite::Database& db, const Job& job) -> Result<void> {
    if (isFinished(job.state)) return refused(job, "a job that is not finished can change its place in the queue");
    mien::setPriority(db, id, priority);
    return {};
  });
}

Result<void> JobStore::remove(std::int64_t id) {
  return change(id, [&](SQLite::Database& db, const Job& job) -> Result<void> {
    if (!isFinished(job.state)) return refused(job, "a finished job can be removed, so cancel it first");
    deleteJob(db, id);
    return {};
  });
}

Result<int> JobStore::releaseOrphans() {
  return guarded(record_.file(), [&]() -> Result<int> {
    SQLite::Transaction transaction(record_.database(), kWrite);
    const int released = mien::releaseOrphans(record_.database());
    transaction.commit();
    return released;
  });
}

}  // namespace mien
