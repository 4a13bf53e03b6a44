#include "core/export/approved_jobs.h"

#include <algorithm>
#include <chrono>
#include <filesystem>
#include <optional>

#include "core/base/digest.h"
#include "core/export/film_spec.h"
#include "core/record/output_store.h"
#include "core/record/review_store.h"

namespace mien {
namespace {

bool waitsForApproval(const Job& job) {
  return job.kind == kFilmJob && job.state == JobState::Failed &&
         (job.kindOfError == ErrorKind::NeedsReview || job.kindOfError == ErrorKind::Blocked);
}

/// Changed since, by the times of files.
bool isNewer(const std::filesystem::path& file, std::int64_t ms) {
  std::error_code none;
  const auto written = std::filesystem::last_write_time(file, none);
  if (none) return false;
  const auto since1970 = std::chrono::file_clock::to_sys(written).time_since_epoch();
  return std::chrono::duration_cast<std::chrono::milliseconds>(since1970).count() > ms;
}

bool isSuperseded(const Job& job, const std::vector<Job>& jobs) {
  return isNewer(job.output, job.finished) || std::any_of(jobs.begin(), jobs.end(), [&](const Job& other) {
           return other.id > job.id && other.output == job.output;
         });
}

/// The decision by which its film was approved after the job had failed.
Result<std::optional<std::int64_t>> approvalSince(const Record& record, const Job& job) {
  const auto spec = filmSpecFromJson(job.spec);
  if (!spec) return std::nullopt;
  const std::string timeline = toJson(spec->timeline);
  OutputQuery query;
  query.recipeDigest = sha256Hex({reinterpret_cast<const std::uint8_t*>(timeline.data()), timeline.size()});
  query.state = OutputState::Approved;
  const auto page = OutputStore(record).search(query);
  if (!page) return tl::unexpected(page.error());
  const OutputKind kind = spec->format == FilmFormat::PngSequence ? OutputKind::Frames : OutputKind::Film;
  for (const OutputSummary& output : page->outputs) {
    if (output.kind != kind) continue;
    const auto decisions = ReviewStore(record).decisions(output.id);
    if (!decisions) return tl::unexpected(decisions.error());
    for (const Decision& decision : *decisions)
      if (decision.to == OutputState::Approved && decision.from != OutputState::Approved &&
          decision.time > job.finished)
        return decision.id;
  }
  return std::nullopt;
}

}  // namespace

Result<int> queueApproved(JobStore& store, const Record& record, FollowedApprovals& followed) {
  const auto jobs = store.list();
  if (!jobs) return tl::unexpected(jobs.error());
  int queued = 0;
  std::optional<Error> fault;
  for (const Job& job : *jobs) {
    if (!waitsForApproval(job) || isSuperseded(job, *jobs)) continue;
    const auto approval = approvalSince(record, job);
    if (!approval) fault = fault.value_or(approval.error());
    if (!approval || !*approval || !followed.emplace(job.id, **approval).second) continue;
    // Another process may have been faster.
    if (const auto again = store.retry(job.id); again)
      ++queued;
    else if (again.error().kind != ErrorKind::Usage)
      fault = fault.value_or(again.error());
  }
  if (fault) return tl::unexpected(*fault);
  return queued;
}

}  // namespace mien
