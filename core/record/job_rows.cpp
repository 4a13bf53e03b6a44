#include "core/record/job_rows.h"

#include <cmath>

#include "core/record/record_time.h"
#include "core/record/sql.h"

namespace mien {
namespace {

constexpr const char* kSelectRow =
    "SELECT id, kind, title, output, state, wanted, priority, frames_done, frames_total, frames_per_second, message, "
    "error_kind, created_ms, started_ms, finished_ms, owner_pid, owner_started, owner_boot";
const std::string kSelect = kSelectRow + std::string(", spec FROM jobs ");
const std::string kSelectStanding = kSelectRow + std::string(", '' FROM jobs ");

std::string text(std::string_view name) {
  return std::string(name);
}

JobRow row(const SQLite::Statement& select) {
  int column = 0;
  const auto next = [&] { return select.getColumn(column++); };
  JobRow row;
  Job& job = row.job;
  job.id = next().getInt64();
  job.kind = next().getString();
  job.title = next().getString();
  job.output = next().getString();
  job.state = jobStateFrom(next().getString()).value();
  job.wanted = wantedFrom(next().getString()).value();
  job.priority = next().getInt();
  job.framesDone = next().getInt64();
  job.framesTotal = next().getInt64();
  job.framesPerSecond = next().getDouble();
  job.message = next().getString();
  job.kindOfError = errorKindFrom(next().getString()).value_or(ErrorKind::Internal);
  job.created = next().getInt64();
  job.started = next().getInt64();
  job.finished = next().getInt64();
  row.owner.pid = next().getInt64();
  row.owner.started = next().getInt64();
  row.owner.boot = next().getString();
  job.spec = next().getString();
  return row;
}

std::optional<JobRow> readOne(SQLite::Database& db, const std::string& selectFrom, std::int64_t id) {
  SQLite::Statement select(db, selectFrom + "WHERE id = ?");
  select.bind(1, id);
  if (!select.executeStep()) return std::nullopt;
  return row(select);
}

}  // namespace

std::int64_t insertJob(SQLite::Database& db, const NewJob& job) {
  sql::run(
      db,
      "INSERT INTO jobs (kind, spec, title, output, priority, frames_total, created_ms) VALUES (?, ?, ?, ?, ?, ?, ?)",
      job.kind, job.spec, job.title, job.output.string(), job.priority, job.framesTotal, recordNow());
  return db.getLastInsertRowid();
}

std::optional<JobRow> readJob(SQLite::Database& db, std::int64_t id) {
  return readOne(db, kSelect, id);
}

std::optional<JobRow> readStanding(SQLite::Database& db, std::int64_t id) {
  return readOne(db, kSelectStanding, id);
}

std::vector<Job> readJobs(SQLite::Database& db, std::optional<JobState> state, JobOrder order) {
  std::string sql = kSelect;
  if (state) sql += "WHERE state = ? ";
  sql += order == JobOrder::Queue ? "ORDER BY priority DESC, id" : "ORDER BY id DESC";
  SQLite::Statement select(db, sql);
  if (state) select.bind(1, text(nameOf(*state)));
  std::vector<Job> jobs;
  while (select.executeStep()) jobs.push_back(row(select).job);
  return jobs;
}

std::optional<std::int64_t> firstQueuedJob(SQLite::Database& db) {
  SQLite::Statement select(db, "SELECT id FROM jobs WHERE state = 'queued' ORDER BY priority DESC, id LIMIT 1");
  if (!select.executeStep()) return std::nullopt;
  return select.getColumn(0).getInt64();
}

void startJob(SQLite::Database& db, std::int64_t id, const Owner& owner) {
  sql::run(db,
           "UPDATE jobs SET state = 'running', started_ms = ?, owner_pid = ?, owner_started = ?, owner_boot = ? "
           "WHERE id = ?",
           recordNow(), owner.pid, owner.started, owner.boot, id);
}

void moveJob(SQLite::Database& db, std::int64_t id, JobState state, const std::string& message,
             std::optional<ErrorKind> kind) {
  sql::run(db,
           "UPDATE jobs SET state = ?, wanted = 'run', message = ?, error_kind = ?, finished_ms = ?, owner_pid = NULL, "
           "owner_started = NULL, owner_boot = NULL WHERE id = ?",
           text(nameOf(state)), message, kind ? text(nameOf(*kind)) : "",
           isFinished(state) ? recordNow() : std::int64_t{0}, id);
}

void setWanted(SQLite::Database& db, std::int64_t id, Wanted wanted) {
  sql::run(db, "UPDATE jobs SET wanted = ? WHERE id = ?", text(nameOf(wanted)), id);
}

void setProgress(SQLite::Database& db, std::int64_t id, std::int64_t framesDone, double framesPerSecond) {
  // SQLite would store "not a number" as NULL.
  sql::run(db, "UPDATE jobs SET frames_done = ?, frames_per_second = ? WHERE id = ?", framesDone,
           std::isfinite(framesPerSecond) ? framesPerSecond : 0.0, id);
}

void setPriority(SQLite::Database& db, std::int64_t id, int priority) {
  sql::run(db, "UPDATE jobs SET priority = ? WHERE id = ?", priority, id);
}

void deleteJob(SQLite::Database& db, std::int64_t id) {
  sql::run(db, "DELETE FROM jobs WHERE id = ?", id);
}

JobState stateAfterStop(Wanted wanted) {
  if (wanted == Wanted::Pause) return JobState::Paused;
  return wanted == Wanted::Cancel ? JobState::Cancelled : JobState::Queued;
}

int releaseOrphans(SQLite::Database& db) {
  std::vector<JobRow> orphans;
  SQLite::Statement select(db, kSelectStanding + "WHERE state = 'running'");
  while (select.executeStep()) {
    JobRow running = row(select);
    if (!running.owner.alive()) orphans.push_back(std::move(running));
  }
  select.reset();
  for (const JobRow& orphan : orphans) moveJob(db, orphan.job.id, stateAfterStop(orphan.job.wanted));
  return static_cast<int>(orphans.size());
}

}  // namespace mien
