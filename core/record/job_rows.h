#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "core/record/job.h"
#include "core/record/job_store.h"
#include "core/record/owner.h"

namespace mien {

/// The rows of the table of jobs; who may change what is JobStore's business. All throw what SQLite throws.
struct JobRow {
  Job job;
  Owner owner;  ///< of a running job
};

std::int64_t insertJob(SQLite::Database& db, const NewJob& job);
std::optional<JobRow> readJob(SQLite::Database& db, std::int64_t id);
/// Without its spec, which may be large.
std::optional<JobRow> readStanding(SQLite::Database& db, std::int64_t id);
std::vector<Job> readJobs(SQLite::Database& db, std::optional<JobState> state, JobOrder order);
std::optional<std::int64_t> firstQueuedJob(SQLite::Database& db);

void startJob(SQLite::Database& db, std::int64_t id, const Owner& owner);
/// Into a state in which nobody owns it. `message`: see Job; `kind`: of a failed job.
void moveJob(SQLite::Database& db, std::int64_t id, JobState state, const std::string& message = {},
             std::optional<ErrorKind> kind = {});
void setWanted(SQLite::Database& db, std::int64_t id, Wanted wanted);
void setProgress(SQLite::Database& db, std::int64_t id, std::int64_t framesDone, double framesPerSecond);
void setPriority(SQLite::Database& db, std::int64_t id, int priority);
void deleteJob(SQLite::Database& db, std::int64_t id);

/// Where a running job goes when its runner ends before it does.
JobState stateAfterStop(Wanted wanted);
/// Takes running jobs from owners that have ended; how many there were.
int releaseOrphans(SQLite::Database& db);

}  // namespace mien
